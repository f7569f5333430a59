package dev.filprofile.e2e.workload.truth;

/** A spike that is freed long before the end, and much garbage after it. */
public final class EarlySpike {

    static byte[][] spike = {};
    static byte[][] rest = {};

    private EarlySpike() {}

    public static void main(String[] args) {
        spike = new byte[4000][]; // holds 1 x ref[4000]
        for (int i = 0; i < spike.length; i++) {
            spike[i] = new byte[10_000]; // holds 4000 x byte[10_000]
        }
        Garbage.megabytes(50);
        spike = new byte[0][];
        rest = new byte[1000][];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = new byte[10_000];
        }
        Garbage.megabytes(400);
        System.out.println(rest.length);
    }
}
