package dev.filprofile.cli.doctor;

/**
 * The program of the self-check. What it holds at its peak follows from the size of an array: so many arrays, made by one line,
 * freed long before the end, and garbage meanwhile and afterwards.
 *
 * <p>Runs on the JVM that is checked, with nothing else of ours.
 */
public final class KnownPeak {

    /** Large against any interval between two samples: certain to be recorded. */
    static final int ARRAY_BYTES = 256 * 1024;

    /** Says that main has begun. */
    static final String STARTED = "started";

    private static byte[][] held = new byte[0][];
    /** Keeps the compiler from removing the garbage. */
    private static byte[] last = new byte[0];

    private KnownPeak() {}

    /** @param arguments how many arrays, how many megabytes of garbage */
    public static void main(String[] arguments) {
        System.out.println(STARTED);
        int megabytes = Integer.parseInt(arguments[1]);
        held = new byte[Integer.parseInt(arguments[0])][];
        for (int i = 0; i < held.length; i++) {
            held[i] = array(ARRAY_BYTES);
        }
        garbage(megabytes);
        held = new byte[0][];
        garbage(megabytes);
    }

    private static byte[] array(int bytes) {
        return new byte[bytes];
    }

    private static void garbage(int megabytes) {
        for (int i = 0; i < megabytes * 1024; i++) {
            last = new byte[1008];
        }
        last = new byte[0];
    }

    /** The line that makes the arrays: asked for an impossible one, it says where it stands. */
    static int line() {
        try {
            return -array(-1).length;
        } catch (NegativeArraySizeException refused) {
            return refused.getStackTrace()[0].getLineNumber();
        }
    }
}
