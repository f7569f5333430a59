package dev.filprofile.agent.peak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Programs whose heap is high again below the peak, while young collections leave what each sentence says. */
class LaterLooksTest {

    private static final long MB = 1 << 20;
    private static final long MILLISECOND = 1_000_000;
    private static final long COST = 5 * MILLISECOND;
    private static final PeakRule RULE = PeakRule.standard();

    private final PeakTracker tracker = new PeakTracker(RULE, 4 * MB, COST, 0);
    private long now;
    private int looks;
    private long found;

    /** A young collection leaves so much, of which so much is alive; a millisecond later somebody looks. */
    private void left(long leftBytes, long liveBytes, boolean worthKeeping) {
        now += MILLISECOND;
        tracker.youngCollection(leftBytes, leftBytes);
        if (tracker.later().wanted(now)) {
            looks++;
            found = liveBytes;
            full(liveBytes, worthKeeping);
        }
    }

    private void full(long liveBytes, boolean worthKeeping) {
        now += COST;
        tracker.fullCollection(liveBytes, liveBytes, COST, now, true);
        tracker.later().told(worthKeeping, COST, now);
    }

    @Test
    void a_lower_peak_after_the_highest_is_found_to_the_tolerance() {
        full(60 * MB, true);
        full(4 * MB, false);
        for (long bytes = 5 * MB; bytes <= 50 * MB; bytes += MB) {
            left(bytes, bytes, true);
        }

        assertThat((double) found).isGreaterThan(50 * MB / (1 + RULE.tolerance()) - MB);
        // from 30 to 50 MB in steps of 10 %, and one at the beginning: ln(50/30)/ln(1.1) + 1
        assertThat(looks).isBetween(4, 7);
    }

    @Test
    void a_heap_that_has_not_fallen_is_left_alone() {
        full(60 * MB, true);
        full(50 * MB, false);
        for (int i = 0; i < 1000; i++) {
            left(58 * MB, 50 * MB, false);
        }

        assertThat(looks).isZero();
    }

    @Test
    void what_is_below_half_of_the_peak_is_left_alone() {
        full(60 * MB, true);
        full(4 * MB, false);
        left(29 * MB, 29 * MB, true);

        assertThat(looks).isZero();
    }

    @Test
    void what_is_above_the_peak_is_the_ladder_s() {
        full(60 * MB, true);
        full(4 * MB, false);
        left(61 * MB, 61 * MB, true);

        assertThat(looks).isZero();
    }

    @Test
    void a_program_that_does_the_same_again_and_again_is_left_alone_after_a_while() {
        full(60 * MB, true);
        full(4 * MB, false);
        for (int i = 0; i < 1000; i++) {
            left(40 * MB, 4 * MB, false);
        }

        // 50, 100, 200, 400 ms between the looks, in one second
        assertThat(looks).isBetween(4, 6);
    }

    @Test
    void no_more_than_a_tenth_of_the_budget_is_spent() {
        full(60 * MB, true);
        for (int i = 0; i < 1000; i++) {
            full(4 * MB, false);
            left(40 * MB, 40 * MB, true);
        }

        assertThat((double) looks * COST).isLessThanOrEqualTo(0.1 * (RULE.creditNanos() + RULE.gcBudget() * now));
        assertThat(looks).isGreaterThan(20);
    }
}
