package dev.filprofile.cli;

import java.io.PrintStream;

/**
 * Our own lines on standard error. Each starts with {@value #PREFIX}, so that they can be told from the program's.
 *
 * <p>Thread-safe: each line is written by one call.
 */
public final class Messages {

    static final String PREFIX = "=fil-profile= ";

    private final PrintStream standardError;
    private final boolean verbose;

    public Messages(PrintStream standardError, boolean verbose) {
        this.standardError = standardError;
        this.verbose = verbose;
    }

    /** The same stream, with {@link #detail} lines shown or not. */
    public Messages withVerbose(boolean shown) {
        return new Messages(standardError, shown);
    }

    /** A line that everybody sees. */
    public void line(String text) {
        standardError.println(PREFIX + oneLine(text));
        standardError.flush();
    }

    /** A failure of ours. */
    public void error(String text) {
        line("error: " + text);
    }

    /** A failure that nobody expected: the one case in which a stack trace is shown. */
    public void bug(Throwable unexpected) {
        error("internal error, please report it");
        unexpected.printStackTrace(standardError);
    }

    /** A line for those who asked for {@code --verbose}. */
    public void detail(String text) {
        if (verbose) {
            line(text);
        }
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*[\\r\\n]+\\s*", "; ");
    }
}
