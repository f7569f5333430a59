package dev.filprofile.e2e.workload;

/** A thousand arrays of 4,096 bytes, made in one line, held to the end. */
public final class RetainedArrays {

    static final byte[][] KEPT = new byte[1000][];

    private RetainedArrays() {}

    public static void main(String[] args) {
        for (int i = 0; i < KEPT.length; i++) {
            retain(i);
        }
        Churn.megabytes(16);
        System.out.println(KEPT.length + " arrays");
    }

    private static void retain(int i) {
        KEPT[i] = new byte[4096];
    }
}
