package dev.filprofile.e2e.workload.truth;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/**
 * A thousand threads, virtual where there are such, wait at the bottom of a recursion, each holding an array. The stacks of parked
 * virtual threads are on the heap, but no bytecode makes them.
 */
public final class VirtualThreads {

    private static final int THREADS = 1000;
    static final CountDownLatch HOLDING = new CountDownLatch(THREADS);
    static final CountDownLatch GO = new CountDownLatch(1);
    static final CountDownLatch DONE = new CountDownLatch(THREADS);

    private VirtualThreads() {}

    public static void main(String[] args) throws Exception {
        Executor starter = starter();
        for (int i = 0; i < THREADS; i++) {
            starter.execute(() -> descend(100));
        }
        HOLDING.await();
        Garbage.megabytes(200);
        GO.countDown();
        DONE.await();
        System.out.println("done");
    }

    /** {@code Thread::startVirtualThread}, which JDK 17 does not have. */
    private static Executor starter() throws Exception {
        try {
            var method = Thread.class.getMethod("startVirtualThread", Runnable.class);
            return task -> {
                try {
                    method.invoke(null, task);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            };
        } catch (NoSuchMethodException e) {
            return task -> new Thread(task).start();
        }
    }

    private static int descend(int levels) {
        if (levels > 0) {
            return descend(levels - 1) + 1;
        }
        byte[] held = new byte[20_000]; // holds 1000 x byte[20_000]
        HOLDING.countDown();
        try {
            GO.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        DONE.countDown();
        return held.length;
    }
}
