package dev.filprofile.flamegraph;

import dev.filprofile.profile.RunInfo;
import java.util.Map;

/**
 * How much of all that the program allocated, alive at the peak or not, was recorded. The two numbers are independent: one is
 * the samples', one the JVM's own.
 *
 * @param recordedBytes what the recorded allocations stand for
 * @param allocatedBytes what the JVM counted on the program's threads, less what the profiler allocated there; 0 where that
 *     is not known
 * @param ownAllocatedBytes what the profiler allocated on the program's threads
 * @param threadsEnded threads whose last bytes the JVM may have forgotten with them
 */
public record Coverage(long recordedBytes, long allocatedBytes, long ownAllocatedBytes, long threadsEnded) {

    public static Coverage of(RunInfo run) {
        Map<String, Long> counters = run.counters();
        return new Coverage(
                counters.getOrDefault("recordedBytes", 0L),
                counters.getOrDefault("allocatedBytes", 0L),
                counters.getOrDefault("ownAllocatedBytes", 0L),
                counters.getOrDefault("threadsEnded", 0L));
    }

    /** Whether the two can be compared: not where the profiler's part, which is known about, outweighs the program's. */
    public boolean isKnown() {
        return allocatedBytes > 0 && allocatedBytes >= ownAllocatedBytes;
    }

    /** Recorded by allocated; 0 where they cannot be compared. About 1: more by sampling error. */
    public double share() {
        return isKnown() ? (double) recordedBytes / allocatedBytes : 0;
    }
}
