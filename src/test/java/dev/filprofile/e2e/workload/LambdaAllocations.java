package dev.filprofile.e2e.workload;

import java.util.function.IntFunction;

/** Five hundred arrays that a lambda makes. */
public final class LambdaAllocations {

    static final Object[] KEPT = new Object[500];

    private LambdaAllocations() {}

    public static void main(String[] args) {
        IntFunction<byte[]> maker = length -> new byte[length];
        for (int i = 0; i < KEPT.length; i++) {
            KEPT[i] = maker.apply(8000);
        }
        Churn.megabytes(16);
        System.out.println(KEPT.length + " arrays");
    }
}
