package dev.filprofile.e2e;

import static dev.filprofile.e2e.ProfileAssert.assertThat;

import dev.filprofile.e2e.workload.OutOfMemory;
import dev.filprofile.flamegraph.MemoryShortage;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.RunInfo;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A program that runs out of memory does so as without us, and its report says of what, where, and what it held then. */
final class OutOfMemoryIT {

    private static final int MB = 1024 * 1024;
    private static final String HELD = "held = new byte[8 * 1024 * 1024]";
    private static final String PIECES = "KEPT.add(new byte[256 * 1024])";
    private static final String NODES = "chain = new Object[] {chain}";

    @TempDir
    private Path directory;

    /** The collector is named, so that both runs have the same: what fits into a heap of a given size depends on it. */
    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @CsvSource({
        "-Xmx64m, pieces, uncaught, 1, main, Java heap space",
        "-Xmx64m, pieces, caught, 0, main, Java heap space",
        "-Xmx64m, pieces, repeated, 0, main, Java heap space",
        "-Xmx64m, pieces, uncaughtInThread, 0, greedy, Java heap space",
        "-Xmx64m, large, uncaught, 1, main, Java heap space",
        "-Xmx64m, endless, repeated, 0, main, Requested array size exceeds VM limit",
        "-XX:MaxDirectMemorySize=24m, direct, uncaught, 1, main, Cannot reserve 1048576 bytes of direct buffer memory",
    })
    void theErrorIsToldWithTheLineThatWasAsking(
            String option, String what, String becomes, int exitCode, String thread, String message) {
        Program program = Program.workload(OutOfMemory.class, what, becomes).with("-XX:+UseSerialGC", option);
        Outcome plain = program.runPlainly(directory);
        Assertions.assertThat(plain.exitCode()).as("%s", plain).isEqualTo(exitCode);

        ProfiledOutcome run = program.profiled(directory)
                .with("--source", Project.testSources().toString())
                .run()
                .behavesLike(plain);

        Profile profile = run.profile();
        SourceLine asking = asking(what);
        Assertions.assertThat(profile.outOfMemory().message()).startsWith(message);
        Assertions.assertThat(profile.outOfMemory().thread()).isEqualTo(thread);
        Assertions.assertThat(profile.outOfMemory().uncaught()).isEqualTo(becomes.startsWith("uncaught") ? 1 : 0);
        // five; but those for which the JVM has no stack trace left are one object
        Assertions.assertThat(profile.outOfMemory().errors())
                .isBetween(becomes.equals("repeated") ? 2L : 1L, becomes.equals("repeated") ? 5L : 1L);
        Assertions.assertThat(MemoryShortage.of(profile).orElseThrow().site()).hasValueSatisfying(site -> {
            Assertions.assertThat(site.line()).isEqualTo(asking.number());
            Assertions.assertThat(site.sourceText()).isEqualTo(asking.text().strip());
        });
        Assertions.assertThat(run.outcome().ourLines())
                .anyMatch(line -> line.startsWith("Out of memory: ") && line.endsWith("thread " + thread));
        Assertions.assertThat(run.text("index.html")).contains("<h2 id=\"shortage\">Out of memory: ");
        checkPeak(profile, what);
    }

