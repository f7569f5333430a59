package dev.filprofile.e2e.workload;

import java.util.ArrayList;
import java.util.List;

/** Holds 8 MB, then 60,000 small objects more. */
public final class ManyHeld {

    static byte[] held = new byte[0];
    static final List<Object> SMALL = new ArrayList<>();

    private ManyHeld() {}

    public static void main(String[] args) {
        held = new byte[8 * 1024 * 1024];
        Churn.megabytes(16);
        while (SMALL.size() < 60_000) {
            SMALL.add(new Object[8]);
        }
        Churn.megabytes(32);
        System.out.println(SMALL.size() + " objects");
    }
}
