package dev.filprofile.profile.format;

import java.nio.ByteBuffer;

/**
 * Readings of a size over time, in a fixed number of entries: each is a bucket of time with its lowest and highest reading. When
 * all are used, the buckets' length doubles.
 */
final class UsageArea {

    private static final int MILLIS = 0;
    private static final int LOWEST = 1;
    private static final int HIGHEST = 2;

    private final HalvingSeries entries;
    private long bucketMillis = 1;

    UsageArea(ByteBuffer control, int controlAt, int areasAt) {
        entries = new HalvingSeries(control, controlAt, areasAt, RawLayout.USAGE_ENTRIES, RawLayout.USAGE_LONGS);
    }

    boolean isEmpty() {
        return entries.count() == 0;
    }

    void add(long millis, long bytes) {
        if (joinsLastBucket(millis)) {
            widenLastBucket(bytes);
            return;
        }
        while (entries.isFull()) {
            doubleBuckets();
        }
        // Longer buckets may have taken the reading in.
        if (joinsLastBucket(millis)) {
            widenLastBucket(bytes);
        } else {
            entries.append(bucketStart(millis), bytes, bytes);
        }
    }

    private boolean joinsLastBucket(long millis) {
        int count = entries.count();
        return count > 0 && bucketStart(millis) <= entries.get(count - 1, MILLIS);
    }

    private void widenLastBucket(long bytes) {
        int last = entries.count() - 1;
        if (bytes < entries.get(last, LOWEST)) {
            entries.set(last, LOWEST, bytes);
        }
        if (bytes > entries.get(last, HIGHEST)) {
            entries.set(last, HIGHEST, bytes);
        }
    }

    private long bucketStart(long millis) {
        return millis - Math.floorMod(millis, bucketMillis);
    }

    private void doubleBuckets() {
        bucketMillis *= 2;
        entries.beginRewriting();
        int count = entries.count();
        int entry = 0;
        while (entry < count) {
            long start = bucketStart(entries.get(entry, MILLIS));
            long lowest = entries.get(entry, LOWEST);
            long highest = entries.get(entry, HIGHEST);
            entry++;
            while (entry < count && bucketStart(entries.get(entry, MILLIS)) == start) {
                lowest = Math.min(lowest, entries.get(entry, LOWEST));
                highest = Math.max(highest, entries.get(entry, HIGHEST));
                entry++;
            }
            entries.rewrite(start, lowest, highest);
        }
        entries.endRewriting();
    }
}
