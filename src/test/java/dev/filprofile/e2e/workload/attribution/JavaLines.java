package dev.filprofile.e2e.workload.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** What the Java language makes of a line: expressions over several, lambdas, bridges, blocks that are compiled twice. */
public final class JavaLines {

    static final List<Object> KEPT = new ArrayList<>(); // holds 1 x object(ref int int)

    private JavaLines() {}

    public static void main(String[] args) {
        expressions();
        blocks(true);
        blocks(false);
        lambdas(1);
        nestedClasses();
        generics();
        KEPT.add(StaticState.TABLE);
        KEPT.add(Planet.EARTH);
        KEPT.add(Constants.TABLE);
        direct(5000);
        even(5000);
        Peak.reach();
        System.out.println(KEPT.size());
    }

    /**
     * What is in a class file is known: javac writes down where a statement, a call and a branch of a conditional begin,
     * not where an array is made, nor where a constructor is called.
     */
    private static void expressions() {
        keep( // holds 1 x byte[100_001] + 1 x ref[3]
                new byte[100_001],
                one() > 0
                        ? new byte[100_002] // holds 1 x byte[100_002]
                        : new byte[100_003], // holds 1 x ref[2]
                new Object[] {
                    new byte[one() * 100_004], // holds 1 x byte[100_004]
                    new int[one()] // holds 1 x ref[1] + 1 x int[25_000]
                            [25_000],
                });
        KEPT.add( // holds 1 x byte[100_005]
                new Pair(new byte[100_005], one()) // holds 1 x object(ref ref) + 1 x byte[100_006]
                        .with(new byte[100_006]) // holds 1 x byte[100_007]
                        .with(new byte[100_007]));
    }

    private static int one() {
        return KEPT.size() < 1000 ? 1 : 2;
    }

    private static void keep(Object... objects) {
        KEPT.add(objects);
    }

    /** The code of a finally block stands in the class file once for each way out. */
    private static void blocks(boolean thrown) {
        try {
            if (thrown) {
                throw new IllegalStateException();
            }
            KEPT.add(new byte[50_001]); // holds 1 x byte[50_001]
        } catch (IllegalStateException e) {
            KEPT.add(new byte[50_002]); // holds 1 x byte[50_002]
        } finally {
            KEPT.add(new byte[50_003]); // holds 2 x byte[50_003]
        }
        for (Object o : new Object[] {1, 2}) {
            KEPT.add(
                    switch ((Integer) o) {
                        case 1 -> new byte[50_004]; // holds 2 x byte[50_004]
                        default -> new byte[50_005]; // holds 2 x byte[50_005]
                    });
        }
    }

    private static void lambdas(int captured) {
        Supplier<Object> outer = () -> { // holds 1 x object(int)
            Supplier<Object> inner = () -> new byte[60_000 + captured]; // holds 1 x object(int) + 1 x byte[60_001]
            KEPT.add(inner);
            return inner.get();
        };
        KEPT.add(outer);
        KEPT.add(outer.get());
        Function<byte[], Object> constructor = Boxed::new;
        KEPT.add(constructor.apply(new byte[60_002])); // holds 1 x object(ref) + 1 x byte[60_002]
        IntFunction<byte[]> array = byte[]::new; // holds 1 x byte[60_003]
        KEPT.add(array.apply(60_003));
        KEPT.add( // holds 1 x object(int ref)
                new Object() {
                    final byte[] field = new byte[60_004 + captured]; // holds 1 x byte[60_005]
                });
    }

    private static void nestedClasses() {
        Boxed boxed = new Boxed(new byte[70_001]); // holds 1 x object(ref) + 1 x byte[70_001]
        KEPT.add(boxed.new Inner()); // holds 1 x object(ref ref)
        class Local {
            final byte[] ofLocal = new byte[70_002]; // holds 1 x byte[70_002]
        }
        KEPT.add(new Local()); // holds 1 x object(ref)
        KEPT.add(new Pair(boxed, 1)); // holds 1 x object(ref ref)
    }

    private static void generics() {
        Maker<byte[]> maker = new BytesMaker();
        KEPT.add(maker.make()); // through the bridge, whose line is that of the class
        KEPT.add(JavaLines.<Integer>arrayOf(1)); // holds 1 x ref[1]
    }

    @SafeVarargs
    private static <T> T[] arrayOf(T... elements) {
        return elements;
    }

    /** Deeper than a stack trace goes. */
    private static int direct(int calls) {
        if (calls % 100 == 0) {
            KEPT.add(new byte[20_000]); // holds 51 x byte[20_000]
        }
        return calls == 0 ? 0 : 1 + direct(calls - 1);
    }

    private static boolean even(int n) {
        if (n % 100 == 0) {
            KEPT.add(new byte[21_000]); // holds 51 x byte[21_000]
        }
        return n == 0 || odd(n - 1);
    }

    private static boolean odd(int n) {
        if (n % 100 == 99) {
            KEPT.add(new byte[22_000]); // holds 50 x byte[22_000]
        }
        return n != 0 && even(n - 1);
    }

    record Pair(Object left, Object right) {

        Pair {
            KEPT.add(new byte[1000]); // holds 4 x byte[1000]
        }

        Pair with(Object other) {
            return new Pair(this, other); // holds 2 x object(ref ref)
        }
    }

    static class Boxed {

        final Object value;

        Boxed(Object value) {
            this.value = value;
        }

        final class Inner {
            final byte[] ofInner = new byte[70_003]; // holds 1 x byte[70_003]

            Object outer() {
                return value;
            }
        }
    }

    interface Maker<T> {
        T make();
    }

    private static final class BytesMaker implements Maker<byte[]> {
        @Override
        public byte[] make() {
            return new byte[80_001]; // holds 1 x byte[80_001]
        }
    }

    static final class StaticState {
        static final byte[] TABLE = new byte[90_001]; // holds 1 x byte[90_001]
        static final byte[] OTHER;

        static {
            OTHER = new byte[90_002]; // holds 1 x byte[90_002]
        }
    }

    enum Planet { // holds 1 x ref[2]
        EARTH(new byte[90_003]), // holds 1 x byte[90_003] + 1 x object(ref int ref int)
        MARS(new byte[90_004]) { // holds 1 x byte[90_004] + 1 x object(ref int ref int)
            @Override
            Object surface() {
                return "red";
            }
        };

        private final byte[] map;
        private final int order = 1;

        Planet(byte[] map) {
            this.map = map;
        }

        Object surface() {
            return order > 0 ? map : "none";
        }
    }

    interface Constants {
        byte[] TABLE = new byte[90_005]; // holds 1 x byte[90_005]
    }
}
