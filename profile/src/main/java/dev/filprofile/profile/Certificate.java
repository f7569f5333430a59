package dev.filprofile.profile;

/**
 * The statement "the true peak of live bytes lies between P and U".
 *
 * @param kind how the peak was established
 * @param peakBytes P: the highest live size confirmed by a garbage collection (for {@link Kind#SAMPLED}: estimated from
 *     the samples), without the profiler's own objects. Includes what the JVM itself holds
 * @param upperBoundBytes U: the highest heap occupancy (live and garbage) ever seen without a confirmation, without the
 *     profiler's own objects; nothing can have been live above it. Never below {@code peakBytes}
 * @param peakMillis when the peak was, in milliseconds since the JVM started
 * @param baseBytes live bytes before the program's first instruction: the JVM's own
 * @param ownBytes the profiler's own live bytes at the peak, already subtracted
 * @param confirmations forced collections that confirmed a live size
 * @param finalPeak whether the profile was written at an end of the run; false for a report on demand
 */
public record Certificate(
        Kind kind,
        long peakBytes,
        long upperBoundBytes,
        long peakMillis,
        long baseBytes,
        long ownBytes,
        int confirmations,
        boolean finalPeak) {

    /** How a peak was established. */
    public enum Kind {
        /** P was measured by a full collection at the peak. */
        CONFIRMED,
        /** No collection could confirm the highest state; P is the highest confirmed, the picture may hold garbage. */
        PROVISIONAL,
        /** This collector does not report exact live bytes; P is the sum of the samples alive. */
        SAMPLED,
        /** Stacks of another tool were read: P and U are both their sum, and nothing is known of how or when it came about. */
        UNKNOWN
    }

    public Certificate {
        if (upperBoundBytes < peakBytes) {
            throw new IllegalArgumentException("upper bound " + upperBoundBytes + " below peak " + peakBytes);
        }
    }

    /** Relative width of the certificate, U/P − 1; 0 for an empty peak. */
    public double width() {
        return peakBytes == 0 ? 0 : (double) upperBoundBytes / peakBytes - 1;
    }
}
