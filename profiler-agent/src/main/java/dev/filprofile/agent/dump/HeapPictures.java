package dev.filprofile.agent.dump;

import dev.filprofile.agent.live.Collections;
import dev.filprofile.agent.peak.NextPeaks;
import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.format.RawSnapshotWriter;

/**
 * Puts what is alive in the heap into the file: at the peak, and at the next-highest ones that {@link NextPeaks} finds worth it.
 *
 * <p>Belongs to the owner of the recorder.
 */
final class HeapPictures {

    /** The epoch of a picture that no collection stands behind. */
    static final int NOW = Integer.MAX_VALUE;

    /** Live sizes that differ by no more of the peak are the same. */
    private static final double ALIKE_SHARE = 0.001;

    /** A picture that does not explain more of the peak than this lacks something. */
    private static final double LACKING_SHARE = 0.01;

    private final Register register;
    private final RawSnapshotWriter file;
    private final OffHeapPictures offHeap;
    private final Surroundings surroundings;
    private final Collections collections;
    private final OwnMemory own;
    private final NextPeaks nextPeaks;
    /** The collection that found the peak; {@link #NOW} if none did. */
    private int peakEpoch = NOW;

    /** What its picture does not explain. */
    private double peakUnexplainedBytes;
    /** What the objects of its picture leave unused of regions that they have for themselves. */
    private long peakTailBytes;

    HeapPictures(Recorder.Parts parts) {
        register = parts.register();
        file = parts.file();
        offHeap = parts.offHeap();
        surroundings = parts.surroundings();
        collections = parts.collections();
        own = parts.own();
        nextPeaks = parts.nextPeaks();
    }

    /**
     * Writes the snapshot of the peak, which replaces the last one.
     *
     * @param peakBytes 0 where the reader is to add the samples up
     * @param epoch samples born before its end belong to the picture
     */
    void peak(Certificate.Kind kind, long peakBytes, int epoch, long millis) {
        file.beginSnapshot(register.mostRows());
        register.writeRows(epoch);
        // the picture of a full heap is the one that will be asked for: it must not fail on account of these numbers
        boolean room = collections.roomBytes() > Surroundings.ROOM_BYTES;
        file.surroundings(room ? surroundings.read() : Surroundings.UNKNOWN, offHeap.liveBytes());
        file.commitSnapshot(kind.ordinal(), peakBytes, millis, own.measure(), register.intervalBytes());
        register.addTo(nextPeaks.candidate(), epoch);
        peakUnexplainedBytes = register.late().unexplainedBytes();
        peakTailBytes = register.tailBytes(epoch);
        if (epoch == peakEpoch && epoch != NOW) {
            nextPeaks.peakAgain();
            return;
        }
        int place = nextPeaks.newPeak(peakEpoch != NOW);
        peakEpoch = epoch;
        if (place != NextPeaks.NONE) {
            file.keepPreviousSnapshot(place);
        }
    }

    /**
     * Whether the moment of a full collection, not the peak, should have its picture in the peak's place. It should if as much was
     * alive but for a thousandth, and the picture of the peak lacks more than a hundredth that this one does not lack more of. A thread
     * that has just made a large array and has no processor to record it leaves several collections with such a picture: only that of
     * the last can still be {@linkplain LateBirths completed}. What is compared has the unused tails in it, since that of an array
     * that is not recorded yet is taken for alive.
     */
    boolean isPeakAgain(int epoch, long liveBytes, long peakBytes) {
        return peakEpoch != NOW
                && isPeakAgain(
                        liveBytes + register.tailBytes(epoch),
                        register.late().unexplainedBytes(),
                        peakBytes + peakTailBytes,
                        peakUnexplainedBytes);
    }

    /** What of P turns out to be such a tail, where a moment {@linkplain #isPeakAgain is the peak again}. */
    long peakTooHighBytes(int epoch, long liveBytes, long peakBytes) {
        return peakTooHighBytes(liveBytes, register.tailBytes(epoch), peakBytes, peakTailBytes);
    }

    static long peakTooHighBytes(long liveBytes, long tailBytes, long peakBytes, long peakTailBytes) {
        return Math.max(0, Math.min(peakBytes - liveBytes, tailBytes - peakTailBytes));
    }

    static boolean isPeakAgain(long foundBytes, double unexplainedBytes, long peakBytes, double peakUnexplainedBytes) {
        return foundBytes >= (1 - ALIKE_SHARE) * peakBytes
                && peakUnexplainedBytes > LACKING_SHARE * peakBytes
                && unexplainedBytes <= peakUnexplainedBytes + ALIKE_SHARE * peakBytes;
    }

    /** A full collection found less than the peak: writes the snapshot if it is worth it. Returns whether. */
    boolean lower(int epoch, long liveBytes, long millis) {
        register.addTo(nextPeaks.candidate(), epoch);
        int place = nextPeaks.lower();
        if (place != NextPeaks.NONE) {
            file.beginNextPeak(place, register.mostRows());
            register.writeRows(epoch);
            boolean exact = collections.exact();
            Certificate.Kind kind = exact ? Certificate.Kind.CONFIRMED : Certificate.Kind.SAMPLED;
            file.commitNextPeak(
                    place, kind.ordinal(), exact ? liveBytes : 0, millis, own.measure(), register.intervalBytes());
        }
        return place != NextPeaks.NONE;
    }
}
