import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Programs of which one property grows: {@code threads N}, {@code live MEGABYTES}, {@code rate MEGABYTES_A_SECOND}, {@code depth
 * FRAMES}, {@code paths N}, {@code classes N}. All else stays as it is, so that a plain run of each takes some seconds.
 */
public final class Scaling {

    private static final int MB = 1 << 20;
    private static volatile Object sink;

    private Scaling() {}

    public static void main(String[] arguments) throws Exception {
        int n = Integer.parseInt(arguments[1]);
        switch (arguments[0]) {
            case "threads" -> threads(n);
            case "live" -> live(n);
            case "rate" -> rate(n);
            case "depth" -> depth(n);
            case "paths" -> paths(n);
            case "classes" -> classes(n);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /** The same 20 GB of short-lived lists, however many threads make them. */
    private static void threads(int threads) throws InterruptedException {
        List<Thread> all = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            Thread thread = new Thread(() -> garbage(20_000L / threads));
            all.add(thread);
            thread.start();
        }
        for (Thread thread : all) {
            thread.join();
        }
    }

    /** A live set of arrays of 128 bytes, and then 4 GB of garbage over it. */
    private static void live(int megabytes) {
        Object[][] held = new Object[megabytes][];
        for (int m = 0; m < megabytes; m++) {
            held[m] = new Object[MB / 128];
            for (int i = 0; i < held[m].length; i++) {
                held[m][i] = new byte[104];
            }
        }
        sink = held;
        garbage(4_000);
    }

    /** Four seconds of work, of which as much is allocation as makes that rate. */
    private static void rate(int megabytesPerSecond) {
        double x = 1;
        long end = System.nanoTime() + 4_000_000_000L;
        long start = System.nanoTime();
        double made = 0;
        while (System.nanoTime() < end) {
            double due = (System.nanoTime() - start) * 1e-9 * megabytesPerSecond;
            if (made < due) {
                garbage(1);
                made++;
            } else {
                for (int i = 0; i < 10_000; i++) {
                    x = Math.sqrt(x + i);
                }
            }
        }
        // how much was done tells what the profiler took from it
        System.out.printf("%.0f MB%n", made);
        sink = x;
    }

    /** 10 GB of garbage at the bottom of a stack. */
    private static void depth(int frames) {
        if (frames > 0) {
            depth(frames - 1);
        } else {
            garbage(10_000);
        }
    }

    /** As many call paths, each with objects that are held: 1,048,576 objects of 104 bytes in all. */
    private static void paths(int paths) {
        int bits = 31 - Integer.numberOfLeadingZeros(paths);
        Object[] held = new Object[MB];
        for (int round = 0; round < 24; round++) {
            for (int i = 0; i < MB; i++) {
                held[i] = path(bits, Integer.reverse(i) >>> 1);
            }
        }
        sink = held;
    }

    private static Object path(int bits, int way) {
        if (bits == 0) {
            return new byte[88];
        }
        return (way & 1) == 0 ? left(bits - 1, way >>> 1) : right(bits - 1, way >>> 1);
    }

    private static Object left(int bits, int way) {
        return path(bits, way);
    }

    private static Object right(int bits, int way) {
        return path(bits, way);
    }

    /** As many loaded classes, each of a loader of its own. */
    private static void classes(int classes) throws IOException, ReflectiveOperationException {
        byte[] file;
        try (InputStream in = Scaling.class.getResourceAsStream("Scaling$Loaded.class")) {
            file = in.readAllBytes();
        }
        List<Object> held = new ArrayList<>();
        for (int i = 0; i < classes; i++) {
            held.add(new Single(file).loaded());
        }
        sink = held;
    }

    private static void garbage(long megabytes) {
        for (long made = 0; made < megabytes * MB; made += 16 * 1024) {
            List<Object> list = new ArrayList<>();
            for (int i = 0; i < 128; i++) {
                list.add(new byte[96]);
            }
            sink = list;
        }
    }

    /** Loaded many times. */
    public static final class Loaded {
        private final List<Object> made = new ArrayList<>();

        public Loaded() {
            for (int i = 0; i < 3; i++) {
                made.add(new int[] {i});
                made.add(String.valueOf(i) + made.size());
            }
        }
    }

    private static final class Single extends ClassLoader {
        private final byte[] file;

        Single(byte[] file) {
            super(Scaling.class.getClassLoader());
            this.file = file;
        }

        Object loaded() throws ReflectiveOperationException {
            return defineClass("Scaling$Loaded", file, 0, file.length)
                    .getConstructor()
                    .newInstance();
        }
    }
}
