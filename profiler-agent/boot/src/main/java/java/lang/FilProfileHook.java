package java.lang;

import java.lang.reflect.Array;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import java.util.function.IntToLongFunction;
import java.util.function.ObjIntConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.annotation.DontInline;
import jdk.internal.vm.annotation.ForceInline;

/**
 * What instrumented code calls at each allocation: the fast engine's hook.
 *
 * <p>It lives in {@code java.base} so that every class loader sees it and so that the countdown can be an existing
 * package-private field of {@link Thread}: no thread-local map, no shared counter, virtual threads have their own. The
 * field, {@code threadLocalRandomSecondarySeed}, has one user in the JDK, {@code
 * ThreadLocalRandom.nextSecondarySeed()}, whose body the agent replaces by a call of {@link #nextSecondarySeed()}.
 *
 * <p>Each allocation subtracts its size, in units of 8 bytes (no overflow even for the largest {@code long[]}); a plain
 * object counts as 3 units whatever its size. When the countdown is used up, the slow path hands the object to the
 * agent's sampler and draws a new countdown.
 *
 * <p>The hook for plain objects and small arrays does not take the object: an object that is passed to a method which
 * is not inlined escapes and can no longer be replaced by scalars. The slow path fetches it out of the allocating
 * frame with {@code LiveStackFrame}; a scalar-replaced object comes back as null, which is right: it never was on the
 * heap.
 *
 * <p>Rules for this class: called by every thread at any point, class initialisers and constructors included; takes
 * no lock, never throws, uses no lambda, no string concatenation by invokedynamic, no logging. The methods that are
 * walked through ({@code tick}, {@code fixed}, {@code slow}) have no primitive locals: each would cost an up-call into
 * Java during the walk.
 */
public final class FilProfileHook {

    /** Countdown while the slow path or the agent's own code runs on a thread: our allocations stay out. */
    private static final int PARKED = Integer.MAX_VALUE;

    /** A countdown for a thread that had no room for the slow path. */
    private static final int AFTER_FAILURE = 1 << 14;

    private static final int OBJECT_UNITS = FilProfileUnits.OBJECT;

    private static final Unsafe UNSAFE = Unsafe.getUnsafe();
    private static final long BACKTRACE = UNSAFE.objectFieldOffset(Throwable.class, "backtrace");

    private static volatile boolean on;
    private static IntSupplier countdowns;
    private static ObjIntConsumer<Object> sampler;
    private static ObjIntConsumer<Object> nestSampler;
    private static ObjIntConsumer<Object> backtraceSampler;
    private static volatile UnaryOperator<Object> hiddenClasses;

    private static StackWalker walker;
    private static final AllocatingFrame ALLOCATING_FRAME = new AllocatingFrame();

    /** Countdown hits on objects that never were on the heap. Racy: a statistic. */
    private static long scalarReplaced;
    /** Failures of ours that were swallowed here. Racy: a statistic. */
    private static long errors;
    /** Samples that were lost because there was no stack or no memory left for them. Racy: a statistic. */
    private static long starved;

    private static long seed = System.nanoTime();

    private FilProfileHook() {}

    /** A plain object; called first in {@code Object.<init>}. */
    @ForceInline
    public static void tick() {
        if ((Thread.currentThread().threadLocalRandomSecondarySeed -= OBJECT_UNITS) <= 0) {
            slow();
        }
    }

    // Arrays of small constant length: may be scalar-replaced, hence not passed on.

    @ForceInline
    public static void fixed(byte[] a) {
        if ((Thread.currentThread().threadLocalRandomSecondarySeed -= 2 + (a.length >>> 3)) <= 0) {
            slowArray();
        }
    }

    @ForceInline
    public static void fixed(boolean[] a) {
        if ((Thread.currentThread().threadLocalRandomSecondarySeed -= 2 + (a.length >>> 3)) <= 0) {
            slowArray();
        }
    }

    @ForceInline
    public static void fixed(char[] a) {
        if ((Thread.currentThread().threadLocalRandomSecondarySeed -= 2 + (a.length >>> 2)) <= 0) {
            slowArray();
        }
    }

    @ForceInline
    public static void fixed(short[] a) {
        if ((Thread.currentThread().threadLocalRandomSecondarySeed -= 2 + (a.length >>> 2)) <= 0) {
            slowArray();
        }
    }

    @ForceInline
    public static void fixed(int[] a) {
        if ((Thread.currentThread().threadLocalRandomSecondarySeed -= 2 + (a.length >>> 1)) <= 0) {
            slowArray();
        }
    }

