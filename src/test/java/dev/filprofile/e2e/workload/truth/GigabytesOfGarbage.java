package dev.filprofile.e2e.workload.truth;

/** Three gigabytes of garbage over 16 MB that stay. */
public final class GigabytesOfGarbage {

    static int[][] live = {};

    private GigabytesOfGarbage() {}

    public static void main(String[] args) {
        live = new int[400][]; // holds 1 x ref[400]
        for (int i = 0; i < live.length; i++) {
            live[i] = new int[10_000]; // holds 400 x int[10_000]
        }
        Garbage.megabytes(3000);
        System.out.println(live.length);
    }
}
