package dev.filprofile.e2e;

import static dev.filprofile.e2e.ProfileAssert.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.filprofile.e2e.workload.truth.SecondPeakHigher;
import dev.filprofile.e2e.workload.truth.ThreePhases;
import dev.filprofile.profile.NextPeak;
import dev.filprofile.profile.Profile;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The peaks that are not the highest, by the line that made them, before the highest and after it. */
final class NextPeaksIT {

    private static final double MB = 1_000_000;
    private static final long ARRAY = Layout.DEFAULT.bytes(ThreePhases.BYTES);

    @TempDir
    private Path directory;

    @Test
    void thePeaksOfPhasesBeforeAndAfterTheHighestAreKeptWithTheirLines() {
        Profile profile = Program.workload(ThreePhases.class)
                .profiled(directory)
                .exact()
                .with("--gc-budget", "100%")
                .run()
                .exitsWith(0)
                .profile();

        List<NextPeak> peaks = profile.nextPeaks();
        Assertions.assertThat(peaks).as("peaks beside the highest").hasSize(2);
        check(profile, peaks.get(0), "// third", ThreePhases.THIRD);
        check(profile, peaks.get(1), "// first", ThreePhases.FIRST);
        Assertions.assertThat(peaks.get(0).millis())
                .isGreaterThan(profile.certificate().peakMillis());
        Assertions.assertThat(peaks.get(1).millis())
                .isLessThan(profile.certificate().peakMillis());
        assertThat(profile)
                .at(ThreePhases.class, "// second")
                .holdsBytesBetween(0.97 * ThreePhases.SECOND * ARRAY, (double) ThreePhases.SECOND * ARRAY);
    }

    @Test
    void whereAPhaseIsExceededByTheNextOneBothAreKept() {
        ProfiledOutcome run = Program.workload(SecondPeakHigher.class)
                .profiled(directory)
                .with("--gc-budget", "100%")
                .run()
                .exitsWith(0);

        Profile profile = run.profile();
        Assertions.assertThat(profile.nextPeaks()).hasSize(1);
        Assertions.assertThat((double) profile.nextPeaks().get(0).bytes()).isBetween(39 * MB, 44 * MB);
        checkWords(run, profile.nextPeaks().get(0));
    }

    /** The first phase lies so near below the second that it decides what is left without the second's line. */
    private static void checkWords(ProfiledOutcome run, NextPeak first) {
        JsonNode summary = run.json("summary.json");
        JsonNode without = summary.path("withoutTopLine");
        Assertions.assertThat(run.outcome().ourLines())
                .contains(without.path("sentence").asText());
        Assertions.assertThat(without.path("sentence").asText())
                .startsWith("Without that line the peak would still be at least ")
                .contains("SecondPeakHigher.java:")
                .endsWith(" in SecondPeakHigher.first.");
        Assertions.assertThat(without.path("bytes").asLong()).isEqualTo(first.bytes());
        Assertions.assertThat(without.path("millis").asLong()).isEqualTo(first.millis());

        Assertions.assertThat(summary.path("nextPeaks")).hasSize(1);
        JsonNode next = summary.path("nextPeaks").path(0);
        Assertions.assertThat(next.path("bytes").asLong()).isEqualTo(first.bytes());
        Assertions.assertThat(next.path("millis").asLong()).isEqualTo(first.millis());
        Assertions.assertThat(next.path("sampled").asBoolean()).isEqualTo(first.sampled());
        Assertions.assertThat(next.path("topSites").path(0).path("name").asText())
                .endsWith(".SecondPeakHigher.first");
    }

    /** What was alive is exact; the phase may have reached ε more, since it is followed in such steps. */
    private static void check(Profile profile, NextPeak peak, String line, int arrays) {
        double references = Layout.DEFAULT.references(arrays);
        double truth = arrays * (double) ARRAY + references;
        double base = profile.certificate().baseBytes();
        Assertions.assertThat(peak.sampled()).isFalse();
        Assertions.assertThat((double) peak.bytes())
                .as("live bytes %s", line)
                .isBetween(0.85 * truth, truth + base + MB);
        assertThat(profile.atNextPeak(peak))
                .at(ThreePhases.class, line)
                .holdsBytesBetween(peak.bytes() - references - base - MB, peak.bytes());
        for (String other : List.of("// first", "// second", "// third")) {
            if (!other.equals(line)) {
                assertThat(profile.atNextPeak(peak))
                        .at(ThreePhases.class, other)
                        .holdsNothing();
            }
        }
    }
}
