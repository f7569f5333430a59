package dev.filprofile.flamegraph.html;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the page's scripts outside of a browser. */
final class Node {

    /** What a run printed, both streams, and how it ended. */
    record Result(int exitCode, String output) {}

    private Node() {}

    /** Skips the calling test, with the reason, on a machine without a Node that can run the page's modules. */
    static void assumePresent() {
        String version;
        try {
            version = run(List.of("--version")).output().strip();
        } catch (UncheckedIOException e) {
            version = "none";
        }
        int major = version.matches("v\\d+\\..*") ? Integer.parseInt(version.substring(1, version.indexOf('.'))) : 0;
        assumeTrue(major >= 20, "the page's scripts need node 20 or later to be tested; found: " + version);
    }

    /** Runs node in the module's directory. */
    static Result run(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("node"));
        command.addAll(arguments);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("node did not end: " + command);
            }
            return new Result(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
