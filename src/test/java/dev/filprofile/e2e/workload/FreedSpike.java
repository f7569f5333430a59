package dev.filprofile.e2e.workload;

/** 32 MB that are freed before the first half of the run is over; 1 MB at the end. */
public final class FreedSpike {

    static byte[] spike = new byte[0];
    static byte[] rest = new byte[0];

    private FreedSpike() {}

    public static void main(String[] args) {
        spike = new byte[32 * 1024 * 1024];
        Churn.megabytes(16);
        spike = new byte[0];
        Churn.megabytes(32);
        rest = new byte[1024 * 1024];
        Churn.megabytes(16);
        System.out.println(spike.length + rest.length);
    }
}
