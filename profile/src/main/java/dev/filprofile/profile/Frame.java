package dev.filprofile.profile;

/**
 * A line of a method: one step of a call path.
 *
 * @param methodIndex index into {@link CallTree#methods()}
 * @param line source line, or {@link #NO_LINE} where the class has no line numbers, or {@link #NATIVE}
 */
public record Frame(int methodIndex, int line) {

    /** The class was compiled without line numbers. */
    public static final int NO_LINE = -1;

    /** A native method: it has no lines. */
    public static final int NATIVE = -2;
}
