package dev.filprofile.e2e.workload.truth;

import org.jspecify.annotations.Nullable;

/**
 * A long list, of which each collection takes a while, and then several threads that make garbage as fast as they can: a
 * collector that runs beside them ends with much of it in use.
 */
public final class GarbageMeanwhile {

    private static final int THREADS = 2;

    static Node list = new Node(null, 0);

    private GarbageMeanwhile() {}

    public static void main(String[] args) throws InterruptedException {
        for (long i = 1; i < 1_000_000; i++) {
            list = new Node(list, i); // holds 999_999 x object(ref long)
        }
        Thread[] threads = new Thread[THREADS];
        for (int i = 0; i < THREADS; i++) {
            threads[i] = new Thread(() -> Garbage.megabytes(400));
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println(list.number);
    }

    private static final class Node {

        final @Nullable Node next;
        final long number;

        Node(@Nullable Node next, long number) {
            this.next = next;
            this.number = number;
        }
    }
}
