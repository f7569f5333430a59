package dev.filprofile.e2e.workload;

/** An array made below three thousand calls: deeper than a JVM's stack traces go by default. */
public final class DeepRecursion {

    static byte[] kept = new byte[0];

    private DeepRecursion() {}

    public static void main(String[] args) {
        System.out.println(descend(3000));
        Churn.megabytes(16);
    }

    private static int descend(int calls) {
        if (calls == 0) {
            kept = new byte[5_000_000];
            return kept.length;
        }
        return descend(calls - 1) + 1;
    }
}
