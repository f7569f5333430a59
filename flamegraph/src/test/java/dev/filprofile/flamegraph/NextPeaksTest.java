package dev.filprofile.flamegraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.filprofile.profile.Allocation;
import dev.filprofile.profile.NextPeak;
import dev.filprofile.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NextPeaksTest {

    private static final long MIB = 1 << 20;

    private static final Profile PROFILE = SyntheticProfiles.nextPeaks();
    private static final List<Allocation> INDEX = PROFILE.nextPeaks().get(0).allocations();
    private static final List<Allocation> SORTING = PROFILE.nextPeaks().get(1).allocations();

    @Test
    void eachIsToldWithTheLineThatHoldsMostOfIt() {
        List<NextPeaks.Entry> peaks = NextPeaks.of(PROFILE).list();

        assertThat(peaks)
                .extracting(NextPeaks.Entry::name, NextPeaks.Entry::bytes, NextPeaks.Entry::sentence)
                .containsExactly(
                        tuple(
                                "next-1",
                                700 * MIB,
                                "At 4.2 s, 700 MiB were live; Index.java:30 in Index.build holds 93 % of that (650 MiB)."),
                        tuple(
                                "next-2",
                                500 * MIB,
                                "At 15.3 s, about 500 MiB were live; Sorter.java:77 in Sorter.sort holds 100 % of that (500 MiB)."));
    }

    @Test
    void aMomentWithTheLinesOfAHigherOneIsNotToldNorIsASmallOne() {
        Profile profile = PROFILE.withNextPeaks(List.of(
                new NextPeak(false, 700 * MIB, 4_200, INDEX),
                new NextPeak(false, 690 * MIB, 4_900, INDEX),
                new NextPeak(false, 680 * MIB, 11_000, PROFILE.allocations()),
                new NextPeak(false, 200 * MIB, 15_300, SORTING)));

        assertThat(NextPeaks.of(profile).list())
                .extracting(NextPeaks.Entry::millis)
                .containsExactly(4_200L);
        assertThat(NextPeaks.of(SyntheticProfiles.csvImport()).list()).isEmpty();
    }

    @Test
    void withoutTheTopLineTheMomentThatHoldsMostOfOthersDecides() {
        assertThat(without(PROFILE))
                .isEqualTo(
                        "Without that line the peak would still be at least 700 MiB, at 4.2 s, most of it by Index.java:30"
                                + " in Index.build.");
    }

    @Test
    void whatTheTopLineHoldsAtTheOtherMomentGoesTheSameWay() {
        Profile profile = PROFILE.withNextPeaks(List.of(
                new NextPeak(false, 1000 * MIB, 15_300, with(SORTING, 500)),
                new NextPeak(false, 660 * MIB, 4_200, INDEX)));

        assertThat(without(profile))
                .as("1000 - 500 MiB are less than 660")
                .startsWith("Without that line the peak would still be at least 660 MiB, at 4.2 s,");
    }

    /** Sampled, the paths of a moment may add up to more than was found alive, here 700 of 600 MiB; that was not there. */
    @Test
    void whatIsLeftIsNotMoreThanWasFoundAlive() {
        assertThat(without(PROFILE.withNextPeaks(List.of(new NextPeak(false, 600 * MIB, 4_200, INDEX)))))
                .startsWith("Without that line the peak would still be at least 600 MiB, at 4.2 s,");
    }

    @Test
    void whereThePeakItselfLeavesAsMuchNothingIsTold() {
        // 1167 MiB less 934 of the top line are 233; 10 % more are 256
        assertThat(without(PROFILE.withNextPeaks(List.of(new NextPeak(false, 240 * MIB, 4_200, INDEX)))))
                .isEmpty();
        assertThat(without(SyntheticProfiles.csvImport())).isEmpty();
    }

    private static String without(Profile profile) {
        return WithoutTopLine.of(profile, Findings.of(profile), NextPeaks.of(profile))
                .map(WithoutTopLine::sentence)
                .orElse("");
    }

    /** Beside what the others hold, so many MiB of the top line. */
    private static List<Allocation> with(List<Allocation> others, double mib) {
        List<Allocation> all = new ArrayList<>(others);
        Findings findings = Findings.of(PROFILE);
        int frame = findings.answer().sites().get(0).frameIndex();
        int node = 1;
        while (PROFILE.tree().frameIndexes()[node] != frame) {
            node++;
        }
        all.add(new Allocation(node, 0, 0, 0, mib * MIB, 1, 0));
        return all;
    }
}
