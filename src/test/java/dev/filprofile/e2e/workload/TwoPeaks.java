package dev.filprofile.e2e.workload;

/** Two peaks after each other, of as many MB as the arguments say. */
public final class TwoPeaks {

    static byte[] held = new byte[0];

    private TwoPeaks() {}

    public static void main(String[] args) {
        int first = Integer.parseInt(args[0]) * 1024 * 1024;
        int second = Integer.parseInt(args[1]) * 1024 * 1024;
        held = new byte[first];
        Churn.megabytes(16);
        held = new byte[0];
        Churn.megabytes(32);
        held = new byte[second];
        Churn.megabytes(16);
        held = new byte[0];
        Churn.megabytes(16);
        System.out.println(held.length);
    }
}
