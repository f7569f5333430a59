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

    /** Smaller objects are not looked at. */
    private static final long LEAST_BYTES = 64 * 1024;

    private static final int MOST = 256;

    private int epoch;
    /** Large objects recorded since collection number {@link #epoch}, as long as nothing is known of it. */
    private final Sample[] waiting = new Sample[MOST];

    private final long[] waitingUsedBytes = new long[MOST];
    private int waitingCount;
    private boolean known;
    private long leftBytes;
    private double unexplainedBytes;

    /** Whether the occupancy at this object's birth should be handed in. */
    static boolean matters(Sample sample) {
        return sample.sizeBytes() >= LEAST_BYTES;
    }

    /** A birth was taken in. Returns whether its object belongs into the picture of the last full collection after all. */
    boolean born(Birth birth) {
        Sample sample = birth.sample;
        if (sample.birthEpoch() < epoch) {
            // its maker was in the hook while the collection ran
            unexplainedBytes -= known ? sample.weightedBytes() : 0;
            return known;
        }
        if (!matters(sample)) {
            return false;
        }
        if (sample.birthEpoch() > epoch) {
            begin(sample.birthEpoch());
        }
        if (known) {
            return correctIfLate(sample, birth.usedBytes);
        }
        if (waitingCount < MOST) {
            waiting[waitingCount] = sample;
            waitingUsedBytes[waitingCount++] = birth.usedBytes;
        }
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
        if (newEpoch != epoch) {
            begin(newEpoch);
        }
        known = true;
        leftBytes = newLeftBytes;
        unexplainedBytes = newUnexplainedBytes;
        for (int i = 0; i < waitingCount; i++) {
            correctIfLate(waiting[i], waitingUsedBytes[i]);
        }
        forgetWaiting();
    }

    /** What the last full collection found alive, less the samples' bytes known by now and what was alive before the program. */
    double unexplainedBytes() {
        return unexplainedBytes;
    }

    private void begin(int newEpoch) {
        epoch = newEpoch;
        known = false;
        forgetWaiting();
    }

    private void forgetWaiting() {
        Arrays.fill(waiting, 0, waitingCount, null);
        waitingCount = 0;
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
