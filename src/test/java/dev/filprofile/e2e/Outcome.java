package dev.filprofile.e2e;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How a process ended and what it said.
 *
 * @param command what was started, for messages
 * @param exitCode 128 + n after signal n
 * @param out standard output, byte for byte
 * @param err standard error, byte for byte
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content in the tests, never as records
record Outcome(List<String> command, int exitCode, byte[] out, byte[] err) {

    private static final String OUR_PREFIX = "=fil-profile= ";

    String outText() {
        return new String(out, StandardCharsets.UTF_8);
    }

    String errText() {
        return new String(err, StandardCharsets.UTF_8);
    }

    /** The profiler's own lines on standard error, without their prefix. */
    List<String> ourLines() {
        return errText()
                .lines()
                .filter(line -> line.startsWith(OUR_PREFIX))
                .map(line -> line.substring(OUR_PREFIX.length()))
                .toList();
    }

    /** Standard error without the profiler's own lines. */
    List<String> programErrLines() {
        return errText().lines().filter(line -> !line.startsWith(OUR_PREFIX)).toList();
    }

    @Override
    public String toString() {
        return String.join(" ", command) + "\nended with exit code " + exitCode + "\n--- standard output\n"
                + shortened(outText()) + "\n--- standard error\n" + shortened(errText());
    }

    private static String shortened(String text) {
        return text.length() <= 4_000
                ? text
                : text.substring(0, 2_000) + "\n…\n" + text.substring(text.length() - 2_000);
    }
}
