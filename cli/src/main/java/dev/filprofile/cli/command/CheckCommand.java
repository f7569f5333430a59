package dev.filprofile.cli.command;

import dev.filprofile.cli.CliFailure;
import dev.filprofile.cli.ExitCodes;
import dev.filprofile.cli.compare.Baseline;
import dev.filprofile.cli.compare.BaselineFile;
import dev.filprofile.flamegraph.Units;
import dev.filprofile.flamegraph.diff.Change;
import dev.filprofile.flamegraph.diff.Limits;
import dev.filprofile.flamegraph.diff.Side;
import dev.filprofile.flamegraph.text.DiffReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fil-profile check}: compares the newest runs with a baseline that is kept beside the code. */
@Command(
        name = "check",
        sortOptions = false,
        usageHelpAutoWidth = true,
        customSynopsis = {"fil-profile check [OPTIONS] [SIDE]"},
        description = {
            "",
            "Compares the newest run, together with the others of its commit, with the baseline in " + BaselineFile.NAME
                    + ", and ends with exit code 3 if the peak certainly rose by more than 10%% and 1 MiB, or by more than "
                    + "the limits that are given. --accept takes it as the new baseline instead.",
            ""
        })
public final class CheckCommand implements Callable<Integer> {

    /** Without options: both must be exceeded. */
    private static final Limits DEFAULT_LIMITS =
            new Limits(OptionalDouble.of(0.1), OptionalLong.of(1 << 20), OptionalLong.empty(), OptionalLong.empty());

    private final Session session;
    private final PrintStream standardOutput;

    @Parameters(
            arity = "0..1",
            paramLabel = "SIDE",
            description = "What to check, as for diff (default: the newest run and the others of its commit).")
    private @Nullable String side;

    @Option(names = "--accept", description = "Write a new baseline; to be committed.")
    private boolean accept;

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "Where the baseline is (default: " + BaselineFile.NAME + ").")
    private Path baseline = Path.of(BaselineFile.NAME);

    @Mixin
    private ComparisonOptions comparison = new ComparisonOptions();

    @Mixin
    private KeptRunsOptions results = new KeptRunsOptions();

    public CheckCommand(Session session, PrintStream standardOutput) {
        this.session = session;
        this.standardOutput = standardOutput;
    }

    @Override
    public Integer call() throws CliFailure {
        DiffSides sides = new DiffSides(session, results.directory());
        if (accept) {
            return accept(side == null ? sides.newest() : sides.one(side));
        }
        Side base = Side.of(baseline.toString(), List.of(read().profile()));
        Side next = side == null ? sides.newest() : sides.one(side);
        DiffReport report = comparison.compare(new DiffSides.Pair(base, next), DEFAULT_LIMITS);
        comparison.show(report, session, standardOutput);
        Change.Status status = report.diff().peak().status();
        if (!report.brokenLimits().isEmpty() || status == Change.Status.LESS) {
            session.messages()
                    .line((status == Change.Status.LESS ? "the peak fell; to keep it there" : "to accept this")
                            + ": fil-profile check --accept, and commit " + baseline);
        }
        return ComparisonOptions.exitCode(report);
    }

    private Baseline read() throws CliFailure {
        Path file = session.resolve(baseline);
        if (!Files.exists(file)) {
            throw new CliFailure(
                    ExitCodes.NOT_COMPARABLE,
                    "there is no baseline " + baseline + "; to make one: fil-profile check --accept, and commit it");
        }
        try {
            return BaselineFile.read(file);
        } catch (IOException unusable) {
            throw new CliFailure(ExitCodes.BAD_INPUT, IoFailure.words(unusable));
        }
    }

    private int accept(Side next) throws CliFailure {
        Baseline accepted = Baseline.of(next);
        try {
            BaselineFile.write(accepted, session.resolve(baseline));
        } catch (IOException failure) {
            throw new CliFailure(ExitCodes.FAILED, "cannot write the baseline: " + IoFailure.words(failure));
        }
        int runs = accepted.runs();
        session.messages()
                .line("Baseline: " + Units.preciseBytes(accepted.peakBytes()) + " of " + next.name() + ", " + runs
                        + (runs == 1 ? " run" : " runs") + "; commit " + baseline);
        return ExitCodes.OK;
    }
}
