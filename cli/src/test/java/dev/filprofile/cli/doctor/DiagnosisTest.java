package dev.filprofile.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.cli.Profiles;
import dev.filprofile.cli.jvm.CollectorPolicy;
import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.Certificate.Kind;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.RunInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DiagnosisTest {

    private static final KnownBytes KNOWN = new KnownBytes(96, 64, 262_160);
    private static final long BASE = 2_000_000;
    private static final Trial PLAIN = new Trial(50_000_000, null, "");

    @Test
    void whatIsRightIsTold() {
        Trial fast = trial("fast, raw backtraces", 500, KNOWN.bytes() + BASE + 100_000, KNOWN.bytes(), 450);
        Trial portable = trial("portable (asked for), StackWalker", 500, KNOWN.bytes() + BASE, KNOWN.bytes(), 700);

        Diagnosis diagnosis = diagnosis(fast, null, portable);

        assertThat(diagnosis.healthy()).isTrue();
        assertThat(diagnosis.lines())
                .containsExactly(
                        "JVM        OpenJDK 64-Bit Server VM 17.0.15+6, /jdk/bin/java",
                        "Collector  Serial, chosen by fil-profile because the options name none; a full collection tells"
                                + " live bytes exactly",
                        "Engine     fast",
                        "Stacks     raw backtraces",
                        "Cache      warm: 500 JDK classes need no rewriting, /cache",
                        "Known      24.0 MiB in 96 arrays at the peak, made by line " + KnownPeak.line(),
                        "Fast       peak 26.0 MiB with 1.91 MiB of the JVM's own; the line holds 24.0 MiB: right",
                        "Portable   peak 25.9 MiB with 1.91 MiB of the JVM's own; the line holds 24.0 MiB: right",
                        "Start-up   0.40 s added to the 0.05 s without fil-profile",
                        "OK: fil-profile works with this JVM.");
    }

    @Test
    void aColdCacheIsWarmTheSecondTime() {
        Trial cold = right("fast, raw backtraces", 0, 1550);

        assertThat(diagnosis(cold, right("fast, raw backtraces", 480, 450), null)
                        .lines())
                .contains("Cache      was cold, is warm now: 480 JDK classes need no rewriting, /cache")
                .contains(
                        "Start-up   0.40 s added to the 0.05 s without fil-profile; 1.50 s the first time, with a cold"
                                + " cache");
        assertThat(diagnosis(cold, right("fast, raw backtraces", 0, 1550), null).lines())
                .last()
                .isEqualTo("WRONG: rewritten JDK classes cannot be kept in /cache, so that every start takes longer");
    }

    @Test
    void whyTheFastEngineDoesNotWorkIsTold() {
        Diagnosis diagnosis = diagnosis(
                right("portable (LiveStackFrame does not give the receiver), StackWalker", 500, 450), null, null);

        assertThat(diagnosis.lines())
                .contains(
                        "Engine     portable, slower: the fast one does not work here, LiveStackFrame does not give the"
                                + " receiver")
                .contains("Stacks     StackWalker");
        assertThat(diagnosis.healthy()).isTrue();
    }

    @Test
    void aPeakThatIsNotTheKnownOneIsWrong() {
        long slack = Diagnosis.SLACK_BYTES + KNOWN.bytes() / 100;
        long expected = KNOWN.bytes() + BASE;

        assertThat(withPeak(expected + slack - 1).healthy()).isTrue();
        assertThat(withPeak(expected - slack + 1).healthy()).isTrue();
        assertThat(withPeak(expected + slack + 2).lines())
                .last()
                .isEqualTo("WRONG: the fast engine measured a peak of 26.6 MiB where 25.9 MiB were alive");
        assertThat(withPeak(expected - slack - 2).healthy()).isFalse();
    }

    private static Diagnosis withPeak(long peakBytes) {
        return diagnosis(trial("fast, raw backtraces", 500, peakBytes, KNOWN.bytes(), 450), null, null);
    }

    @Test
    void aLineThatDoesNotHoldItsBytesIsWrong() {
        Trial trial = trial("fast, raw backtraces", 500, KNOWN.bytes() + BASE, KNOWN.bytes() * 0.9, 450);

        assertThat(diagnosis(trial, null, null).lines())
                .last()
                .isEqualTo("WRONG: the fast engine found 21.6 MiB at the line that holds 24.0 MiB");
    }

    @Test
    void aProgramThatDoesNotRunIsWrong() {
        assertThat(diagnosis(new Trial(-1, null, "the profiler did not start: why"), null, null)
                        .lines())
                .last()
                .isEqualTo("WRONG: the profiler did not start: why");
        assertThat(diagnosis(
                                right("fast, raw backtraces", 500, 450),
                                null,
                                new Trial(-1, null, "the program ended with exit code 1"))
                        .lines())
                .last()
                .isEqualTo("WRONG: the portable engine: the program ended with exit code 1");
    }

    private static Trial right(String engine, long fromCache, long startMillis) {
        return trial(engine, fromCache, KNOWN.bytes() + BASE, KNOWN.bytes(), startMillis);
    }

    private static Trial trial(String engine, long fromCache, long peakBytes, double lineBytes, long startMillis) {
        Certificate certificate = new Certificate(Kind.CONFIRMED, peakBytes, 40 << 20, 300, BASE, 100_000, 5, true);
        Profile profile = Profiles.of(
                certificate,
                run(engine, fromCache),
                lineBytes,
                Profiles.method(KnownPeak.class.getName(), "main", "KnownPeak.java", ""),
                27,
                Profiles.method(KnownPeak.class.getName(), "array", "KnownPeak.java", ""),
                KnownPeak.line());
        return new Trial(startMillis * 1_000_000, profile, "");
    }

    private static RunInfo run(String engine, long fromCache) {
        RunInfo any = Profiles.run("", Path.of("").toAbsolutePath());
        return new RunInfo(
                any.toolVersion(),
                any.started(),
                any.durationMillis(),
                any.command(),
                any.workingDirectory(),
                any.jvm(),
                any.javaHome(),
                any.collector(),
                true,
                any.jvmFlags(),
                any.maxHeapBytes(),
                any.intervalBytes(),
                engine,
                "",
                false,
                0,
                RunInfo.End.SHUTDOWN,
                Map.of("classesFromCache", fromCache));
    }

    private static Diagnosis diagnosis(Trial first, @Nullable Trial second, @Nullable Trial portable) {
        CollectorPolicy.Decision serial = new CollectorPolicy.Decision(List.of(), List.of(), "Serial", true);
        return Diagnosis.of(new Diagnosis.Facts(
                "/jdk/bin/java", "17.0.15", serial, KNOWN, PLAIN, first, second, portable, "/cache"));
    }
}
