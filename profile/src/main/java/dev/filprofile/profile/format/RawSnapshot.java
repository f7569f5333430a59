package dev.filprofile.profile.format;

import dev.filprofile.profile.Certificate.Kind;
import dev.filprofile.profile.JvmMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The current snapshot as it stands in the file.
 *
 * @param rows rows of {@link RawLayout#ROW} bytes
 * @param lostRows rows for which there was no room
 * @param numbers unknown for a picture that is not the heap's, and in files of versions that had none
 */
record RawSnapshot(
        Kind kind,
        long peakBytes,
        long peakMillis,
        long ownBytes,
        long intervalBytes,
        long lostRows,
        ByteBuffer rows,
        Numbers numbers) {

    private static final Numbers NO_NUMBERS = new Numbers(0, JvmMemory.unknown());

    /** What the process held outside the heap at the moment of the snapshot. */
    record Numbers(long offHeapBytes, JvmMemory memory) {}

    /** Reads the last snapshot that was committed; null if there is none. */
    static @Nullable RawSnapshot read(RawFile file) throws IOException {
        return read(file, RawLayout.SNAPSHOT_AT, "snapshot");
    }

    /** Reads the last picture of the memory outside the heap; null if there is none. */
    static @Nullable RawSnapshot readOffHeap(RawFile file) throws IOException {
        return hasMore(file) && hasBegun(file, RawLayout.OFF_HEAP_AT)
                ? read(file, RawLayout.OFF_HEAP_AT, "off-heap picture")
                : null;
    }

    /** Reads the last picture of heap and memory outside; null if there is none. */
    static @Nullable RawSnapshot readCombined(RawFile file) throws IOException {
        return hasMore(file) && hasBegun(file, RawLayout.COMBINED_AT)
                ? read(file, RawLayout.COMBINED_AT, "combined picture")
                : null;
    }

    /** Reads a snapshot of a peak that is not the highest; null if there is none. */
    static @Nullable RawSnapshot readNextPeak(RawFile file, int place) throws IOException {
        // earlier versions left zeros there
        int slotsAt = RawLayout.NEXT_PEAKS_AT + place * 2 * RawLayout.SNAPSHOT_SLOT;
        return hasMore(file) && hasBegun(file, slotsAt) ? read(file, slotsAt, "snapshot of a lower peak") : null;
    }

    /** Whether the file is of a version that knew of memory outside the heap. */
    private static boolean hasMore(RawFile file) throws IOException {
        long more = file.longAt(RawLayout.MORE_AT);
        if (more != 0 && more != RawLayout.MORE_START) {
            throw file.damaged("the rest of its control part cannot stand at " + more);
        }
        return more != 0;
    }

    /** Whether a first picture was begun: most programs have none, and to wait for one takes long. */
    private static boolean hasBegun(RawFile file, int slotsAt) throws IOException {
        return file.longAt(slotsAt + RawLayout.SNAPSHOT_AREA) != 0;
    }

    private static @Nullable RawSnapshot read(RawFile file, int slotsAt, String what) throws IOException {
        return RawConsistency.readCurrentSlot(
                file, slotsAt, RawLayout.SNAPSHOT_SLOT, what, slot -> parse(file, slot, slotsAt, what));
    }

    private static RawSnapshot parse(RawFile file, ByteBuffer slot, int slotsAt, String what) throws IOException {
        long rows = slot.getLong(RawLayout.SNAPSHOT_ROWS);
        if (rows < 0 || rows > Integer.MAX_VALUE / RawLayout.ROW) {
            throw file.damaged("its " + what + " has " + rows + " rows");
        }
        return new RawSnapshot(
                kind(file, slot.getLong(RawLayout.SNAPSHOT_KIND)),
                slot.getLong(RawLayout.SNAPSHOT_PEAK),
                slot.getLong(RawLayout.SNAPSHOT_MILLIS),
                slot.getLong(RawLayout.SNAPSHOT_OWN),
                slot.getLong(RawLayout.SNAPSHOT_INTERVAL),
                slot.getLong(RawLayout.SNAPSHOT_LOST_ROWS),
                file.bytes(slot.getLong(RawLayout.SNAPSHOT_AREA), rows * RawLayout.ROW, what),
                slotsAt == RawLayout.SNAPSHOT_AT && hasMore(file) ? numbers(file, slot) : NO_NUMBERS);
    }

    private static Numbers numbers(RawFile file, ByteBuffer slot) throws IOException {
        long index = (slot.getLong(RawLayout.SNAPSHOT_COMMIT) - 1) & 1;
        ByteBuffer numbers =
                file.bytes(RawLayout.NUMBERS_AT + index * RawLayout.NUMBERS, RawLayout.NUMBERS, "memory numbers");
        return new Numbers(
                numbers.getLong(),
                new JvmMemory(
                        numbers.getLong(),
                        numbers.getLong(),
                        numbers.getLong(),
                        numbers.getLong(),
                        numbers.getLong(),
                        numbers.getLong(),
                        numbers.getLong()));
    }

    private static Kind kind(RawFile file, long code) throws ProfileFormatException {
        if (code == 0) {
            return Kind.CONFIRMED;
        }
        if (code == 1) {
            return Kind.PROVISIONAL;
        }
        if (code == 2) {
            return Kind.SAMPLED;
        }
        throw file.damaged("its snapshot is of kind " + code);
    }
}
