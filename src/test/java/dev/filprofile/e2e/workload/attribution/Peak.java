package dev.filprofile.e2e.workload.attribution;

/**
 * Makes now the moment of the peak: holds far more than there was before, which is little, and then allocates what is not needed
 * for long, so that a profiler gets occasion to look.
 */
final class Peak {

    private static byte[] held = new byte[0];
    private static byte[] last = new byte[0];

    private Peak() {}

    static void reach() {
        held = new byte[16_000_000];
        for (int i = 0; i < 8_000; i++) {
            last = new byte[1000];
        }
        last = new byte[held.length > 0 ? 1 : 0];
    }
}
