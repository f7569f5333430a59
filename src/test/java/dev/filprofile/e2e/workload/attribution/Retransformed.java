package dev.filprofile.e2e.workload.attribution;

import java.util.ArrayList;
import java.util.List;

/** A program whose class another agent changes while it runs: its lines stay what they were. */
public final class Retransformed {

    static final List<Object> KEPT = new ArrayList<>(); // holds 1 x object(ref int int)

    private Retransformed() {}

    public static void main(String[] args) throws Exception {
        for (int round = 0; round < 4; round++) {
            make();
            whileRunning();
        }
        Peak.reach();
        System.out.println(KEPT.size());
    }

    /** Goes on in its old code; only the fast engine knows lines of that. */
    private static void whileRunning() throws Exception {
        KEPT.add(new byte[100_000]); // holds 4 x byte[100_000] in Retransformed.whileRunning
        OtherAgent.transformAgain(Retransformed.class);
        OtherAgent.redefine(Tree.class);
        KEPT.add(new byte[110_000]); // holds 4 x byte[110_000] in Retransformed.whileRunning
    }

    private static void make() {
        for (int i = 0; i < 1000; i++) {
            KEPT.add(new byte[200]); // holds 4_000 x byte[200]
        }
        KEPT.add(new Tree(true)); // holds 4 x object(ref)
    }

    static final class Tree {
        Object left = "none";

        Tree() {}

        Tree(boolean full) {
            left = new Tree(); // holds 4 x object(ref)
        }
    }
}
