package dev.filprofile.agent.instrument.targets;

import java.util.ArrayList;
import java.util.List;

/** Arrays made while an object is not yet one, and objects, which are not counted where they are made. */
public final class ConstructorsTarget {

    private static final int[] NONE = {}; // fixed([I)
    private static final byte[] NO_BYTES = {}; // fixed([B)

    private ConstructorsTarget() {}

    public static void run() {
        Object a = new Derived();
        a = new Object();
        List<String> b = new ArrayList<>(10);
        a = new Base(NONE, NO_BYTES) {
            @Override
            int[] made() {
                return new int[1]; // fixed([I)
            }
        }.made();
        try {
            a = new Throwing();
        } catch (IllegalStateException e) {
            a = e;
        }
    }

    /** Takes arrays that are made before its constructor runs. */
    private static class Base {

        Base(int[] a, byte[] b) {}

        int[] made() {
            return new int[0];
        }
    }

    private static final class Derived extends Base {

        private final long[] field = new long[2]; // fixed([J)

        Derived() {
            this(new int[] {2}[0]); // fixed([I)
        }

        private Derived(int n) {
            super(new int[n], n > 1 ? new byte[n] : NO_BYTES); // sized([I) sized([B)
            Object a = new char[n]; // sized([C)
        }
    }

    private static final class Throwing {

        Throwing() {
            throw new IllegalStateException(String.valueOf(new char[3])); // fixed([C)
        }
    }
}
