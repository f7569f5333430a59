package dev.filprofile.cli.command;

import dev.filprofile.cli.CliFailure;
import dev.filprofile.cli.ExitCodes;
import dev.filprofile.flamegraph.diff.Limits;
import dev.filprofile.flamegraph.text.DiffReport;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fil-profile diff}: compares two peaks, and fails where a limit is broken. */
@Command(
        name = "diff",
        sortOptions = false,
        usageHelpAutoWidth = true,
        customSynopsis = {
            "fil-profile diff [OPTIONS] [BASE NEW]",
            "fil-profile diff [OPTIONS] --base PATH... --new PATH...",
        },
        description = {
            "",
            "Compares the peaks of two runs, or of two commits: which lines hold more, which less. A side is a result folder, "
                    + "a profile, collapsed stacks of another tool, the word latest, or a commit (main, HEAD~3, a tag, a hash) of which runs are kept. "
                    + "Without sides: the last two comparable runs.",
            ""
        })
public final class DiffCommand implements Callable<Integer> {

    private final Session session;
    private final PrintStream standardOutput;

    @Parameters(arity = "0..2", paramLabel = "SIDE", description = "What to compare with, and what is new.")
    private List<String> sides = new ArrayList<>();

    @Option(
            names = "--base",
            arity = "1..*",
            paramLabel = "PATH",
            description = "Several runs to compare with; the one with the median peak stands for them.")
    private List<String> base = new ArrayList<>();

    @Option(names = "--new", arity = "1..*", paramLabel = "PATH", description = "Several runs of what is new.")
    private List<String> next = new ArrayList<>();

    @Mixin
    private ComparisonOptions comparison = new ComparisonOptions();

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description = "Where --format html writes its page (default: " + DiffPageFile.DEFAULT
                    + "). A page of an earlier comparison is replaced, any other file is not.")
    private @Nullable Path file;

    @Option(names = "--no-browser", description = "Do not open the page in a browser.")
    private boolean noBrowser;

    @Mixin
    private KeptRunsOptions results = new KeptRunsOptions();

    public DiffCommand(Session session, PrintStream standardOutput) {
        this.session = session;
        this.standardOutput = standardOutput;
    }

    @Override
    public Integer call() throws CliFailure {
        if (file != null && !comparison.wantsPage()) {
            throw new CliFailure(ExitCodes.BAD_INPUT, "--to is for --format html; other formats go to standard output");
        }
        DiffReport report = comparison.compare(read(), Limits.NONE);
        if (comparison.wantsPage()) {
            new DiffPageFile(session, file == null ? Path.of(DiffPageFile.DEFAULT) : file).write(report, !noBrowser);
        }
        comparison.show(report, session, standardOutput);
        return ComparisonOptions.exitCode(report);
    }

    private DiffSides.Pair read() throws CliFailure {
        if (sides.isEmpty() && base.isEmpty() && next.isEmpty()) {
            return sides().lastTwo();
        }
        if (!sides.isEmpty() && !(base.isEmpty() && next.isEmpty())) {
            throw new CliFailure(ExitCodes.BAD_INPUT, "name the sides as BASE NEW or by --base and --new, not both");
        }
        if (sides.size() == 1 || (sides.isEmpty() && (base.isEmpty() || next.isEmpty()))) {
            throw new CliFailure(
                    ExitCodes.BAD_INPUT,
                    "one side is missing: fil-profile diff BASE NEW, or no side for the last two runs");
        }
        return sides.isEmpty()
                ? sides().named(base, next, comparison.isForced())
                : sides().named(List.of(sides.get(0)), List.of(sides.get(1)), comparison.isForced());
    }

    private DiffSides sides() throws CliFailure {
        return new DiffSides(session, results.directory(), comparison.renames());
    }
}
