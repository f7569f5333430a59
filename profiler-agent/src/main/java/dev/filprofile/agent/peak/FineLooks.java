package dev.filprofile.agent.peak;

/**
 * Confirmations that are due below the threshold: they bring P nearer to the true peak than the tolerance ε.
 *
 * <p>The ladder of {@link PeakTracker} confirms when occupancy has passed P by ε, so a peak less than ε above the last step of
 * the ladder is covered by U and missed by P. At two moments one more collection is likely to find it:
 *
 * <ul>
 *   <li>when a single object was made that by itself raises what is probably alive over P: the new array of a growing list, say,
 *       while the old one is alive too. Such a peak lasts for as long as the copy;
 *   <li>when what young collections leave has risen over P and then stays, from one to the next, within half a percent: the
 *       top of a climb. What they leave is mostly alive; garbage that is promoted all the time does not stay.
 * </ul>
 *
 * <p>These looks may cost a quarter of the budget; one at an object half of what is left of that if the object is large against
 * P, else an eighth, since the top may be yet to come.
 * After a look that found nothing the next waits for {@value #PATIENCE} times its cost, and for twice as long after each
 * further one.
 *
 * <p>{@link #mayRaisePeak} may be called by any thread, everything else by one at a time.
 */
final class FineLooks {

    private static final double FINE_SHARE = 0.01;
    private static final long FINE_BYTES = 256 * 1024;
    private static final double SETTLED_SHARE = 0.005;
    private static final double SHARE_OF_BUDGET = 0.25;
    private static final double LARGE_SHARE = 0.04;
    private static final double SHARE_OF_LARGE = 0.5;
    private static final double SHARE_OF_OTHER = 0.125;
    private static final int PATIENCE = 10;
    private static final int MOST_DOUBLINGS = 10;

    private final CollectionBudget budget;
    private final Survivors survivors;
    private final long firstThresholdBytes;
    private volatile long thresholdBytes;
    private boolean settled;
    private boolean looking;
    private double spentNanos;
    private int failures;
    private long notBeforeNanos = Long.MIN_VALUE;

    FineLooks(PeakRule rule, CollectionBudget budget, Survivors survivors, long peakBytes) {
        this.budget = budget;
        this.survivors = survivors;
        this.firstThresholdBytes = rule.firstThresholdBytes();
        peak(peakBytes);
    }

    void peak(long peakBytes) {
        long finer = peakBytes + Math.max((long) (peakBytes * FINE_SHARE), FINE_BYTES);
        thresholdBytes = Math.max(firstThresholdBytes, finer);
    }

    /** A young collection, or another that says nothing exact, left so much; to be told before {@link Survivors#left}. */
    void left(long bytes) {
        settled = bytes <= survivors.bytes() * (1 + SETTLED_SHARE);
    }

    /** A full collection has ended. Returns whether it was wanted here; this says what it was worth then. */
    boolean full(boolean raisedPeak, long costNanos, long nowNanos) {
        settled = false;
        if (!looking) {
            return false;
        }
        looking = false;
        spentNanos += costNanos;
        failures = raisedPeak ? 0 : Math.min(failures + 1, MOST_DOUBLINGS);
        notBeforeNanos = raisedPeak ? nowNanos : nowNanos + (costNanos * PATIENCE << failures - 1);
        return true;
    }

    /** Whether an object of so many bytes may have raised the live bytes over P. */
    boolean mayRaisePeak(long madeBytes) {
        return survivors.bytes() + madeBytes > thresholdBytes;
    }

    /** Whether what is alive has probably risen over P and stays there. */
    boolean hasSettled() {
        return settled && mayRaisePeak(0);
    }

    /**
     * Whether to collect now, to be answered with {@link #full} if so.
     *
     * @param madeBytes of a single object made just now; 0 for none
     */
    boolean wanted(long madeBytes, double expectedNanos, long nowNanos) {
        double remainingNanos = SHARE_OF_BUDGET * budget.grantedNanos(nowNanos) - spentNanos;
        double shareOfOne = madeBytes > LARGE_SHARE * thresholdBytes ? SHARE_OF_LARGE : SHARE_OF_OTHER;
        boolean wanted = hasSettled() && expectedNanos <= remainingNanos
                || madeBytes > 0 && mayRaisePeak(madeBytes) && expectedNanos <= shareOfOne * remainingNanos;
        looking = wanted && nowNanos >= notBeforeNanos && budget.affords(expectedNanos, nowNanos);
        return looking;
    }
}
