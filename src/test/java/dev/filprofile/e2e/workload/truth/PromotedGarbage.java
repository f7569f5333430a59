package dev.filprofile.e2e.workload.truth;

/**
 * A ring whose entries live long enough to be promoted to the old generation and die there: half a gigabyte passes through it,
 * 25 MB are alive.
 */
public final class PromotedGarbage {

    static byte[][] ring = {};

    private PromotedGarbage() {}

    public static void main(String[] args) {
        ring = new byte[25_000][]; // holds 1 x ref[25_000]
        for (int i = 0; i < 500_000; i++) {
            ring[i % ring.length] = new byte[1000]; // holds 25_000 x byte[1000]
        }
        System.out.println(ring.length);
    }
}
