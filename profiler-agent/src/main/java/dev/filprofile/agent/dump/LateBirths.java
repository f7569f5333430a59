package dev.filprofile.agent.dump;

import dev.filprofile.agent.live.Birth;
import dev.filprofile.agent.live.Sample;
import java.util.Arrays;

/**
 * Finds the objects that a collection found alive although their births say that they came after it, or came in when the picture
 * was made.
 *
 * <p><b>How that comes about.</b> An object is alive as soon as the VM has made it, but recorded only when its maker's
 * hook runs. Clearing a large array takes milliseconds; a collection that another thread asks for meanwhile waits for just
 * that, and runs before the hook does. The array is in the peak then and would be missing in its picture. (A small object can
 * fall into the same gap, one for each thread at most.)
 *
 * <p><b>The proof.</b> Between two collections occupancy only grows. Had an object of s bytes been made after the last
 * collection, which left a bytes in use, then its hook would have seen at least a + s bytes in use. If it saw less, the
 * object was among the a bytes. As a second condition, since collectors may free regions at other times, it must fit into
 * what the picture cannot explain otherwise.
 *
 * <p>One thread at a time.
 */
final class LateBirths {

    private static final int MOST = 256;

    /** The last full collection; none of number -1. */
    private int epoch = -1;

    private long leftBytes;
    private double unexplainedBytes;
    /** The latest large objects that may turn out to have been recorded since a full collection that nothing is known of yet. */
    private final Sample[] waiting = new Sample[MOST];

    private final long[] waitingUsedBytes = new long[MOST];
    private int nextWaiting;

    /** A birth was taken in. Returns whether its object belongs into the picture of the last full collection after all. */
    boolean born(Birth birth) {
        Sample sample = birth.sample;
        if (sample.birthEpoch() < epoch) {
            // its maker was in the hook while the collection ran
            unexplainedBytes -= sample.weightedBytes();
            return true;
        }
        if (!sample.isLarge()) {
            return false;
        }
        if (sample.birthEpoch() == epoch) {
            return correctIfLate(sample, birth.usedBytes);
        }
        waiting[nextWaiting] = sample;
        waitingUsedBytes[nextWaiting] = birth.usedBytes;
        nextWaiting = (nextWaiting + 1) % MOST;
        return false;
    }

    /**
     * A full collection has ended.
     *
     * @param newEpoch collections that have ended, this one included
     * @param newLeftBytes heap bytes in use that it left, the profiler's included
     * @param newUnexplainedBytes what it found alive, less the samples' bytes and what was alive before the program
     */
    void collected(int newEpoch, long newLeftBytes, double newUnexplainedBytes) {
        epoch = newEpoch;
        leftBytes = newLeftBytes;
        unexplainedBytes = newUnexplainedBytes;
        for (int i = 0; i < MOST; i++) {
            if (waiting[i] != null && waiting[i].birthEpoch() == epoch) {
                correctIfLate(waiting[i], waitingUsedBytes[i]);
            }
        }
        Arrays.fill(waiting, null);
    }

    /** What the last full collection found alive, less the samples' bytes known by now and what was alive before the program. */
    double unexplainedBytes() {
        return unexplainedBytes;
    }

    private boolean correctIfLate(Sample sample, long usedBytes) {
        boolean madeBefore = usedBytes - leftBytes < sample.sizeBytes();
        // half of it: the other objects' estimates may be too high
        if (!madeBefore || sample.sizeBytes() / 2 > unexplainedBytes) {
            return false;
        }
        sample.bornBeforeCollection();
        unexplainedBytes -= sample.weightedBytes();
        return true;
    }
}
