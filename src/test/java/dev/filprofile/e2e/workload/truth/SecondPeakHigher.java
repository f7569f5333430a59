package dev.filprofile.e2e.workload.truth;

/** Two peaks of other composition, the second one 3 % higher. */
public final class SecondPeakHigher {

    static byte[][] held = {};

    private SecondPeakHigher() {}

    public static void main(String[] args) {
        held = first();
        Garbage.megabytes(200);
        held = new byte[0][];
        Garbage.megabytes(100);
        held = second();
        Garbage.megabytes(200);
        System.out.println(held.length);
    }

    private static byte[][] first() {
        byte[][] arrays = new byte[10_000][];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = new byte[4000];
        }
        return arrays;
    }

    private static byte[][] second() {
        byte[][] arrays = new byte[10_300][]; // holds 1 x ref[10_300]
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = new byte[4000]; // holds 10_300 x byte[4000]
        }
        return arrays;
    }
}
