package dev.filprofile.agent.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.agent.live.Birth;
import dev.filprofile.agent.live.Sample;
import org.junit.jupiter.api.Test;

/** A collection, number 5, leaves 30 MB in use, of which 20 MB are explained by samples. */
class LateBirthsTest {

    private static final int EPOCH = 5;
    private static final long MB = 1_000_000;
    private static final long LEFT = 30 * MB;
    private static final double UNEXPLAINED = 10.0 * MB;

    private final LateBirths late = new LateBirths();

    @Test
    void an_array_made_before_the_collection_and_recorded_after_it_is_late() {
        late.collected(EPOCH, LEFT, UNEXPLAINED);
        // nothing but 1 MB was allocated since: the array of 8 MB cannot have been
        Birth array = birth(8 * MB, EPOCH, LEFT + MB);
        assertThat(late.born(array)).isTrue();
        assertThat(array.sample.bornBefore(EPOCH)).isTrue();
    }

    @Test
    void so_it_is_if_its_birth_was_taken_in_before_the_collection_was_noticed() {
        Birth array = birth(8 * MB, EPOCH, LEFT + MB);
        assertThat(late.born(array)).isFalse();
        late.collected(EPOCH, LEFT, UNEXPLAINED);
        assertThat(array.sample.bornBefore(EPOCH)).isTrue();
    }

    @Test
    void an_array_made_after_the_collection_is_not() {
        late.collected(EPOCH, LEFT, UNEXPLAINED);
        Birth array = birth(8 * MB, EPOCH, LEFT + 8 * MB);
        assertThat(late.born(array)).isFalse();
        assertThat(array.sample.bornBefore(EPOCH)).isFalse();
    }

    @Test
    void nor_is_one_that_does_not_fit_into_what_is_unexplained() {
        late.collected(EPOCH, LEFT, UNEXPLAINED);
        assertThat(late.born(birth(25 * MB, EPOCH, LEFT + MB))).isFalse();
    }

    @Test
    void what_late_arrays_explain_is_explained_once() {
        late.collected(EPOCH, LEFT, UNEXPLAINED);
        assertThat(late.born(birth(9 * MB, EPOCH, LEFT + MB))).isTrue();
        assertThat(late.born(birth(9 * MB, EPOCH, LEFT + MB))).isFalse();
    }

    /** The hook had asked how many collections had ended, and then another one ran. */
    @Test
    void what_was_recorded_before_the_collection_and_comes_in_after_it_is_late() {
        assertThat(late.born(birth(1000, EPOCH - 1, Long.MAX_VALUE))).isFalse();
        late.collected(EPOCH, LEFT, UNEXPLAINED);
        assertThat(late.born(birth(1000, EPOCH - 1, Long.MAX_VALUE))).isTrue();
        assertThat(late.born(birth(8 * MB, EPOCH - 1, Long.MAX_VALUE))).isTrue();
        assertThat(late.born(birth(8 * MB, EPOCH, LEFT + MB)))
                .as("what is unexplained by now: 2 MB")
                .isFalse();
    }

    @Test
    void births_after_a_further_collection_are_none_of_this_ones() {
        late.collected(EPOCH, LEFT, UNEXPLAINED);
        Birth after = birth(8 * MB, EPOCH + 1, LEFT + MB);
        assertThat(late.born(after)).isFalse();
        assertThat(after.sample.bornBefore(EPOCH + 1)).isFalse();
    }

    /** G1 collects the young when the next large array is asked for, which may be before anybody has noticed the full collection. */
    @Test
    void a_young_collection_right_after_it_does_not_make_an_array_be_forgotten() {
        Birth taken = birth(4 * MB, EPOCH, LEFT + MB);
        late.born(taken);
        late.born(birth(8 * MB, EPOCH + 1, LEFT + 20 * MB));
        late.collected(EPOCH, LEFT, UNEXPLAINED);
        assertThat(taken.sample.bornBefore(EPOCH)).isTrue();
        late.born(birth(8 * MB, EPOCH + 1, LEFT + 20 * MB));
        assertThat(late.born(birth(4 * MB, EPOCH, LEFT + MB))).isTrue();
    }

    @Test
    void of_very_many_the_latest_are_remembered() {
        for (int i = 0; i < 1000; i++) {
            late.born(birth(MB, EPOCH - 1, LEFT));
        }
        Birth array = birth(8 * MB, EPOCH, LEFT + MB);
        late.born(array);
        late.collected(EPOCH, LEFT, UNEXPLAINED);
        assertThat(array.sample.bornBefore(EPOCH)).isTrue();
    }

    @Test
    void small_objects_and_unknown_occupancies_do_not_count() {
        late.collected(EPOCH, LEFT, UNEXPLAINED);
        assertThat(late.born(birth(1000, EPOCH, LEFT))).isFalse();
        assertThat(late.born(birth(8 * MB, EPOCH, Long.MAX_VALUE))).isFalse();
    }

    private static Birth birth(long sizeBytes, int epoch, long usedBytes) {
        Sample sample = new Sample(new Object(), sizeBytes, (int) (sizeBytes / 8), 1, epoch);
        Birth birth = new Birth(sample, new Object(), byte[].class, "main");
        birth.usedBytes = usedBytes;
        return birth;
    }
}
