package dev.filprofile.benchmark.hook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Nanoseconds for one allocation of each kind, in methods that are compiled; what is returned escapes. At the default interval a sample
 * is rare, so this is the hook; with {@code --exact} every one is recorded, so this is the slow path, at the depth of stack that
 * {@link #depth} adds. See {@code hook.sh}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class Allocations {

    private record Point(double x, double y) {

        Point plus(Point other) {
            return new Point(x + other.x, y + other.y);
        }
    }

    /** Frames between the benchmark and the allocation, for {@link #deep}. */
    @Param({"10", "100", "1000"})
    public int depth;

    private final int[] numbers = {3, 1, 2};
    private String line = "one,two,three,four";
    private int next = 1000;

    @Benchmark
    public Object object() {
        return new Object();
    }

    @Benchmark
    public byte[] smallArray() {
        return new byte[16];
    }

    @Benchmark
    public byte[] largeArray() {
        return new byte[4096];
    }

    @Benchmark
    public Integer box() {
        return next++;
    }

    @Benchmark
    public String concatenation() {
        return "order " + next++;
    }

    @Benchmark
    public String[] split() {
        return line.split(",");
    }

    @Benchmark
    public IntSupplier lambda() {
        int captured = next++;
        return () -> captured;
    }

    @Benchmark
    public int[] copy() {
        return numbers.clone();
    }

    @Benchmark
    public List<Integer> list() {
        List<Integer> list = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            list.add(i);
        }
        return list;
    }

    /** Objects that the compiler need not make. */
    @Benchmark
    public double removed() {
        Point sum = new Point(0, 0);
        for (int i = 0; i < 20; i++) {
            sum = sum.plus(new Point(i, next));
        }
        return sum.x();
    }

    @Benchmark
    public Object deep() {
        return below(depth);
    }

    private static Object below(int frames) {
        return frames == 0 ? new Object() : below(frames - 1);
    }
}
