package dev.filprofile.agent.instrument.targets;

import java.util.List;

/** Arrays of each type, of constant and of other lengths, in each place of a program. */
public final class ArraysTarget {

    private static int n = 3;

    private ArraysTarget() {}

    public static void run() {
        constantLengths();
        otherLengths();
        initialisers();
        nests();
        arguments();
        branches(true);
        branches(false);
        handlers();
        generics();
    }

    private static void constantLengths() {
        Object a = new boolean[0]; // fixed([Z)
        a = new byte[1]; // fixed([B)
        a = new char[5]; // fixed([C)
        a = new short[6]; // fixed([S)
        a = new int[64]; // fixed([I)
        a = new float[2]; // fixed([F)
        a = new long[3]; // fixed([J)
        a = new double[4]; // fixed([D)
        a = new Object[10]; // fixed([Ljava/lang/Object;)
        a = new String[10]; // fixed([Ljava/lang/Object;)
        a = new int[10][]; // fixed([Ljava/lang/Object;)
        a = new byte[65]; // sized([B)
        a = new byte[200]; // sized([B)
        a = new byte[100_000]; // sized([B)
        a = new String[65]; // sized([Ljava/lang/Object;)
    }

    private static void otherLengths() {
        Object a = new boolean[n]; // sized([Z)
        a = new byte[n]; // sized([B)
        a = new char[n]; // sized([C)
        a = new short[n]; // sized([S)
        a = new int[n]; // sized([I)
        a = new float[n]; // sized([F)
        a = new long[n]; // sized([J)
        a = new double[n]; // sized([D)
        a = new Object[n]; // sized([Ljava/lang/Object;)
        a = new List<?>[n]; // sized([Ljava/lang/Object;)
        a = new long[n][]; // sized([Ljava/lang/Object;)
        a = new int[n > 5 ? n : 7]; // sized([I)
        a = new int[n > 2 ? n : 7]; // sized([I)
        a = new int[(byte) 7 + n]; // sized([I)
    }

    private static void initialisers() {
        int[] a = {1, 2, 3}; // fixed([I)
        String[] b = {"a", "b"}; // fixed([Ljava/lang/Object;)
        int[][] c = {{1}, {2, 3}}; // fixed([Ljava/lang/Object;) fixed([I) fixed([I)
        char[] d = new char[] {'x'}; // fixed([C)
    }

    private static void nests() {
        Object a = new int[3][4]; // other(Ljava/lang/Object;)
        a = new int[n][4][]; // other(Ljava/lang/Object;)
        a = new String[n][n][n]; // other(Ljava/lang/Object;)
        a = new int[0][0]; // other(Ljava/lang/Object;)
    }

    private static void arguments() {
        take(new int[2], new long[n]); // fixed([I) sized([J)
        variable(1, 2, 3); // fixed([I)
        variable(); // fixed([I)
        objects("a", "b"); // fixed([Ljava/lang/Object;)
        n = new int[] {3}[0] + new byte[n].length - 3; // fixed([I) sized([B)
    }

    private static void branches(boolean first) {
        Object a;
        if (first) {
            a = new int[n]; // sized([I)
        } else {
            a = new int[2]; // fixed([I)
        }
        switch (first ? "one" : "other") {
            case "one" -> a = new byte[1]; // fixed([B)
            case "other" -> a = new char[1]; // fixed([C)
            default -> throw new IllegalStateException();
        }
        for (int i = 0; i < 2; i++) {
            a = new short[i]; // sized([S) sized([S) sized([S) sized([S)
        }
        a = first ? new long[1] : new long[n]; // fixed([J) sized([J)
    }

    private static void handlers() {
        Object a = null;
        try {
            a = new int[n]; // sized([I)
            a = new int[n - 4]; // throws
        } catch (NegativeArraySizeException e) {
            a = new byte[n]; // sized([B)
        } finally {
            a = new char[n]; // sized([C)
        }
        synchronized (a) {
            a = new long[n]; // sized([J)
        }
    }

    @SafeVarargs
    private static <T> T[] generic(T... elements) {
        return elements;
    }

    private static void generics() {
        String[] a = generic("a", "b"); // fixed([Ljava/lang/Object;)
        generic(a);
        List<?>[] b = generic(List.of(), List.of()); // fixed([Ljava/lang/Object;)
    }

    private static void take(int[] a, long[] b) {}

    private static void variable(int... numbers) {}

    private static void objects(Object... objects) {}
}
