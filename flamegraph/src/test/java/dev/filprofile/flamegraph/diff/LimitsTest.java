package dev.filprofile.flamegraph.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.profile.Profile;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private static final long MIB = 1 << 20;
    private static final Profile BASE = Profiles.holding(100 * MIB, 101 * MIB);
    private static final Profile LARGER = Profiles.holding(120 * MIB, 121 * MIB);

    @Test
    void anIncreaseMustExceedBothLimits() {
        assertThat(peak(OptionalDouble.of(0.1), OptionalLong.empty()).broken(diff(BASE, LARGER)))
                .containsExactly("the peak rose by 20.0 MiB, more than the limit of 10.0 %");
        assertThat(peak(OptionalDouble.of(0.1), OptionalLong.of(16 * MIB)).broken(diff(BASE, LARGER)))
                .containsExactly("the peak rose by 20.0 MiB, more than the limit of 10.0 % and 16.0 MiB");
        assertThat(peak(OptionalDouble.of(0.1), OptionalLong.of(20 * MIB)).broken(diff(BASE, LARGER)))
                .isEmpty();
        assertThat(peak(OptionalDouble.of(0.2), OptionalLong.of(MIB)).broken(diff(BASE, LARGER)))
                .isEmpty();
        assertThat(Limits.NONE.broken(diff(BASE, LARGER))).isEmpty();
    }

    @Test
    void neitherImprovementsNorDoubtBreakALimit() {
        Limits strict = peak(OptionalDouble.of(0), OptionalLong.empty());
        assertThat(strict.broken(diff(LARGER, BASE))).isEmpty();
        assertThat(strict.broken(diff(Profiles.holding(100 * MIB, 130 * MIB), LARGER)))
                .isEmpty();
        assertThat(strict.broken(diff(BASE, LARGER))).hasSize(1);
    }

    @Test
    void aSingleSiteHasALimitOfItsOwn() {
        Limits limits = new Limits(
                OptionalDouble.empty(), OptionalLong.empty(), OptionalLong.of(10 * MIB), OptionalLong.empty());
        assertThat(limits.broken(diff(BASE, LARGER)))
                .containsExactly("Csv.java:7 in Csv.load rose by 20.0 MiB, more than the limit of 10.0 MiB");
        assertThat(limits.broken(diff(BASE, Profiles.holding(109 * MIB, 109 * MIB))))
                .isEmpty();
    }

    @Test
    void thePeakItselfMayBeLimitedWhateverItWas() {
        Limits limits = new Limits(
                OptionalDouble.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(110 * MIB));
        assertThat(limits.broken(diff(LARGER, LARGER)))
                .containsExactly("the peak is 120 MiB, above the limit of 110 MiB");
        assertThat(limits.broken(diff(LARGER, BASE))).isEmpty();
    }

    private static Limits peak(OptionalDouble increase, OptionalLong increaseBytes) {
        return new Limits(increase, increaseBytes, OptionalLong.empty(), OptionalLong.empty());
    }

    private static ProfileDiff diff(Profile base, Profile next) {
        return ProfileDiff.between(Side.of("base", List.of(base)), Side.of("new", List.of(next)), Noise.DEFAULT);
    }
}
