package dev.filprofile.agent;

import dev.filprofile.agent.dump.Books;
import dev.filprofile.agent.dump.Clock;
import dev.filprofile.agent.dump.Failures;
import dev.filprofile.agent.dump.MemoryErrors;
import dev.filprofile.agent.dump.OffHeapPictures;
import dev.filprofile.agent.dump.OwnMemory;
import dev.filprofile.agent.dump.Poller;
import dev.filprofile.agent.dump.Recorder;
import dev.filprofile.agent.dump.Register;
import dev.filprofile.agent.dump.Surroundings;
import dev.filprofile.agent.instrument.HookTarget;
import dev.filprofile.agent.instrument.Installation;
import dev.filprofile.agent.instrument.Parking;
import dev.filprofile.agent.live.Birth;
import dev.filprofile.agent.live.Collections;
import dev.filprofile.agent.live.Sample;
import dev.filprofile.agent.live.SampleTable;
import dev.filprofile.agent.offheap.OffHeap;
import dev.filprofile.agent.path.CallPaths;
import dev.filprofile.agent.path.Dictionary;
import dev.filprofile.agent.path.Origins;
import dev.filprofile.agent.path.StackCapture;
import dev.filprofile.agent.path.StackCaptures;
import dev.filprofile.agent.peak.NextPeaks;
import dev.filprofile.agent.peak.PeakRule;
import dev.filprofile.agent.peak.PeakTracker;
import dev.filprofile.agent.sample.AllocationSampler;
import dev.filprofile.agent.sample.CountdownSource;
import dev.filprofile.agent.sample.DrawnIntervals;
import dev.filprofile.agent.sample.SampleListener;
import dev.filprofile.agent.sample.SamplingInterval;
import dev.filprofile.profile.format.RawSnapshotWriter;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Wires the parts of one profiled run together; holds no logic of its own. */
final class Session {

    /** Samples take at most one part in so many of the heap when everything is recorded. */
    private static final int EXACT_SHARE = 8;

    /** Whoever has everything recorded wants an exact answer, not a quick one. */
    private static final long EXACT_CREDIT_NANOS = 600_000_000_000L;

    private static final double EXACT_GC_BUDGET = 10;

    private static final String NOWHERE = "dev.filprofile.agent.Nowhere";

    private final AgentOptions options;
    private final Instrumentation instrumentation;
    private final Clock clock = new Clock();
    private final Collections collections = new Collections();
    private final VmAllocations allocations = new VmAllocations();
    private final BaseLine baseLine;

    private Session(AgentOptions options, Instrumentation instrumentation) {
        this.options = options;
        this.instrumentation = instrumentation;
        this.baseLine = BaseLine.measure(collections);
    }

    /** Starts profiling; afterwards the program may run. */
    static void start(AgentOptions options, Instrumentation instrumentation) throws Throwable {
        OwnJar jar = OwnJar.open(options.jar());
        openClassPath();
        new Session(options, instrumentation).start(jar);
    }

    /**
     * As the JVM does for an agent that is on the class path only: the indexes of the program's jars then belong to what was alive
     * before it, and not to the line that happens to look for a class first.
     */
    private static void openClassPath() {
        try {
            Class.forName(NOWHERE, false, ClassLoader.getSystemClassLoader());
        } catch (ClassNotFoundException | LinkageError | RuntimeException expected) {
            return; // whatever a loader of the user's own throws
        }
    }

