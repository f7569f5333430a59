package dev.filprofile.profile;

import java.util.List;

/**
 * The heap, and the memory outside it, over time, bounded in size whatever the length of the run.
 *
 * @param usage heap occupancy (live and garbage), ascending in time
 * @param confirmations moments at which a collection established the live size, ascending in time
 * @param collections garbage collections noticed, ascending in time; the oldest may be left out in long runs
 * @param offHeap bytes outside the heap that were taken and not yet freed, ascending in time, from the first on; empty where there
 *     were none
 */
public record Timeline(
        List<Usage> usage, List<Confirmation> confirmations, List<Collection> collections, List<Usage> offHeap) {

    public Timeline {
        usage = List.copyOf(usage);
        confirmations = List.copyOf(confirmations);
        collections = List.copyOf(collections);
        offHeap = List.copyOf(offHeap);
    }

    /** Of a run without memory outside the heap. */
    public Timeline(List<Usage> usage, List<Confirmation> confirmations, List<Collection> collections) {
        this(usage, confirmations, collections, List.of());
    }

    /** Lowest and highest use seen from {@code millis} on until the next entry; milliseconds since JVM start. */
    public record Usage(long millis, long minUsedBytes, long maxUsedBytes) {}

    /** Live bytes established by a full collection; milliseconds since JVM start. */
    public record Confirmation(long millis, long liveBytes) {}

    /** A garbage collection; milliseconds since JVM start. */
    public record Collection(long millis, long beforeBytes, long afterBytes, boolean full) {}

    /** A timeline without any entry. */
    public static Timeline empty() {
        return new Timeline(List.of(), List.of(), List.of());
    }
}
