package dev.filprofile.e2e.workload;

import java.util.ArrayList;
import java.util.List;

/** Grows evenly to as many MB as the argument says, with garbage all the way, and lets go of all. */
public final class Climb {

    /** Of each array, header included. */
    public static final int ARRAY_BYTES = 64 * 1024;

    private static final int PER_MB = 1024 * 1024 / ARRAY_BYTES;
    private static final int HEADER_BYTES = 16;

    private Climb() {}

    public static void main(String[] args) {
        int arrays = Integer.parseInt(args[0]) * PER_MB;
        List<byte[]> held = new ArrayList<>(arrays);
        for (int i = 0; i < arrays; i++) {
            held.add(new byte[ARRAY_BYTES - HEADER_BYTES]);
            if (i % PER_MB == 0) {
                Churn.megabytes(4);
            }
        }
        held.clear();
        Churn.megabytes(64);
        System.out.println(arrays + " arrays");
    }
}