    @ForceInline
    public static void fixed(float[] a) {
        if ((Thread.currentThread().threadLocalRandomSecondarySeed -= 2 + (a.length >>> 1)) <= 0) {
            slowArray();
        }
    }

    @ForceInline
    public static void fixed(Object[] a) {
        if ((Thread.currentThread().threadLocalRandomSecondarySeed -= 2 + (a.length >>> 1)) <= 0) {
            slowArray();
        }
    }

    @ForceInline
    public static void fixed(long[] a) {
        if ((Thread.currentThread().threadLocalRandomSecondarySeed -= 2 + a.length) <= 0) {
            slowArray();
        }
    }

    @ForceInline
    public static void fixed(double[] a) {
        if ((Thread.currentThread().threadLocalRandomSecondarySeed -= 2 + a.length) <= 0) {
            slowArray();
        }
    }

    // Arrays of any other length: never scalar-replaced, hence passed on, which saves the walk.

    @ForceInline
    public static void sized(byte[] a) {
        if ((Thread.currentThread().threadLocalRandomSecondarySeed -= 2 + (a.length >>> 3)) <= 0) {
            slow(a);
        }
    }

    @ForceInline
    public static void sized(boolean[] a) {
        if ((Thread.currentThread().threadLocalRandomSecondarySeed -= 2 + (a.length >>> 3)) <= 0) {
            slow(a);
        }
    }

    @ForceInline
    public static void sized(char[] a) {
        if ((Thread.currentThread().threadLocalRandomSecondarySeed -= 2 + (a.length >>> 2)) <= 0) {
            slow(a);
        }
    }

    @ForceInline
    public static void sized(short[] a) {
        if ((Thread.currentThread().threadLocalRandomSecondarySeed -= 2 + (a.length >>> 2)) <= 0) {
            slow(a);
        }
    }

    @ForceInline
    public static void sized(int[] a) {
        if ((Thread.currentThread().threadLocalRandomSecondarySeed -= 2 + (a.length >>> 1)) <= 0) {
            slow(a);
        }
    }

    @ForceInline
    public static void sized(float[] a) {
        if ((Thread.currentThread().threadLocalRandomSecondarySeed -= 2 + (a.length >>> 1)) <= 0) {
            slow(a);
        }
    }

    @ForceInline
    public static void sized(Object[] a) {
        if ((Thread.currentThread().threadLocalRandomSecondarySeed -= 2 + (a.length >>> 1)) <= 0) {
            slow(a);
        }
    }

    @ForceInline
    public static void sized(long[] a) {
        if ((Thread.currentThread().threadLocalRandomSecondarySeed -= 2 + a.length) <= 0) {
            slow(a);
        }
    }

    @ForceInline
    public static void sized(double[] a) {
        if ((Thread.currentThread().threadLocalRandomSecondarySeed -= 2 + a.length) <= 0) {
            slow(a);
        }
    }

    /** Whatever has no exact shape at the site, nests of arrays included. */
    @DontInline
    public static void other(Object o) {
        if (o == null) {
            return;
        }
        int units = FilProfileUnits.ofNest(o);
        if ((Thread.currentThread().threadLocalRandomSecondarySeed -= units) <= 0) {
            slow(o, units, nestSampler);
        }
    }

