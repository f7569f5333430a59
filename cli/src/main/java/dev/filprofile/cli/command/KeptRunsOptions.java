package dev.filprofile.cli.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What all commands can be told that look at the runs that are kept; to be mixed in last. */
final class KeptRunsOptions {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Where results are (default: fil-result).")
    private Path directory = Path.of("fil-result");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    /** Where results are, as the user named it. */
    Path directory() {
        return directory;
    }
}