    private void start(OwnJar jar) throws Throwable {
        LastWords.load();
        Engine engine = Engine.define(instrumentation, options.portable(), jar);
        Origins origins = engine.origins();
        StackCapture stacks = stacks(engine, origins);
        SamplingInterval interval = interval();
        CountdownSource countdowns = new CountdownSource(System.nanoTime());
        Relay relay = new Relay();
        AllocationSampler sampler = new AllocationSampler(
                instrumentation, countdowns, interval, drawn(), stacks, collections, relay, allocations);
        String failure = engine.prepare(sampler);
        if (failure != null) {
            engine = engine.fallBack(failure, jar);
            engine.prepare(sampler);
        }
        RawSnapshotWriter file = RawSnapshotWriter.create(options.output(), header(engine, stacks, jar));
        OwnCompilation.quick(instrumentation, jar, options.output());
        Installation installation = installation(engine, origins, jar);
        installation.install();
        engine.hiddenClasses(installation.hiddenClasses());
        long walkBytes = engine.walkBytes(allocations);
        Failures failures = new Failures();
        Register register = register(file, stacks, origins, interval, countdowns, installation, failures);
        Books books = new SessionBooks(engine, installation, sampler, register, failures, allocations, walkBytes);
        Runnable giveWay = engine.giveWay();
        OffHeap offHeap = offHeap(stacks, countdowns, giveWay);
        OffHeapPictures pictures = new OffHeapPictures(offHeap, register, file, clock);
        NextPeaks nextPeaks = new NextPeaks();
        OwnMemory ownMemory =
                new OwnMemory(collections, register, pictures, installation, baseLine.grownBytes(collections));
        LongSupplier ownMappedBytes = () -> file.mappedBytes() + installation.mappedBytes();
        Recorder recorder = recorder(file, register, ownMemory, pictures, nextPeaks, books, giveWay, ownMappedBytes);
        relay.target = recorder;
        offHeap.onLarge(recorder::offHeapTaken);
        Parking parking = new EngineParking(engine);
        MemoryErrors errors = new MemoryErrors(file, collections, ownMemory, clock, parking);
        engine.onMemoryError(errors);
        Poller poller = new Poller(recorder, installation, parking, errors, failures);
        Thread end = engine.atEnd(poller::finish);
        ThreadGroup system = systemGroup();
        Thread own = poller.start(system);
        OwnClasses.load(jar);
        sampler.link();
        engine.park(); // for good: what this thread still makes is ours
        startSampling(engine, system, own);
        engine.onOffHeap(offHeap);
        installation.countAllocations(allocations);
        allocations.start(1, own, end);
    }

    private OffHeap offHeap(StackCapture stacks, CountdownSource random, Runnable giveWay) {
        return new OffHeap(
                stacks, collections, random, clock::millis, giveWay, options.exact(), instrumentation::getObjectSize);
    }

    private StackCapture stacks(Engine engine, Origins origins) {
        return StackCaptures.choose(
                engine.backtrace(), origins, StackCaptures.DEFAULT_MAX_DEPTH, instrumentation::getObjectSize);
    }

    private SamplingInterval interval() {
        if (options.exact()) {
            return SamplingInterval.exact(Runtime.getRuntime().maxMemory() / EXACT_SHARE / sampleBytes());
        }
        return options.intervalBytes() > 0
                ? SamplingInterval.fixed(options.intervalBytes())
                : SamplingInterval.adaptive(clock.nanos());
    }

    private DrawnIntervals drawn() {
        return new DrawnIntervals(options.intervalBytes() > 0 ? options.intervalBytes() : SamplingInterval.START_BYTES);
    }

    private long sampleBytes() {
        return instrumentation.getObjectSize(new Sample(this, 8, 1, 1, 0));
    }

    private long birthBytes() {
        Birth birth = new Birth(new Sample(this, 8, 1, 1, 0), this, Object.class, null);
        return instrumentation.getObjectSize(birth) + sampleBytes();
    }

    private Map<String, String> header(Engine engine, StackCapture stacks, OwnJar jar) throws IOException {
        return RunHeader.of(
                options, jar.version(), collections.name(), engine.description() + ", " + stacks.description());
    }

    private Installation installation(Engine engine, Origins origins, OwnJar jar) throws IOException {
        HookTarget target = new HookTarget(engine.hookName(), !engine.isFast(), engine.isFast());
        Parking parking = new EngineParking(engine);
        return new Installation(
                instrumentation, target, parking, origins.loaders(), options.cache(), jar.identity(), jar.bootOption());
    }

    private Register register(
            RawSnapshotWriter file,
            StackCapture stacks,
            Origins origins,
            SamplingInterval interval,
            CountdownSource countdowns,
            Installation installation,
            Failures failures) {
        Dictionary dictionary = new Dictionary(file);
        CallPaths paths =
                new CallPaths(file, dictionary, stacks, origins, installation::createsOwnKind, installation::shownLine);
        return new Register(
                new SampleTable(sampleBytes()),
                interval,
                countdowns,
                dictionary,
                paths,
                stacks,
                birthBytes(),
                collections.regionBytes(),
                file,
                failures);
    }

