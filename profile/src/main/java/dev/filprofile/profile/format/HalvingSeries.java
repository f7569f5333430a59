package dev.filprofile.profile.format;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * Entries of a few longs in two areas of the file, one of them current. Appending makes an entry visible by moving the
 * count. A full series is rewritten shorter into the other area, which becomes the current one when the generation moves:
 * a reader that finds the generation unmoved has read whole entries.
 */
final class HalvingSeries {

    private final ByteBuffer control;
    private final int controlAt;
    private final int areasAt;
    private final int capacity;
    private final int longs;
    private long generation;
    private int count;
    private int rewritten;

    HalvingSeries(ByteBuffer control, int controlAt, int areasAt, int capacity, int longs) {
        this.control = control;
        this.controlAt = controlAt;
        this.areasAt = areasAt;
        this.capacity = capacity;
        this.longs = longs;
    }

    int count() {
        return count;
    }

    boolean isFull() {
        return count == capacity;
    }

    long get(int entry, int field) {
        return control.getLong(at(generation, entry, field));
    }

    void set(int entry, int field, long value) {
        control.putLong(at(generation, entry, field), value);
    }

    void append(long a, long b, long c) {
        put(generation, count, a, b, c);
        count++;
        publishCount(generation, count);
    }

    /** Begins a shorter version of the series; its entries follow by {@link #rewrite}. */
    void beginRewriting() {
        rewritten = 0;
    }

    void rewrite(long a, long b, long c) {
        put(generation + 1, rewritten, a, b, c);
        rewritten++;
    }

    void endRewriting() {
        publishCount(generation + 1, rewritten);
        generation++;
        count = rewritten;
        VarHandle.releaseFence();
        control.putLong(controlAt + RawLayout.SERIES_GENERATION, generation);
    }

    private void put(long inGeneration, int entry, long a, long b, long c) {
        control.putLong(at(inGeneration, entry, 0), a);
        control.putLong(at(inGeneration, entry, 1), b);
        if (longs > 2) {
            control.putLong(at(inGeneration, entry, 2), c);
        }
    }

    private void publishCount(long inGeneration, int entries) {
        VarHandle.releaseFence();
        control.putLong(controlAt + RawLayout.SERIES_COUNTS + (int) (inGeneration & 1) * 8, entries);
    }

    private int at(long inGeneration, int entry, int field) {
        return areasAt + (((int) (inGeneration & 1) * capacity + entry) * longs + field) * 8;
    }
}
