package dev.filprofile.agent.peak;

/**
 * What the next forced collection will cost, and whether that can be paid.
 *
 * <p><b>Cost.</b> A full collection costs a fixed part and a part that grows with the live bytes. The last measurement
 * is scaled up by its own cost per live byte, but by no more than {@value #STEEPEST_NANOS_PER_BYTE} ns per byte: on a
 * heap of two megabytes nearly all of the cost is fixed, and scaling that to a gigabyte would price every confirmation
 * out of reach. Full collections cost 0.2 to 0.5 ns of CPU per live byte with Serial and objects of 130 bytes. A
 * measurement above what was expected counts for half only: one collection beside a busy neighbour must not shut the
 * gate for long.
 *
 * <p><b>Budget.</b> A credit and a share of elapsed time, less what was spent. A collection must cost at most half of
 * what is left: whoever spends his last coin low on the ladder has none at the real peak, and a single skip there took
 * the certificate's width from 10 % to 41 %. The gate opens by itself as time passes; nothing is remembered of a
 * refusal.
 *
 * <p>Not thread-safe.
 */
final class CollectionBudget {
    private static final double STEEPEST_NANOS_PER_BYTE = 1.0;

    private final double share;
    private final long creditNanos;
    private final long startNanos;
    private long spentNanos;
    private double measuredNanos;
    private long measuredLiveBytes;

    CollectionBudget(double share, long creditNanos, long startNanos, long liveBytes, long costNanos) {
        this.share = share;
        this.creditNanos = creditNanos;
        this.startNanos = startNanos;
        this.measuredLiveBytes = liveBytes;
        this.measuredNanos = costNanos;
    }

    /** Takes note of a collection that nobody has to pay for. */
    void measured(long liveBytes, long costNanos) {
        measuredNanos = Math.min((double) costNanos, (expectedNanos(liveBytes) + costNanos) / 2);
        measuredLiveBytes = liveBytes;
    }

    /** Takes note of a collection of our own. */
    void spent(long liveBytes, long costNanos) {
        measured(liveBytes, costNanos);
        spentNanos += costNanos;
    }

    /** Expected cost of a full collection that finds so many bytes alive. */
    double expectedNanos(long liveBytes) {
        long more = liveBytes - measuredLiveBytes;
        if (more <= 0) {
            return measuredNanos;
        }
        double perByte = Math.min(measuredNanos / Math.max(1.0, (double) measuredLiveBytes), STEEPEST_NANOS_PER_BYTE);
        return measuredNanos + (double) more * perByte;
    }

    /** Whether collections of so much cost leave at least as much for those that follow. */
    boolean affords(double nanos, long nowNanos) {
        return nanos <= remainingNanos(nowNanos) / 2;
    }

    /** Whether collections of so much cost can be paid where nothing needs to be saved, with debts of half the credit. */
    boolean affordsTop(double nanos, long nowNanos) {
        return nanos <= remainingNanos(nowNanos) + creditNanos / 2;
    }

    double remainingNanos(long nowNanos) {
        return grantedNanos(nowNanos) - spentNanos;
    }

    /** What collections of our own may have cost by now. */
    double grantedNanos(long nowNanos) {
        return creditNanos + share * (nowNanos - startNanos);
    }

    long spentNanos() {
        return spentNanos;
    }
}
