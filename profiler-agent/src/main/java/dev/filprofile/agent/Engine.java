package dev.filprofile.agent;

import dev.filprofile.agent.path.Origins;
import dev.filprofile.agent.sample.AllocationSampler;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.ProtectionDomain;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import java.util.function.IntToLongFunction;
import java.util.function.LongBinaryOperator;
import java.util.function.LongSupplier;
import java.util.function.ObjIntConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The hook inside {@code java.base} and how to reach it. The one place that decides between the fast and the portable
 * one.
 *
 * <p>A private lookup ({@link PrivateLookup}) defines the hook class in {@code java.lang}: every class loader finds it, module
 * readability is no issue, nothing is added to the class path.
 */
final class Engine {

    /** What {@link #controls} answers by number. */
    private static final int SWALLOWED = 0;

    private static final int SCALAR_REPLACED = 1;
    private static final int STARVED = 2;
    private static final int WALK = 3;

    private static final String UNITS = "FilProfileUnits";
    private static final String ERRORS = "FilProfileErrors";
    private static final String OFF_HEAP = "FilProfileNative";
    private static final String CLASSES = "FilProfileClasses";
    private static final String FAST = "FilProfileHook";
    private static final String PORTABLE = "FilProfilePortableHook";
    private static final String[] FAST_NESTED = {"AllocatingFrame", "Probe", "ArrayProbe", "Controls"};
    private static final String[] PORTABLE_NESTED = {"Controls"};
    private static final String[] OFF_HEAP_NESTED = {"Counts"};
    private static final String[] CLASSES_NESTED = {"Loaders", "Domains"};

    /** {@code Shutdown} runs its hooks by slot: the console's is 0, all of the program's are 1, files to be deleted 2. */
    private static final int AFTER_PROGRAMS_HOOKS = 3;

    private static final int SHUTDOWN_SLOTS = 10;

    private final MethodHandles.Lookup lookup;
    private final Class<?> hook;
    private final boolean fast;
    private final String whyPortable;
    private final Object controls;
    private final IntToLongFunction offHeapCounts;

    private Engine(MethodHandles.Lookup lookup, Class<?> hook, boolean fast, String whyPortable) throws Exception {
        this.lookup = lookup;
        this.hook = hook;
        this.fast = fast;
        this.whyPortable = whyPortable;
        try {
            this.controls = find("controls", Object.class).invoke();
            this.offHeapCounts = (IntToLongFunction) lookup.findStatic(
                            lookup.findClass("java.lang.".concat(OFF_HEAP)),
                            "counts",
                            MethodType.methodType(Object.class))
                    .invoke();
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
        introduce(hook);
    }

    /**
     * The first instrumented class of a loader asks it for the hook, and a parallel-capable loader keeps a lock for each
     * name it was asked for: on account of the line that allocates first. Asked now, the system loader has it before the
     * program runs.
     */
    private static void introduce(Class<?> defined) {
        try {
            Class.forName(defined.getName(), false, ClassLoader.getSystemClassLoader());
        } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
            // a loader of the user's own, which will be asked again, as if this had not happened
        }
    }

    private MethodHandle find(String name, Class<?> result, Class<?>... parameters)
            throws ReflectiveOperationException {
        return lookup.findStatic(hook, name, MethodType.methodType(result, parameters));
    }

    /** Defines the fast hook, or the portable one if told so or if the fast one's self-test fails. */
    static Engine define(Instrumentation instrumentation, boolean portable, OwnFiles files) throws Throwable {
        MethodHandles.Lookup lookup = PrivateLookup.in(Thread.class, instrumentation, files);
        define(lookup, files, UNITS);
        introduce(define(lookup, files, ERRORS));
        define(lookup, files, OFF_HEAP, OFF_HEAP_NESTED);
        define(lookup, files, CLASSES, CLASSES_NESTED);
        if (portable) {
            return portable(lookup, files, "asked for");
        }
        try {
            return new Engine(lookup, define(lookup, files, FAST, FAST_NESTED), true, "");
        } catch (LinkageError | ReflectiveOperationException e) {
            return portable(lookup, files, e.toString());
        }
    }

    /** The portable engine in the place of a fast one whose self-test failed. */
    Engine fallBack(String why, OwnFiles files) throws Exception {
        return portable(lookup, files, why);
    }

