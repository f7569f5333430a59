package dev.filprofile.agent.instrument;

import org.jspecify.annotations.Nullable;

/**
 * The set of classes that were offered for transformation, so that those which were not can be found. Holds 64 bits of hash
 * for each, of its name and its loader's identity, and so pins neither. Two classes that share all bits are taken for one:
 * the second, if it was never offered, stays uninstrumented, which is the smaller evil and never yet seen.
 *
 * <p>Called from any thread, also while classes load: blocks nobody for longer than one insertion takes, loads nothing.
 */
final class OfferedClasses {

    private static final int INITIAL_SLOTS = 4096;
    private static final long FNV_PRIME = 0x100000001B3L;

    private final Object lock = new Object();
    private long[] slots = new long[INITIAL_SLOTS];
    private int size;

    /** Adds the class; false if it was there. The name may have dots or slashes. */
    boolean add(String name, @Nullable ClassLoader loader) {
        long key = key(name, loader);
        synchronized (lock) {
            if (2 * size >= slots.length) {
                grow();
            }
            int slot = slotOf(slots, key);
            if (slots[slot] == key) {
                return false;
            }
            slots[slot] = key;
            size++;
            return true;
        }
    }

    /** Number of classes offered so far. */
    int size() {
        synchronized (lock) {
            return size;
        }
    }

    long heapBytes() {
        synchronized (lock) {
            return 8L * slots.length;
        }
    }

    private void grow() {
        long[] wider = new long[2 * slots.length];
        for (long key : slots) {
            if (key != 0) {
                wider[slotOf(wider, key)] = key;
            }
        }
        slots = wider;
    }

    private static int slotOf(long[] slots, long key) {
        int mask = slots.length - 1;
        int slot = (int) (key >>> 32) & mask;
        while (slots[slot] != 0 && slots[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static long key(String name, @Nullable ClassLoader loader) {
        long hash = System.identityHashCode(loader);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            hash = (hash ^ (c == '/' ? '.' : c)) * FNV_PRIME;
        }
        hash *= 0x9E3779B97F4A7C15L;
        hash ^= hash >>> 32;
        return hash == 0 ? 1 : hash;
    }
}
