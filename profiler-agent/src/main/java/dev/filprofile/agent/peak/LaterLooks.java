package dev.filprofile.agent.peak;

/**
 * Confirmations that are due below the peak, because the heap has fallen and is high again: for {@link NextPeaks}.
 *
 * <p>A phase begins where a full collection finds less than three quarters of the most that one found in the phase before. In a
 * phase that stays below P the ladder of {@link PeakTracker} confirms nothing. So when a collection leaves at least half of P, and more
 * than the highest live size known of this phase by the tolerance ε, one more collection makes it certain. What young collections leave is
 * an upper bound of what is alive; objects that die young do not make it rise.
 *
 * <p>These looks may cost a tenth of the budget. After one whose moment was not worth keeping the next waits for {@value #PATIENCE}
 * times its cost, and for twice as long after each further one: a program that does the same again and again is left alone.
 *
 * <p>One thread at a time.
 */
public final class LaterLooks {

    private static final double LEAST_SHARE_OF_PEAK = 0.5;
    private static final double FALLEN = 0.75;
    private static final double SHARE_OF_BUDGET = 0.1;
    private static final int PATIENCE = 10;
    private static final int MOST_DOUBLINGS = 10;

    private final PeakRule rule;
    private final CollectionBudget budget;
    private final Survivors survivors;
    private long peakBytes;
    private long phaseBytes;
    private boolean looking;
    private double spentNanos;
    private int failures;
    private long notBeforeNanos = Long.MIN_VALUE;

    LaterLooks(PeakRule rule, CollectionBudget budget, Survivors survivors, long baseLiveBytes) {
        this.rule = rule;
        this.budget = budget;
        this.survivors = survivors;
        established(baseLiveBytes, baseLiveBytes);
    }

    /** Whether to collect now, to be answered with {@link PeakTracker#fullCollection} and {@link #told} if so. */
    public boolean wanted(long nowNanos) {
        long leftBytes = survivors.bytes();
        if (leftBytes < LEAST_SHARE_OF_PEAK * peakBytes || leftBytes > peakBytes || leftBytes <= nextStep()) {
            return false;
        }
        double expectedNanos = budget.expectedNanos(leftBytes);
        double remainingNanos = SHARE_OF_BUDGET * budget.grantedNanos(nowNanos) - spentNanos;
        looking = expectedNanos <= remainingNanos
                && nowNanos >= notBeforeNanos
                && budget.affords(expectedNanos, nowNanos);
        return looking;
    }

    /** Whether the collection that is going on was wanted here. */
    boolean areLooking() {
        return looking;
    }

    /** A full collection has told what is alive. */
    void established(long liveBytes, long newPeakBytes) {
        peakBytes = newPeakBytes;
        boolean fell = liveBytes < FALLEN * phaseBytes;
        phaseBytes = fell ? liveBytes : Math.max(phaseBytes, liveBytes);
    }

    /** A full collection has told what is alive, and whether that was worth a snapshot. */
    public void told(boolean kept, long costNanos, long nowNanos) {
        if (looking) {
            looking = false;
            spentNanos += costNanos;
            failures = kept ? 0 : Math.min(failures + 1, MOST_DOUBLINGS);
            notBeforeNanos = kept ? nowNanos : nowNanos + (costNanos * PATIENCE << failures - 1);
        }
    }

    private long nextStep() {
        return phaseBytes + Math.max((long) (phaseBytes * rule.tolerance()), rule.floorBytes());
    }
}
