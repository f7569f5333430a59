package dev.filprofile.e2e.workload;

/** A table of a million ints that belongs to a class. */
public final class StaticInitialiser {

    private StaticInitialiser() {}

    public static void main(String[] args) {
        System.out.println(Tables.lookUp(3));
        Churn.megabytes(16);
    }

    private static final class Tables {
        private static final int[] SQUARES = new int[1_000_000];

        static {
            for (int i = 0; i < SQUARES.length; i++) {
                SQUARES[i] = i * i;
            }
        }

        static int lookUp(int i) {
            return SQUARES[i];
        }
    }
}
