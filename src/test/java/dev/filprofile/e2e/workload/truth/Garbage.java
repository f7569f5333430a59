package dev.filprofile.e2e.workload.truth;

/** What programs do most of the time: allocate what is not needed for long. */
final class Garbage {

    private static byte[] last = new byte[0];

    private Garbage() {}

    /** Small arrays; all but the last are garbage at once. */
    static void megabytes(int megabytes) {
        for (int i = 0; i < megabytes * 1024; i++) {
            last = new byte[1008];
        }
        last = new byte[0];
    }
}
