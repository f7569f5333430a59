package dev.filprofile.agent.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DrawnIntervalsTest {
    private static final long START = SamplingInterval.START_BYTES;

    @Test
    void a_sample_belongs_to_the_draw_before_the_last() {
        var drawn = new DrawnIntervals(START);
        drawn.drawn(7, START);
        drawn.drawn(7, 4 * START);
        assertThat(drawn.ofSample(7, 16 * START)).isEqualTo(START);
        drawn.drawn(7, 16 * START);
        assertThat(drawn.ofSample(7, 16 * START)).isEqualTo(4 * START);
    }

    @Test
    void a_threads_first_draw_is_that_of_its_first_sample() {
        var drawn = new DrawnIntervals(START);
        drawn.drawn(7, 2 * START);
        assertThat(drawn.ofSample(7, 8 * START)).isEqualTo(2 * START);
    }

    @Test
    void an_unknown_thread_and_one_whose_slot_was_taken_have_the_present_interval() {
        var drawn = new DrawnIntervals(START);
        assertThat(drawn.ofSample(7, 8 * START)).isEqualTo(8 * START);
        drawn.drawn(7, START);
        drawn.drawn(7 + DrawnIntervals.SLOTS, 2 * START);
        assertThat(drawn.ofSample(7, 8 * START)).isEqualTo(8 * START);
        assertThat(drawn.ofSample(7 + DrawnIntervals.SLOTS, 8 * START)).isEqualTo(2 * START);
    }

    @Test
    void every_interval_that_can_be_in_force_is_remembered_as_it_is() {
        for (long first : new long[] {1, 3, 1000, START, 1 << 20, 300L << 20, SamplingInterval.MAX_BYTES}) {
            var drawn = new DrawnIntervals(first);
            var interval = SamplingInterval.fixed(first);
            long thread = 1;
            do {
                drawn.drawn(++thread, interval.bytes());
                assertThat(drawn.ofSample(thread, SamplingInterval.MAX_BYTES)).isEqualTo(interval.bytes());
            } while (interval.bytes() < SamplingInterval.MAX_BYTES && interval.thin(0, 0) > 0);
        }
    }

    @Test
    void recording_everything_needs_no_memory() {
        var drawn = new DrawnIntervals(START);
        drawn.drawn(7, 0);
        assertThat(drawn.ofSample(7, 0)).isZero();
    }

    @Test
    void threads_that_slept_through_a_change_are_estimated_without_bias() {
        // 4,000 pools of one thread: some allocations at 8 KiB, then T = 1 MiB, then 48 KB in 2,000 objects of 24
        // bytes.
        long coarse = 1 << 20;
        int threads = 4_000;
        int objects = 2_000;
        var draws = new CountdownSource(5);
        var drawn = new DrawnIntervals(START);
        double right = 0;
        double naive = 0;
        for (long thread = 1; thread <= threads; thread++) {
            drawn.drawn(thread, START);
            int countdown = draws.nextUnits(START);
            for (int i = 0; i < objects; i++) {
                countdown -= 3;
                if (countdown <= 0) {
                    drawn.drawn(thread, coarse);
                    countdown = draws.nextUnits(coarse);
                    right += Estimator.bytes(24, Estimator.probability(3, drawn.ofSample(thread, coarse)));
                    naive += Estimator.bytes(24, Estimator.probability(3, coarse));
                }
            }
        }
        double truth = (double) threads * objects * 24;
        // A thread's estimate is at most one weight of START and then, over less than its 48 KB, few of 1 MiB: variance
        // at
        // most START² + (48 KB)·(1 MiB); five deviations of the sum over all threads.
        double bound = 5 * Math.sqrt(threads * ((double) START * START + objects * 24.0 * coarse));
        assertThat(right).isCloseTo(truth, within(bound));
        assertThat(naive).as("what this class is for").isGreaterThan(truth + 10 * bound);
    }
}
