package dev.filprofile.profile.format;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots of one kind: two slots with an area of rows each. The one with the higher commit word is the current one; the other
 * is written. Its commit word is cleared first and set last, so whoever sees a commit word sees the snapshot under it.
 */
final class SnapshotAreas {

    private static final int LEAST_ROWS = 4096;
    private static final int MOST_ROWS = (Integer.MAX_VALUE - RawLayout.PAGE) / RawLayout.ROW;

    private final FileRegions regions;
    private final ByteBuffer control;
    private final int slotsAt;
    private @Nullable FileRegion firstArea;
    private @Nullable FileRegion secondArea;
    private long sequence;

    /** The rows being written; null when no snapshot has begun. */
    private @Nullable ByteBuffer rows;

    private int at;
    private long lostRows;

    /** @param slotsAt where the two slots are */
    SnapshotAreas(FileRegions regions, ByteBuffer control, int slotsAt) {
        this.regions = regions;
        this.control = control;
        this.slotsAt = slotsAt;
    }

    void begin(int rowCount) throws IOException {
        rows = null;
        FileRegion area = (sequence & 1) == 0 ? firstArea : secondArea;
        if (area == null || area.buffer().capacity() / RawLayout.ROW < rowCount) {
            area = regions.allocate(areaBytes(rowCount));
        }
        if ((sequence & 1) == 0) {
            firstArea = area;
        } else {
            secondArea = area;
        }
        int slot = slot();
        control.putLong(slot + RawLayout.SNAPSHOT_COMMIT, 0);
        VarHandle.releaseFence();
        control.putLong(slot + RawLayout.SNAPSHOT_AREA, area.offset());
        rows = area.buffer();
        at = 0;
        lostRows = 0;
    }

    /** Half as many rows again: the next snapshot of a growing heap is larger. */
    private static int areaBytes(int rowCount) {
        long wanted = Math.max(LEAST_ROWS, rowCount + (long) rowCount / 2);
        return RawLayout.ROW * (int) Math.min(MOST_ROWS, wanted);
    }

    void row(int path, int classId, int thread, int task, long sizeBytes, double weight) {
        ByteBuffer buffer = rows;
        if (buffer == null) {
            return;
        }
        if (buffer.capacity() - at < RawLayout.ROW) {
            lostRows++;
            return;
        }
        buffer.putInt(at + RawLayout.ROW_PATH, path);
        buffer.putInt(at + RawLayout.ROW_CLASS, classId);
        buffer.putInt(at + RawLayout.ROW_THREAD, thread);
        buffer.putInt(at + RawLayout.ROW_TASK, task);
        buffer.putLong(at + RawLayout.ROW_SIZE, sizeBytes);
        buffer.putLong(at + RawLayout.ROW_WEIGHT, Double.doubleToRawLongBits(weight));
        at += RawLayout.ROW;
    }

    void commit(int kind, long peakBytes, long peakMillis, long ownBytes, long intervalBytes) {
        if (rows == null) {
            return;
        }
        int slot = slot();
        control.putLong(slot + RawLayout.SNAPSHOT_ROWS, at / RawLayout.ROW);
        control.putLong(slot + RawLayout.SNAPSHOT_LOST_ROWS, lostRows);
        control.putLong(slot + RawLayout.SNAPSHOT_PEAK, peakBytes);
        control.putLong(slot + RawLayout.SNAPSHOT_MILLIS, peakMillis);
        control.putLong(slot + RawLayout.SNAPSHOT_OWN, ownBytes);
        control.putLong(slot + RawLayout.SNAPSHOT_INTERVAL, intervalBytes);
        control.putLong(slot + RawLayout.SNAPSHOT_KIND, kind);
        VarHandle.releaseFence();
        control.putLong(slot + RawLayout.SNAPSHOT_COMMIT, sequence + 1);
        sequence++;
        rows = null;
    }

    /** Copies the snapshot that was the current one before the last commit; nothing if there was none. */
    void copyPreviousTo(SnapshotAreas target) throws IOException {
        int slot = slot();
        FileRegion area = (sequence & 1) == 0 ? firstArea : secondArea;
        if (area == null || control.getLong(slot + RawLayout.SNAPSHOT_COMMIT) == 0) {
            return;
        }
        int count = (int) control.getLong(slot + RawLayout.SNAPSHOT_ROWS);
        target.begin(count);
        target.copyRows(area.buffer(), count);
        target.lostRows = control.getLong(slot + RawLayout.SNAPSHOT_LOST_ROWS);
        target.commit(
                (int) control.getLong(slot + RawLayout.SNAPSHOT_KIND),
                control.getLong(slot + RawLayout.SNAPSHOT_PEAK),
                control.getLong(slot + RawLayout.SNAPSHOT_MILLIS),
                control.getLong(slot + RawLayout.SNAPSHOT_OWN),
                control.getLong(slot + RawLayout.SNAPSHOT_INTERVAL));
    }

    private void copyRows(ByteBuffer from, int count) {
        ByteBuffer to = rows;
        if (to != null) {
            to.put(0, from, 0, count * RawLayout.ROW);
            at = count * RawLayout.ROW;
        }
    }

    /** Which of the two slots is being written. */
    int slotIndex() {
        return (int) (sequence & 1);
    }

    /** Gives up the snapshot begun, if any. */
    void abandon() {
        rows = null;
    }

    /** The slot that does not hold the current snapshot; commit word n stands in slot (n − 1) mod 2. */
    private int slot() {
        return slotsAt + (int) (sequence & 1) * RawLayout.SNAPSHOT_SLOT;
    }
}
