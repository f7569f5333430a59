package dev.filprofile.agent.sample;

/**
 * What a recorded allocation stands for.
 *
 * <p>Recording is a Poisson process along the counted bytes of a thread, with mean distance T (the sampling interval):
 * the hook counts an exponentially distributed number of bytes down and records the allocation that reaches zero. An
 * allocation of w counted bytes is therefore recorded with probability p = 1 − exp(−w/T), independent of all others,
 * and by Horvitz and Thompson (<i>A generalization of sampling without replacement from a finite universe</i>, JASA 47,
 * 1952) 1/p objects and size/p bytes per recorded one are unbiased estimates of what there was; size²·(1−p)/p² of each
 * recorded one adds up to an unbiased estimate of the variance of these bytes. tcmalloc, Go and heapprofd sample in the
 * same way. For w ≫ T p is 1: large objects are exact.
 *
 * <p>Allocates nothing, stateless, any thread.
 */
public final class Estimator {
    private Estimator() {}

    /**
     * Probability that an allocation was recorded, above 0 and at most 1.
     *
     * @param units counted units, see {@link CountedUnits}; at least 1
     * @param intervalBytes the interval T in force; 0 records everything
     */
    public static double probability(long units, long intervalBytes) {
        return intervalBytes == 0 ? 1 : -Math.expm1(-(double) units * CountedUnits.BYTES_PER_UNIT / intervalBytes);
    }

    /** Objects that a recorded one stands for: 1/p. */
    public static double weight(double probability) {
        return 1 / probability;
    }

    /** Bytes that a recorded object stands for: size/p. */
    public static double bytes(long sizeBytes, double probability) {
        return sizeBytes / probability;
    }

    /** What a recorded object adds to the estimated variance of the estimated bytes: size²·(1−p)/p². */
    public static double variance(long sizeBytes, double probability) {
        double bytes = sizeBytes / probability;
        return bytes * bytes * (1 - probability);
    }

    /**
     * Probability with which an object that was recorded at one interval has been recorded and survived
     * {@linkplain #survivesThinning thinning} to another: as if it had been recorded at the coarser of the two. To be
     * stored in place of the old one.
     *
     * @param probability with which it is in the table so far
     * @param units its counted units
     * @param intervalBytes the interval to thin to
     */
    public static double thinnedProbability(double probability, long units, long intervalBytes) {
        return Math.min(probability, probability(units, intervalBytes));
    }

    /**
     * Whether a sample stays in the table when it is thinned: true with probability {@code thinned / probability}, so
     * that the estimate stays unbiased under the new weight {@code 1 / thinned}.
     *
     * @param uniform drawn for this sample alone, evenly from [0, 1)
     */
    public static boolean survivesThinning(double uniform, double probability, double thinned) {
        return uniform * probability < thinned;
    }
}
