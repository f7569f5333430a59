package dev.filprofile.agent.offheap;

import dev.filprofile.agent.live.Collections;
import dev.filprofile.agent.path.StackCapture;
import dev.filprofile.agent.sample.CountdownSource;
import dev.filprofile.agent.sample.CountedUnits;
import dev.filprofile.agent.sample.Estimator;
import dev.filprofile.agent.sample.StackRoom;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongBinaryOperator;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Memory that Java code takes outside the heap: told of by the hook, on the threads that take and free it.
 *
 * <p>Every block's size counts, so the sums are exact. The stack is taken of each block of at least {@value #ALWAYS_BYTES} bytes;
 * of a smaller one with the probability that {@link Estimator} gives for that interval, so that a program with very many little
 * blocks pays for few stacks, and each of them stands for all that are like it.
 *
 * <p><b>Concurrency.</b> The books have a spin lock: held for a few dozen instructions, but while the table doubles and while a
 * picture is copied. Not a monitor, which a virtual thread would be pinned by and a debugger would show; and nothing in it waits, allocates or
 * calls foreign code. Whatever takes time or memory comes before: the stack is taken, and a larger table made, while nobody else
 * can know the address. Who waits offers its processor to others, since the one that holds the lock may be waiting for that. The lock
 * is a field because it must be let go without a call: the stack may end in any (see {@link BlockBooks}).
 */
public final class OffHeap implements LongBinaryOperator {

    /** What is told in the place of a number of bytes; as in the hook. */
    static final long FREED = -1;

    static final long MOVING = -2;
    static final long STAYED = -3;

    /** Blocks from this size on are never sampled, and smaller ones at this interval. */
    static final long ALWAYS_BYTES = 64 * 1024;

    /** So many times the lock is tried before the processor is offered to others. */
    private static final int SPINS = 20;

    private static final AtomicIntegerFieldUpdater<OffHeap> LOCKED =
            AtomicIntegerFieldUpdater.newUpdater(OffHeap.class, "locked");

    private final BlockBooks books = new BlockBooks();
    private volatile int locked;
    private volatile @Nullable Runnable onLarge;
    private final AtomicReference<@Nullable Block> handedIn = new AtomicReference<>();
    private final StackCapture stacks;
    private final Collections collections;
    private final CountdownSource random;
    private final LongSupplier millis;
    private final Runnable giveWay;
    private final boolean exact;
    private final long blockBytes;
    private final long referenceBytes;

    /**
     * @param random draws which small blocks are recorded
     * @param millis the time
     * @param giveWay offers the processor to other threads of the system; a virtual thread stays where it is
     * @param exact whether every stack is taken
     * @param sizeOf gives an object's bytes
     */
    public OffHeap(
            StackCapture stacks,
            Collections collections,
            CountdownSource random,
            LongSupplier millis,
            Runnable giveWay,
            boolean exact,
            ToLongFunction<Object> sizeOf) {
        this.stacks = stacks;
        this.collections = collections;
        this.random = random;
        this.millis = millis;
        this.giveWay = giveWay;
        this.exact = exact;
        this.blockBytes = sizeOf.applyAsLong(new Block(1, 1, 0, this, null));
        this.referenceBytes = (sizeOf.applyAsLong(new Block[4096]) - sizeOf.applyAsLong(new Block[2048])) / 2048;
        // Loads all that is used under the lock. A class that were loaded there would wait for the loader's locks,
        // which a thread
        // may hold that waits for ours.
        state();
    }

    /** From now on has this called when a large block was taken, on the thread that took it. */
    public void onLarge(Runnable listener) {
        onLarge = listener;
    }

    /**
     * On the program's threads, with the countdown parked: a block was taken, is about to be given back, or is about to be moved;
     * then what was told in its place follows as given back, and the new block as taken, or that it stayed.
     *
     * @param address of the block; 0 for none. If it stayed, what was returned when it was to be moved
     * @param bytes its size, or {@link #FREED}, {@link #MOVING}, {@link #STAYED}
     * @return what stands for a block that is to be moved, 0 if it is not known; else nothing of interest
     */
    @Override
    public long applyAsLong(long address, long bytes) {
        if (bytes >= 0) {
            allocated(address, bytes);
            return 0;
        }
        lock();
        try {
            if (bytes == MOVING) {
                return books.moving(address);
            }
            if (bytes == STAYED) {
                books.stayed(address);
            } else {
                books.freed(address);
            }
            return 0;
        } finally {
            locked = 0;
        }
    }

    private void allocated(long address, long bytes) {
        Block block = captured(bytes);
        BlockTable spare = null;
        int wanted;
        while ((wanted = allocated(address, bytes, block, spare)) > 0) {
            spare = BlockTable.ofSlots(wanted);
        }
        Runnable listener = onLarge;
        if (bytes >= ALWAYS_BYTES && listener != null) {
            listener.run();
        }
    }

