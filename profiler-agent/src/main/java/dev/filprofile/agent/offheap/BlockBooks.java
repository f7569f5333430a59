package dev.filprofile.agent.offheap;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which blocks are alive, how many bytes they are, and which were alive at the peak. Pure; one thread at a time; no step takes
 * longer the more blocks there are, but for {@link #growInto} and the two pictures.
 *
 * <p><b>The peak without copying.</b> Allocations are numbered. Whenever the live bytes exceed the peak so far, their number is
 * kept as the <i>peak's number</i> n and the <i>graveyard</i> is emptied. A block that is freed later goes to the graveyard if
 * its own number is at most n. The picture of the peak is then: all in the graveyard, and of the living those whose number is at
 * most n.
 *
 * <p><i>Why that is right.</i> A block was alive at the peak if and only if it was allocated up to n and not freed before. One that
 * still lives was not freed: it is in the picture if and only if its number is at most n. One that was freed before the peak was
 * freed before the graveyard was emptied, and never enters it again. One that was freed after the peak entered the graveyard if and
 * only if its number is at most n, and has stayed there, since only a new peak empties it. Each block is in one of these three
 * cases. The graveyard holds no more blocks than were alive at the peak.
 *
 * <p>Blocks whose stack was not taken have a place in the sums only.
 *
 * <p><b>Where the stack may end.</b> The program may be at the end of its stack when it takes or frees memory, and so the stack may
 * end in any call made here. Therefore each step makes all its calls first, the one that changes the table last of them, and then
 * changes the rest without any: it is done or not begun. To try whether there is room would cost more than the step does.
 */
final class BlockBooks {

    /** Blocks on the move lie between addresses of blocks, which are multiples of this. */
    private static final int ALIGNMENT = 8;

    /** More blocks than this at a time are not followed. */
    static final int MAX_BLOCKS = 1_000_000;

    private final BlockTable table = new BlockTable();
    private final int maxBlocks;
    private @Nullable Block newestLiving;
    private @Nullable Block graveyard;
    private int livingBlocks;
    private int buriedBlocks;
    private long sequence;
    private long liveBytes;
    private long peakBytes;
    private long peakSequence;
    private long peakMillis;
    private long untracked;

    BlockBooks() {
        this(MAX_BLOCKS);
    }

    /** With another bound, for tests. */
    BlockBooks(int maxBlocks) {
        this.maxBlocks = maxBlocks;
    }

    /** Slots that the table wants to have before the next {@link #allocated}; 0 if it is large enough. */
    int wantedSlots() {
        return table.hasRoom() || table.size() >= maxBlocks ? 0 : table.slots() * 2;
    }

    /** Makes room, in an empty table of at least {@link #wantedSlots()}. */
    void growInto(BlockTable larger) {
        table.growInto(larger);
    }

    /**
     * A block was taken. There must be room.
     *
     * @param block null if its stack was not taken
     * @param millis tells the time, if this is a new peak
     */
    void allocated(long address, long bytes, @Nullable Block block, LongSupplier millis) {
        freed(address); // by somebody whom we did not see
        if (table.size() >= maxBlocks) {
            untracked++;
            return;
        }
        boolean isPeak = liveBytes + bytes > peakBytes;
        long now = isPeak ? millis.getAsLong() : 0;
        table.put(address, bytes, block); // the last call
        sequence++;
        liveBytes += bytes;
        if (block != null) {
            block.birth = sequence;
            block.older = newestLiving;
            if (newestLiving != null) {
                newestLiving.newer = block;
            }
            newestLiving = block;
            livingBlocks++;
        }
        if (isPeak) {
            peakBytes = liveBytes;
            peakSequence = sequence;
            peakMillis = now;
            graveyard = null;
            buriedBlocks = 0;
        }
    }

    /** A block is given back; one that is not known does not matter. */
    void freed(long address) {
        int slot = table.find(address);
        if (slot < 0) {
            return;
        }
        long bytes = table.bytesAt(slot);
        Block block = table.blockAt(slot);
        table.removeAt(slot); // the last call
        liveBytes -= bytes;
        if (block == null) {
            return;
        }
        if (block.newer == null) {
            newestLiving = block.older;
        } else {
            block.newer.older = block.older;
        }
        if (block.older != null) {
            block.older.newer = block.newer;
        }
        livingBlocks--;
        block.newer = null;
        block.older = null;
        if (block.birth <= peakSequence) {
            block.older = graveyard;
            graveyard = block;
            buriedBlocks++;
        }
    }

    /**
     * A block is about to be moved. Until it is known whether that succeeds it stays alive, under another address: its own may
     * be another block's as soon as it has moved.
     *
     * @return the other address, for {@link #freed} or {@link #stayed}; 0 if there is no such block
     */
    long moving(long address) {
        for (long other = address + 1; other < address + ALIGNMENT; other++) {
            if (table.find(other) < 0) {
                return rename(address, other) ? other : 0;
            }
        }
        return 0;
    }

    /** A block could not be moved. */
    void stayed(long movingAddress) {
        rename(movingAddress, movingAddress & -ALIGNMENT);
    }

    private boolean rename(long address, long other) {
        int slot = table.find(address);
        if (slot < 0) {
            return false;
        }
        // half of the slots are free; should the stack end after the first of these, an entry is left that nobody asks
        // for
        table.put(other, table.bytesAt(slot), table.blockAt(slot));
        table.removeAt(slot);
        return true;
    }

    /**
     * Puts the blocks that were alive at the peak into {@code into}; of those whose stack was not taken none.
     *
     * @return how many there are: more than {@code into} has room for if it is too short
     */
    int peakPicture(@Nullable Block[] into) {
        int count = copy(newestLiving, peakSequence, into, 0);
        return copy(graveyard, peakSequence, into, count);
    }

    /** The same of the blocks that are alive now. */
    int livePicture(@Nullable Block[] into) {
        return copy(newestLiving, Long.MAX_VALUE, into, 0);
    }

    private static int copy(@Nullable Block first, long lastBirth, @Nullable Block[] into, int start) {
        int count = start;
        for (Block block = first; block != null; block = block.older) {
            if (block.birth <= lastBirth) {
                if (count < into.length) {
                    into[count] = block;
                }
                count++;
            }
        }
        return count;
    }

    long liveBytes() {
        return liveBytes;
    }

    long peakBytes() {
        return peakBytes;
    }

    /** When the peak was. */
    long peakMillis() {
        return peakMillis;
    }

    /** Number of the allocation that made the peak: tells one peak from another. */
    long peakSequence() {
        return peakSequence;
    }

    /** Allocations so far, without those not followed. */
    long allocations() {
        return sequence;
    }

    /** Allocations that were not followed because too many blocks were alive. */
    long untracked() {
        return untracked;
    }

    /**
     * Estimate of the Java heap bytes held here.
     *
     * @param blockBytes of one {@link Block}
     * @param referenceBytes of a reference in an array
     */
    long heapBytes(long blockBytes, long referenceBytes) {
        return table.slots() * (2 * Long.BYTES + referenceBytes) + blockBytes * (livingBlocks + buriedBlocks);
    }
}
