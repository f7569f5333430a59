package dev.filprofile.e2e;

import static dev.filprofile.e2e.ProfileAssert.assertThat;

import dev.filprofile.e2e.workload.FreedSpike;
import dev.filprofile.e2e.workload.HalfGigabyteOfGarbage;
import dev.filprofile.e2e.workload.ManySmallObjects;
import dev.filprofile.flamegraph.Coverage;
import dev.filprofile.profile.Profile;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without {@code --exact} bytes are estimated: without bias, with an error that the profile states. */
final class SamplingIT {

    private static final Layout LAYOUT = Layout.DEFAULT;
    private static final int MB = 1024 * 1024;

    @TempDir
    private Path directory;

    /**
     * Truth: 300,000 · 96 and 50,000 · 160 bytes. An object of s bytes is recorded with p = 1 − exp(−s/T) and stands for
     * s/p bytes, so n of them have a relative standard error of sqrt((1 − p) / (n·p)), about sqrt(T / (n·s)). The design aims
     * at 5,000 or more samples at the peak, T = 36.8 MB / 5,000 = 7.4 kB: 1.6 % for the first line and 3.0 % for the second.
     * Twice that is allowed.
     */
    @Test
    void estimatesAreWithinTheErrorThatTheyState() {
        checkManySmallObjects(profileOf(Program.workload(ManySmallObjects.class).profiled(directory)), 0.032, 0.06);
    }

    /** The same with T = 64 KiB: sqrt(65,536 / 28.8 M) = 4.8 % and sqrt(65,536 / 8 M) = 9.1 %; a quarter more is allowed. */
    @Test
    void aLongerIntervalStatesALargerError() {
        checkManySmallObjects(
                profileOf(Program.workload(ManySmallObjects.class)
                        .profiled(directory)
                        .with("--interval", "64k")),
                0.06,
                0.114);
    }

    private static void checkManySmallObjects(Profile profile, double errorOfMany, double errorOfFew) {
        Assertions.assertThat(profile.run().intervalBytes())
                .as("350,000 objects are sampled")
                .isPositive();
        assertThat(profile)
                .at(ManySmallObjects.class, "new byte[80]")
                .estimates(300_000 * LAYOUT.bytes(80), errorOfMany);
        assertThat(profile)
                .at(ManySmallObjects.class, "new byte[144]")
                .estimates(50_000 * LAYOUT.bytes(144), errorOfFew);
        // each object, and a reference to it in one of two arrays
        double truth = 300_000 * (LAYOUT.bytes(80) + 4) + 50_000 * (LAYOUT.bytes(144) + 4);
        assertThat(profile).hasConfirmedPeakBetween(truth, truth + 8 * MB);
    }

    /** p = 1 − exp(−32 MB / T) is 1 in double precision for every T up to 900 KB. */
    @ParameterizedTest
    @ValueSource(strings = {"fast", "portable"})
    void aLargeObjectIsExactWithEitherEngine(String engine) {
        String option = engine.equals("fast") ? "auto" : engine;
        Profile profile =
                profileOf(Program.workload(FreedSpike.class).profiled(directory).with("--engine", option));

        assertThat(profile).ranWithEngine(engine);
        assertThat(profile).at(FreedSpike.class, "spike = new byte[32").holdsExactly(1, LAYOUT.bytes(32 * MB));
        assertThat(profile).holdsAtLine(FreedSpike.class, "spike = new byte[32", 0.8);
    }

    /**
     * 512 MiB of objects smaller than T = 64 KiB: the estimate of all of them has a relative standard error of
     * sqrt(65,536 / 536,870,912) = 1.1 %; four times that is allowed. Plain objects of 40 bytes are drawn as if they had 24,
     * which makes it sqrt(40 / 24) of that for their half: 4 · sqrt((1.1² + (1.43 · 1.43)) / 2) ≈ 4 · 1.28 % = 5.1 %. A hundredth
     * is added for what the JVM makes and for what is estimated of the profiler's own.
     */
    @ParameterizedTest
    @ValueSource(strings = {"auto", "portable"})
    void nearlyAllThatTheJvmAllocatesIsRecorded(String engine) {
        ProfiledOutcome run = Program.workload(HalfGigabyteOfGarbage.class)
                .profiled(directory)
                .with("--interval", "64k", "--engine", engine)
                .run()
                .exitsWith(0);

        Coverage coverage = Coverage.of(run.profile().run());
        // the program's own, less a hundredth for what is estimated of the profiler's; the JVM's start is a few
        // megabytes
        Assertions.assertThat(coverage.allocatedBytes()).isBetween(507L * MB, 530L * MB);
        Assertions.assertThat(coverage.share()).isBetween(0.94, 1.06);
        Assertions.assertThat(coverage.threadsEnded()).isZero();
        Assertions.assertThat(run.text("summary.json"))
                .contains("\"recordedBytes\" : " + coverage.recordedBytes())
                .contains("\"recordedShare\" : " + coverage.share());
        Assertions.assertThat(run.text("index.html")).contains("the JVM itself counted", "Nothing that is known:");
        Assertions.assertThat(run.profile().run().counters())
                .extractingByKey("slowPathNanos")
                .isNotEqualTo(0L);
    }

    private static Profile profileOf(ProfiledRun run) {
        return run.run().exitsWith(0).profile();
    }
}
