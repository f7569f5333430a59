package dev.filprofile.e2e.workload;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another program while a thread forces a collection after each pause of as many milliseconds as the first argument
 * says; the first collection comes before it. With {@code -Xlog:gc*} the JVM itself then says how many bytes are live, at short intervals. No profiler takes part.
 */
public final class GcEvery {

    private GcEvery() {}

    public static void main(String[] args) throws Throwable {
        long pauseMillis = Long.parseLong(args[0]);
        System.gc();
        Thread collector = new Thread(() -> collectForever(pauseMillis), "collector");
        collector.setDaemon(true);
        collector.setPriority(Thread.MAX_PRIORITY);
        collector.start();
        // a heap that grows to its end is largest there
        Runtime.getRuntime().addShutdownHook(new Thread(System::gc, "last collection"));
        try {
            Class.forName(args[1]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(args, 2, args.length));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void collectForever(long pauseMillis) {
        try {
            while (true) {
                Thread.sleep(pauseMillis);
                System.gc();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