    private Recorder recorder(
            RawSnapshotWriter file,
            Register register,
            OwnMemory own,
            OffHeapPictures pictures,
            NextPeaks nextPeaks,
            Books books,
            Runnable giveWay,
            LongSupplier ownMappedBytes) {
        PeakTracker tracker = new PeakTracker(rule(), baseLine.liveBytes(), baseLine.costNanos(), clock.nanos());
        return new Recorder(new Recorder.Parts(
                collections,
                tracker,
                register,
                own,
                file,
                pictures,
                nextPeaks,
                new Surroundings(ownMappedBytes),
                books,
                clock,
                giveWay,
                baseLine.canForce(),
                baseLine.liveBytes()));
    }

    private PeakRule rule() {
        PeakRule standard = PeakRule.standard();
        PeakRule budgeted = options.exact()
                ? standard.withBudget(options.gcBudget(), EXACT_CREDIT_NANOS)
                : standard.withBudget(options.gcBudget());
        return budgeted.withTolerance(options.tolerance())
                .withFirstThresholdBytes(options.firstThresholdBytes())
                .withExactCollector(collections.exact());
    }

    /** The group of the JVM's own threads. */
    static ThreadGroup systemGroup() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        for (ThreadGroup parent = root; parent != null; parent = parent.getParent()) {
            root = parent;
        }
        return root;
    }

    private static void startSampling(Engine engine, ThreadGroup root, Thread own) throws Throwable {
        Thread[] threads = new Thread[root.activeCount() + 16];
        int count = root.enumerate(threads, true);
        engine.on(true);
        engine.reset(threads, count, own, Thread.currentThread());
        hash(threads, count);
    }

    /**
     * The sampler tells threads apart by their identity hash codes, and classes by those of their loaders. Asked for here, they do
     * not come from the sequence of the program's main thread.
     */
    private static void hash(Thread[] threads, int count) {
        for (int i = 0; i < count; i++) {
            System.identityHashCode(threads[i]);
        }
        for (ClassLoader loader = ClassLoader.getSystemClassLoader(); loader != null; loader = loader.getParent()) {
            System.identityHashCode(loader);
        }
    }

    private record EngineParking(Engine engine) implements Parking {

        @Override
        public int park() {
            return engine.park();
        }

        @Override
        public void unpark(int previous) {
            engine.unpark(previous);
        }
    }

    private record SessionBooks(
            Engine engine,
            Installation installation,
            AllocationSampler sampler,
            Register register,
            Failures failures,
            VmAllocations allocations,
            long walkBytes)
            implements Books {

        @Override
        public void counters(RawSnapshotWriter file) {
            file.counter("errors", failures.count() + engine.errors());
            file.counter("samplesDropped", sampler.dropped() + register.dropped() + engine.starved());
            file.counter("scalarReplaced", engine.scalarReplaced());
            file.counter("slowPathNanos", sampler.nanos());
            file.counter("classesTransformed", installation.classesTransformed());
            file.counter("classesFromCache", installation.classesFromCache());
            file.counter("classesFailed", installation.failures());
            file.counter("transformNanos", installation.transformNanos());
            if (allocations.lookIfDue()) {
                allocated(file);
            }
        }

        /** All of one moment, so that they can be compared. */
        private void allocated(RawSnapshotWriter file) {
            long walks = sampler.plainObjects() + engine.scalarReplaced();
            long ownBytes = sampler.ownBytes() + walks * walkBytes + installation.allocatedBytes();
            file.counter("recordedBytes", sampler.recordedBytes());
            file.counter("ownAllocatedBytes", ownBytes);
            file.counter("allocatedBytes", Math.max(0, allocations.bytes() - ownBytes));
            file.counter("threadsEnded", allocations.threadsEnded());
        }

        @Override
        public void notes(RawSnapshotWriter file) {
            for (String note : installation.notes()) {
                file.note(note);
            }
            String failure = failures.note();
            if (failure != null) {
                file.note(failure);
            }
            if (allocations.look()) {
                allocated(file);
            }
        }
    }

    /** Passes samples on to the recorder, which needs the installed engine to be made. */
    private static final class Relay implements SampleListener {

        private volatile @Nullable Recorder target;

        @Override
        public void sampled(Birth birth) {
            Recorder recorder = target;
            if (recorder != null) {
                recorder.sampled(birth);
            }
        }
    }
}