    /** Not even a stack trace finds room then, so whether the JVM prints one is chance, with or without us. */
    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @CsvSource({
        "-XX:+UseSerialGC, caught, 0, 24, Java heap space|",
        "-XX:+UseSerialGC, repeated, 0, 24, Java heap space|",
        "-XX:+UseSerialGC, uncaught, 1, 24, Java heap space|",
        // a tenth of the heap is not free, and collections take over a hundredth of the time;
        // the machine's speed says when, and the heap need not be full then, or is full before
        "-XX:+UseParallelGC -XX:GCHeapFreeLimit=90 -XX:GCTimeLimit=1, caught, 0, 20, GC overhead limit exceeded|Java heap space",
    })
    void aHeapThatIsFullToTheLastByteIsSurvivedOrNotAsWithoutUs(
            String options, String becomes, int exitCode, int leastMegabytes, String messages) {
        Program program = Program.workload(OutOfMemory.class, "nodes", becomes)
                .with(options.split(" ", -1))
                .with("-Xmx32m");
        Outcome plain = program.runPlainly(directory);
        Assertions.assertThat(plain.exitCode()).as("%s", plain).isEqualTo(exitCode);

        ProfiledOutcome run = program.profiled(directory).run().exitsWith(exitCode);

        Assertions.assertThat(run.outcome().outText()).isEqualTo(plain.outText());
        Assertions.assertThat(run.outcome().errText()).doesNotContain("ASSERTION");
        // a JVM that finds no memory for its last thread runs no code of anybody any more
        Assertions.assertThat(run.profile().run().end()).isEqualTo(RunInfo.End.SHUTDOWN);
        Assertions.assertThat(run.profile().outOfMemory().errors()).isPositive();
        Assertions.assertThat(run.profile().outOfMemory().message()).isIn((Object[]) messages.split("\\|", -1));
        // the heap was full; P is below that by up to the tolerance and one look, and two survivor spaces are never in
        // use at once
        ProfileAssert.assertThat(run.profile()).hasConfirmedPeakBetween(leastMegabytes * MB, 32.0 * MB);
        // the rest: 8 MB that are held, and what the JVM has
        new SiteAssert(Site.through(run.profile(), SourceLine.of(OutOfMemory.class, NODES)))
                .holdsShareBetween(0.55, 0.75);
    }

    /** The JVM ends before any Java code sees the error: the report says that it cannot know more. */
    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @CsvSource({"ExitOnOutOfMemoryError", "CrashOnOutOfMemoryError"})
    void aJvmThatEndsItselfForWantOfMemoryLeavesAReport(String flag) {
        Program program = Program.workload(OutOfMemory.class, "pieces", "caught")
                .with(
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        "-XX:+" + flag,
                        "-XX:-CreateCoredumpOnCrash",
                        "-XX:ErrorFile=" + directory.resolve("error.log"));
        Outcome plain = program.runPlainly(directory);

        ProfiledOutcome run = program.profiled(directory).run().exitsWith(plain.exitCode());

        Assertions.assertThat(run.profile().run().end()).isEqualTo(RunInfo.End.ABRUPT);
        Assertions.assertThat(run.profile().outOfMemory().happened()).isFalse();
        Assertions.assertThat(run.text("index.html")).contains("-XX:+" + flag, "is not known");
        checkPeak(run.profile(), "pieces");
    }

    private static SourceLine asking(String what) {
        return SourceLine.of(
                OutOfMemory.class,
                switch (what) {
                    case "pieces" -> PIECES;
                    case "large" -> "KEPT.add(new byte[1_000_000_000])";
                    case "endless" -> "KEPT.add(new byte[Integer.MAX_VALUE])";
                    case "direct" -> "KEPT.add(ByteBuffer.allocateDirect(1024 * 1024))";
                    default -> throw new IllegalArgumentException(what);
                });
    }

    /**
     * 8 MB are held by all. Pieces of 256 kB fill the heap of 64 MB but for the young generation's reserve (a survivor space
     * and what of eden a piece no longer fits into: some MB), the JVM's own few MB and those 8. All others hold nothing else.
     *
     * <p>So at least 52 MB are alive at the end. Looks are a tenth apart on the way up, and where the JVM ends itself there is none
     * after the last: P may be that much lower, U may not.
     */
    private static void checkPeak(Profile profile, String what) {
        long peakBytes = profile.certificate().peakBytes();
        assertThat(profile).at(OutOfMemory.class, HELD).holdsExactly(1, Layout.DEFAULT.bytes(8 * MB));
        if (what.equals("pieces")) {
            Assertions.assertThat(peakBytes).isBetween((long) (0.9 * 52 * MB), 64L * MB);
            Assertions.assertThat(profile.certificate().upperBoundBytes()).isGreaterThanOrEqualTo(52L * MB);
            assertThat(profile)
                    .at(OutOfMemory.class, PIECES)
                    .holdsBytesBetween(peakBytes - 12.0 * MB, peakBytes - 8.0 * MB);
        } else {
            Assertions.assertThat(peakBytes).isBetween(8L * MB, 12L * MB);
        }
    }
}
