package java.lang;

import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import java.util.function.IntToLongFunction;
import java.util.function.LongBinaryOperator;

/**
 * What {@code jdk.internal.misc.Unsafe} calls when it has taken memory outside the heap, before it gives some back, and before and
 * after it moves some: direct buffers, {@code sun.misc.Unsafe} and the arenas of the foreign memory API all end there.
 *
 * <p>While the books are kept the thread's countdown is parked, so that what we allocate stays out of the heap's profile. What
 * is taken while it is parked already is ours and is not told; what is given back or moved is always told, since it may be the
 * program's.
 *
 * <p>Rules for this class: as for the allocation hooks.
 */
public final class FilProfileNative {

    /** What is told in the place of a number of bytes. */
    private static final long FREED = -1;

    private static final long MOVING = -2;
    private static final long STAYED = -3;

    /**
     * The highest countdown of a thread that is not parked ({@code CountdownSource.MAX_UNITS}). The hooks park with the highest
     * number there is, and what the thread allocates meanwhile is taken from it.
     */
    private static final int HIGHEST_COUNTDOWN = 2_000_000_000;

    private static IntSupplier park;
    private static IntConsumer unpark;
    private static volatile LongBinaryOperator books;

    /** Failures of ours that were swallowed here. Racy: a statistic. */
    private static volatile long errors;
    /** Blocks that were lost because there was no stack or no memory left for them. Racy: a statistic. */
    private static volatile long starved;

    private FilProfileNative() {}

    /** A block was taken; address 0 is none. */
    public static void allocated(long bytes, long address) {
        tell(address, bytes);
    }

    /** A block is about to be given back; before, since another thread may be given its address right after. */
    public static void freed(long address) {
        tell(address, FREED);
    }

    /** A block is about to be moved. Returns what stands for it until {@link #moved}. */
    public static long moving(long address) {
        return tell(address, MOVING);
    }

    /** A block was moved; to address 0: was not, for want of memory, and is where it was. */
    public static void moved(long block, long address, long bytes) {
        tell(block, address == 0 ? STAYED : FREED);
        tell(address, bytes);
    }

    private static long tell(long address, long bytes) {
        LongBinaryOperator to = books;
        if (to == null || address == 0) {
            return 0;
        }
        try {
            int countdown = park.getAsInt();
            try {
                return bytes < 0 || countdown <= HIGHEST_COUNTDOWN ? to.applyAsLong(address, bytes) : 0;
            } finally {
                unpark.accept(countdown);
            }
        } catch (VirtualMachineError noMemoryOrStack) {
            starved++;
        } catch (Throwable t) {
            errors++;
        }
        return 0;
    }

    // What the agent calls.

    /**
     * From now on has blocks told to {@code keeper}, which takes an address and the bytes there, or −1 when these are given
     * back, −2 when they are to be moved, −3 when they were not. It returns what stands for a block that is to be moved.
     *
     * @param controls of the hook: what parks the countdown and unparks it
     */
    public static void keeper(LongBinaryOperator keeper, Object controls) {
        park = (IntSupplier) controls;
        unpark = (IntConsumer) controls;
        books = keeper;
    }

    /** What the agent asks for often: an interface, for the same reason as the controls of the hooks. */
    public static Object counts() {
        return new Counts();
    }

    /** See {@link #counts}. */
    private static final class Counts implements IntToLongFunction {

        /** 0: failures of ours that were swallowed here; else: blocks lost for want of stack or memory. */
        @Override
        public long applyAsLong(int which) {
            return which == 0 ? errors : starved;
        }
    }
}
