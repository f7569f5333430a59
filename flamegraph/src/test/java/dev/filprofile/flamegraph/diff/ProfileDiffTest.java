package dev.filprofile.flamegraph.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.filprofile.flamegraph.ProfileBuilder;
import dev.filprofile.flamegraph.diff.Change.Status;
import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.Profile;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileDiffTest {

    private static final int RANDOM_PAIRS = 100;
    private static final int MB = 1_000_000;

    @Test
    void nothingIsDroppedAndBothPeaksAddUp() {
        forRandomPairs((base, next) -> {
            ProfileDiff diff = between(base, next);
            double before = diff.rest().before();
            double after = diff.rest().after();
            for (SiteChange site : diff.sites()) {
                before += site.bytes().before();
                after += site.bytes().after();
            }
            assertThat(before).isCloseTo(base.certificate().peakBytes(), within(1e-3));
            assertThat(after).isCloseTo(next.certificate().peakBytes(), within(1e-3));
            assertThat(present(diff, SiteChange::before))
                    .containsExactlyInAnyOrderElementsOf(diff.base().sites());
            assertThat(present(diff, SiteChange::after))
                    .containsExactlyInAnyOrderElementsOf(diff.next().sites());
        });
    }

    @Test
    void aProfileDoesNotDifferFromItself() {
        forRandomPairs((profile, ignored) -> {
            ProfileDiff diff = between(profile, profile);
            assertThat(diff.peak().status()).isEqualTo(Status.SAME);
            assertThat(diff.rest().status()).isEqualTo(Status.SAME);
            assertThat(diff.sites()).allSatisfy(site -> {
                assertThat(site.match()).isEqualTo(SiteChange.Match.SAME_LINE);
                assertThat(site.before()).isEqualTo(site.after());
                assertThat(site.bytes().status()).isEqualTo(Status.SAME);
            });
        });
    }

    @Test
    void swappedSidesGiveTheMirrorImage() {
        forRandomPairs((base, next) -> {
            ProfileDiff diff = between(base, next);
            ProfileDiff mirrored = between(next, base);
            assertThat(mirrored.peak().status()).isEqualTo(mirror(diff.peak().status()));
            assertThat(pairs(mirrored, SiteChange::after, SiteChange::before))
                    .isEqualTo(pairs(diff, SiteChange::before, SiteChange::after));
            assertThat(statuses(mirrored, ProfileDiffTest::mirror)).isEqualTo(statuses(diff, status -> status));
        });
    }

    private static Set<String> pairs(
            ProfileDiff diff,
            Function<SiteChange, @Nullable RunSite> first,
            Function<SiteChange, @Nullable RunSite> second) {
        return diff.sites().stream()
                .map(site -> key(first.apply(site)) + " " + site.match() + " " + key(second.apply(site)))
                .collect(Collectors.toSet());
    }

    private static String key(@Nullable RunSite site) {
        return site == null ? "none" : site.key().toString();
    }

    /** Sorted, since sites of the same difference may stand in another order. */
    private static List<String> statuses(ProfileDiff diff, Function<Status, Status> seen) {
        return diff.sites().stream()
                .map(site -> Math.abs(site.bytes().delta()) + " "
                        + seen.apply(site.bytes().status()))
                .sorted()
                .toList();
    }

    private static Status mirror(Status status) {
        return switch (status) {
            case MORE -> Status.LESS;
            case LESS -> Status.MORE;
            case SAME, UNCLEAR -> status;
        };
    }

    private static List<RunSite> present(ProfileDiff diff, Function<SiteChange, @Nullable RunSite> side) {
        return diff.sites().stream()
                .flatMap(site -> Stream.ofNullable(side.apply(site)))
                .toList();
    }

    private interface PairTest {
        void on(Profile base, Profile next);
    }

    private static void forRandomPairs(PairTest test) {
        for (int seed = 0; seed < RANDOM_PAIRS; seed++) {
            Random random = new Random(seed);
            try {
                test.on(Profiles.random(random), Profiles.random(random));
            } catch (AssertionError failure) {
                throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
            }
        }
    }

    /** In MB: the base's peak and bound, the new side's, and what to make of it. The floor is 1 %. */
    @ParameterizedTest
    @CsvSource({
        "100, 110, 100.9, 110, SAME", // below the floor
        "100, 110, 109,   118, UNCLEAR", // the base may have reached 110
        "100, 110, 111,   120, MORE",
        "109, 118, 100,   110, UNCLEAR", // the new one may have reached 110
        "111, 120, 100,   110, LESS",
        "100, 100, 101.2, 300, MORE", // the new side's width is no doubt about an increase
        "0,   0,   1,     1,   MORE",
        "1,   1,   0,     0,   LESS",
        "0,   0,   0,     0,   SAME"
    })
    void aPeakIsMoreIfItExceedsAllThatTheBaseMayHaveReached(
            double base, double bound, double next, double nextBound, Status expected) {
        ProfileDiff diff = between(
                Profiles.holding(base * MB, (long) (bound * MB)), Profiles.holding(next * MB, (long) (nextBound * MB)));

        assertThat(diff.peak().status()).isEqualTo(expected);
        assertThat(diff.sites().stream().map(site -> site.bytes().status()).distinct())
                .isEqualTo(base + next == 0 ? List.of() : List.of(expected));
    }

    @Test
    void samplingErrorIsNoise() {
        // Errors of 2 MB on each side make one of 2.83 MB, three of which are 8.49 MB.
        Profile base = Profiles.holding(100 * MB, 100 * MB, Certificate.Kind.SAMPLED, 2 * MB);
        assertThat(between(base, Profiles.holding(108 * MB, 108 * MB, Certificate.Kind.SAMPLED, 2 * MB))
                        .peak()
                        .status())
                .isEqualTo(Status.SAME);
        assertThat(between(base, Profiles.holding(109 * MB, 109 * MB, Certificate.Kind.SAMPLED, 2 * MB))
                        .peak()
                        .status())
                .isEqualTo(Status.MORE);
        // A peak that a collection confirmed has no sampling error, but its sites have.
        ProfileDiff confirmed = between(
                Profiles.holding(100 * MB, 100 * MB, Certificate.Kind.CONFIRMED, 2 * MB),
                Profiles.holding(108 * MB, 108 * MB, Certificate.Kind.CONFIRMED, 2 * MB));
        assertThat(confirmed.peak().status()).isEqualTo(Status.MORE);
        assertThat(confirmed.sites().get(0).bytes().status()).isEqualTo(Status.SAME);
    }

    @Test
    void aProvisionalPictureIsInDoubtInBothDirections() {
        Profile provisional = Profiles.holding(100 * MB, 150 * MB, Certificate.Kind.PROVISIONAL, 0);
        ProfileDiff diff = between(provisional, Profiles.holding(60 * MB, 61 * MB));

        assertThat(diff.peak().status()).isEqualTo(Status.LESS);
        assertThat(diff.sites().get(0).bytes().status()).isEqualTo(Status.UNCLEAR);
    }

    @Test
    void overlappingRunsAreUnclear() {
        Side base = side(100, 103, 112);
        assertThat(ProfileDiff.between(base, side(110, 111, 115), Noise.DEFAULT)
                        .peak()
                        .status())
                .isEqualTo(Status.UNCLEAR);
        ProfileDiff diff = ProfileDiff.between(base, side(113, 114, 115), Noise.DEFAULT);
        assertThat(diff.peak().status()).isEqualTo(Status.MORE);
        assertThat(diff.peak().before()).isEqualTo(103 * MB);
        assertThat(diff.peak().beforeSpread()).isEqualTo(new Spread(100 * MB, 112 * MB));
        assertThat(diff.sites().get(0).bytes().beforeSpread()).isEqualTo(new Spread(100 * MB, 112 * MB));
    }

    @Test
    void moreRunsOfTheBaseNarrowItsBound() {
        Profile wide = Profiles.holding(100 * MB, 150 * MB);
        Side next = Side.of("new", List.of(Profiles.holding(120 * MB, 150 * MB)));
        assertThat(ProfileDiff.between(Side.of("base", List.of(wide)), next, Noise.DEFAULT)
                        .peak()
                        .status())
                .isEqualTo(Status.UNCLEAR);
        Side twice = Side.of("base", List.of(wide, Profiles.holding(101 * MB, 104 * MB)));
        assertThat(ProfileDiff.between(twice, next, Noise.DEFAULT).peak().status())
                .isEqualTo(Status.MORE);
    }

    @Test
    void ofAnEvenNumberOfRunsTheLowerOneInTheMiddleStandsForItsSide() {
        assertThat(side(120, 100, 110, 105).peakBytes()).isEqualTo(105 * MB);
    }

    private static Side side(int... peaks) {
        return Side.of(
                "side",
                Arrays.stream(peaks)
                        .mapToObj(peak -> Profiles.holding((double) peak * MB, (long) peak * MB))
                        .toList());
    }

    @Test
    void aSiteOfOneSideIsNewOrGoneIfItIsMoreThanNoise() {
        Profile small = new ProfileBuilder()
                .held("[B", 50 * MB, 1, "app.Main.main:3", "app.Csv.load:7")
                .held("[B", 1000, 1, "app.Main.main:3", "app.Csv.header:70")
                .certificate(50 * MB + 1000, 50 * MB + 1000)
                .build();
        Profile large = new ProfileBuilder()
                .held("[B", 50 * MB, 1, "app.Main.main:3", "app.Csv.load:7")
                .held("app.Row", 9 * MB, 1, "app.Main.main:3", "app.Rows.keep:9")
                .certificate(59 * MB, 59 * MB)
                .build();

        assertThat(names(between(small, large).sites(), SiteChange::isNew)).containsExactly("Rows.keep");
        assertThat(names(between(large, small).sites(), SiteChange::isGone)).containsExactly("Rows.keep");
        // 1,000 bytes are neither new nor gone
        assertThat(names(between(large, small).sites(), SiteChange::isNew)).isEmpty();
    }

    private static List<String> names(List<SiteChange> sites, Predicate<SiteChange> of) {
        return sites.stream()
                .filter(of)
                .map(site -> site.shown().site().shortName())
                .toList();
    }

    @Test
    void aNewLineInThePlaceOfAnOldOneIsNew() {
        Profile before = new ProfileBuilder()
                .held("[B", 9 * MB, 1, "app.Csv.load:7")
                .source("app/Csv.java", 7, "rows = read();")
                .certificate(9 * MB, 9 * MB)
                .build();
        Profile after = new ProfileBuilder()
                .held("[J", 9 * MB, 1, "app.Csv.load:7")
                .held("[B", 9 * MB, 1, "app.Csv.load:8")
                .source("app/Csv.java", 7, "long[] index = new long[1_125_000];")
                .source("app/Csv.java", 8, "rows = read();")
                .certificate(18 * MB, 18 * MB)
                .build();

        List<SiteChange> sites = between(before, after).sites();

        // the base has nothing of line 7's, though it has as many bytes on a line of this number
        assertThat(sites.get(0).before()).isNull();
        assertThat(sites.get(0).shown().line()).isEqualTo(7);
        assertThat(sites.get(0).bytes().status()).isEqualTo(Status.MORE);
        assertThat(sites.get(1).bytes().status()).isEqualTo(Status.SAME);
    }

    @Test
    void aBaseWithoutTheThreadOrTaskDiffersInBytesAlone() {
        Profile base = Profiles.holding(MB, MB);

        assertThat(between(base, Profiles.inThread(base, "worker", "import")).sites())
                .allSatisfy(site -> {
                    assertThat(site.match()).isEqualTo(SiteChange.Match.SAME_LINE);
                    assertThat(site.bytes().status()).isEqualTo(Status.SAME);
                });
    }

    @Test
    void whatAnEmptyProfileLacksIsNew() {
        Profile nothing = new ProfileBuilder().certificate(0, 0).build();
        ProfileDiff diff = between(nothing, Profiles.holding(MB, MB));

        assertThat(diff.peak().relative()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(diff.sites()).allMatch(SiteChange::isNew);
        assertThat(between(nothing, nothing).sites()).isEmpty();
    }

    private static ProfileDiff between(Profile base, Profile next) {
        return ProfileDiff.between(Side.of("base", List.of(base)), Side.of("new", List.of(next)), Noise.DEFAULT);
    }
}
