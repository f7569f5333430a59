package dev.filprofile.flamegraph.diff;

import dev.filprofile.flamegraph.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a comparison must not exceed. Only an increase that is certain breaks a limit, and only if it exceeds all limits of its
 * kind: a percentage alone misfires on small numbers.
 *
 * @param increase of the peak, as a share of the base's peak
 * @param increaseBytes of the peak
 * @param siteIncreaseBytes of a single site
 * @param peakBytes the new peak itself, whatever the base's is
 */
public record Limits(
        OptionalDouble increase, OptionalLong increaseBytes, OptionalLong siteIncreaseBytes, OptionalLong peakBytes) {

    /** Nothing is too much. */
    public static final Limits NONE =
            new Limits(OptionalDouble.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    /** Which limits were broken, and by what, one sentence each without a full stop; empty where none was. */
    public List<String> broken(ProfileDiff diff) {
        List<String> broken = new ArrayList<>();
        peakIncrease(diff.peak(), broken);
        siteIncreases(diff, broken);
        long limit = peakBytes.orElse(Long.MAX_VALUE);
        if (diff.peak().after() > limit) {
            broken.add("the peak is " + Units.preciseBytes(diff.peak().after()) + ", above the limit of "
                    + Units.preciseBytes(limit));
        }
        return broken;
    }

    private void peakIncrease(Change peak, List<String> broken) {
        boolean limited = increase.isPresent() || increaseBytes.isPresent();
        if (limited
                && peak.status() == Change.Status.MORE
                && peak.relative() > increase.orElse(0)
                && peak.delta() > increaseBytes.orElse(0)) {
            List<String> limits = new ArrayList<>();
            increase.ifPresent(share -> limits.add(Units.percent(share)));
            increaseBytes.ifPresent(bytes -> limits.add(Units.preciseBytes(bytes)));
            broken.add("the peak rose by " + Units.preciseBytes(peak.delta()) + ", more than the limit of "
                    + String.join(" and ", limits));
        }
    }

    private void siteIncreases(ProfileDiff diff, List<String> broken) {
        long limit = siteIncreaseBytes.orElse(Long.MAX_VALUE);
        for (SiteChange site : diff.increases()) {
            if (site.bytes().status() == Change.Status.MORE && site.bytes().delta() > limit) {
                broken.add(site.shown().site().place() + " rose by "
                        + Units.preciseBytes(site.bytes().delta()) + ", more than the limit of "
                        + Units.preciseBytes(limit));
            }
        }
    }
}
