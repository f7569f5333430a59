package dev.filprofile.cli;

/**
 * Exit codes of fil-profile itself. Once a program was started, {@code run} ends with the program's own code instead;
 * {@code docs/exit-codes.md} tells how the two are told apart.
 */
public final class ExitCodes {

    /** Everything was done. */
    public static final int OK = 0;

    /** A command other than {@code run} failed: a full disk, for instance. {@code doctor} found something that does not work. */
    public static final int FAILED = 1;

    /** A command other than {@code run} was called wrongly, or with a file that is not a profile. */
    public static final int BAD_INPUT = 2;

    /** {@code diff} or {@code check} found what was not to be: a limit is broken. */
    public static final int REGRESSION = 3;

    /** {@code diff} or {@code check} found nothing to compare, or two things that cannot be compared. */
    public static final int NOT_COMPARABLE = 4;

    /** {@code run} failed before the program was started: our options, the output directory, our own installation. */
    public static final int RUN_FAILED = 125;

    /** {@code check} ran a program, or was to, and cannot tell whether it needs more memory. {@code git bisect run} skips such a commit. */
    public static final int NO_VERDICT = 125;

    /** {@code run} found program and JVM, but they cannot be started. */
    public static final int CANNOT_START = 126;

    /** {@code run} did not find the program or the JVM. */
    public static final int NOT_FOUND = 127;

    private ExitCodes() {}
}
