package dev.filprofile.e2e.workload.truth;

/** Three phases, each with its own line; the second holds most, the third comes after it. */
public final class ThreePhases {

    /** Elements of a thousand bytes and more of each phase. */
    public static final int FIRST = 40_000;

    public static final int SECOND = 60_000;
    public static final int THIRD = 50_000;
    public static final int BYTES = 1000;

    static byte[][] held = {};

    private ThreePhases() {}

    public static void main(String[] args) {
        first();
        Garbage.megabytes(100);
        held = new byte[0][];
        second();
        Garbage.megabytes(100);
        held = new byte[0][];
        third();
        Garbage.megabytes(200);
        System.out.println(held.length);
    }

    private static void first() {
        held = new byte[FIRST][];
        for (int i = 0; i < held.length; i++) {
            held[i] = new byte[BYTES]; // first
        }
    }

    private static void second() {
        held = new byte[SECOND][];
        for (int i = 0; i < held.length; i++) {
            held[i] = new byte[BYTES]; // second
        }
    }

    private static void third() {
        held = new byte[THIRD][];
        for (int i = 0; i < held.length; i++) {
            held[i] = new byte[BYTES]; // third
        }
    }
}
