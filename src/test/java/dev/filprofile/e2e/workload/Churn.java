package dev.filprofile.e2e.workload;

/** Garbage: allocation that leaves nothing, so that a profiler gets occasion to look while something else is held. */
final class Churn {

    private static final int BYTES_EACH = 1024;

    /** Where the last of it can be seen: keeps the compiler from removing the allocations. */
    private static byte[] last = new byte[0];

    private Churn() {}

    static void megabytes(int megabytes) {
        for (int i = 0; i < megabytes * 1024; i++) {
            last = new byte[BYTES_EACH];
        }
        last = new byte[0];
    }
}
