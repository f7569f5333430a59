package dev.filprofile.e2e.workload;

import java.util.ArrayList;
import java.util.List;

/** Four threads at the same line: worker-n holds 200·(n+1) arrays of 10,000 bytes. */
public final class SeveralThreads {

    static final byte[][][] KEPT = new byte[4][][];

    private SeveralThreads() {}

    public static void main(String[] args) throws InterruptedException {
        List<Thread> workers = new ArrayList<>();
        for (int n = 0; n < KEPT.length; n++) {
            int number = n;
            workers.add(new Thread(() -> work(number), "worker-" + n));
        }
        workers.forEach(Thread::start);
        for (Thread worker : workers) {
            worker.join();
        }
        Churn.megabytes(16);
        System.out.println(KEPT.length + " threads");
    }

    private static void work(int number) {
        byte[][] kept = new byte[200 * (number + 1)][];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = new byte[10_000];
        }
        KEPT[number] = kept;
    }
}
