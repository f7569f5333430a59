package dev.filprofile.e2e.workload.truth;

/**
 * As {@link GrowingBuilder}, while other threads replace what they hold, so that young collections come between a full one
 * that finds both arrays and the moment when the larger is recorded.
 */
public final class GrowingBesideChurn {

    private static final int THREADS = 3;

    private GrowingBesideChurn() {}

    public static void main(String[] args) throws InterruptedException {
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(GrowingBesideChurn::churn);
            thread.setDaemon(true);
            thread.start();
        }
        Thread.sleep(300);
        StringBuilder text = new StringBuilder((1 << 24) - 2); // holds 1 x byte[16_777_214]
        String part = "0123456789abcdef";
        while (text.length() < 17_000_000) {
            text.append(part); // holds 1 x byte[33_554_430]
        }
        Thread.sleep(300);
        System.out.println(text.length());
    }

    private static void churn() {
        byte[][] held = new byte[200][];
        for (int i = 0; ; i = (i + 1) % held.length) {
            held[i] = new byte[5000]; // holds 600 x byte[5_000]
        }
    }
}
