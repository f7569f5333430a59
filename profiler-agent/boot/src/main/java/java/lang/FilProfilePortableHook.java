package java.lang;

import java.lang.invoke.VarHandle;
import java.lang.reflect.Array;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import java.util.function.IntToLongFunction;
import java.util.function.ObjIntConsumer;
import java.util.function.UnaryOperator;

/**
 * What instrumented code calls at each allocation where {@link FilProfileHook} cannot work: leans on no internals of
 * the JDK, takes each object, and is slower, since objects that are passed on are no longer replaced by scalars.
 *
 * <p>Countdowns live in a table indexed by the thread's identity hash. Threads that share a slot share its countdown,
 * which changes nothing about the expected values; the races are those of a statistic.
 */
public final class FilProfilePortableHook {

    private static final int PARKED = Integer.MAX_VALUE;
    private static final int OBJECT_UNITS = FilProfileUnits.OBJECT;
    private static final int SLOTS = 1 << 12;
    /** Slots are this far apart, so that two threads do not write to one cache line. */
    private static final int STRIDE = 16;

    private static final int[] COUNTDOWN = new int[SLOTS * STRIDE];

    private static volatile boolean on;
    private static IntSupplier countdowns;
    private static ObjIntConsumer<Object> sampler;
    private static ObjIntConsumer<Object> nestSampler;
    private static ObjIntConsumer<Object> backtraceSampler;
    private static volatile UnaryOperator<Object> hiddenClasses;

    /** Failures of ours that were swallowed here. Racy: a statistic. */
    private static long errors;
    /** Samples that were lost because there was no stack or no memory left for them. Racy: a statistic. */
    private static long starved;

    private FilProfilePortableHook() {}

    /** A plain object; called first in {@code Object.<init>}. */
    public static void tick(Object o) {
        count(o, OBJECT_UNITS, sampler);
    }

    public static void sized(byte[] a) {
        count(a, 2 + (a.length >>> 3), sampler);
    }

    public static void sized(boolean[] a) {
        count(a, 2 + (a.length >>> 3), sampler);
    }

    public static void sized(char[] a) {
        count(a, 2 + (a.length >>> 2), sampler);
    }

    public static void sized(short[] a) {
        count(a, 2 + (a.length >>> 2), sampler);
    }

    public static void sized(int[] a) {
        count(a, 2 + (a.length >>> 1), sampler);
    }

    public static void sized(float[] a) {
        count(a, 2 + (a.length >>> 1), sampler);
    }

    public static void sized(Object[] a) {
        count(a, 2 + (a.length >>> 1), sampler);
    }

    public static void sized(long[] a) {
        count(a, 2 + a.length, sampler);
    }

    public static void sized(double[] a) {
        count(a, 2 + a.length, sampler);
    }

    /** Whatever has no exact shape at the site, nests of arrays included. */
    public static void other(Object o) {
        if (o != null) {
            count(o, FilProfileUnits.ofNest(o), nestSampler);
        }
    }

    /** What the VM noted of a stack: the first of its chunks, null if there is none. */
    public static void backtrace(Object first) {
        if (first != null) {
            count(first, FilProfileUnits.ofBacktrace(first), backtraceSampler);
        }
    }

    /**
     * Gives the class file that is to be defined in the place of another, for hidden classes.
     *
     * @param flags as of {@code Lookup.ClassDefiner}: 2 is set for a hidden class
     */
    public static byte[] hiddenClass(byte[] classFile, int flags) {
        UnaryOperator<Object> instrumenter = hiddenClasses;
        if (instrumenter == null || (flags & 2) == 0) {
            return classFile;
        }
        try {
            Object instrumented = instrumenter.apply(classFile);
            return instrumented == null ? classFile : (byte[]) instrumented;
        } catch (Throwable t) {
            errors++;
            return classFile;
        }
    }

    /** See {@code AllocatingCalls.isFused}. Costs nothing on x86, a store barrier elsewhere. */
    public static void barrier() {
        VarHandle.releaseFence();
    }

    /** Stands in for {@code reflect.Array.newInstance} where the caller's caller counts what it makes. */
    public static Object uncounted(Class<?> component, int length) {
        int countdown = park();
        try {
            return Array.newInstance(component, length);
        } finally {
            unpark(countdown);
        }
    }

    private static void count(Object o, int units, ObjIntConsumer<Object> to) {
        int slot = slot();
        if ((COUNTDOWN[slot] -= units) <= 0) {
            slow(o, units, to, slot);
        }
    }

    private static int slot() {
        return (System.identityHashCode(Thread.currentThread()) & (SLOTS - 1)) * STRIDE;
    }

    private static void slow(Object o, int units, ObjIntConsumer<Object> to, int slot) {
        if (!on) {
            COUNTDOWN[slot] = 1 << 20;
            return;
        }
        int countdown = COUNTDOWN[slot];
        COUNTDOWN[slot] = PARKED;
        int next = 1 << 20;
        try {
            next = countdowns.getAsInt();
            if (countdown + units <= 0 && next > units) {
                next -= units; // a slot's first allocation: the countdown only starts here
            } else {
                to.accept(o, units);
            }
        } catch (VirtualMachineError noMemoryOrStack) {
            starved++;
        } catch (Throwable t) {
            errors++;
        } finally {
            COUNTDOWN[slot] = next;
        }
    }

    // What the agent calls; see FilProfileHook for the contracts.

    public static String prepare(
            IntSupplier countdowns,
            ObjIntConsumer<Object> sampler,
            ObjIntConsumer<Object> nestSampler,
            ObjIntConsumer<Object> backtraceSampler) {
        FilProfilePortableHook.countdowns = countdowns;
        FilProfilePortableHook.sampler = sampler;
        FilProfilePortableHook.nestSampler = nestSampler;
        FilProfilePortableHook.backtraceSampler = backtraceSampler;
        return null;
    }

    /** Sets who instruments hidden classes: takes a class file, returns another or null. */
    public static void hiddenClasses(UnaryOperator<Object> instrumenter) {
        hiddenClasses = instrumenter;
    }

    /** Starts and stops sampling, for all threads. */
    public static void on(boolean on) {
        FilProfilePortableHook.on = on;
    }

    /** Makes a thread that lived before the hook start with a fresh countdown. */
    public static void reset(Thread thread) {
        COUNTDOWN[(System.identityHashCode(thread) & (SLOTS - 1)) * STRIDE] = 0;
    }

    /** See {@code FilProfileHook.controls}; knows no raw stacks. */
    public static Object controls() {
        return new Controls();
    }

    /** See {@link #controls}. */
    private static final class Controls implements IntSupplier, IntConsumer, IntToLongFunction {

        @Override
        public int getAsInt() {
            return park();
        }

        @Override
        public void accept(int countdown) {
            unpark(countdown);
        }

        /** 0: failures of ours that were swallowed here; else 0: objects that are passed on are on the heap. */
        @Override
        public long applyAsLong(int which) {
            return which == 0 ? errors : which == 2 ? starved : 0;
        }
    }

    private static int park() {
        int slot = slot();
        int countdown = COUNTDOWN[slot];
        COUNTDOWN[slot] = PARKED;
        return countdown;
    }

    private static void unpark(int countdown) {
        COUNTDOWN[slot()] = countdown;
    }
}
