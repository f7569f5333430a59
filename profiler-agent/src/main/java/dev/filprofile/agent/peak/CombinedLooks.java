package dev.filprofile.agent.peak;

/**
 * Confirmations that are due because heap and memory outside it are together more than ever, although the heap alone is not.
 *
 * <p>What is in use outside the heap is known at any time, what is alive in it only after a full collection. In between, what the
 * last collection left is taken for alive. So where memory outside grows while the heap does not, the sum is probably over the
 * highest one that was confirmed, the combined peak C. One more collection makes it certain, and its picture is kept:
 *
 * <ul>
 *   <li>when the sum has passed C by the tolerance ε. A program that fills memory from little to much is collected for that once for
 *       each ε, as it is for its heap;
 *   <li>when memory outside has stopped growing for {@value #PLATEAU_NANOS} ns and the sum is over C by a hundredth: the top.
 * </ul>
 *
 * <p>These looks may cost a quarter of the budget. After one that found nothing, since less of the heap was alive, the next waits
 * until memory outside has risen by ε of C, or for {@value #PATIENCE} times its cost, twice as long after each further one. So a combined peak may be missed: by less than ε,
 * if it does not last; by more, if there is no budget left.
 *
 * <p>{@link #mayRaise} may be called by any thread, everything else by one at a time.
 */
public final class CombinedLooks {

    private static final double FINE_SHARE = 0.01;
    private static final long FINE_BYTES = 256 * 1024;
    private static final double SHARE_OF_BUDGET = 0.25;
    private static final int PATIENCE = 10;
    private static final int MOST_DOUBLINGS = 10;

    /** Part of ε by which memory outside must rise to count as growing. */
    private static final double PLATEAU_SHARE = 0.5;

    private static final long PLATEAU_NANOS = 100_000_000;

    private final PeakRule rule;
    private final CollectionBudget budget;
    private final Survivors survivors;
    private volatile long combinedBytes;
    private volatile long thresholdBytes;
    private boolean looking;
    private double spentNanos;
    private int failures;
    private long notBeforeNanos = Long.MIN_VALUE;
    private long failedAtBytes;
    private long plateauBytes;
    private long plateauSinceNanos;

    CombinedLooks(PeakRule rule, CollectionBudget budget, Survivors survivors, long baseLiveBytes) {
        this.rule = rule;
        this.budget = budget;
        this.survivors = survivors;
        set(baseLiveBytes);
    }

    /** Whether with so many bytes outside the heap the sum is probably over C by ε. */
    public boolean mayRaise(long outsideBytes) {
        return outsideBytes > 0 && survivors.bytes() + outsideBytes > thresholdBytes;
    }

    /** Whether to collect now, to be answered with {@link PeakTracker#fullCollection} and {@link #found} if so. */
    public boolean wanted(long outsideBytes, long nowNanos) {
        boolean top = hasStoppedGrowing(outsideBytes, nowNanos) && isOver(outsideBytes);
        boolean inVain = nowNanos < notBeforeNanos && outsideBytes <= failedAtBytes + stepBytes();
        if (!top && !mayRaise(outsideBytes) || inVain) {
            return false;
        }
        double expectedNanos = budget.expectedNanos(survivors.bytes());
        double remainingNanos = SHARE_OF_BUDGET * budget.grantedNanos(nowNanos) - spentNanos;
        looking = expectedNanos <= remainingNanos && budget.affords(expectedNanos, nowNanos);
        return looking;
    }

    /** The same at the end of the run, whatever the budget says. */
    public boolean wantedFinally(long outsideBytes) {
        return isOver(outsideBytes);
    }

    /** Whether the collection that is going on was wanted here. */
    boolean areLooking() {
        return looking;
    }

    /**
     * A full collection has told what of the heap is alive.
     *
     * @param outsideBytes in use outside the heap at that moment
     * @param costNanos how long it took
     * @param nowNanos the moment after it
     * @return whether both together were never more
     */
    public boolean found(long heapBytes, long outsideBytes, long costNanos, long nowNanos) {
        boolean raised = heapBytes + outsideBytes > combinedBytes;
        if (raised) {
            set(heapBytes + outsideBytes);
        }
        plateauBytes = 0;
        if (looking) {
            looking = false;
            spentNanos += costNanos;
            failures = raised ? 0 : Math.min(failures + 1, MOST_DOUBLINGS);
            failedAtBytes = outsideBytes;
            notBeforeNanos = raised ? nowNanos : nowNanos + (costNanos * PATIENCE << failures - 1);
        }
        return raised;
    }

    /** So much of what was found when C was is known by now not to have been alive. */
    public void peakWasLower(long bytes) {
        set(combinedBytes - bytes);
    }

    private void set(long bytes) {
        combinedBytes = bytes;
        thresholdBytes = Math.max(rule.firstThresholdBytes(), bytes + stepBytes());
    }

    private long stepBytes() {
        return Math.max((long) (combinedBytes * rule.tolerance()), rule.floorBytes());
    }

    private boolean isOver(long outsideBytes) {
        long sum = survivors.bytes() + outsideBytes;
        long finer = combinedBytes + Math.max((long) (combinedBytes * FINE_SHARE), FINE_BYTES);
        return outsideBytes > 0 && sum > Math.max(rule.firstThresholdBytes(), finer);
    }

    private boolean hasStoppedGrowing(long outsideBytes, long nowNanos) {
        if (outsideBytes > plateauBytes + (long) (plateauBytes * PLATEAU_SHARE * rule.tolerance())) {
            plateauBytes = outsideBytes;
            plateauSinceNanos = nowNanos;
        }
        return nowNanos - plateauSinceNanos >= PLATEAU_NANOS;
    }
}
