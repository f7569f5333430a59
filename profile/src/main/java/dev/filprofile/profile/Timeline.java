package dev.filprofile.profile;

import java.util.List;

/**
 * The heap over time, bounded in size whatever the length of the run.
 *
 * @param usage heap occupancy (live and garbage), ascending in time
 * @param confirmations moments at which a collection established the live size, ascending in time
 * @param collections garbage collections noticed, ascending in time; the oldest may be left out in long runs
 */
public record Timeline(List<Usage> usage, List<Confirmation> confirmations, List<Collection> collections) {

    public Timeline {
        usage = List.copyOf(usage);
        confirmations = List.copyOf(confirmations);
        collections = List.copyOf(collections);
    }

    /** Lowest and highest occupancy seen from {@code millis} on until the next entry; milliseconds since JVM start. */
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
