package dev.filprofile.cli.command;

import dev.filprofile.cli.CliFailure;
import dev.filprofile.cli.ExitCodes;
import dev.filprofile.cli.result.Recordings;
import dev.filprofile.cli.result.ResultFolders;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.format.ProfileFormatException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.CopyOption;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fil-profile export}: writes a profile for another tool. */
@Command(
        name = "export",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "",
            "Writes what was alive at the peak in the format of another tool, to a file or to standard output.",
            "",
            "  collapsed   flame graph tools: a line per stack",
            "  speedscope  speedscope.app",
            "  pprof       go tool pprof and all that read its files; gzipped",
            "  dhat        Valgrind's dh_view, Firefox Profiler",
            "  csv         spreadsheets: a line per allocating line and class",
            "  json        programs: everything, as tables",
            ""
        })
public final class ExportCommand implements Callable<Integer> {

    private static final Path DEFAULT_RESULTS = Path.of("fil-result");

    private static final CopyOption[] NEW = {};
    private static final CopyOption[] REPLACE = {StandardCopyOption.REPLACE_EXISTING};

    private final Session session;
    private final PrintStream standardOutput;

    @Parameters(
            paramLabel = "PROFILE",
            arity = "0..1",
            description = "A result folder, a profile, or the word latest (default).")
    private Path path = Path.of(ResultFolders.LATEST);

    @Option(
            names = {"-f", "--format"},
            required = true,
            paramLabel = "FORMAT",
            description = "One of ${COMPLETION-CANDIDATES}.")
    private ExportFormat format = ExportFormat.collapsed;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where it goes (default: standard output). A file that exists is left alone.")
    private @Nullable Path output;

    @Option(names = "--overwrite", description = "Replace the file if it exists.")
    private boolean overwrite;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    public ExportCommand(Session session, PrintStream standardOutput) {
        this.session = session;
        this.standardOutput = standardOutput;
    }

    @Override
    public Integer call() throws CliFailure {
        Path file = output == null ? null : session.resolve(output);
        refuse(file);
        Profile profile = read();
        try {
            if (file == null) {
                print(profile);
            } else {
                write(profile, file);
            }
        } catch (FileAlreadyExistsException taken) {
            throw exists(taken.getFile());
        } catch (IOException failure) {
            throw new CliFailure(ExitCodes.FAILED, "cannot write the export: " + IoFailure.words(failure));
        }
        return ExitCodes.OK;
    }

    /** Before a large profile is read in vain. */
    private void refuse(@Nullable Path file) throws CliFailure {
        if (file == null && format.isBinary() && session.surroundings().outputTerminal()) {
            throw new CliFailure(
                    ExitCodes.BAD_INPUT, format + " is binary and not for a terminal; name a file with -o FILE");
        }
        // Replacing a device would take it from everybody.
        if (file != null && Files.exists(file) && !Files.isRegularFile(file)) {
            throw new CliFailure(ExitCodes.BAD_INPUT, "-o " + output + " is no file; leave -o out for standard output");
        }
        if (file != null && !overwrite && Files.exists(file)) {
            throw exists(String.valueOf(output));
        }
    }

    private static CliFailure exists(String file) {
        return new CliFailure(
                ExitCodes.BAD_INPUT, file + " exists already; name another file, or replace it with --overwrite");
    }

    private Profile read() throws CliFailure {
        try {
            Path given = Recordings.find(
                            session.surroundings().workingDirectory(), session.resolve(DEFAULT_RESULTS), path)
                    .orElseThrow(() -> new CliFailure(ExitCodes.BAD_INPUT, "not found: " + path));
            return Recordings.read(given).profile();
        } catch (ProfileFormatException foreign) {
            throw new CliFailure(ExitCodes.BAD_INPUT, IoFailure.words(foreign));
        } catch (IOException unreadable) {
            throw new CliFailure(ExitCodes.BAD_INPUT, "cannot read " + path + ": " + IoFailure.words(unreadable));
        }
    }

    private void print(Profile profile) throws IOException {
        OutputStream out = new BufferedOutputStream(standardOutput);
        format.write(profile, out);
        out.flush();
        // A print stream keeps its failures to itself.
        if (standardOutput.checkError()) {
            throw new IOException("standard output was closed, or its disk is full");
        }
    }

    /** The file appears under its name only when it is whole. */
    private void write(Profile profile, Path file) throws IOException {
        Path temporary = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            try (OutputStream out = new BufferedOutputStream(
                    Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
                format.write(profile, out);
            }
            Files.move(temporary, file, overwrite ? REPLACE : NEW);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
