package dev.filprofile.agent.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CountdownSourceTest {
    private static final int DRAWS = 1_000_000;

    @Test
    void draws_have_the_mean_of_a_rounded_up_exponential() {
        for (long interval : new long[] {1, 8, 64, 4096, 512 << 10, 64 << 20}) {
            var source = new CountdownSource(interval);
            double sum = 0;
            for (int i = 0; i < DRAWS; i++) {
                sum += source.nextUnits(interval);
            }
            // geometric with p = 1 − exp(−8/T): mean 1/p, variance (1−p)/p²; five deviations of the mean of n draws
            double p = -Math.expm1(-8.0 / interval);
            double bound = 5 * Math.sqrt((1 - p) / (p * p) / DRAWS);
            assertThat(sum / DRAWS).as("mean at interval %d", interval).isCloseTo(1 / p, within(bound));
        }
    }

    @Test
    void an_allocation_reaches_a_draw_with_the_probability_that_the_estimator_assumes() {
        long interval = 256;
        var source = new CountdownSource(7);
        int[] units = {1, 3, 10, 32, 100};
        int[] reached = new int[units.length];
        for (int i = 0; i < DRAWS; i++) {
            int draw = source.nextUnits(interval);
            for (int k = 0; k < units.length; k++) {
                reached[k] += draw <= units[k] ? 1 : 0;
            }
        }
        for (int k = 0; k < units.length; k++) {
            // binomial: five times √(p(1−p)/n)
            double p = Estimator.probability(units[k], interval);
            assertThat((double) reached[k] / DRAWS)
                    .as("%d units", units[k])
                    .isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / DRAWS)));
        }
    }

    @Test
    void draws_stay_in_their_range_at_every_interval() {
        for (long interval = 1; interval <= SamplingInterval.MAX_BYTES; interval *= 2) {
            var source = new CountdownSource(interval);
            for (int i = 0; i < 10_000; i++) {
                assertThat(source.nextUnits(interval)).isBetween(1, CountdownSource.MAX_UNITS);
            }
        }
    }

    @Test
    void everything_is_recorded_when_the_interval_is_zero() {
        var source = new CountdownSource(1);
        for (int i = 0; i < 100; i++) {
            assertThat(source.nextUnits(0)).isZero();
        }
    }

    @Test
    void uniform_draws_are_even() {
        var source = new CountdownSource(3);
        int[] cells = new int[16];
        for (int i = 0; i < DRAWS; i++) {
            cells[(int) (source.nextUniform() * cells.length)]++;
        }
        // binomial with p = 1/16: standard deviation √(n·p·(1−p)) = 242
        for (int cell : cells) {
            assertThat(cell).isCloseTo(DRAWS / 16, within(5 * 242));
        }
    }

    @Test
    void threads_share_a_source_without_repeating_its_draws() throws InterruptedException {
        var shared = new CountdownSource(11);
        double[][] drawn = new double[2][100_000];
        Thread[] threads = new Thread[drawn.length];
        for (int t = 0; t < threads.length; t++) {
            double[] mine = drawn[t];
            threads[t] = new Thread(() -> {
                for (int i = 0; i < mine.length; i++) {
                    mine[i] = shared.nextUniform();
                }
            });
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        // together they have drawn exactly what one thread would have
        var alone = new CountdownSource(11);
        double[] expected = new double[200_000];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = alone.nextUniform();
        }
        double[] both = new double[200_000];
        System.arraycopy(drawn[0], 0, both, 0, 100_000);
        System.arraycopy(drawn[1], 0, both, 100_000, 100_000);
        java.util.Arrays.sort(both);
        java.util.Arrays.sort(expected);
        assertThat(both).isEqualTo(expected);
    }
}
