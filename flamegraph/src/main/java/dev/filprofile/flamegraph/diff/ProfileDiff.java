package dev.filprofile.flamegraph.diff;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The difference between two peaks.
 *
 * <p>Nothing is dropped: on either side the sites' bytes and the rest add up to the peak.
 *
 * @param base what is compared with
 * @param next what is new
 * @param noise what was taken for noise
 * @param peak the peaks
 * @param rest what no call path holds: made by the JVM or before start; below 0 where sampling error makes the sites exceed
 *     the peak
 * @param sites all sites of either side, the largest difference first
 */
public record ProfileDiff(Side base, Side next, Noise noise, Change peak, Change rest, List<SiteChange> sites) {

    public ProfileDiff {
        sites = List.copyOf(sites);
    }

    /** Compares two sides, whether that makes sense or not: see {@link Comparability}. */
    public static ProfileDiff between(Side base, Side next, Noise noise) {
        List<SiteChange> sites = new ArrayList<>();
        for (Pair pair : SiteMatcher.match(base.sites(), next.sites())) {
            sites.add(change(base, next, noise, pair));
        }
        sites.sort(Comparator.comparingDouble(
                        (SiteChange site) -> Math.abs(site.bytes().delta()))
                .reversed()
                .thenComparing(site -> site.shown().method())
                .thenComparingInt(site -> site.shown().line()));
        Change peak = noise.judgePeaks(
                base,
                next,
                new Noise.Values(
                        base.peakBytes(),
                        next.peakBytes(),
                        base.peaks(),
                        next.peaks(),
                        base.peakVariance() + next.peakVariance()));
        Change rest = noise.judgePart(
                base,
                next,
                new Noise.Values(
                        base.restBytes(),
                        next.restBytes(),
                        base.restSpread(),
                        next.restSpread(),
                        base.attributedVariance() + next.attributedVariance()));
        return new ProfileDiff(base, next, noise, peak, rest, sites);
    }

    private static SiteChange change(Side base, Side next, Noise noise, Pair pair) {
        Noise.Values values = new Noise.Values(
                bytes(pair.before()),
                bytes(pair.after()),
                spread(base, pair.before(), pair.after()),
                spread(next, pair.after(), pair.before()),
                variance(pair.before()) + variance(pair.after()));
        return new SiteChange(pair.before(), pair.after(), pair.match(), noise.judgePart(base, next, values));
    }

    private static Spread spread(Side side, @Nullable RunSite site, @Nullable RunSite otherwise) {
        if (site != null) {
            return side.spread(site);
        }
        if (otherwise == null) {
            throw new IllegalArgumentException("a pair of no sites");
        }
        return side.spreadOfMissing(otherwise);
    }

    private static double bytes(@Nullable RunSite site) {
        return site == null ? 0 : site.bytes();
    }

    private static double variance(@Nullable RunSite site) {
        return site == null ? 0 : site.variance();
    }

    /** Differences that are more than noise, clear or not, the largest increase first. */
    public List<SiteChange> increases() {
        return beyondNoise().filter(site -> site.bytes().delta() > 0).toList();
    }

    /** Differences that are more than noise, clear or not, the largest decrease first. */
    public List<SiteChange> decreases() {
        return beyondNoise().filter(site -> site.bytes().delta() < 0).toList();
    }

    private Stream<SiteChange> beyondNoise() {
        return sites.stream().filter(site -> site.bytes().status() != Change.Status.SAME);
    }

    /** Differences up to this are none: the floor, without any site's sampling error. */
    public double floorBytes() {
        return noise.floor(base, next);
    }
}
