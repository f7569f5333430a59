package dev.filprofile.flamegraph.diff;

/**
 * Which differences are more than noise. Three things make two runs of the same code differ:
 *
 * <ol>
 *   <li>Programs do not do exactly the same twice. A difference up to a <em>floor</em>, a share of the larger peak and at least
 *       some bytes, is none.
 *   <li>Sites are sampled. A difference up to three standard errors is none; both sides' variances add up.
 *   <li>A peak is confirmed at some moment. Between it and the upper bound more may have been alive for a moment that nothing
 *       confirmed: of the same program one run confirms 254 MB and another 277. So an increase is certain only if it exceeds
 *       the width of the <em>base's</em> certificate: what is new might have been there before, unconfirmed. A decrease is
 *       certain only if it exceeds the width of the new one's. In between it is unclear, for the peak as for a site, and so is
 *       every difference between sides whose runs overlap. Of several runs the one with the lowest bound counts.
 * </ol>
 *
 * <p>Of stacks of another tool nothing of this is known. There only several runs on both sides can tell a difference.
 *
 * @param relative share of the larger peak, 0 to 1
 * @param bytes the least floor
 */
public record Noise(double relative, double bytes) {

    /** Without options: 1 % of the larger peak and at least 64 KiB. */
    public static final Noise DEFAULT = new Noise(0.01, 64 * 1024);

    private static final double STANDARD_ERRORS = 3;

    double floor(Side base, Side next) {
        return Math.max(relative * Math.max(base.peakBytes(), next.peakBytes()), bytes);
    }

    /**
     * What is to be judged.
     *
     * @param variance of the difference, from sampling
     */
    record Values(double before, double after, Spread beforeSpread, Spread afterSpread, double variance) {
        double delta() {
            return after - before;
        }
    }

    /** Judges the peaks themselves. What was confirmed was alive, whatever the picture of it is worth. */
    Change judgePeaks(Side base, Side next, Values peaks) {
        return judge(base, next, peaks, peaks.delta() > 0 ? base.slackBytes() : next.slackBytes());
    }

    /** Judges a part of the peaks. A provisional picture may hold garbage, so its width counts in both directions. */
    Change judgePart(Side base, Side next, Values part) {
        double missed = part.delta() > 0 ? base.slackBytes() : next.slackBytes();
        double garbage = part.delta() > 0 ? next.garbageBytes() : base.garbageBytes();
        return judge(base, next, part, missed + garbage);
    }

    private Change judge(Side base, Side next, Values values, double least) {
        double doubt = least;
        double noise = Math.max(floor(base, next), STANDARD_ERRORS * Math.sqrt(values.variance));
        double difference = Math.abs(values.delta());
        if (base.isOfUnknownError() || next.isOfUnknownError()) {
            doubt = Math.max(difference, doubt);
        }
        Change.Status status;
        if (difference <= noise) {
            status = Change.Status.SAME;
        } else if (difference <= doubt || values.beforeSpread.overlaps(values.afterSpread)) {
            status = Change.Status.UNCLEAR;
        } else {
            status = values.delta() > 0 ? Change.Status.MORE : Change.Status.LESS;
        }
        return new Change(values.before, values.after, values.beforeSpread, values.afterSpread, noise, doubt, status);
    }
}
