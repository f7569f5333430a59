package dev.filprofile.agent;

import com.sun.management.ThreadMXBean;
import dev.filprofile.agent.instrument.HookTarget;
import dev.filprofile.agent.instrument.Installation;
import dev.filprofile.agent.instrument.Parking;
import dev.filprofile.agent.live.Birth;
import dev.filprofile.agent.live.Collections;
import dev.filprofile.agent.path.CallPaths;
import dev.filprofile.agent.path.Dictionary;
import dev.filprofile.agent.path.Origins;
import dev.filprofile.agent.path.StackCapture;
import dev.filprofile.agent.path.StackCaptures;
import dev.filprofile.agent.sample.AllocationSampler;
import dev.filprofile.agent.sample.CountdownSource;
import dev.filprofile.agent.sample.DrawnIntervals;
import dev.filprofile.agent.sample.SampleListener;
import dev.filprofile.agent.sample.SamplingInterval;
import dev.filprofile.profile.format.RawSnapshotWriter;
import dev.filprofile.routes.AllocationRoutes;
import dev.filprofile.routes.Route;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs in a JVM of its own, as the agent and as the program: the whole engine, from the hook to the call path, with another
 * listener at its end. Takes each route of {@link AllocationRoutes} several times with every allocation recorded, and several
 * times with none, when the VM charges the thread for what the route allocates and nothing of ours. Of either the least counts: single
 * events of the VM (a class that is loaded, a call that is linked) only add.
 *
 * <p>Writes what was recorded into a raw snapshot, with the route's name in the place of the thread's, and prints for each route
 * {@code name TAB bytes recorded TAB bytes charged}.
 */
public final class MeasuredRoutes {

    private static final int MEASUREMENTS = 3;

    /** Units until the next sample while code warms up: so long that it costs little, so short that no hook's slow path is new later. */
    private static final int WARM_UP_UNITS = 1 << 10;

    /** Beyond what a measurement allocates. */
    private static final int NEVER = 1 << 30;

    /** Keeps what was allocated from being optimised away. */
    static volatile @Nullable Object kept;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static @Nullable MeasuredRoutes instance;

    private final Engine engine;
    private final RawSnapshotWriter file;
    private final Dictionary dictionary;
    private final CallPaths paths;
    private final Recording recording = new Recording();
    private final List<Measurement> measurements = new ArrayList<>();

