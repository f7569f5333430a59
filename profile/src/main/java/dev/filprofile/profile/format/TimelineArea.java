package dev.filprofile.profile.format;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/** The timeline's three series, each of a fixed size however long the program runs. */
final class TimelineArea {

    private static final int MILLIS = 0;
    private static final int LOWEST = 1;
    private static final int HIGHEST = 2;
    private static final int LIVE = 1;

    private final ByteBuffer control;

    private final HalvingSeries usage;
    private long bucketMillis = 1;

    private final HalvingSeries confirmations;
    /** How many neighbouring confirmations share an entry, and how many the last entry has seen. */
    private long stride = 1;

    private long inLastEntry;

    private long collections;

    TimelineArea(ByteBuffer control) {
        this.control = control;
        usage = new HalvingSeries(
                control,
                RawLayout.USAGE_CONTROL_AT,
                RawLayout.USAGE_AT,
                RawLayout.USAGE_ENTRIES,
                RawLayout.USAGE_LONGS);
        confirmations = new HalvingSeries(
                control,
                RawLayout.CONFIRMATIONS_CONTROL_AT,
                RawLayout.CONFIRMATIONS_AT,
                RawLayout.CONFIRMATION_ENTRIES,
                RawLayout.CONFIRMATION_LONGS);
    }

    /** Each entry is a bucket of time with its lowest and highest reading; the bucket's length doubles when all are used. */
    void usage(long millis, long usedBytes) {
        if (joinsLastBucket(millis)) {
            widenLastBucket(usedBytes);
            return;
        }
        while (usage.isFull()) {
            doubleBuckets();
        }
        // Longer buckets may have taken the reading in.
        if (joinsLastBucket(millis)) {
            widenLastBucket(usedBytes);
        } else {
            usage.append(bucketStart(millis), usedBytes, usedBytes);
        }
    }

    private boolean joinsLastBucket(long millis) {
        int count = usage.count();
        return count > 0 && bucketStart(millis) <= usage.get(count - 1, MILLIS);
    }

    private void widenLastBucket(long usedBytes) {
        int last = usage.count() - 1;
        if (usedBytes < usage.get(last, LOWEST)) {
            usage.set(last, LOWEST, usedBytes);
        }
        if (usedBytes > usage.get(last, HIGHEST)) {
            usage.set(last, HIGHEST, usedBytes);
        }
    }

    private long bucketStart(long millis) {
        return millis - Math.floorMod(millis, bucketMillis);
    }

    private void doubleBuckets() {
        bucketMillis *= 2;
        usage.beginRewriting();
        int count = usage.count();
        int entry = 0;
        while (entry < count) {
            long start = bucketStart(usage.get(entry, MILLIS));
            long lowest = usage.get(entry, LOWEST);
            long highest = usage.get(entry, HIGHEST);
            entry++;
            while (entry < count && bucketStart(usage.get(entry, MILLIS)) == start) {
                lowest = Math.min(lowest, usage.get(entry, LOWEST));
                highest = Math.max(highest, usage.get(entry, HIGHEST));
                entry++;
            }
            usage.rewrite(start, lowest, highest);
        }
        usage.endRewriting();
    }

    /** Of each {@code stride} neighbouring confirmations the highest stays: thinning must not lose the peak. */
    void confirmation(long millis, long liveBytes) {
        if (inLastEntry > 0 && inLastEntry < stride) {
            inLastEntry++;
            int last = confirmations.count() - 1;
            if (liveBytes > confirmations.get(last, LIVE)) {
                confirmations.set(last, MILLIS, millis);
                confirmations.set(last, LIVE, liveBytes);
            }
            return;
        }
        if (confirmations.isFull()) {
            halveConfirmations();
        }
        confirmations.append(millis, liveBytes, 0);
        inLastEntry = 1;
    }

    private void halveConfirmations() {
        stride *= 2;
        confirmations.beginRewriting();
        for (int entry = 0; entry + 1 < confirmations.count(); entry += 2) {
            int higher = confirmations.get(entry, LIVE) >= confirmations.get(entry + 1, LIVE) ? entry : entry + 1;
            confirmations.rewrite(confirmations.get(higher, MILLIS), confirmations.get(higher, LIVE), 0);
        }
        confirmations.endRewriting();
    }

    void collection(long millis, long beforeBytes, long afterBytes, boolean full) {
        int slot = (int) (collections % RawLayout.COLLECTION_SLOTS);
        int at = RawLayout.COLLECTIONS_AT + slot * RawLayout.COLLECTION_LONGS * 8;
        control.putLong(at, millis);
        control.putLong(at + 8, beforeBytes);
        control.putLong(at + 16, afterBytes);
        control.putLong(at + 24, full ? 1 : 0);
        collections++;
        VarHandle.releaseFence();
        control.putLong(RawLayout.COLLECTIONS_TOTAL_AT, collections);
    }
}
