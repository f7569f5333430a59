package dev.filprofile.flamegraph.diff;

/**
 * A number of bytes before and after, and what to make of the difference.
 *
 * @param before in the base's median run
 * @param after in the new side's median run
 * @param beforeSpread in all runs of the base
 * @param afterSpread in all runs of the new side
 * @param noiseBytes differences up to this are no differences: see {@link Noise}
 * @param doubtBytes a difference up to this may come from the moment that was confirmed: see {@link Noise}
 * @param status what the difference is
 */
public record Change(
        double before,
        double after,
        Spread beforeSpread,
        Spread afterSpread,
        double noiseBytes,
        double doubtBytes,
        Status status) {

    /** What a difference is. */
    public enum Status {
        /** Within the noise. */
        SAME,
        /** More than noise, but the certificates or the spread of the runs could explain it. */
        UNCLEAR,
        /** More than before. */
        MORE,
        /** Less than before. */
        LESS
    }

    /** Whether it certainly is more or less. */
    public boolean isCertain() {
        return status == Status.MORE || status == Status.LESS;
    }

    /** After less before. */
    public double delta() {
        return after - before;
    }

    /** The difference as a share of {@link #before}; positive infinity where that is nothing and something was added. */
    public double relative() {
        if (before > 0) {
            return delta() / before;
        }
        return after > 0 ? Double.POSITIVE_INFINITY : 0;
    }
}
