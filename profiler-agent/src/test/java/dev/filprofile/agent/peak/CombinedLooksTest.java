package dev.filprofile.agent.peak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Programs whose memory outside the heap comes and goes, while their heap does what each sentence says. */
class CombinedLooksTest {

    private static final long MB = 1 << 20;
    private static final long MILLISECOND = 1_000_000;
    private static final PeakRule RULE = PeakRule.standard();

    /** A program under the tracker: what is alive changes by {@link #heap} and {@link #outside}, time by {@link #step}. */
    private static final class TwoMemories {

        private final long costNanos;
        private final PeakTracker tracker;
        private long now;
        private long heap;
        private long outside;
        private long combinedPeak;
        private int looks;

        TwoMemories(long heap, long costNanos) {
            this.heap = heap;
            this.costNanos = costNanos;
            tracker = new PeakTracker(RULE, heap, costNanos, 0);
            combinedPeak = heap;
        }

        /** A millisecond later. */
        void step() {
            now += MILLISECOND;
            if (tracker.combined().wanted(outside, now)) {
                looks++;
                collect(true);
            }
        }

        /** The heap's ladder confirms. */
        void collect(boolean forced) {
            now += costNanos;
            tracker.fullCollection(heap, heap, costNanos, now, forced);
            if (tracker.combined().found(heap, outside, costNanos, now)) {
                combinedPeak = heap + outside;
            }
        }
    }

    @Test
    void memory_outside_that_climbs_over_a_constant_heap_is_followed_within_the_tolerance() {
        var program = new TwoMemories(10 * MB, 5 * MILLISECOND);
        for (program.outside = MB; program.outside <= 190 * MB; program.outside += MB) {
            program.step();
            assertThat((double) program.combinedPeak)
                    .isGreaterThanOrEqualTo((program.heap + program.outside) / (1 + RULE.tolerance()) - 2 * MB);
        }
        // from 10 to 200 MB in steps of 10 %, the first ones of 2 MB: at most 5 + ln(10)/ln(1.1) + 1
        assertThat(program.looks).isBetween(20, 31);
    }

    @Test
    void the_top_is_confirmed_when_it_lasts() {
        var program = new TwoMemories(100 * MB, 5 * MILLISECOND);
        program.outside = 50 * MB;
        program.step();
        program.outside = 57 * MB;
        program.step();
        assertThat(program.combinedPeak).isEqualTo(150 * MB);
        for (int i = 0; i < 101; i++) {
            program.step();
        }
        assertThat(program.combinedPeak).isEqualTo(157 * MB);
        assertThat(program.looks).isEqualTo(2);
    }

    @Test
    void nothing_is_looked_for_while_nothing_is_outside_or_it_does_not_grow() {
        var program = new TwoMemories(100 * MB, 5 * MILLISECOND);
        program.step();
        program.outside = 50 * MB;
        for (int i = 0; i < 1000; i++) {
            program.step();
        }
        program.outside = 0;
        for (int i = 0; i < 1000; i++) {
            program.step();
        }
        program.outside = 50 * MB;
        for (int i = 0; i < 1000; i++) {
            program.step();
        }
        assertThat(program.looks).isEqualTo(1);
    }

    @Test
    void the_sum_that_a_heap_peak_alone_had_must_be_exceeded() {
        var program = new TwoMemories(10 * MB, 5 * MILLISECOND);
        program.heap = 300 * MB;
        program.collect(true);
        program.heap = 10 * MB;
        program.collect(false);
        program.outside = 200 * MB;
        program.step();
        assertThat(program.looks).isZero();
        program.outside = 325 * MB;
        program.step();
        assertThat(program.combinedPeak).isEqualTo(335 * MB);
    }

    @Test
    void a_look_in_vain_is_not_repeated_until_more_is_outside() {
        var program = new TwoMemories(100 * MB, 5 * MILLISECOND);
        program.heap = 20 * MB; // and no collection has told yet
        program.outside = 60 * MB;
        program.step();
        assertThat(program.combinedPeak).isEqualTo(100 * MB);
        assertThat(program.looks).isEqualTo(1);
        program.tracker.youngCollection(100 * MB, 90 * MB); // garbage that was promoted
        program.step();
        assertThat(program.looks).isEqualTo(1);
        program.outside = 100 * MB;
        program.step();
        assertThat(program.combinedPeak).isEqualTo(120 * MB);
    }

    @Test
    void all_looks_together_take_a_quarter_of_the_budget() {
        var program = new TwoMemories(10 * MB, 100 * MILLISECOND);
        for (program.outside = MB; program.outside <= 1000 * MB; program.outside += MB) {
            program.step();
        }
        assertThat(program.looks * program.costNanos).isPositive().isLessThanOrEqualTo((long)
                ((RULE.creditNanos() + RULE.gcBudget() * program.now) / 4));
        assertThat(program.tracker.combined().wantedFinally(program.outside)).isTrue();
    }
}
