package dev.filprofile.e2e.workload.truth;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;

/** Two hundred threads hold 100 kB each at the same time. */
public final class TwoHundredThreads {

    private static final int THREADS = 200;

    private TwoHundredThreads() {}

    public static void main(String[] args) throws InterruptedException {
        CyclicBarrier everybodyHolds = new CyclicBarrier(THREADS + 1);
        CountDownLatch done = new CountDownLatch(THREADS);
        for (int i = 0; i < THREADS; i++) {
            new Thread(() -> work(everybodyHolds, done)).start();
        }
        await(everybodyHolds);
        Garbage.megabytes(50);
        await(everybodyHolds);
        done.await();
        System.out.println("done");
    }

    private static void work(CyclicBarrier everybodyHolds, CountDownLatch done) {
        long[][] held = new long[10][];
        for (int i = 0; i < held.length; i++) {
            held[i] = new long[1250]; // holds 2000 x long[1250]
        }
        await(everybodyHolds);
        await(everybodyHolds);
        held[0][0] = 1;
        done.countDown();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
