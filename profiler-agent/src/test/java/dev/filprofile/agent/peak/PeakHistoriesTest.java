package dev.filprofile.agent.peak;

import static dev.filprofile.agent.peak.ProfiledProgram.KB;
import static dev.filprofile.agent.peak.ProfiledProgram.MB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.agent.peak.ProfiledProgram.Setup;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What must hold for every program, over generated ones. A failure names the seed. */
class PeakHistoriesTest {
    private static final int HISTORIES = 3_000;

    @Test
    void the_truth_is_always_between_the_peak_and_the_upper_bound() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            var random = new SplittableRandom(seed);
            var program = new ProfiledProgram(anyRule(random), anySetup(random));
            run(seed, program, random);
        }
    }

    @Test
    void the_width_is_the_tolerance_and_one_look_where_the_budget_allows() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            var random = new SplittableRandom(seed);
            double tolerance = 0.02 + random.nextDouble(0.4);
            long floor = random.nextLong(2 * MB);
            var rule = PeakRule.standard()
                    .withTolerance(tolerance)
                    .withFloorBytes(floor)
                    .withBudget(1e6, Long.MAX_VALUE / 4);
            var setup = anySetup(random).withLookEveryBytes(64 * KB);
            var program = new ProfiledProgram(rule, setup);
            run(seed, program, random);
            // A look that confirms nothing finds less than the threshold. The object that crosses it may be of any
            // size,
            // and the rest up to the threshold may be garbage, so that P does not rise with it.
            double threshold =
                    program.tracker.peakBytes() + Math.max(tolerance * program.tracker.peakBytes(), (double) floor);
            double overshoot = 64 * KB + program.largestObjectBytes();
            assertThat((double) program.tracker.upperBoundBytes())
                    .as("upper bound of history %d", seed)
                    .isLessThanOrEqualTo(threshold + overshoot);
        }
    }

    private static void run(long seed, ProfiledProgram program, SplittableRandom random) {
        try {
            int phases = 1 + random.nextInt(5);
            List<SimulatedHeap.Allocated> alive = new ArrayList<>();
            for (int phase = 0; phase < phases; phase++) {
                phase(program, random, alive);
            }
            if (random.nextInt(4) == 0) {
                program.vanish();
            } else {
                program.exit();
            }
        } catch (AssertionError error) {
            throw new AssertionError("history " + seed + ": " + error.getMessage(), error);
        }
    }

    private static void phase(ProfiledProgram program, SplittableRandom random, List<SimulatedHeap.Allocated> alive) {
        double deaths = random.nextDouble(1.6);
        long largest = 1L << random.nextInt(12, 24);
        int steps = random.nextInt(120);
        for (int step = 0; step < steps; step++) {
            alive.add(program.allocate("path " + random.nextInt(5), 1 + random.nextLong(largest)));
            for (double die = deaths; random.nextDouble() < die && !alive.isEmpty(); die--) {
                program.die(alive.remove(random.nextInt(alive.size())));
            }
            switch (random.nextInt(200)) {
                case 0 -> program.collectYoung();
                case 1 -> program.collectFullByItself();
                case 2 -> program.idle(random.nextLong(1_000_000_000L));
                case 3 -> {
                    alive.forEach(program::die);
                    alive.clear();
                }
                case 4 -> program.look();
                default -> {}
            }
        }
    }

    private static PeakRule anyRule(SplittableRandom random) {
        return new PeakRule(
                0.01 + random.nextDouble(),
                random.nextLong(4 * MB),
                random.nextBoolean() ? 0 : random.nextDouble(0.5),
                random.nextLong(100_000_000L),
                random.nextInt(4) == 0 ? random.nextLong(50 * MB) : 0,
                true);
    }

    private static Setup anySetup(SplittableRandom random) {
        return new Setup(
                (1 + random.nextInt(16)) * MB,
                (64 + random.nextInt(1_000)) * MB,
                1 + random.nextLong(1 * MB),
                random.nextDouble(3),
                random.nextDouble(3));
    }
}