    private MeasuredRoutes(Engine engine, StackCapture stacks, Origins origins, RawSnapshotWriter file) {
        this.engine = engine;
        this.file = file;
        this.dictionary = new Dictionary(file);
        this.paths = new CallPaths(
                file, dictionary, stacks, origins, (type, codeIndex, line) -> false, (type, line) -> line);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = MeasuredRoutes.class.getResourceAsStream("/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    /** Argument: {@code fast} or {@code portable}, the cache directory, the file to write; with commas between them. */
    public static void premain(String argument, Instrumentation instrumentation) throws Throwable {
        String[] options = argument.split(",", 3);
        Engine engine = Engine.define(instrumentation, options[0].equals("portable"), MeasuredRoutes::resource);
        Origins origins = engine.origins();
        StackCapture stacks = StackCaptures.choose(
                engine.backtrace(), origins, StackCaptures.DEFAULT_MAX_DEPTH, instrumentation::getObjectSize);
        RawSnapshotWriter file = RawSnapshotWriter.create(Path.of(options[2]), Map.of("collector", "Serial"));
        MeasuredRoutes routes = new MeasuredRoutes(engine, stacks, origins, file);
        AllocationSampler sampler = new AllocationSampler(
                instrumentation,
                new CountdownSource(1),
                SamplingInterval.exact(Long.MAX_VALUE),
                new DrawnIntervals(SamplingInterval.START_BYTES),
                stacks,
                new Collections(),
                routes.recording,
                () -> -1);
        String failure = engine.prepare(sampler, routes.recording);
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
        Installation installation = new Installation(
                instrumentation,
                new HookTarget(engine.hookName(), !engine.isFast(), engine.isFast()),
                routes.parking(),
                origins.loaders(),
                Path.of(options[1]),
                "test",
                "");
        installation.install();
        engine.hiddenClasses(installation.hiddenClasses());
        engine.on(true);
        instance = routes;
    }

    private Parking parking() {
        return new Parking() {
            @Override
            public int park() {
                return engine.park();
            }

            @Override
            public void unpark(int previous) {
                engine.unpark(previous);
            }
        };
    }

    /** Arguments: rounds to warm up, rounds to measure, and a pattern of the routes wanted. */
    public static void main(String[] args) throws Throwable {
        MeasuredRoutes routes = instance;
        if (routes == null) {
            throw new IllegalStateException("runs as its own agent only");
        }
        int previous = routes.engine.park();
        routes.measureAll(Integer.parseInt(args[0]), Integer.parseInt(args[1]), args.length > 2 ? args[2] : ".*");
        routes.engine.unpark(previous);
        if (routes.engine.errors() > 0) {
            throw new IllegalStateException("errors of ours: " + routes.engine.errors());
        }
    }

    private void measureAll(int warmUpRounds, int rounds, String pattern) throws Throwable {
        StringBuilder lines = new StringBuilder();
        for (Route route : AllocationRoutes.table()) {
            if (route.name().matches(pattern)) {
                warmUp(route, warmUpRounds);
                Measurement least = leastRecorded(route, rounds);
                keep(least, route.name());
                lines.append(route.name())
                        .append('\t')
                        .append(least.bytes)
                        .append('\t')
                        .append(leastCharged(route, rounds))
                        .append('\n');
            }
        }
        writeSnapshot();
        System.out.print(lines);
    }

    private void warmUp(Route route, int rounds) throws Throwable {
        recording.into = null;
        engine.unpark(WARM_UP_UNITS);
        run(route, rounds);
        engine.park();
    }

    private Measurement leastRecorded(Route route, int rounds) throws Throwable {
        Measurement least = null;
        for (int i = 0; i < MEASUREMENTS; i++) {
            Measurement measured = new Measurement();
            recording.into = measured;
            engine.unpark(0);
            run(route, rounds);
            engine.park();
            recording.into = null;
            if (least == null || measured.bytes < least.bytes) {
                least = measured;
            }
        }
        return Objects.requireNonNull(least);
    }

    private long leastCharged(Route route, int rounds) throws Throwable {
        long self = Thread.currentThread().getId();
        THREADS.getThreadAllocatedBytes(self);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < MEASUREMENTS; i++) {
            engine.unpark(NEVER);
            long before = THREADS.getThreadAllocatedBytes(self);
            run(route, rounds);
            long after = THREADS.getThreadAllocatedBytes(self);
            engine.park();
            least = Math.min(least, after - before);
        }
        return least;
    }

    private static void run(Route route, int rounds) throws Throwable {
        for (int i = 0; i < rounds; i++) {
            kept = route.allocate();
        }
    }

    private void keep(Measurement measurement, String route) {
        measurement.route = dictionary.threadId(route);
        measurements.add(measurement);
    }

    private void writeSnapshot() {
        int rows = 0;
        for (Measurement measurement : measurements) {
            rows += measurement.sizes.size();
        }
        file.beginSnapshot(rows);
        for (Measurement measurement : measurements) {
            for (int i = 0; i < measurement.sizes.size(); i++) {
                file.row(
                        measurement.paths.get(i),
                        measurement.classes.get(i),
                        measurement.route,
                        0,
                        measurement.sizes.get(i),
                        1);
            }
        }
        file.commitSnapshot(0, 0, 0, 0, 0);
        file.status(0, 0, 0, 0, 1, true);
        file.close();
    }

    /** What was recorded in one measurement. */
    private static final class Measurement {

        final List<Integer> paths = new ArrayList<>();
        final List<Integer> classes = new ArrayList<>();
        final List<Long> sizes = new ArrayList<>();
        long bytes;
        int route;
    }

    /** The end of the engine: knows what to do with a sample, and how long until the next. Called with the countdown parked. */
    private final class Recording implements SampleListener, IntSupplier {

        private final Thread measured = Thread.currentThread();
        private @Nullable Measurement into;

        @Override
        public int getAsInt() {
            return Thread.currentThread() != measured ? NEVER : into == null ? WARM_UP_UNITS : 0;
        }

        @Override
        public void sampled(Birth birth) {
            Measurement target = into;
            if (target != null && Thread.currentThread() == measured) {
                target.paths.add(paths.path(birth.stack, birth.type));
                target.classes.add(dictionary.classId(birth.type.getName()));
                target.sizes.add(birth.sample.sizeBytes());
                target.bytes += birth.sample.sizeBytes();
            }
        }
    }
}
