package dev.filprofile.cli.command;

import dev.filprofile.cli.CliFailure;
import dev.filprofile.cli.ExitCodes;
import dev.filprofile.flamegraph.diff.Comparability;
import dev.filprofile.flamegraph.diff.Limits;
import dev.filprofile.flamegraph.diff.Noise;
import dev.filprofile.flamegraph.diff.ProfileDiff;
import dev.filprofile.flamegraph.diff.Renames;
import dev.filprofile.flamegraph.text.DiffJson;
import dev.filprofile.flamegraph.text.DiffMarkdown;
import dev.filprofile.flamegraph.text.DiffReport;
import dev.filprofile.flamegraph.text.DiffText;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What all comparisons can be told: limits, noise, the format; and how their outcome is printed. */
final class ComparisonOptions {

    /** GitHub's: what is appended to that file is shown on the page of the build. */
    private static final String SUMMARY_VARIABLE = "GITHUB_STEP_SUMMARY";

    @Option(
            names = "--format",
            paramLabel = "text|json|markdown|html",
            description = "How to tell the comparison (default: text).")
    private Format format = Format.text;

    @Option(
            names = "--fail-on-increase",
            paramLabel = "PERCENT",
            converter = Growth.class,
            description = "End with exit code 3 if the peak rose by more, e.g. 10%%.")
    private @Nullable Double increase;

    @Option(
            names = "--fail-on-increase-bytes",
            paramLabel = "SIZE",
            converter = ByteLimit.class,
            description = "The same in bytes, e.g. 16m. With --fail-on-increase both must be exceeded.")
    private @Nullable Long increaseBytes;

    @Option(
            names = "--fail-on-site-increase",
            paramLabel = "SIZE",
            converter = ByteLimit.class,
            description = "End with exit code 3 if a single line holds that much more.")
    private @Nullable Long siteIncreaseBytes;

    @Option(
            names = "--fail-above",
            paramLabel = "SIZE",
            converter = ByteLimit.class,
            description = "End with exit code 3 if the new peak is above that, whatever it was.")
    private @Nullable Long peakBytes;

    @Option(
            names = "--noise",
            paramLabel = "PERCENT",
            converter = Fraction.class,
            description = "Differences up to this share of the larger peak are none (default: 1%%).")
    private double noise = Noise.DEFAULT.relative();

    @Option(
            names = "--noise-bytes",
            paramLabel = "SIZE",
            converter = ByteLimit.class,
            description = "Nor are differences up to this (default: 64k).")
    private long noiseBytes = (long) Noise.DEFAULT.bytes();

    @Option(
            names = "--rename",
            paramLabel = "OLD=NEW",
            converter = RenameRule.class,
            description = "A class or a package of the base that now has another name; may be repeated.")
    private List<Renames.Rule> renames = new ArrayList<>();

    @Option(names = "--force", description = "Compare what is not comparable: other programs, other sizes of objects.")
    private boolean force;

    /** Constants are spelled as they are typed. */
    enum Format {
        text,
        json,
        markdown,
        html
    }

    /**
     * Compares.
     *
     * @throws CliFailure the sides cannot be compared
     */
    DiffReport compare(DiffSides.Pair pair, Limits otherwise) throws CliFailure {
        Renames renamed = renames();
        Comparability comparability =
                Comparability.of(pair.base(), pair.next(), run -> renamed.className(DiffSides.program(run)));
        if (!comparability.isGiven() && !force) {
            throw new CliFailure(
                    ExitCodes.NOT_COMPARABLE,
                    "not comparable: " + String.join("; ", comparability.obstacles())
                            + " (--force compares all the same)");
        }
        ProfileDiff diff = ProfileDiff.between(pair.base().renamed(renamed), pair.next(), new Noise(noise, noiseBytes));
        return new DiffReport(
                diff,
                withUnused(comparability, renamed.unused(pair.base())),
                limits(otherwise).broken(diff));
    }

    private static Comparability withUnused(Comparability comparability, List<Renames.Rule> unused) {
        List<String> remarks = new ArrayList<>(comparability.remarks());
        unused.forEach(rule -> remarks.add("--rename " + rule + " fits nothing in the base"));
        return new Comparability(comparability.obstacles(), remarks);
    }

    /**
     * What has another name in the base.
     *
     * @throws CliFailure one thing was given two new names
     */
    Renames renames() throws CliFailure {
        for (Renames.Rule rule : renames) {
            for (Renames.Rule other : renames) {
                if (rule.old().equals(other.old()) && !rule.now().equals(other.now())) {
                    throw new CliFailure(
                            ExitCodes.BAD_INPUT,
                            "--rename gives " + rule.old() + " two new names: " + rule.now() + " and " + other.now());
                }
            }
        }
        return new Renames(renames);
    }

    boolean isForced() {
        return force;
    }

    /** Whether a page is wanted, not a text. */
    boolean wantsPage() {
        return format == Format.html;
    }

    /** Prints the report unless a page is wanted, and appends it to the summary of a build. */
    void show(DiffReport report, Session session, PrintStream standardOutput) throws CliFailure {
        print(report, session, standardOutput);
        appendToSummary(report, session);
    }

    static int exitCode(DiffReport report) {
        return report.brokenLimits().isEmpty() ? ExitCodes.OK : ExitCodes.REGRESSION;
    }

    private Limits limits(Limits otherwise) {
        if (increase == null && increaseBytes == null && siteIncreaseBytes == null && peakBytes == null) {
            return otherwise;
        }
        return new Limits(
                increase == null ? OptionalDouble.empty() : OptionalDouble.of(increase),
                optional(increaseBytes),
                optional(siteIncreaseBytes),
                optional(peakBytes));
    }

    private static OptionalLong optional(@Nullable Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private void print(DiffReport report, Session session, PrintStream standardOutput) throws CliFailure {
        switch (format) {
            case text ->
                DiffText.lines(report, session.surroundings().showsColours()).forEach(standardOutput::println);
            case json -> standardOutput.print(json(report));
            case markdown -> standardOutput.print(DiffMarkdown.of(report));
            case html -> {
                return;
            }
        }
        standardOutput.flush();
    }

    private static String json(DiffReport report) throws CliFailure {
        StringWriter text = new StringWriter();
        try {
            DiffJson.write(report, text);
            return text.toString();
        } catch (IOException failure) {
            throw new CliFailure(ExitCodes.FAILED, "cannot write JSON: " + IoFailure.words(failure));
        }
    }

    /** Of less worth than the comparison, which is printed by now. */
    private static void appendToSummary(DiffReport report, Session session) {
        String file = session.surroundings().variable(SUMMARY_VARIABLE);
        if (file == null) {
            return;
        }
        try {
            Files.writeString(
                    session.surroundings().workingDirectory().resolve(file),
                    DiffMarkdown.of(report),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException failure) {
            session.messages().line("cannot append to " + SUMMARY_VARIABLE + ": " + IoFailure.words(failure));
        } catch (InvalidPathException noPath) {
            session.messages().line("cannot append to " + SUMMARY_VARIABLE + ": " + noPath.getMessage());
        }
    }
}
