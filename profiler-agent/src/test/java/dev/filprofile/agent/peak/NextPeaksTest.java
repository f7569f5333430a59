package dev.filprofile.agent.peak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which moments are kept; call paths 1, 2, 3… hold so many bytes each. */
final class NextPeaksTest {

    private final NextPeaks peaks = new NextPeaks();

    @Test
    void aStepOnTheClimbIsNoPeakOfItsOwn() {
        assertThat(newPeak(10)).isEqualTo(NextPeaks.NONE);
        assertThat(newPeak(20)).isEqualTo(NextPeaks.NONE);
        assertThat(newPeak(20, 30)).isEqualTo(NextPeaks.NONE);
        assertThat(newPeak(20, 30, 40)).isEqualTo(NextPeaks.NONE);
    }

    @Test
    void thePeakOfAnEarlierPhaseIsKeptWhenAnotherPhaseExceedsIt() {
        newPeak(30);
        newPeak(40);

        assertThat(newPeak(0, 44)).as("the first step of the second phase").isZero();
        assertThat(newPeak(0, 60)).as("the second").isEqualTo(NextPeaks.NONE);
        assertThat(newPeak(0, 0, 70)).as("the third phase").isOne();
    }

    @Test
    void whatIsCommonToAllPhasesDoesNotMakeThemOne() {
        newPeak(70, 30);

        assertThat(newPeak(70, 0, 60)).as("30 of 100 have gone").isZero();
    }

    @Test
    void lessThanAQuarterMoreOrLessIsTheSamePhase() {
        newPeak(80, 20);

        assertThat(newPeak(80, 0, 60)).isEqualTo(NextPeaks.NONE);
    }

    @Test
    void onlyTheHighestOfMomentsThatAreAlikeIsKept() {
        newPeak(0, 60);

        assertThat(lower(40)).isZero();
        assertThat(lower(30)).as("part of the one kept").isEqualTo(NextPeaks.NONE);
        assertThat(lower(50)).as("in the place of the one kept").isZero();
        assertThat(lower(0, 0, 45)).isOne();
        assertThat(newPeak(100))
                .as("60 in the place of 50, which is in the peak now")
                .isZero();
        assertThat(newPeak(0, 0, 110)).as("100 in the place of 45").isOne();
    }

    @Test
    void theLowestMakesRoomForAHigherOne() {
        newPeak(100);
        lower(0, 50);
        lower(0, 0, 40);

        assertThat(lower(0, 0, 0, 30)).isEqualTo(NextPeaks.NONE);
        assertThat(lower(0, 0, 0, 45)).isOne();
        assertThat(lower(0, 0, 0, 0, 60)).isOne();
        assertThat(lower(0, 0, 0, 0, 0, 60)).isZero();
    }

    @Test
    void whatIsBelowAQuarterOfThePeakIsOfNoInterest() {
        newPeak(100);

        assertThat(lower(0, 24)).isEqualTo(NextPeaks.NONE);
        assertThat(lower(0, 26)).isZero();
    }

    @Test
    void aPeakThatNoCollectionToldIsNotKept() {
        newPeak(40);
        fill(0, 60);

        assertThat(peaks.newPeak(false)).isEqualTo(NextPeaks.NONE);
    }

    @Test
    void whatWasFoundLateBelongsToThePeak() {
        newPeak(10);
        fill(10, 40);
        peaks.peakAgain();

        assertThat(newPeak(10, 0, 60)).as("40 of 50 have gone").isZero();
    }

    @Test
    void emptyHeapsAreNotKept() {
        assertThat(newPeak()).isEqualTo(NextPeaks.NONE);
        assertThat(lower()).isEqualTo(NextPeaks.NONE);
        assertThat(newPeak(1)).isEqualTo(NextPeaks.NONE);
    }

    private int newPeak(int... bytes) {
        fill(bytes);
        return peaks.newPeak(true);
    }

    private int lower(int... bytes) {
        fill(bytes);
        return peaks.lower();
    }

    private void fill(int... bytes) {
        Composition composition = peaks.candidate();
        for (int path = 0; path < bytes.length; path++) {
            composition.add(path + 1, bytes[path]);
        }
    }
}
