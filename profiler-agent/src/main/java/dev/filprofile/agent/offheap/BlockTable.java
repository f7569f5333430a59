package dev.filprofile.agent.offheap;

import org.jspecify.annotations.Nullable;

/**
 * Blocks by address: open addressing with linear probing, no marks for what was removed (what follows a hole moves up), in
 * arrays of primitive values. Pure; one thread at a time.
 */
final class BlockTable {

    private static final int FIRST_SLOTS = 1024;

    private long[] addresses;
    private long[] sizes;
    private @Nullable Block[] blocks;
    private int size;

    /** What the last {@link #remove} took out. */
    private @Nullable Block removed;

    BlockTable() {
        this(FIRST_SLOTS);
    }

    private BlockTable(int slots) {
        addresses = new long[slots];
        sizes = new long[slots];
        blocks = new Block[slots];
    }

    /** An empty table of so many slots, a power of two, for {@link #growInto}. */
    static BlockTable ofSlots(int slots) {
        return new BlockTable(slots);
    }

    int size() {
        return size;
    }

    int slots() {
        return addresses.length;
    }

    /** Whether one more goes in; at most half of the slots are used. */
    boolean hasRoom() {
        return size < addresses.length / 2;
    }

    /** Takes the room of a larger, empty table. */
    void growInto(BlockTable larger) {
        long[] oldAddresses = addresses;
        long[] oldSizes = sizes;
        @Nullable Block[] oldBlocks = blocks;
        addresses = larger.addresses;
        sizes = larger.sizes;
        blocks = larger.blocks;
        size = 0;
        for (int slot = 0; slot < oldAddresses.length; slot++) {
            if (oldAddresses[slot] != 0) {
                put(oldAddresses[slot], oldSizes[slot], oldBlocks[slot]);
            }
        }
    }

    /** Adds a block that is not there yet; there must be room. */
    void put(long address, long bytes, @Nullable Block block) {
        int slot = slotOf(address);
        while (addresses[slot] != 0) {
            slot = next(slot);
        }
        addresses[slot] = address;
        sizes[slot] = bytes;
        blocks[slot] = block;
        size++;
    }

    /** Removes a block and returns its bytes; −1 if it is not there. */
    long remove(long address) {
        removed = null;
        int slot = slotOf(address);
        while (addresses[slot] != address) {
            if (addresses[slot] == 0) {
                return -1;
            }
            slot = next(slot);
        }
        long bytes = sizes[slot];
        removed = blocks[slot];
        size--;
        closeHole(slot);
        return bytes;
    }

    /** What the last {@link #remove} took out; null if its stack was not taken. */
    @Nullable
    Block removed() {
        return removed;
    }

    /** Moves up, one after the other, what would not be found behind a hole. */
    private void closeHole(int start) {
        int hole = start;
        int slot = next(hole);
        while (addresses[slot] != 0) {
            int home = slotOf(addresses[slot]);
            // whether the hole lies on its way from home to here, in the ring of slots
            if (((slot - home) & mask()) >= ((slot - hole) & mask())) {
                addresses[hole] = addresses[slot];
                sizes[hole] = sizes[slot];
                blocks[hole] = blocks[slot];
                hole = slot;
            }
            slot = next(slot);
        }
        addresses[hole] = 0;
        blocks[hole] = null;
    }

    private int mask() {
        return addresses.length - 1;
    }

    private int next(int slot) {
        return (slot + 1) & mask();
    }

    /** Addresses are multiples of 16 and mostly near each other: a multiplication spreads them, its upper bits count. */
    private int slotOf(long address) {
        return (int) ((address * 0x9E3779B97F4A7C15L) >>> 33) & mask();
    }
}
