package dev.filprofile.cli;

import dev.filprofile.cli.result.ReportWriter;
import dev.filprofile.flamegraph.Findings;
import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.RunInfo;
import dev.filprofile.profile.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Results as {@code run} leaves them, one after the other. */
public final class ResultFixture {

    private static final Instant FIRST = Instant.parse("2026-01-02T03:04:05Z");

    private final Path results;
    private int runs;
    private List<String> command = List.of("-jar", "target/app-1.0.jar", "input.csv");
    private Sources sources = Sources.none();
    private int line = 7;

    public ResultFixture(Path results) {
        this.results = results;
    }

    /** The command of the runs that follow. */
    public ResultFixture command(String... words) {
        command = List.of(words);
        return this;
    }

    /** The text of the main class and its line that holds nearly all, for the runs that follow. */
    public ResultFixture source(String text, int holder) {
        SortedMap<Integer, String> lines = new TreeMap<>();
        text.lines().forEach(each -> lines.put(lines.size() + 1, each));
        sources = new Sources(Map.of("com/acme/Main.java", lines));
        line = holder;
        return this;
    }

    /** A run later than all before it; returns its folder. One line holds nearly all of the peak, which is exact. */
    public Path run(String commit, boolean dirty, int peakMegabytes) throws IOException {
        long peak = peakMegabytes * 1_000_000L;
        Certificate certificate =
                new Certificate(Certificate.Kind.CONFIRMED, peak, peak + 200_000, 1200, 500_000, 200_000, 7, true);
        Profile profile = Profiles.of(
                certificate,
                run(commit, dirty),
                peak - 100_000,
                Profiles.method("com.acme.Main", "main", "Main.java", ""),
                3,
                Profiles.method("com.acme.Main", "load", "Main.java", ""),
                line);
        profile = profile.withSources(sources);
        Path folder = results.resolve("run" + runs++);
        ReportWriter.write(profile, Findings.of(profile), folder);
        return folder;
    }

    private RunInfo run(String commit, boolean dirty) {
        RunInfo run = Profiles.run("", results.toAbsolutePath());
        return new RunInfo(
                run.toolVersion(),
                FIRST.plusSeconds(runs),
                run.durationMillis(),
                command,
                run.workingDirectory(),
                run.jvm(),
                run.javaHome(),
                run.collector(),
                run.collectorChosenByUs(),
                run.jvmFlags(),
                run.maxHeapBytes(),
                run.intervalBytes(),
                run.engine(),
                commit,
                dirty,
                0,
                run.end(),
                run.counters());
    }
}
