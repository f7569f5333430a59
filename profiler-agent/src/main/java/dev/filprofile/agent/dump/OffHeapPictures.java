package dev.filprofile.agent.dump;

import dev.filprofile.agent.offheap.Block;
import dev.filprofile.agent.offheap.OffHeap;
import dev.filprofile.agent.peak.CombinedLooks;
import dev.filprofile.profile.format.RawSnapshotWriter;
import org.jspecify.annotations.Nullable;

/**
 * Puts the memory outside the heap into the file: its own peak, and the moment when it and the heap together were highest.
 *
 * <p>The books know their peak at any time, so its picture need not be written at once: it is, when it has changed, as often as
 * costs a hundredth of the time, and at the end. While no such memory is in use nothing is written at all.
 *
 * <p>Belongs to the owner of the recorder, but for {@link #heapBytes}.
 */
public final class OffHeapPictures {

    /** Part of the time that pictures may take. */
    private static final int COST_FACTOR = 100;

    private final OffHeap offHeap;
    private final Register register;
    private final RawSnapshotWriter file;
    private final Clock clock;
    private final OffHeap.Places places;
    private long writtenSequence;
    /** As of the last look. */
    private long seenAllocations;

    private long seenSequence;
    private long nextNanos = Long.MIN_VALUE;
    /** The combined peak, while its picture may still be completed. */
    private @Nullable Combined combined;

    private boolean noted;

    /** Heap and off-heap memory after a collection. */
    private record Combined(int epoch, long heapBytes, OffHeap.Picture offHeap, long millis) {}

    public OffHeapPictures(OffHeap offHeap, Register register, RawSnapshotWriter file, Clock clock) {
        this.offHeap = offHeap;
        this.register = register;
        this.file = file;
        this.clock = clock;
        this.places = register::place;
    }

    /**
     * Finds the call paths of blocks that were taken.
     *
     * @param epoch collections that have ended
     * @return heap bytes, garbage from now on, of those taken before the last of them
     */
    long placeAll(int epoch) {
        return offHeap.placeAll(places, epoch);
    }

    /** Bytes outside the heap that the program has not freed. */
    long liveBytes() {
        return offHeap.liveBytes();
    }

    /** Writes the picture of the peak if there is a new one and it is time. Allocates nothing unless there is news. */
    void writeIfDue() {
        long allocations = offHeap.allocations();
        if (allocations == seenAllocations && writtenSequence == seenSequence) {
            return;
        }
        seenAllocations = allocations;
        OffHeap.State state = offHeap.state();
        seenSequence = state.peakSequence();
        if (state.peakSequence() != writtenSequence && clock.nanos() >= nextNanos) {
            long start = clock.nanos();
            write();
            long end = clock.nanos();
            nextNanos = end + (end - start) * COST_FACTOR;
        }
        counters(state);
    }

    /** At the end of the run: the last picture. */
    void finish() {
        if (offHeap.state().peakSequence() != writtenSequence) {
            write();
        }
        counters(offHeap.state());
    }

    private void counters(OffHeap.State state) {
        if (state.allocations() == 0) {
            return;
        }
        file.counter("offHeapPeakBytes", state.peakBytes());
        file.counter("offHeapBlocks", state.allocations());
        file.counter("offHeapBlocksNotFollowed", state.untracked());
        if (state.untracked() > 0 && !noted) {
            noted = true;
            file.note(
                    "More than a million blocks of memory outside the heap were in use at a time; those beyond are not counted.");
        }
    }

    private void write() {
        OffHeap.Picture picture = offHeap.peakPicture();
        offHeap.placeAll(places, 0);
        file.beginOffHeap(picture.count());
        rows(picture);
        file.commitOffHeap(picture.state().peakBytes(), picture.state().peakMillis());
        writtenSequence = picture.state().peakSequence();
    }

    /**
     * A full collection has found how much of the heap is alive; if that and the memory outside were never more together, keeps
     * the picture. While the program has had no such memory, the heap's own picture is all there is.
     *
     * @param epoch samples born before its end belong to the picture
     * @param costNanos how long it took
     */
    void established(CombinedLooks looks, int epoch, long heapBytes, long costNanos) {
        combined = null;
        OffHeap.State state = offHeap.state();
        if (!looks.found(heapBytes, state.liveBytes(), costNanos, clock.nanos()) || state.allocations() == 0) {
            return;
        }
        OffHeap.Picture picture = offHeap.livePicture();
        offHeap.placeAll(places, 0);
        combined = new Combined(epoch, heapBytes, picture, clock.millis());
        write(combined);
    }

    /** What was alive at that collection is no longer known: its picture stays as it is. */
    void pictureIsFinal() {
        combined = null;
    }

    /**
     * An object was found that belongs into the heap's picture of the last full collection: the one of both is made again if there is one.
     *
     * @param tailBytes what was taken for alive and is a region's unused tail behind that object
     */
    void lateFound(CombinedLooks looks, long tailBytes) {
        Combined last = combined;
        if (last != null) {
            looks.peakWasLower(tailBytes);
            combined = new Combined(last.epoch, last.heapBytes - tailBytes, last.offHeap, last.millis);
            write(combined);
        }
    }

    private void write(Combined moment) {
        file.beginCombined(register.mostRows() + moment.offHeap.count());
        register.writeRows(moment.epoch);
        rows(moment.offHeap);
        file.commitCombined(moment.heapBytes, moment.offHeap.state().liveBytes(), moment.millis);
    }

    private void rows(OffHeap.Picture picture) {
        int classId = register.offHeapClass();
        for (int i = 0; i < picture.count(); i++) {
            Block block = picture.blocks()[i];
            if (block != null && block.isPlaced()) {
                file.row(block.path(), classId, block.threadId(), 0, block.bytes(), block.weight());
            }
        }
    }

    /** Java heap bytes of what grows with the blocks. For any thread. */
    long heapBytes() {
        return offHeap.heapBytes();
    }
}