    private static Engine portable(MethodHandles.Lookup lookup, OwnFiles files, String why) throws Exception {
        return new Engine(lookup, define(lookup, files, PORTABLE, PORTABLE_NESTED), false, why);
    }

    private static Class<?> define(MethodHandles.Lookup lookup, OwnFiles files, String name, String[] nested)
            throws IOException, IllegalAccessException {
        Class<?> hook = define(lookup, files, name);
        for (String inner : nested) {
            define(lookup, files, name + "$" + inner);
        }
        return hook;
    }

    private static Class<?> define(MethodHandles.Lookup lookup, OwnFiles files, String name)
            throws IOException, IllegalAccessException {
        return lookup.defineClass(files.read("hook/java/lang/" + name + ".class"));
    }

    /** Connects the hook to the sampler. Returns null, or why the hook cannot work here. */
    @Nullable
    String prepare(AllocationSampler sampler) throws Throwable {
        return prepare(sampler, sampler.countdowns());
    }

    /** The same with other countdowns than the sampler's. */
    @Nullable
    String prepare(AllocationSampler sampler, IntSupplier countdowns) throws Throwable {
        MethodHandle prepare = find(
                "prepare",
                String.class,
                IntSupplier.class,
                ObjIntConsumer.class,
                ObjIntConsumer.class,
                ObjIntConsumer.class);
        return (String) prepare.invoke(countdowns, sampler.objects(), sampler.nests(), sampler.backtraces());
    }

    /**
     * Has this done when the program's own shutdown hooks are done: what these hold belongs to the run, and a hook that
     * halts the JVM shall find the same profiler each time. Where the JDK has no place left for that, beside the others.
     *
     * @return the thread that will do it
     */
    Thread atEnd(Runnable work) throws Throwable {
        LastAct last = new LastAct(work, new Thread(work, "fil-profile end"));
        MethodHandle add;
        try {
            add = lookup.findStatic(
                    lookup.findClass("java.lang.Shutdown"),
                    "add",
                    MethodType.methodType(void.class, int.class, boolean.class, Runnable.class));
        } catch (ReflectiveOperationException | LinkageError otherJdk) {
            Runtime.getRuntime().addShutdownHook(last.thread);
            return last.thread;
        }
        for (int slot = AFTER_PROGRAMS_HOOKS; slot < SHUTDOWN_SLOTS; slot++) {
            try {
                add.invoke(slot, false, (Runnable) last);
                return last.thread;
            } catch (InternalError taken) {
                continue;
            }
        }
        Runtime.getRuntime().addShutdownHook(last.thread);
        return last.thread;
    }

    /**
     * Bytes that the hook allocates, about, to find a plain object in the frame that made it. It cannot be measured at each
     * sample, since only the hook is there then.
     *
     * @param threadAllocations bytes allocated so far by the calling thread
     */
    long walkBytes(LongSupplier threadAllocations) {
        IntToLongFunction walks = (IntToLongFunction) controls;
        if (!fast || walks.applyAsLong(WALK) == 0) {
            return 0;
        }
        long before = threadAllocations.getAsLong();
        long found = walks.applyAsLong(WALK);
        return Math.max(0, threadAllocations.getAsLong() - before) * found;
    }

    /** Internal name of the hook class. */
    String hookName() {
        return "java/lang/" + hook.getSimpleName();
    }

    boolean isFast() {
        return fast;
    }

    /** For the report. */
    String description() {
        return fast ? "fast" : "portable (" + whyPortable + ")";
    }

    /** Gives the VM's raw stack of a throwable; null in the portable engine. */
    @SuppressWarnings("unchecked")
    @Nullable
    UnaryOperator<Object> backtrace() {
        return fast ? (UnaryOperator<Object>) controls : null;
    }

    /** Asks about classes without the program's security manager getting to know. */
    @SuppressWarnings("unchecked")
    Origins origins() throws Throwable {
        Class<?> classes = lookup.findClass("java.lang.".concat(CLASSES));
        MethodType anything = MethodType.methodType(Object.class);
        return new Origins(
                (Function<Class<?>, @Nullable ClassLoader>)
                        lookup.findStatic(classes, "loaders", anything).invoke(),
                (Function<Class<?>, @Nullable ProtectionDomain>)
                        lookup.findStatic(classes, "domains", anything).invoke());
    }

