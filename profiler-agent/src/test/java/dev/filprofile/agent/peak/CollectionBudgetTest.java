package dev.filprofile.agent.peak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CollectionBudgetTest {
    private static final long MB = 1 << 20;
    private static final long MILLI = 1_000_000;

    @Test
    void cost_is_scaled_by_live_bytes() {
        var budget = new CollectionBudget(0.2, 0, 0, 100 * MB, 50 * MILLI);
        assertThat(budget.expectedNanos(100 * MB)).isEqualTo(50 * MILLI);
        assertThat(budget.expectedNanos(300 * MB)).isCloseTo(150 * MILLI, within(1.0));
        assertThat(budget.expectedNanos(10 * MB))
                .as("never less than measured: part of it is fixed")
                .isEqualTo(50 * MILLI);
    }

    @Test
    void the_fixed_cost_of_a_tiny_heap_is_not_scaled_to_a_large_one() {
        // 5 ns per byte measured, of which nearly all is fixed; more than 1 ns per byte beyond it is not believed
        var budget = new CollectionBudget(0.2, 0, 0, 2 * MB, 10 * MILLI);
        assertThat(budget.expectedNanos(1002 * MB)).isEqualTo(10 * MILLI + 1000 * MB);
    }

    @Test
    void a_single_slow_collection_counts_for_half() {
        var budget = new CollectionBudget(0.2, 0, 0, 100 * MB, 50 * MILLI);
        budget.measured(100 * MB, 450 * MILLI);
        assertThat(budget.expectedNanos(100 * MB)).isEqualTo(250 * MILLI);
        budget.measured(100 * MB, 50 * MILLI);
        assertThat(budget.expectedNanos(100 * MB)).isEqualTo(50 * MILLI);
    }

    @Test
    void only_half_of_what_is_left_may_be_spent_at_once() {
        var budget = new CollectionBudget(0.2, 100 * MILLI, 0, 100 * MB, 50 * MILLI);
        assertThat(budget.affords(50 * MILLI, 0)).isTrue();
        assertThat(budget.affords(51 * MILLI, 0)).isFalse();
        budget.spent(100 * MB, 50 * MILLI);
        assertThat(budget.affords(50 * MILLI, 0)).isFalse();
        // the 50 ms that are missing come back at 20 % of time
        assertThat(budget.affords(50 * MILLI, 249 * MILLI)).isFalse();
        assertThat(budget.affords(50 * MILLI, 250 * MILLI)).isTrue();
    }

    @Test
    void a_collection_that_is_not_ours_costs_nothing() {
        var budget = new CollectionBudget(0, 100 * MILLI, 0, 100 * MB, 50 * MILLI);
        budget.measured(100 * MB, 40 * MILLI);
        assertThat(budget.spentNanos()).isZero();
        assertThat(budget.remainingNanos(0)).isEqualTo(100 * MILLI);
    }
}
