package dev.filprofile.benchmark.hook;

import dev.filprofile.agent.live.Sample;
import dev.filprofile.agent.live.SampleTable;
import dev.filprofile.agent.path.CallPaths;
import dev.filprofile.agent.path.Dictionary;
import dev.filprofile.agent.path.Origins;
import dev.filprofile.agent.path.StackCapture;
import dev.filprofile.agent.path.StackCaptures;
import dev.filprofile.profile.format.RawSnapshotWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the agent does beside the allocating threads: sweeping the table of samples after a collection, and numbering a stack that was
 * taken, here with the portable engine. See {@code hook.sh}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class Bookkeeping {

    /** Samples, all of them alive. */
    @State(Scope.Thread)
    public static class Table {

        @Param({"1000", "30000", "300000"})
        public int samples;

        private final SampleTable table = new SampleTable(56);
        private Object[] objects;

        @Setup
        public void fill() {
            objects = new Object[samples];
            for (int i = 0; i < samples; i++) {
                objects[i] = new Object();
                table.add(new Sample(objects[i], 16, 2, 1, 0));
            }
        }
    }

    /** A stack of so many frames more than the benchmark's own, that was seen before. */
    @State(Scope.Thread)
    public static class Stacks {

        @Param({"10", "100", "1000"})
        public int depth;

        private Path file;
        private StackCapture capture;
        private CallPaths paths;
        private Object stack;

        @Setup
        public void take() throws IOException {
            file = Files.createTempDirectory("bookkeeping").resolve("raw");
            RawSnapshotWriter writer = RawSnapshotWriter.create(file, Map.of());
            Origins origins = new Origins(Class::getClassLoader, Class::getProtectionDomain);
            capture = StackCaptures.choose(null, origins, StackCaptures.DEFAULT_MAX_DEPTH, object -> 16);
            paths = new CallPaths(
                    writer, new Dictionary(writer), capture, origins, (type, at, line) -> false, (type, line) -> line);
            stack = below(depth);
        }

        private Object below(int frames) {
            return frames == 0 ? capture.capture() : below(frames - 1);
        }

        @TearDown
        public void delete() throws IOException {
            Files.delete(file);
            Files.delete(file.getParent());
        }
    }

    @Benchmark
    public int sweep(Table state) {
        state.table.sweep();
        return state.table.size();
    }

    @Benchmark
    public Object take(Stacks state) {
        return state.below(state.depth);
    }

    @Benchmark
    public int number(Stacks state) {
        return state.paths.path(state.stack, byte[].class);
    }
}
