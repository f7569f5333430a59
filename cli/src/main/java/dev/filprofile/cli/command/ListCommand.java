package dev.filprofile.cli.command;

import dev.filprofile.cli.CliFailure;
import dev.filprofile.cli.ExitCodes;
import dev.filprofile.cli.compare.KeptRun;
import dev.filprofile.cli.compare.KeptRuns;
import dev.filprofile.cli.launch.ShellQuoting;
import dev.filprofile.flamegraph.Units;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code fil-profile list}: the runs whose results are kept, the newest first. */
@Command(
        name = "list",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "",
            "Shows the runs that are kept, the newest first: result folder, commit, peak and command, "
                    + "and below that where the peak came from.",
            ""
        })
public final class ListCommand implements Callable<Integer> {

    private final Session session;
    private final PrintStream standardOutput;

    @Mixin
    private KeptRunsOptions results = new KeptRunsOptions();

    public ListCommand(Session session, PrintStream standardOutput) {
        this.session = session;
        this.standardOutput = standardOutput;
    }

    @Override
    public Integer call() throws CliFailure {
        KeptRuns kept = read(session, results.directory());
        if (kept.runs().isEmpty()) {
            session.messages().line("no runs are kept in " + results.directory());
        }
        kept.runs().forEach(this::print);
        kept.unreadable().forEach(session.messages()::line);
        return ExitCodes.OK;
    }

    /** The runs in an output directory as the user named it. */
    static KeptRuns read(Session session, Path output) throws CliFailure {
        try {
            return KeptRuns.in(session.resolve(output));
        } catch (IOException unreadable) {
            throw new CliFailure(
                    ExitCodes.FAILED, "cannot list the runs in " + output + ": " + IoFailure.words(unreadable));
        }
    }

    private void print(KeptRun run) {
        standardOutput.println(String.format(
                "%s  %-23s  %9s  %s",
                run.folder().getFileName(),
                run.shownCommit(),
                Units.preciseBytes(run.summary().peakBytes()),
                harmless(ShellQuoting.quote(run.summary().command()))));
        standardOutput.println("    " + harmless(run.summary().answer()));
    }

    /** Terminals obey control characters. */
    private static String harmless(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]+", " ");
    }
}
