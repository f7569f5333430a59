package dev.filprofile.cli.compare;

import dev.filprofile.flamegraph.Statement;
import dev.filprofile.flamegraph.diff.Comparability;
import dev.filprofile.flamegraph.diff.RunSite;
import dev.filprofile.flamegraph.diff.Side;
import dev.filprofile.profile.Allocation;
import dev.filprofile.profile.CallTree;
import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.Frame;
import dev.filprofile.profile.Method;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.RunInfo;
import dev.filprofile.profile.Sources;
import dev.filprofile.profile.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What is to be compared with from now on, small enough to be committed and read by a reviewer: the peak and the larger lines,
 * rounded to four digits, sorted by name. Without times and call paths, which would differ each time.
 *
 * @param runs of how many runs this is
 * @param run the run that stands for them, as far as it decides whether others are comparable
 * @param kind how the peak was established
 * @param peakBytes the median peak
 * @param upperBoundBytes the lowest upper bound of all runs, at least the peak
 * @param lines lines that hold at least {@value #LEAST_SHARE} of the peak
 * @param statements the statements of these lines, as far as they take up several lines
 */
public record Baseline(
        int runs,
        RunInfo run,
        Certificate.Kind kind,
        long peakBytes,
        long upperBoundBytes,
        List<Line> lines,
        List<LongStatement> statements) {

    private static final double LEAST_SHARE = 0.002;

    private static final Method NO_METHOD = new Method("", "", "", "", "");

    public Baseline {
        lines = List.copyOf(lines);
        statements = List.copyOf(statements);
    }

    /**
     * A line of the program.
     *
     * @param className of its method, {@code ""} for what no Java frame made
     * @param line as {@code Frame.line()} gives it
     * @param source its trimmed text, {@code ""} where it is not known
     * @param mainClass the class with most of the bytes, as {@link Class#getName()} gives it
     */
    public record Line(
            String className,
            String method,
            String descriptor,
            String file,
            int line,
            String source,
            String mainClass,
            long bytes,
            long standardErrorBytes) {

        private Method asMethod() {
            return new Method(className, method, descriptor, file, "");
        }
    }

    /**
     * A statement of several lines.
     *
     * @param path of its file, as {@link Method#sourcePath()} gives it
     * @param line its first one
     * @param source the trimmed text of all its lines
     */
    public record LongStatement(String path, int line, List<String> source) {

        public LongStatement {
            source = List.copyOf(source);
        }
    }

    /** Takes a side as the new baseline. */
    public static Baseline of(Side side) {
        Profile median = side.median();
        long peak = rounded(median.certificate().peakBytes());
        long bound = rounded(median.certificate().peakBytes() + side.slackBytes());
        List<RunSite> sites = side.sites().stream()
                .filter(site -> site.bytes() >= LEAST_SHARE * peak)
                .toList();
        List<Line> lines = sites.stream()
                .map(Baseline::line)
                .sorted(Comparator.comparing(Line::className)
                        .thenComparing(Line::method)
                        .thenComparing(Line::descriptor)
                        .thenComparingInt(Line::line))
                .toList();
        return new Baseline(
                side.runs().size(),
                withoutMachine(median.run()),
                median.certificate().kind(),
                peak,
                Math.max(peak, bound),
                lines,
                sites.stream()
                        .flatMap(Baseline::longStatement)
                        .distinct()
                        .sorted(Comparator.comparing(LongStatement::path).thenComparingInt(LongStatement::line))
                        .toList());
    }

    private static Stream<LongStatement> longStatement(RunSite site) {
        Method method = site.site().method();
        Statement statement = site.statement();
        return method == null || statement == null || statement.lines().size() == 1
                ? Stream.of()
                : Stream.of(new LongStatement(method.sourcePath(), statement.firstLine(), statement.lines()));
    }

    private static Line line(RunSite site) {
        Method method = Objects.requireNonNullElse(site.site().method(), NO_METHOD);
        return new Line(
                method.className(),
                method.name(),
                method.descriptor(),
                method.sourceFile(),
                site.line(),
                site.site().sourceText(),
                site.site().mainClass(),
                rounded(site.bytes()),
                rounded(Math.sqrt(site.variance())));
    }

    /** To four digits. */
    static long rounded(double bytes) {
        long unit = 1;
        while (bytes / unit >= 10_000) {
            unit *= 10;
        }
        return Math.round(bytes / unit) * unit;
    }

    private static RunInfo withoutMachine(RunInfo run) {
        return run(
                run.toolVersion(),
                run.command(),
                run.jvm(),
                run.collector(),
                Comparability.flagsOfTheProgram(run),
                run.maxHeapBytes(),
                run.exitCode());
    }

    /** A run of which nothing else is known. */
    static RunInfo run(
            String toolVersion,
            List<String> command,
            String jvm,
            String collector,
            List<String> jvmFlags,
            long maxHeapBytes,
            int exitCode) {
        return new RunInfo(
                toolVersion,
                Instant.EPOCH,
                0,
                command,
                "",
                jvm,
                "",
                collector,
                false,
                jvmFlags,
                maxHeapBytes,
                0,
                "",
                "",
                false,
                exitCode,
                RunInfo.End.SHUTDOWN,
                Map.of());
    }

    /** A profile with these lines, each at the root of its own call path. */
    public Profile profile() {
        List<Method> methods = new ArrayList<>();
        List<Frame> frames = new ArrayList<>();
        List<Allocation> allocations = new ArrayList<>();
        List<String> classes = new ArrayList<>();
        for (Line line : lines) {
            int node = 0;
            if (!line.className.isEmpty()) {
                Method method = line.asMethod();
                frames.add(new Frame(methods.size(), line.line));
                methods.add(method);
                node = frames.size();
            }
            double variance = (double) line.standardErrorBytes * line.standardErrorBytes;
            allocations.add(new Allocation(node, classes.size(), 0, 0, line.bytes, 0, variance));
            classes.add(line.mainClass);
        }
        return new Profile(
                run,
                new Certificate(kind, peakBytes, upperBoundBytes, 0, 0, 0, 0, true),
                Timeline.empty(),
                tree(methods, frames),
                allocations,
                classes,
                List.of(""),
                List.of(""),
                sources(),
                List.of());
    }

    private Sources sources() {
        Map<String, SortedMap<Integer, String>> files = new HashMap<>();
        for (LongStatement statement : statements) {
            for (int i = 0; i < statement.source.size(); i++) {
                file(files, statement.path).put(statement.line + i, statement.source.get(i));
            }
        }
        for (Line line : lines) {
            if (!line.source.isEmpty()) {
                file(files, line.asMethod().sourcePath()).put(line.line, line.source);
            }
        }
        // Without the lines before them, statements seem to be cut off.
        for (SortedMap<Integer, String> file : files.values()) {
            for (int line : List.copyOf(file.keySet())) {
                file.putIfAbsent(line - 1, "");
            }
        }
        return new Sources(files);
    }

    private static SortedMap<Integer, String> file(Map<String, SortedMap<Integer, String>> files, String path) {
        return files.computeIfAbsent(path, absent -> new TreeMap<>());
    }

    private static CallTree tree(List<Method> methods, List<Frame> frames) {
        int[] parents = new int[frames.size() + 1];
        int[] frameIndexes = new int[parents.length];
        parents[0] = -1;
        for (int node = 0; node < frameIndexes.length; node++) {
            frameIndexes[node] = node - 1;
        }
        return new CallTree(methods, frames, parents, frameIndexes);
    }
}
