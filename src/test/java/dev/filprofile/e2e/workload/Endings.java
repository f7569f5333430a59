package dev.filprofile.e2e.workload;

import java.lang.reflect.Field;
import java.util.concurrent.CountDownLatch;

/** Holds 8 MB and ends in the way that the first argument names. */
public final class Endings {

    private static final int MB = 1024 * 1024;

    static byte[] held = new byte[0];
    static byte[] later = new byte[0];
    private static int overflows;

    private Endings() {}

    public static void main(String[] args) throws Exception {
        held = new byte[8 * 1024 * 1024];
        Churn.megabytes(16);
        System.out.println("about to end");
        switch (args[0]) {
            case "return" -> {}
            case "exit" -> System.exit(Integer.parseInt(args[1]));
            case "halt" -> Runtime.getRuntime().halt(Integer.parseInt(args[1]));
            case "throw" -> throw new IllegalStateException("thrown by the program");
            case "haltInHook" -> Runtime.getRuntime().addShutdownHook(new Thread(Endings::haltInHook));
            case "threadRunsOn" -> runOnAfter(Thread.currentThread());
            case "daemonRunsOn" -> runOnAsDaemon();
            case "throwElsewhere" -> finish(new Thread(Endings::fail, "failing"));
            case "throwBesideAnother" -> throwBesideAnother();
            case "exitElsewhere" -> exitElsewhere(Integer.parseInt(args[1]));
            case "exitOnUncaught" -> exitOnUncaught(Integer.parseInt(args[1]));
            case "hookAllocates" -> hookAllocates(Integer.parseInt(args[1]));
            case "stackOverflow" -> overflowOften();
            case "crash" -> crash();
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void holdMore(String when) {
        later = new byte[24 * 1024 * 1024];
        Churn.megabytes(16);
        System.out.println(when + ": " + later.length / MB + " MB");
    }

    private static void haltInHook() {
        System.out.println("hook ran");
        System.out.flush();
        Runtime.getRuntime().halt(9);
    }

    /** The peak comes when main has returned long since. */
    private static void runOnAfter(Thread main) {
        new Thread(() -> {
                    join(main);
                    holdMore("after main");
                })
                .start();
    }

    /** Allocates until the JVM is no more. */
    private static void runOnAsDaemon() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        Thread daemon = new Thread(() -> {
            while (true) {
                Churn.megabytes(1);
                running.countDown();
            }
        });
        daemon.setDaemon(true);
        daemon.start();
        running.await();
    }

    private static void fail() {
        throw new IllegalStateException("thrown by a thread");
    }

    private static void throwBesideAnother() {
        runOnAfter(Thread.currentThread());
        throw new IllegalStateException("thrown by main");
    }

    private static void exitElsewhere(int code) throws InterruptedException {
        new Thread(() -> System.exit(code)).start();
        new CountDownLatch(1).await();
    }

    private static void exitOnUncaught(int code) {
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> System.exit(code));
        fail();
    }

    /** The peak comes while the JVM shuts down. */
    private static void hookAllocates(int code) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> holdMore("in a hook")));
        System.exit(code);
    }

    /** The stack ends within allocations, at another depth each time. */
    private static void overflowOften() {
        for (int i = 0; i < 60; i++) {
            try {
                descend(new Object[] {null}, i);
            } catch (StackOverflowError e) {
                overflows++;
            }
        }
        System.out.println(overflows + " overflows");
    }

    private static int descend(Object[] outer, int length) {
        Object[] inner = new Object[] {outer, new byte[length]};
        return inner.length == 0 ? 0 : descend(inner, length) + inner.length; // never 0
    }

    /** Writes where no memory is. */
    private static void crash() throws ReflectiveOperationException {
        Class<?> unsafe = Class.forName("sun.misc.Unsafe");
        Field instance = unsafe.getDeclaredField("theUnsafe");
        instance.setAccessible(true);
        System.out.flush();
        unsafe.getMethod("putAddress", long.class, long.class).invoke(instance.get(null), 0L, 0L);
    }

    private static void finish(Thread thread) {
        thread.start();
        join(thread);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
