package dev.filprofile.e2e.workload;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does for the given number of seconds, and at least once, on several threads at once, what is hard on an agent: loads classes in ever new class
 * loaders and drops them, throws, starts threads and virtual threads, recurses until the stack ends, makes garbage. Says
 * which kinds were done, what went wrong, and whether the classes that were dropped are gone.
 */
public final class Stress {

    private static final int LIVE_BYTES = 20_000_000;

    private static volatile @Nullable Object kept;
    private static volatile @Nullable Object sink;

    private Stress() {}

    /** What is loaded again and again. */
    public static final class Loaded implements Supplier<Object> {

        private static final Object[] STATIC = new Object[100];

        @Override
        public Object get() {
            STATIC[3] = new byte[1000];
            Supplier<int[]> lambda = () -> new int[100];
            Runnable proxy = (Runnable) Proxy.newProxyInstance(
                    Loaded.class.getClassLoader(),
                    new Class<?>[] {Runnable.class},
                    (self, method, arguments) -> STATIC.clone());
            proxy.run();
            return lambda.get();
        }
    }

    /** Defines {@link Loaded} itself. */
    private static final class FreshLoader extends ClassLoader {

        private final byte[] bytes;

        FreshLoader(byte[] bytes) {
            super(Stress.class.getClassLoader());
            this.bytes = bytes;
        }

        Class<?> define() {
            return defineClass(Loaded.class.getName(), bytes, 0, bytes.length);
        }
    }

    public static void main(String[] args) throws Exception {
        long end = System.nanoTime() + (long) (Double.parseDouble(args[0]) * 1e9);
        kept = new byte[LIVE_BYTES];
        List<WeakReference<Class<?>>> dropped = new ArrayList<>();
        List<Worker> workers = List.of(
                new Worker("loaders", end, () -> loadAndDrop(dropped)),
                new Worker("exceptions", end, Stress::throwDeep),
                new Worker("threads", end, Stress::startThreads),
                new Worker("virtual threads", end, Stress::startVirtualThreads),
                new Worker("stack overflows", end, Stress::overflow),
                new Worker("garbage", end, Stress::makeGarbage));
        workers.forEach(Thread::start);
        for (Worker worker : workers) {
            worker.join();
        }
        for (Worker worker : workers) {
            System.out.println(worker.getName()
                    + (worker.rounds.get() > 0 ? " done" : " not done")
                    + (worker.failure == null ? "" : ": " + worker.failure));
        }
        System.out.println("classes unloaded: " + areGone(dropped));
    }

    /** One kind of stress, again and again. */
    private static final class Worker extends Thread {

        private final long end;
        private final Callable<?> round;
        private final AtomicLong rounds = new AtomicLong();
        private volatile @Nullable Throwable failure;

        Worker(String name, long end, Callable<?> round) {
            super(name);
            this.end = end;
            this.round = round;
        }

        @Override
        public void run() {
            try {
                do {
                    sink = round.call();
                    rounds.incrementAndGet();
                } while (System.nanoTime() < end);
            } catch (Throwable t) {
                failure = t;
            }
        }
    }

    private static Object loadAndDrop(List<WeakReference<Class<?>>> dropped) throws Exception {
        Class<?> type = new FreshLoader(classFile()).define();
        Object instance = type.getConstructor().newInstance();
        dropped.add(new WeakReference<>(type));
        return ((Supplier<?>) instance).get();
    }

    private static byte[] classFile() throws IOException {
        try (InputStream in = Objects.requireNonNull(Stress.class.getResourceAsStream("Stress$Loaded.class"))) {
            return in.readAllBytes();
        }
    }

    private static Object throwDeep() {
        try {
            return throwAt(ThreadLocalRandom.current().nextInt(200));
        } catch (IllegalStateException e) {
            return e.getStackTrace();
        }
    }

    private static Object throwAt(int depth) {
        if (depth == 0) {
            throw new IllegalStateException("thrown", new RuntimeException("cause"));
        }
        return depth < 0 ? "" : throwAt(depth - 1);
    }

    private static Object startThreads() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(new Thread(() -> sink = new byte[10_000]));
        }
        return startAndJoin(threads);
    }

    private static Object startAndJoin(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return threads;
    }

    /** By reflection: compiled for 17. There, nothing is started. */
    private static Object startVirtualThreads() throws ReflectiveOperationException, InterruptedException {
        if (Runtime.version().feature() < 21) {
            Thread.sleep(1);
            return "";
        }
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            threads.add((Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, (Runnable)
                            Stress::allocateAndYield));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return threads;
    }

    private static void allocateAndYield() {
        for (int i = 0; i < 10; i++) {
            sink = new byte[1000];
            Thread.yield();
        }
    }

    private static Object overflow() {
        try {
            return recurse(0);
        } catch (StackOverflowError e) {
            return e;
        }
    }

    private static Object recurse(int depth) {
        return depth < 0 ? "" : new Object[] {recurse(depth + 1), depth};
    }

    private static Object makeGarbage() {
        Object[] garbage = new Object[1000];
        for (int i = 0; i < garbage.length; i++) {
            garbage[i] = new byte[ThreadLocalRandom.current().nextInt(4000)];
        }
        return garbage;
    }

    /** Some collectors take more than one collection until a class loader is gone. */
    /** Not at once everywhere: a sample's stack, which holds its classes, waits for the profiler's thread on a busy machine. */
    private static boolean areGone(List<WeakReference<Class<?>>> dropped) throws InterruptedException {
        sink = null;
        for (int i = 0; i < 100; i++) {
            System.gc();
            if (dropped.stream().allMatch(reference -> reference.refersTo(null))) {
                return true;
            }
            Thread.sleep(20);
        }
        return false;
    }
}
