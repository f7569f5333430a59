package dev.filprofile.cli.command;

import dev.filprofile.cli.CliFailure;
import dev.filprofile.cli.ExitCodes;
import dev.filprofile.cli.compare.Baseline;
import dev.filprofile.cli.compare.BaselineFile;
import dev.filprofile.cli.launch.JavaCommandLine;
import dev.filprofile.cli.launch.OwnOptions;
import dev.filprofile.cli.launch.ProgramRun;
import dev.filprofile.cli.launch.RunArguments;
import dev.filprofile.flamegraph.Units;
import dev.filprofile.flamegraph.diff.Change;
import dev.filprofile.flamegraph.diff.Limits;
import dev.filprofile.flamegraph.diff.Renames;
import dev.filprofile.flamegraph.diff.Side;
import dev.filprofile.flamegraph.text.DiffReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fil-profile check}: compares the newest runs with a baseline that is kept beside the code. */
@Command(
        name = "check",
        sortOptions = false,
        usageHelpAutoWidth = true,
        customSynopsis = {
            "fil-profile check [OPTIONS] [SIDE]",
            "       fil-profile check [OPTIONS] -- [JVM OPTIONS] MyApp.jar [ARGUMENTS...]",
            "       fil-profile check [OPTIONS] -- [JVM OPTIONS] -cp PATH Main [ARGUMENTS...]",
            "       fil-profile check [OPTIONS] -- java [JVM OPTIONS] ..."
        },
        description = {
            "",
            "Compares the newest run, together with the others of its commit, with the baseline in " + BaselineFile.NAME
                    + ", and ends with exit code 3 if the peak certainly rose by more than 10%% and 1 MiB, or by more than "
                    + "the limits that are given. --accept takes it as the new baseline instead.",
            "",
            "With a program behind -- it is run first, several times, as by 'fil-profile run', and these runs are compared. "
                    + "The exit code is then 0, 3, or 125 where there is no verdict: what 'git bisect run' wants.",
            ""
        })
public final class CheckCommand implements Callable<Integer> {

    /** Without options: both must be exceeded. */
    private static final Limits DEFAULT_LIMITS =
            new Limits(OptionalDouble.of(0.1), OptionalLong.of(1 << 20), OptionalLong.empty(), OptionalLong.empty());

    private static final String RUNS = "--runs";

    private final Session session;
    private final PrintStream standardOutput;
    private boolean withProgram;
    private @Nullable JavaCommandLine program;

    @Spec
    private @Nullable CommandSpec spec;

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

    @Option(
            names = {"-n", RUNS},
            paramLabel = "N",
            converter = RunCount.class,
            description = "How often to run the program (default: 3).")
    private int runs = 3;

    @Mixin
    private ComparisonOptions comparison = new ComparisonOptions();

    @Mixin
    private RunOptions running = new RunOptions();

    @Mixin
    private KeptRunsOptions results = new KeptRunsOptions();

    public CheckCommand(Session session, PrintStream standardOutput) {
        this.session = session;
        this.standardOutput = standardOutput;
    }

    /**
     * To be called before {@link #call}: keeps the program that stands behind {@code --}, and returns what stands before.
     *
     * @param words all words after {@code check}
     * @throws CliFailure wrong usage
     */
    public List<String> split(List<String> words) throws CliFailure {
        int separator = words.indexOf("--");
        if (separator < 0) {
            return words;
        }
        withProgram = true;
        program = RunArguments.split(
                        words.subList(separator, words.size()),
                        new OwnOptions(Set.of(), Set.of()),
                        session.surroundings().workingDirectory())
                .java();
        return words.subList(0, separator);
    }

    /**
     * With a program there are three outcomes: no regression, a regression, no verdict. {@code git bisect run} takes their exit
     * codes for good, bad and skip. Codes above 127 are left, which end a bisection: somebody wants it to end.
     */
    public int verdict(int exitCode) {
        boolean isKept = exitCode == ExitCodes.OK || exitCode == ExitCodes.REGRESSION || exitCode > 127;
        return isKept || !withProgram ? exitCode : ExitCodes.NO_VERDICT;
    }

