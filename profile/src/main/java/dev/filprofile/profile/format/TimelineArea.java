package dev.filprofile.profile.format;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/** The timeline's series, each of a fixed size however long the program runs. */
final class TimelineArea {

    private static final int MILLIS = 0;
    private static final int LIVE = 1;

    private final ByteBuffer control;

    private final UsageArea usage;
    private final UsageArea offHeapUsage;

    private final HalvingSeries confirmations;
    /** How many neighbouring confirmations share an entry, and how many the last entry has seen. */
    private long stride = 1;

    private long inLastEntry;

    private long collections;

    TimelineArea(ByteBuffer control) {
        this.control = control;
        usage = new UsageArea(control, RawLayout.USAGE_CONTROL_AT, RawLayout.USAGE_AT);
        offHeapUsage = new UsageArea(control, RawLayout.OFF_HEAP_USAGE_CONTROL_AT, RawLayout.OFF_HEAP_USAGE_AT);
        confirmations = new HalvingSeries(
                control,
                RawLayout.CONFIRMATIONS_CONTROL_AT,
                RawLayout.CONFIRMATIONS_AT,
                RawLayout.CONFIRMATION_ENTRIES,
                RawLayout.CONFIRMATION_LONGS);
    }

    void usage(long millis, long usedBytes) {
        usage.add(millis, usedBytes);
    }

    /** Begins with the first bytes: most programs have none. */
    void offHeapUsage(long millis, long bytes) {
        if (bytes > 0 || !offHeapUsage.isEmpty()) {
            offHeapUsage.add(millis, bytes);
        }
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
