package dev.filprofile.agent.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SamplingIntervalTest {
    private static final long MB = 1 << 20;
    private static final double SECOND = 1e9;

    @Test
    void a_small_program_keeps_the_finest_interval() {
        var program = new Program(SamplingInterval.adaptive(0));
        program.run(1, 10 * MB, 5 * MB);
        assertThat(program.interval.bytes()).isEqualTo(SamplingInterval.START_BYTES);
        assertThat(program.total).isBetween(1_200.0, 1_300.0);
    }

    @Test
    void a_burst_at_the_start_meets_the_rate_within_the_stated_number_of_samples() {
        var program = new Program(SamplingInterval.adaptive(0));
        program.run(1, 1_500 * MB, 0);
        int doublings = Long.numberOfTrailingZeros(program.interval.bytes() / SamplingInterval.START_BYTES);
        assertThat(program.total).isLessThan(2_000 * 1.0 + (2 + doublings) * 1_000 + 100);
        double before = program.total;
        program.run(10, 1_500 * MB, 0);
        assertThat((program.total - before) / 10).isBetween(500.0, 2_000.0 + 100);
    }

    @Test
    void the_bound_on_the_number_of_samples_holds_for_any_rate() {
        for (long rate = MB; rate < 100_000 * MB; rate = rate * 3 / 2) {
            var program = new Program(SamplingInterval.adaptive(0));
            program.run(3, rate, 0);
            assertThat(program.total)
                    .as("samples in 3 s at %d bytes/s", rate)
                    .isLessThan(2_000 * 3.0 + (2 + program.raised) * 1_000 + program.mostBetweenCalls);
        }
    }

    @Test
    void the_interval_comes_down_after_a_burst_and_does_not_swing() {
        var program = new Program(SamplingInterval.adaptive(0));
        program.run(2, 1_500 * MB, 0);
        program.run(60, 30 * MB, 20 * MB);
        long settled = program.interval.bytes();
        // 30 MB/s: below a quarter of 2,000 samples a second from 64 KiB on, so lowered once more, to 32 KiB = 960 a
        // second
        assertThat(settled).isEqualTo(32 << 10);
        int changes = program.changes;
        program.run(60, 30 * MB, 20 * MB);
        assertThat(program.changes).isEqualTo(changes);
    }

    @Test
    void an_idle_program_comes_back_to_the_finest_interval_and_no_further() {
        var program = new Program(SamplingInterval.adaptive(0));
        program.run(2, 1_500 * MB, 0);
        program.run(60, 0, 0);
        assertThat(program.interval.bytes()).isEqualTo(SamplingInterval.START_BYTES);
    }

    @Test
    void a_heap_that_grows_slowly_doubles_the_interval_with_its_live_samples() {
        var program = new Program(SamplingInterval.adaptive(0));
        // 10 MB/s, all alive, to 4 GB: the rate alone would never raise the interval
        program.grow(400, 10 * MB);
        assertThat(program.interval.bytes()).isGreaterThan(SamplingInterval.START_BYTES);
        assertThat(program.live).isBetween(20_000.0, 100_000.0);
    }

    @Test
    void too_many_live_samples_are_thinned_until_they_fit() {
        var interval = SamplingInterval.adaptive(0);
        assertThat(interval.wantsThinning(SamplingInterval.LIVE_CAP)).isFalse();
        assertThat(interval.wantsThinning(SamplingInterval.LIVE_CAP + 1)).isTrue();
        long before = interval.bytes();
        assertThat(interval.thin(1, 300_000)).isEqualTo(2 * before).isEqualTo(interval.bytes());
    }

    @Test
    void a_fixed_interval_changes_for_nothing_but_a_full_table() {
        var program = new Program(SamplingInterval.fixed(1 << 20));
        program.run(10, 100_000 * MB, 0);
        program.run(10, 0, 0);
        assertThat(program.interval.bytes()).isEqualTo(1 << 20);
        assertThat(program.changes).isZero();
        assertThat(program.interval.thin(1, 1)).isEqualTo(2 << 20);
    }

    @Test
    void recording_everything_stays_so_while_there_is_room() {
        var interval = SamplingInterval.exact(10_000_000);
        assertThat(interval.update(1, 10_000_000, 10_000_000)).isFalse();
        assertThat(interval.bytes()).isZero();
        assertThat(interval.wantsThinning(10_000_000)).isFalse();
    }

    @Test
    void recording_everything_gives_way_to_sampling_when_the_table_leaves_no_room() {
        var interval = SamplingInterval.exact(1000);
        assertThat(interval.wantsThinning(1001)).isTrue();
        assertThat(interval.thin(0, 1001)).isEqualTo(SamplingInterval.START_BYTES);
        // from now on as if adaptive from the start: 3,000 samples at once are more than the bucket holds
        assertThat(interval.update(1, 4001, 500)).isTrue();
        assertThat(interval.bytes()).isEqualTo(2 * SamplingInterval.START_BYTES);
    }

    @Test
    void the_interval_has_a_ceiling() {
        var interval = SamplingInterval.adaptive(0);
        for (int i = 1; i < 100; i++) {
            interval.update(i, 10_000L * i, 0);
        }
        assertThat(interval.bytes()).isEqualTo(SamplingInterval.MAX_BYTES);
        assertThat(interval.update(101, 2_000_000, 0)).isFalse();
        assertThat(interval.wantsThinning(300_000)).isFalse();
    }

    @Test
    void samples_of_deep_stacks_count_as_several() {
        assertThat(SamplingInterval.charge(20)).isEqualTo(1);
        assertThat(SamplingInterval.charge(100)).isEqualTo(1);
        // 900 frames beyond the first 100: four times 200
        assertThat(SamplingInterval.charge(1000)).isEqualTo(5);
        // 500 at once fill the bucket of 2,000 if they are that deep, and a quarter of it otherwise
        assertThat(SamplingInterval.adaptive(0).update(1, 500 * SamplingInterval.charge(1000), 0))
                .isTrue();
        assertThat(SamplingInterval.adaptive(0).update(1, 500 * SamplingInterval.charge(20), 0))
                .isFalse();
    }

    @Test
    void an_interval_that_countdowns_cannot_reach_is_refused() {
        assertThatThrownBy(() -> SamplingInterval.fixed(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SamplingInterval.fixed(SamplingInterval.MAX_BYTES + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** A program that allocates evenly, looked at every millisecond and at least every 64 samples. */
    private static final class Program {
        private final SamplingInterval interval;
        private double now;
        private double total;
        private double live;
        private double mostBetweenCalls;
        private int changes;
        private int raised;

        Program(SamplingInterval interval) {
            this.interval = interval;
        }

        void run(double seconds, long bytesPerSecond, long liveBytes) {
            step(seconds, bytesPerSecond, liveBytes, false);
        }

        void grow(double seconds, long bytesPerSecond) {
            step(seconds, bytesPerSecond, 0, true);
        }

        private void step(double seconds, long bytesPerSecond, long liveBytes, boolean allLive) {
            double end = now + seconds * SECOND;
            while (now < end) {
                double samplesPerNano = bytesPerSecond / SECOND / interval.bytes();
                double nanos = Math.min(1e6, 64 / Math.max(samplesPerNano, 1e-12));
                now += nanos;
                total += nanos * samplesPerNano;
                live = allLive ? live + nanos * samplesPerNano : (double) liveBytes / interval.bytes();
                mostBetweenCalls = Math.max(mostBetweenCalls, nanos * samplesPerNano);
                long before = interval.bytes();
                if (interval.update((long) now, (long) total, (long) live)) {
                    changes++;
                    raised += interval.bytes() > before ? 1 : 0;
                }
            }
        }
    }
}
