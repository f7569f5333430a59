package dev.filprofile.agent.peak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PeakRuleTest {
    @Test
    void the_standard_is_what_the_documentation_says() {
        assertThat(PeakRule.standard()).isEqualTo(new PeakRule(0.10, 2_097_152, 0.20, 2_000_000_000, 0, true));
    }

    @Test
    void a_smaller_share_of_time_has_a_smaller_credit_and_a_larger_one_has_none_larger() {
        var rule = PeakRule.standard();
        assertThat(rule.withBudget(0.20)).isEqualTo(rule);
        assertThat(rule.withBudget(0.05).creditNanos()).isEqualTo(500_000_000);
        assertThat(rule.withBudget(0).creditNanos()).isZero();
        assertThat(rule.withBudget(1.00).creditNanos()).isEqualTo(2_000_000_000);
    }

    @Test
    void impossible_rules_are_refused() {
        var rule = PeakRule.standard();
        for (double tolerance : new double[] {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> rule.withTolerance(tolerance)).isInstanceOf(IllegalArgumentException.class);
        }
        for (double budget : new double[] {-0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> rule.withBudget(budget, 0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> rule.withBudget(budget)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> rule.withBudget(0, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rule.withFloorBytes(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rule.withFirstThresholdBytes(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
