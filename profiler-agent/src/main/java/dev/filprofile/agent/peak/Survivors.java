package dev.filprofile.agent.peak;

/**
 * What collections leave in use, and how much of it is probably alive.
 *
 * <p>A young collection leaves what is alive of the young generation, and of the old one everything. So what it leaves beyond P
 * is alive in a program that grows, and garbage in one whose objects live just long enough to be promoted. Which of the two a
 * program is its confirmations tell: the share of what had been left beyond P that they found alive, the last half as much as
 * all before. At the start everything is believed.
 *
 * <p>Between two young collections occupancy rises by what the young generation holds, most of it garbage in most programs. How far it
 * rose before the last one tells how far it will before the next: what is not above that the next young collection will tell of by
 * itself. What is above went to the old generation directly.
 *
 * <p>{@link #bytes} is for any thread, everything else for one at a time.
 */
final class Survivors {

    private static final double WEIGHT_OF_LAST = 0.5;

    private volatile long bytes;
    private double aliveShare = 1;
    private long riseBytes;

    Survivors(long liveBytes) {
        bytes = liveBytes;
    }

    /** A collection that says nothing exact found and left so much. */
    void left(long foundBytes, long leftBytes) {
        riseBytes = Math.max(0, foundBytes - bytes);
        bytes = leftBytes;
    }

    /**
     * A full collection has told what is alive.
     *
     * @param peakBytes P before it
     */
    void established(long liveBytes, long peakBytes) {
        long beyond = bytes - peakBytes;
        if (beyond > 0) {
            double alive = Math.min(1, Math.max(0.0, liveBytes - peakBytes) / beyond);
            aliveShare += WEIGHT_OF_LAST * (alive - aliveShare);
        }
        bytes = liveBytes;
    }

    /** What the last collection of any kind left. */
    long bytes() {
        return bytes;
    }

    /** Whether a young collection is going to tell what is alive of such an occupancy. */
    boolean tellSoon(long usedBytes) {
        return usedBytes <= bytes + riseBytes;
    }

    /** What is probably alive of it. */
    long likelyAliveBytes(long peakBytes) {
        long beyond = bytes - peakBytes;
        return beyond <= 0 ? bytes : peakBytes + (long) (beyond * aliveShare);
    }
}
