package dev.filprofile.agent.peak;

/**
 * How exactly the peak is to be known, and what that may cost.
 *
 * @param tolerance ε: a live size is confirmed when occupancy has passed the confirmed peak by this share; above 0
 * @param floorBytes occupancy must have passed the peak by at least this much, so that small heaps are not collected
 *     for every few kilobytes; at least 0
 * @param gcBudget share of elapsed time that forced collections may take; at least 0, 0 leaves only the credit
 * @param creditNanos time that forced collections may take at once, from the start; at least 0
 * @param firstThresholdBytes occupancy below which nothing is confirmed, 0 for none: where an earlier run of the same
 *     program told its peak, nine tenths of it spare the whole climb
 * @param exactCollector whether this collector tells exact live bytes after a full collection; if not, the live sizes
 *     that are handed to the tracker come from the samples and the peak is no lower bound but an estimate
 */
public record PeakRule(
        double tolerance,
        long floorBytes,
        double gcBudget,
        long creditNanos,
        long firstThresholdBytes,
        boolean exactCollector) {

    private static final double CREDITED_NANOS = 10e9;

    public PeakRule {
        // written so that NaN is refused too
        if (!(tolerance > 0 && tolerance < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("tolerance " + tolerance + " is not above 0");
        }
        if (!(gcBudget >= 0 && gcBudget < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("collection budget " + gcBudget + " is not a share of time");
        }
        if (floorBytes < 0 || creditNanos < 0 || firstThresholdBytes < 0) {
            throw new IllegalArgumentException("negative bytes or time: floor " + floorBytes + ", credit " + creditNanos
                    + ", first threshold " + firstThresholdBytes);
        }
    }

    /** ε 10 %, floor 2 MiB, 20 % of elapsed time and a credit of 2 s, from the very start, on an exact collector. */
    public static PeakRule standard() {
        return new PeakRule(0.10, 2L << 20, 0.20, 2_000_000_000L, 0, true);
    }

    /** This rule with another tolerance ε. */
    public PeakRule withTolerance(double tolerance) {
        return new PeakRule(tolerance, floorBytes, gcBudget, creditNanos, firstThresholdBytes, exactCollector);
    }

    /** This rule with another floor. */
    public PeakRule withFloorBytes(long floorBytes) {
        return new PeakRule(tolerance, floorBytes, gcBudget, creditNanos, firstThresholdBytes, exactCollector);
    }

    /**
     * This rule with another share of time for forced collections, and a credit of what that is in ten seconds, of {@link #standard()}'s
     * at most: whoever wants less wants short runs to take less time too.
     */
    public PeakRule withBudget(double gcBudget) {
        return withBudget(gcBudget, (long) Math.min(standard().creditNanos, gcBudget * CREDITED_NANOS));
    }

    /** This rule with another share of time and another credit for forced collections. */
    public PeakRule withBudget(double gcBudget, long creditNanos) {
        return new PeakRule(tolerance, floorBytes, gcBudget, creditNanos, firstThresholdBytes, exactCollector);
    }

    /** This rule, confirming nothing below an occupancy. */
    public PeakRule withFirstThresholdBytes(long firstThresholdBytes) {
        return new PeakRule(tolerance, floorBytes, gcBudget, creditNanos, firstThresholdBytes, exactCollector);
    }

    /** This rule for a collector that does, or does not, tell exact live bytes. */
    public PeakRule withExactCollector(boolean exactCollector) {
        return new PeakRule(tolerance, floorBytes, gcBudget, creditNanos, firstThresholdBytes, exactCollector);
    }
}
