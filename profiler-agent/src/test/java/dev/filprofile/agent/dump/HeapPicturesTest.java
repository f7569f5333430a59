package dev.filprofile.agent.dump;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The peak is 100 MB; its picture lacks an array of 60. */
class HeapPicturesTest {

    private static final long MB = 1_000_000;
    private static final long PEAK = 100 * MB;
    private static final double LACKING = 61.0 * MB;

    @Test
    void a_moment_as_high_whose_picture_may_still_be_completed_takes_its_place() {
        assertThat(HeapPictures.isPeakAgain(PEAK, LACKING, PEAK, LACKING)).isTrue();
        assertThat(HeapPictures.isPeakAgain(PEAK - MB / 20, MB, PEAK, LACKING)).isTrue();
    }

    @Test
    void a_lower_one_does_not() {
        assertThat(HeapPictures.isPeakAgain(PEAK - MB, MB, PEAK, LACKING)).isFalse();
    }

    @Test
    void nor_one_whose_picture_lacks_more() {
        assertThat(HeapPictures.isPeakAgain(PEAK, LACKING + MB, PEAK, LACKING)).isFalse();
    }

    /** The peak counted the tail as alive, since the array was not recorded yet. */
    @Test
    void what_turns_out_to_be_an_unused_tail_is_no_part_of_the_peak() {
        assertThat(HeapPictures.peakTooHighBytes(PEAK - MB, MB, PEAK, 0)).isEqualTo(MB);
        assertThat(HeapPictures.peakTooHighBytes(PEAK - MB / 2, 3 * MB, PEAK, 2 * MB))
                .as("so much was alive again")
                .isEqualTo(MB / 2);
        assertThat(HeapPictures.peakTooHighBytes(PEAK - MB / 20, 2 * MB, PEAK, 2 * MB))
                .as("no tail that was not known")
                .isZero();
    }

    @Test
    void a_picture_that_lacks_nothing_much_stays() {
        assertThat(HeapPictures.isPeakAgain(PEAK, 0, PEAK, 0.9 * MB)).isFalse();
    }
}