    /** Returns 0 if it is done, else how many slots the spare table is to have. */
    private int allocated(long address, long bytes, @Nullable Block block, @Nullable BlockTable spare) {
        lock();
        try {
            int wanted = books.wantedSlots();
            if (wanted > 0) {
                if (spare == null || spare.slots() < wanted) {
                    return wanted;
                }
                books.growInto(spare);
            }
            books.allocated(address, bytes, block, millis);
            return 0;
        } finally {
            locked = 0;
        }
    }

    private @Nullable Block captured(long bytes) {
        double weight = 1;
        if (!exact && bytes < ALWAYS_BYTES) {
            long units = Math.max(1, bytes / CountedUnits.BYTES_PER_UNIT);
            double drawn = random.nextUniform();
            // 1 - exp(-x) is below x: this alone tells of most
            if (drawn * ALWAYS_BYTES >= units * CountedUnits.BYTES_PER_UNIT) {
                return null;
            }
            double probability = Estimator.probability(units, ALWAYS_BYTES);
            if (drawn >= probability) {
                return null;
            }
            weight = Estimator.weight(probability);
        }
        if (!StackRoom.isThere()) {
            return null;
        }
        Block block = new Block(
                bytes,
                weight,
                collections.epoch(),
                stacks.capture(),
                Thread.currentThread().getName());
        Block before;
        do {
            before = handedIn.get();
            block.handedInBefore = before;
        } while (!handedIn.compareAndSet(before, block));
        return block;
    }

    private void lock() {
        int spins = 0;
        while (!LOCKED.compareAndSet(this, 0, 1)) {
            Thread.onSpinWait();
            if (++spins % SPINS == 0) {
                giveWay.run();
            }
        }
    }

    // What the owner of the recorder asks for.

    /** Finds the place of a block. */
    public interface Places {

        /** Calls {@link Block#place}. */
        void place(Block block);
    }

    /**
     * Finds the places of all blocks that wait for it.
     *
     * @param epoch collections that have ended
     * @return heap bytes of the stacks taken before the last of them, garbage from now on
     */
    public long placeAll(Places places, int epoch) {
        long bytes = 0;
        Block block = handedIn.get() == null ? null : handedIn.getAndSet(null);
        while (block != null) {
            Object stack = block.stack();
            if (stack != null && block.epoch < epoch) {
                bytes += stacks.heapBytes(stack);
            }
            places.place(block);
            Block before = block.handedInBefore;
            block.handedInBefore = null;
            block = before;
        }
        return bytes;
    }

    /**
     * How things stood at one moment.
     *
     * @param allocations blocks taken so far
     * @param untracked of these, blocks that were not followed because too many were alive
     * @param peakSequence tells one peak from another; 0 before the first
     */
    public record State(
            long liveBytes, long peakBytes, long peakMillis, long peakSequence, long allocations, long untracked) {}

    public State state() {
        lock();
        try {
            return current();
        } finally {
            locked = 0;
        }
    }

    /** Bytes taken and not freed. */
    public long liveBytes() {
        lock();
        try {
            return books.liveBytes();
        } finally {
            locked = 0;
        }
    }

    /** Blocks taken so far. */
    public long allocations() {
        lock();
        try {
            return books.allocations();
        } finally {
            locked = 0;
        }
    }

    private State current() {
        return new State(
                books.liveBytes(),
                books.peakBytes(),
                books.peakMillis(),
                books.peakSequence(),
                books.allocations(),
                books.untracked());
    }

    /**
     * Blocks that were alive together, as far as their stacks were taken.
     *
     * @param blocks the first {@code count} of them; not to be modified
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over once
    public record Picture(State state, @Nullable Block[] blocks, int count) {}

    /** The blocks that were alive at the peak. */
    public Picture peakPicture() {
        return picture(true);
    }

    /** The blocks that are alive now. */
    public Picture livePicture() {
        return picture(false);
    }

    private Picture picture(boolean peak) {
        int room = 1024;
        while (true) {
            @Nullable Block[] blocks = new Block[room];
            State state;
            int count;
            lock();
            try {
                count = peak ? books.peakPicture(blocks) : books.livePicture(blocks);
                state = current();
            } finally {
                locked = 0;
            }
            if (count <= room) {
                return new Picture(state, blocks, count);
            }
            room = count + count / 4;
        }
    }

    /** Java heap bytes of what grows with the blocks. */
    public long heapBytes() {
        lock();
        try {
            return books.heapBytes(blockBytes, referenceBytes);
        } finally {
            locked = 0;
        }
    }
}
