package dev.filprofile.agent.instrument.targets;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Calls that allocate in a native method, or in a body that C2 replaces. */
public final class CallsTarget {

    private static final int[] INTS = {1, 2}; // fixed([I)
    private static final String[] STRINGS = {"a"}; // fixed([Ljava/lang/Object;)
    private static int n = 3;

    private CallsTarget() {}

    public static void run() throws CloneNotSupportedException {
        clones();
        copies();
        reflective();
        functions();
    }

    private static void clones() throws CloneNotSupportedException {
        int[] a = INTS.clone(); // sized([I)
        boolean[] b = new boolean[n].clone(); // sized([Z) sized([Z)
        String[] c = STRINGS.clone(); // sized([Ljava/lang/Object;)
        long[][] d = new long[n][].clone(); // sized([Ljava/lang/Object;) sized([Ljava/lang/Object;)
        Object[] e = genericClone(STRINGS);
        Object f = new Cloned().copy();
        Object g = new Overriding().clone();
        Object h = Color.values();
    }

    private static <T> T[] genericClone(T[] array) {
        return array.clone(); // sized([Ljava/lang/Object;)
    }

    private static void copies() {
        Object a = Arrays.copyOf(STRINGS, n, Object[].class); // sized([Ljava/lang/Object;)
        a = Arrays.copyOf(STRINGS, n, CharSequence[].class); // sized([Ljava/lang/Object;)
        a = Arrays.copyOfRange(STRINGS, 0, n, Object[].class); // sized([Ljava/lang/Object;)
        // these have bodies of their own, in which they are counted
        a = Arrays.copyOf(STRINGS, n);
        a = Arrays.copyOf(INTS, n);
        a = Arrays.copyOfRange(INTS, 0, n);
    }

    private static void reflective() {
        // counted in the body of newInstance, which method handles run too
        Object a = Array.newInstance(String.class, n);
        a = Array.newInstance(int.class, n, 2); // fixed([I)
    }

    private static void functions() {
        Supplier<Object> a = () -> new int[n]; // sized([I)
        Object made = a.get();
        IntFunction<String[]> b = String[]::new; // sized([Ljava/lang/Object;)
        made = b.apply(3);
        Supplier<Object> c = INTS::clone; // sized([I)
        made = c.get();
        String d = "n = " + n + a.hashCode(); // barrier()
        Object e = new Point(1, 2).toString();
    }

    private record Point(int x, int y) {}

    private enum Color { // fixed([Ljava/lang/Object;) sized([Ljava/lang/Object;)
        RED
    }

    private static class Cloned implements Cloneable {

        Object copy() throws CloneNotSupportedException {
            return clone(); // virtual
        }

        @Override
        protected Object clone() {
            return this;
        }
    }

    private static class Overriding implements Cloneable {

        @Override
        protected Object clone() throws CloneNotSupportedException {
            return super.clone(); // other(Ljava/lang/Object;)
        }
    }
}
