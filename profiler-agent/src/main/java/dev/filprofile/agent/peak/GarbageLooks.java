package dev.filprofile.agent.peak;

/**
 * Confirmations that will probably find garbage only: the last one of the ladder did, and nothing tells that what has come since
 * lives longer.
 *
 * <p>They keep U near P, which nothing else does where a program makes much garbage over a steady live set; and they find the
 * program's first growth, which no young collection has told of. But where the live set is small they are many, each costs some
 * milliseconds however little is alive, and what they save of U is megabytes. Before a tree of a quarter of a gigabyte was built
 * they took a third of the means that its climb then lacked. So they wait until the garbage amounts to {@value #FLOORS} of the
 * rule's floors, and may cost a quarter of the budget.
 *
 * <p>Not thread-safe.
 */
final class GarbageLooks {

    /** Part of the rise of occupancy over P that must have been alive for a confirmation to have been worth its cost. */
    private static final double WORTHWHILE_GAIN = 0.25;

    private static final double SHARE_OF_BUDGET = 0.25;
    private static final int FLOORS = 4;

    private final CollectionBudget budget;
    private final PeakRule rule;
    private boolean foundGarbage;
    private double spentNanos;

    GarbageLooks(CollectionBudget budget, PeakRule rule) {
        this.budget = budget;
        this.rule = rule;
    }

    /**
     * A full collection has ended that the ladder wanted, or that was not ours.
     *
     * @param peakBytes P before it
     * @param costNanos what it cost the budget, 0 if it was not ours
     */
    void full(long peakBytes, long usedBeforeBytes, long liveBytes, long costNanos) {
        foundGarbage = liveBytes - peakBytes < WORTHWHILE_GAIN * (usedBeforeBytes - peakBytes);
        spentNanos += foundGarbage ? costNanos : 0;
    }

    /** Whether nothing of this kind is in the way of a confirmation at such an occupancy. */
    boolean allows(long usedBytes, long peakBytes, double expectedNanos, long nowNanos) {
        return !foundGarbage
                || usedBytes - peakBytes > FLOORS * rule.floorBytes()
                        && spentNanos + expectedNanos <= SHARE_OF_BUDGET * budget.grantedNanos(nowNanos);
    }
}