    @Override
    public Integer call() throws CliFailure {
        if (comparison.wantsPage()) {
            throw new CliFailure(
                    ExitCodes.BAD_INPUT,
                    "a baseline holds no call paths to draw; --format html is for fil-profile diff");
        }
        Renames renames = comparison.renames();
        if (accept) {
            return accept(next(renames));
        }
        Side base = Side.of(baseline.toString(), List.of(read().profile()));
        DiffReport report = comparison.compare(new DiffSides.Pair(base, next(renames)), DEFAULT_LIMITS);
        comparison.show(report, session, standardOutput);
        Change.Status status = report.diff().peak().status();
        if (!report.brokenLimits().isEmpty() || status == Change.Status.LESS) {
            session.messages()
                    .line((status == Change.Status.LESS ? "the peak fell; to keep it there" : "to accept this") + ": "
                            + accepting() + ", and commit " + baseline);
        }
        return ComparisonOptions.exitCode(report);
    }

    /** The command that makes a new baseline. */
    private String accepting() {
        return withProgram ? "the same command with --accept" : "fil-profile check --accept";
    }

    /** What is to be checked or accepted. */
    private Side next(Renames renames) throws CliFailure {
        if (withProgram) {
            return run();
        }
        refuseOptionsOfAProgram();
        DiffSides sides = new DiffSides(session, results.directory(), renames);
        return side == null ? sides.newest() : sides.one(side);
    }

    private void refuseOptionsOfAProgram() throws CliFailure {
        if (spec == null) {
            throw new IllegalStateException("picocli sets it");
        }
        List<OptionSpec> options =
                new ArrayList<>(CommandSpec.forAnnotatedObject(running).options());
        options.add(spec.findOption(RUNS));
        for (OptionSpec option : options) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option.longestName())) {
                throw new CliFailure(
                        ExitCodes.BAD_INPUT,
                        option.longestName() + " is for a program that check runs: fil-profile check "
                                + option.longestName() + " ... -- PROGRAM");
            }
        }
    }

    private Side run() throws CliFailure {
        if (program == null) {
            throw new CliFailure(ExitCodes.NO_VERDICT, "no program named behind -- (fil-profile check --help)");
        }
        if (side != null) {
            throw new CliFailure(ExitCodes.NO_VERDICT, "name a side or a program, not both: " + side);
        }
        ProfiledProgram profiled =
                new ProfiledProgram(session, running, program, results.directory(), EarlierPeak.NONE);
        ProgramRun process = new ProgramRun(session.surroundings());
        List<Path> folders = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            String which = run + " of " + runs;
            if (session.surroundings().terminal()) {
                session.messages().line("Run " + which);
            }
            ProfiledProgram.Ended ended = profiled.run(process, false);
            requireUsable(ended, process.stop(), "run " + which);
            folders.add(ended.folder());
        }
        return DiffSides.ofThese(folders);
    }

    private void requireUsable(ProfiledProgram.Ended ended, Optional<ProgramRun.Stop> stop, String which)
            throws CliFailure {
        String consequence = accept ? "; nothing is accepted" : "; nothing is compared";
        if (stop.isPresent()) {
            throw new CliFailure(stop.get().exitCode(), "stopped by SIG" + stop.get() + " in " + which + consequence);
        }
        if (ended.exitCode() != 0) {
            throw new CliFailure(
                    ExitCodes.NO_VERDICT,
                    "the program ended with exit code " + ended.exitCode() + " in " + which + consequence);
        }
        if (!ended.isReported()) {
            throw new CliFailure(ExitCodes.NO_VERDICT, "there is no report of " + which + consequence);
        }
    }

    private Baseline read() throws CliFailure {
        Path file = session.resolve(baseline);
        if (!Files.exists(file)) {
            throw new CliFailure(
                    ExitCodes.NOT_COMPARABLE,
                    "there is no baseline " + baseline + "; to make one: " + accepting() + ", and commit it");
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