    /** Has hidden classes instrumented, which no transformer is offered. */
    void hiddenClasses(UnaryOperator<@Nullable Object> instrumenter) throws Throwable {
        find("hiddenClasses", void.class, UnaryOperator.class).invoke(instrumenter);
    }

    /** Has the OutOfMemoryErrors handed on that the program meets; with 1 those that nobody caught. */
    void onMemoryError(ObjIntConsumer<Object> receiver) throws Throwable {
        lookup.findStatic(
                        lookup.findClass("java.lang.".concat(ERRORS)),
                        "receiver",
                        MethodType.methodType(void.class, ObjIntConsumer.class))
                .invoke(receiver);
    }

    /** Has memory outside the heap told from now on; see the hook for what it is told. */
    void onOffHeap(LongBinaryOperator keeper) throws Throwable {
        lookup.findStatic(
                        lookup.findClass("java.lang.".concat(OFF_HEAP)),
                        "keeper",
                        MethodType.methodType(void.class, LongBinaryOperator.class, Object.class))
                .invoke(keeper, controls);
    }

    /**
     * Offers the calling thread's processor to other threads of the system. {@code Thread.yield} lets a virtual thread leave its
     * carrier, which must not happen in our code: where there are such threads, what it calls for all others is taken.
     */
    Runnable giveWay() throws ReflectiveOperationException {
        MethodType nothing = MethodType.methodType(void.class);
        MethodHandle yield;
        try {
            yield = lookup.findStatic(Thread.class, "yield0", nothing);
        } catch (NoSuchMethodException noVirtualThreads) {
            yield = MethodHandles.publicLookup().findStatic(Thread.class, "yield", nothing);
        }
        GiveWay giveWay = new GiveWay(yield);
        giveWay.warmUp();
        return giveWay;
    }

    private record GiveWay(MethodHandle yield) implements Runnable {

        /** The JVM makes code for a method handle when it is called for the 127th time. */
        private static final int CALLS_UNTIL_COMPILED = 200;

        void warmUp() {
            for (int i = 0; i < CALLS_UNTIL_COMPILED; i++) {
                run();
            }
        }

        @Override
        public void run() {
            try {
                yield.invokeExact();
            } catch (Error | RuntimeException e) {
                throw e;
            } catch (Throwable impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    /** Starts or stops sampling. */
    void on(boolean value) throws Throwable {
        find("on", void.class, boolean.class).invoke(value);
    }

    /** Makes threads that lived before the hook start with fresh countdowns; all but our own, and the one that is starting us. */
    void reset(Thread[] threads, int count, Thread own, Thread starting) throws Throwable {
        MethodHandle reset = find("reset", void.class, Thread.class);
        for (int i = 0; i < count; i++) {
            if (threads[i] != own && threads[i] != starting) {
                reset.invoke(threads[i]);
            }
        }
    }

    /** Keeps the calling thread's allocations out until {@link #unpark}. Returns what to hand to that. */
    int park() {
        return ((IntSupplier) controls).getAsInt();
    }

    void unpark(int countdown) {
        ((IntConsumer) controls).accept(countdown);
    }

    /** Failures of ours that the hook swallowed. */
    long errors() {
        return ((IntToLongFunction) controls).applyAsLong(SWALLOWED) + offHeapCounts.applyAsLong(SWALLOWED);
    }

    /** Samples and off-heap blocks lost because there was no stack or no memory left for them. */
    long starved() {
        return ((IntToLongFunction) controls).applyAsLong(STARVED) + offHeapCounts.applyAsLong(STARVED);
    }

    /** Countdowns that ended on objects which never were on the heap. */
    long scalarReplaced() {
        return ((IntToLongFunction) controls).applyAsLong(SCALAR_REPLACED);
    }

    /**
     * Works on a thread of its own: the one that ends the JVM may be at the end of its stack, virtual, or interrupted. If
     * the system gives no further thread, that one has to do it itself.
     */
    private record LastAct(Runnable work, Thread thread) implements Runnable {

        @Override
        public void run() {
            try {
                thread.start();
            } catch (OutOfMemoryError noThread) {
                work.run();
                return;
            }
            while (true) {
                try {
                    thread.join();
                    return;
                } catch (InterruptedException fromTheProgram) {
                    continue;
                }
            }
        }
    }
}