    /** What the VM noted of a stack: the first of its chunks, null if there is none. */
    @DontInline
    public static void backtrace(Object first) {
        if (first == null) {
            return;
        }
        int units = FilProfileUnits.ofBacktrace(first);
        if ((Thread.currentThread().threadLocalRandomSecondarySeed -= units) <= 0) {
            slow(first, units, backtraceSampler);
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
    @ForceInline
    public static void barrier() {
        UNSAFE.storeFence();
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

    // Each of these may run out of stack or memory at its first call or in the walk: the program shall not get our
    // error,
    // and the thread's countdown shall not stay parked. Hence the handlers, which call nothing.

    @DontInline
    private static void slow() {
        try {
            if (beginObject()) {
                end(walker.walk(ALLOCATING_FRAME), OBJECT_UNITS, 1 - OBJECT_UNITS, sampler);
            }
        } catch (VirtualMachineError noMemoryOrStack) {
            Thread.currentThread().threadLocalRandomSecondarySeed = AFTER_FAILURE;
            starved++;
        } catch (Throwable t) {
            Thread.currentThread().threadLocalRandomSecondarySeed = AFTER_FAILURE;
            errors++;
        }
    }

    @DontInline
    private static void slowArray() {
        try {
            int countdown = begin();
            if (countdown <= 0) {
                Object array = walker.walk(ALLOCATING_FRAME);
                end(array, array == null ? 0 : FilProfileUnits.of(array), countdown, sampler);
            }
        } catch (VirtualMachineError noMemoryOrStack) {
            Thread.currentThread().threadLocalRandomSecondarySeed = AFTER_FAILURE;
            starved++;
        } catch (Throwable t) {
            Thread.currentThread().threadLocalRandomSecondarySeed = AFTER_FAILURE;
            errors++;
        }
    }

    @DontInline
    private static void slow(Object array) {
        try {
            int countdown = begin();
            if (countdown <= 0) {
                end(array, FilProfileUnits.of(array), countdown, sampler);
            }
        } catch (VirtualMachineError noMemoryOrStack) {
            Thread.currentThread().threadLocalRandomSecondarySeed = AFTER_FAILURE;
            starved++;
        } catch (Throwable t) {
            Thread.currentThread().threadLocalRandomSecondarySeed = AFTER_FAILURE;
            errors++;
        }
    }

    private static void slow(Object o, int units, ObjIntConsumer<Object> to) {
        try {
            int countdown = begin();
            if (countdown <= 0) {
                end(o, units, countdown, to);
            }
        } catch (VirtualMachineError noMemoryOrStack) {
            Thread.currentThread().threadLocalRandomSecondarySeed = AFTER_FAILURE;
            starved++;
        } catch (Throwable t) {
            Thread.currentThread().threadLocalRandomSecondarySeed = AFTER_FAILURE;
            errors++;
        }
    }

    /** As {@link #begin()}, but settles the first allocation of a thread at once, without a walk. */
    private static boolean beginObject() {
        int countdown = begin();
        if (countdown > -OBJECT_UNITS) {
            return countdown <= 0;
        }
        // A running countdown was at least 1, so this is a thread's first allocation, unless everything is recorded.
        int next = countdowns.getAsInt();
        if (next == 0) {
            return true;
        }
        Thread.currentThread().threadLocalRandomSecondarySeed = next > OBJECT_UNITS ? next - OBJECT_UNITS : 1;
        return false;
    }

    /** Parks the countdown; returns what it was, or 1 when there is nothing to do. */
    private static int begin() {
        Thread thread = Thread.currentThread();
        int countdown = thread.threadLocalRandomSecondarySeed;
        if (!on) {
            thread.threadLocalRandomSecondarySeed = 1 << 20;
            return 1;
        }
        thread.threadLocalRandomSecondarySeed = PARKED;
        return countdown;
    }

    private static void end(Object o, int units, int countdown, ObjIntConsumer<Object> to) {
        int next = 1 << 20;
        try {
            next = countdowns.getAsInt();
            if (o == null) {
                scalarReplaced++;
            } else if (countdown + units <= 0 && next > units) {
                next -= units; // a thread's first allocation: the countdown only starts here
            } else {
                to.accept(o, units);
            }
        } catch (VirtualMachineError noMemoryOrStack) {
            starved++;
        } catch (Throwable t) {
            errors++;
        } finally {
            Thread.currentThread().threadLocalRandomSecondarySeed = next;
        }
    }

    // What the agent calls.

    /**
     * Prepares the hook and tries the internals that it leans on; to be called before anything is instrumented.
     *
     * @param countdowns draws the units until the next sample; 0 = record everything. Called by any thread
     * @param sampler takes the sampled object and its units; the object may be under construction: only its class,
     *     its size and references to it may be used
     * @param nestSampler the same for an object counted with all arrays nested in it
     * @param backtraceSampler the same for the first of the VM's arrays that hold a throwable's stack
     * @return null, or why this hook cannot work on this JVM
     */
    public static String prepare(
            IntSupplier countdowns,
            ObjIntConsumer<Object> sampler,
            ObjIntConsumer<Object> nestSampler,
            ObjIntConsumer<Object> backtraceSampler) {
        FilProfileHook.countdowns = countdowns;
        FilProfileHook.sampler = sampler;
        FilProfileHook.nestSampler = nestSampler;
        FilProfileHook.backtraceSampler = backtraceSampler;
        try {
            walker = LiveStackFrame.getStackWalker(EnumSet.of(StackWalker.Option.RETAIN_CLASS_REFERENCE));
            // Frames are fetched in batches; the default first batch makes the walk twice as long.
            UNSAFE.putInt(walker, UNSAFE.objectFieldOffset(StackWalker.class, "estimateDepth"), 3);
            return new Probe().failure();
        } catch (Throwable t) {
            return t.toString();
        }
    }

    /** Sets who instruments hidden classes: takes a class file, returns another or null. */
    public static void hiddenClasses(UnaryOperator<Object> instrumenter) {
        hiddenClasses = instrumenter;
    }

    /** Starts and stops sampling, for all threads. */
    public static void on(boolean on) {
        FilProfileHook.on = on;
    }

    /** Makes a thread that lived before the hook start with a fresh countdown. */
    public static void reset(Thread thread) {
        thread.threadLocalRandomSecondarySeed = 0;
    }

    /** What the agent calls often. Interfaces, since method handles and reflection make code, and load classes, as they get hot. */
    public static Object controls() {
        return new Controls();
    }

    /** See {@link #controls}. */
    private static final class Controls implements IntSupplier, IntConsumer, UnaryOperator<Object>, IntToLongFunction {

        /** Keeps this thread's allocations out until {@link #accept}. Returns what to hand to it. */
        @Override
        public int getAsInt() {
            return park();
        }

        @Override
        public void accept(int countdown) {
            unpark(countdown);
        }

        /** The VM's raw stack of a throwable: chunks of method numbers, byte code indexes and classes. May be null. */
        @Override
        public Object apply(Object throwable) {
            return UNSAFE.getReference((Throwable) throwable, BACKTRACE);
        }

        /**
         * 0: failures of ours that were swallowed here; 1: countdowns that ended on objects which never were on the heap;
         * 2: samples lost for want of stack or memory; 3: looks for an object as at a sample, so that what this allocates can be
         * measured, and returns 1 if it was found.
         */
        @Override
        public long applyAsLong(int which) {
            if (which == 3) {
                return new Probe().receiver() == null ? 0 : 1;
            }
            return which == 0 ? errors : which == 1 ? scalarReplaced : starved;
        }
    }

    private static int park() {
        Thread thread = Thread.currentThread();
        int countdown = thread.threadLocalRandomSecondarySeed;
        thread.threadLocalRandomSecondarySeed = PARKED;
        return countdown;
    }

    private static void unpark(int countdown) {
        Thread.currentThread().threadLocalRandomSecondarySeed = countdown;
    }

    /** Stands in for {@code ThreadLocalRandom.nextSecondarySeed()}, whose field is the countdown. Racy on purpose. */
    public static int nextSecondarySeed() {
        long z = seed += 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        int r = (int) ((z ^ (z >>> 27)) >>> 32);
        return r == 0 ? 1 : r;
    }

    /** Finds the allocated object in the frame below the hook's own. */
    private static final class AllocatingFrame implements Function<Stream<StackWalker.StackFrame>, Object> {

        @Override
        public Object apply(Stream<StackWalker.StackFrame> frames) {
            Iterator<StackWalker.StackFrame> it = frames.iterator();
            while (it.hasNext()) {
                StackWalker.StackFrame frame = it.next();
                Class<?> owner = frame.getDeclaringClass();
                if (owner != FilProfileHook.class) {
                    return allocated((LiveStackFrame) frame, owner == Object.class || owner == Probe.class);
                }
            }
            return null;
        }

        private static Object allocated(LiveStackFrame frame, boolean constructor) {
            if (constructor) {
                return frame.getLocals()[0];
            }
            // Documented as top first, but the top is the last element (17 and 25, interpreted and compiled).
            Object[] stack = frame.getStack();
            Object top = stack.length == 0 ? null : stack[stack.length - 1];
            return top != null && top.getClass().isArray() ? top : null;
        }
    }

    /** The shapes that the slow path meets, written by hand: does the walk find the objects? */
    private static final class Probe {

        String failure() {
            if (receiver() != this) {
                return "LiveStackFrame does not give the receiver";
            }
            byte[] array = new byte[3];
            if (!ArrayProbe.isTopOfStack(array)) {
                return "LiveStackFrame does not give the top of the operand stack";
            }
            return null;
        }

        private Object receiver() {
            return walk();
        }
    }

    /** Calls the walk while an array is on the operand stack, as at an array site. */
    private static final class ArrayProbe {

        static boolean isTopOfStack(byte[] array) {
            return same(array, walk());
        }

        private static boolean same(Object array, Object found) {
            return array == found;
        }
    }

    private static Object walk() {
        return walker.walk(ALLOCATING_FRAME);
    }
}
