package dev.filprofile.agent.offheap;

import org.jspecify.annotations.Nullable;

/**
 * Blocks by address: open addressing with linear probing, no marks for what was removed (what follows a hole moves up), in
 * arrays of primitive values. Pure; one thread at a time.
 *
 * <p>The stack may end in any call. So that nothing is left half done then, each method here calls nobody once it has begun to
 * change something.
 */
final class BlockTable {

    private static final int FIRST_SLOTS = 1024;

    /** Addresses are multiples of 16 and mostly near each other: a multiplication spreads them, its upper bits count. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private long[] addresses;
    private long[] sizes;
    private @Nullable Block[] blocks;
    private int size;

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
        for (int slot = 0; slot < addresses.length; slot++) {
            if (addresses[slot] != 0) {
                larger.put(addresses[slot], sizes[slot], blocks[slot]);
            }
        }
        addresses = larger.addresses;
        sizes = larger.sizes;
        blocks = larger.blocks;
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

    /** The slot of a block until the next change; −1 if it is not there. */
    int find(long address) {
        int slot = slotOf(address);
        while (addresses[slot] != address) {
            if (addresses[slot] == 0) {
                return -1;
            }
            slot = next(slot);
        }
        return slot;
    }

    long bytesAt(int slot) {
        return sizes[slot];
    }

    /** Null if its stack was not taken. */
    @Nullable
    Block blockAt(int slot) {
        return blocks[slot];
    }

    /** Removes a block, and moves up, one after the other, what would not be found behind the hole. */
    void removeAt(int removed) {
        int mask = addresses.length - 1;
        int hole = removed;
        for (int slot = hole + 1 & mask; addresses[slot] != 0; slot = slot + 1 & mask) {
            int home = (int) ((addresses[slot] * SPREAD) >>> 33) & mask; // slotOf, without a call
            // whether the hole lies on its way from home to here, in the ring of slots
            if ((slot - home & mask) >= (slot - hole & mask)) {
                addresses[hole] = addresses[slot];
                sizes[hole] = sizes[slot];
                blocks[hole] = blocks[slot];
                hole = slot;
            }
        }
        addresses[hole] = 0;
        blocks[hole] = null;
        size--;
    }

    private int next(int slot) {
        return slot + 1 & addresses.length - 1;
    }

    private int slotOf(long address) {
        return (int) ((address * SPREAD) >>> 33) & addresses.length - 1;
    }
}
