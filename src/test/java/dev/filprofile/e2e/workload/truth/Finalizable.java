package dev.filprofile.e2e.workload.truth;

import java.util.concurrent.CountDownLatch;

/** Objects that wait for a finalizer which does not get on: alive until it has run. */
public final class Finalizable {

    static final CountDownLatch DONE = new CountDownLatch(1);

    private Finalizable() {}

    public static void main(String[] args) {
        for (int i = 0; i < 400; i++) {
            new Resource(); // holds 400 x object(ref)
        }
        Garbage.megabytes(100);
        DONE.countDown();
        System.out.println("done");
    }

    private static final class Resource {

        private final byte[] buffer = new byte[50_000]; // holds 400 x byte[50_000]

        @Override
        @SuppressWarnings({"removal", "deprecation", "Finalize"})
        protected void finalize() throws InterruptedException {
            DONE.await();
            buffer[0] = 1;
        }
    }
}
