package dev.filprofile.cli.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.cli.Profiles;
import dev.filprofile.flamegraph.Findings;
import dev.filprofile.profile.Allocation;
import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.Certificate.Kind;
import dev.filprofile.profile.OffHeap;
import dev.filprofile.profile.OutOfMemory;
import dev.filprofile.profile.Profile;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndLinesTest {

    private static final Findings FINDINGS = Findings.of(Profiles.small());

    @Test
    void aConfirmedPeakIsToldWithItsBounds() {
        assertThat(lines(Kind.CONFIRMED, 1_331_439_862L, 1_406_000_000L, true))
                .containsExactly(
                        "Peak: 1.24 GiB live (true peak between 1.24 and 1.31 GiB)",
                        "Main.java:7 in Main.load holds 80 % of the peak (76.3 MiB, 1,000 objects, only byte[]).");
        assertThat(lines(Kind.CONFIRMED, 1_000_000_000L, 1_406_000_000L, true).get(0))
                .isEqualTo("Peak: 954 MiB live (true peak between 954 MiB and 1.31 GiB)");
        assertThat(lines(Kind.CONFIRMED, 1_331_439_862L, 1_331_439_900L, true).get(0))
                .isEqualTo("Peak: 1.24 GiB live");
    }

    @Test
    void aPeakOnDemandIsThePeakSoFar() {
        assertThat(lines(Kind.CONFIRMED, 1_331_439_862L, 1_406_000_000L, false).get(0))
                .isEqualTo("Peak so far: 1.24 GiB live (true peak between 1.24 and 1.31 GiB)");
    }

    @Test
    void whatIsNotConfirmedIsNotToldAsIfItWere() {
        assertThat(lines(Kind.PROVISIONAL, 206L << 20, 310L << 20, true).get(0))
                .isEqualTo("Peak: between 206 MiB and 310 MiB live (no collection could confirm more than 206 MiB)");
        assertThat(lines(Kind.SAMPLED, 206L << 20, 310L << 20, true).get(0))
                .isEqualTo("Peak: about 206 MiB live, estimated from samples (never above 310 MiB; this collector does"
                        + " not tell live bytes exactly)");
    }

    @Test
    void thatMemoryRanOutIsToldFirst() {
        OutOfMemory errors = new OutOfMemory(
                1,
                1,
                900,
                60_000_000,
                "Java heap space",
                "main",
                List.of(
                        new OutOfMemory.Line("java.util.Arrays", "copyOf", "Arrays.java", 3537),
                        new OutOfMemory.Line("com.acme.Main", "load", "Main.java", 7)));

        List<String> lines = EndLines.of(Profiles.small().withOutOfMemory(errors), FINDINGS);

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .isEqualTo("Out of memory: the Java heap was full, at Main.java:7 in Main.load, thread main");
    }

    @Test
    void theOffHeapPeakIsToldWhereItIsOfAnySize() {
        Profile profile = Profiles.small();
        long heapPeak = profile.certificate().peakBytes();

        assertThat(EndLines.of(withOffHeap(profile, heapPeak / 20 - 1), FINDINGS))
                .hasSize(2);
        assertThat(EndLines.of(withOffHeap(profile, 20 << 20), FINDINGS).get(2))
                .isEqualTo("Off-heap peak: 20.0 MiB; Main.java:7 in Main.load holds 100 % of it (20.0 MiB).");
    }

    private static Profile withOffHeap(Profile profile, long bytes) {
        int leaf = profile.tree().size() - 1;
        return profile.withOffHeap(
                new OffHeap(bytes, 7, 0, List.of(new Allocation(leaf, 0, 0, 0, bytes, 1, 0)), OffHeap.Combined.none()));
    }

    private static Profile withCertificate(Profile profile, Certificate certificate) {
        return new Profile(
                profile.run(),
                certificate,
                profile.timeline(),
                profile.tree(),
                profile.allocations(),
                profile.classes(),
                profile.threads(),
                profile.tasks(),
                profile.sources(),
                profile.notes());
    }

    private static List<String> lines(Kind kind, long peakBytes, long upperBoundBytes, boolean finalPeak) {
        Certificate certificate = new Certificate(kind, peakBytes, upperBoundBytes, 1, 1, 1, 1, finalPeak);
        return EndLines.of(withCertificate(Profiles.small(), certificate), FINDINGS);
    }
}
