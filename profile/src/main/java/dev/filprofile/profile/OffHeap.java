package dev.filprofile.profile;

import java.util.List;

/**
 * Memory that the program's Java code took outside the heap: direct buffers, {@code Unsafe}, the foreign memory API. Has a peak of
 * its own, mostly at another moment than the heap's.
 *
 * @param peakBytes highest number of bytes that were taken and not yet freed: exact
 * @param peakMillis when that was, in milliseconds since the JVM started
 * @param bytesAtHeapPeak bytes not yet freed when the heap's peak was found
 * @param allocations what was not yet freed at the off-heap peak; each refers into the profile's tree, classes, threads and tasks.
 *     Small blocks are sampled, so the sum is an estimate of {@code peakBytes}
 * @param combined the moment when heap and off-heap memory together were highest
 */
public record OffHeap(
        long peakBytes, long peakMillis, long bytesAtHeapPeak, List<Allocation> allocations, Combined combined) {

    /**
     * The highest sum of live heap bytes and off-heap bytes, of those moments at which the former were found by a full collection.
     *
     * @param heapBytes live heap bytes at that moment
     * @param offHeapBytes bytes outside the heap that were not yet freed then
     * @param millis when that was, in milliseconds since the JVM started
     * @param allocations what was alive at that moment in the heap and outside
     */
    public record Combined(long heapBytes, long offHeapBytes, long millis, List<Allocation> allocations) {

        public Combined {
            allocations = List.copyOf(allocations);
        }

        /** Not known. */
        public static Combined none() {
            return new Combined(0, 0, 0, List.of());
        }

        /** Heap and off-heap bytes together; 0 if not known. */
        public long bytes() {
            return heapBytes + offHeapBytes;
        }
    }

    public OffHeap {
        allocations = List.copyOf(allocations);
    }

    /** No memory outside the heap was seen. */
    public static OffHeap none() {
        return new OffHeap(0, 0, 0, List.of(), Combined.none());
    }

    /** Whether any was seen. */
    public boolean happened() {
        return peakBytes > 0;
    }
}
