package dev.filprofile.profile;

import java.util.List;

/**
 * The heap at a moment when it was less full than at its peak, but in good part with what other call paths made.
 *
 * @param sampled whether {@code bytes} is estimated from the samples; exact otherwise
 * @param bytes live bytes at that moment
 * @param millis when that was, in milliseconds since the JVM started
 * @param allocations what was alive then; each refers into the profile's tree, classes, threads and tasks
 */
public record NextPeak(boolean sampled, long bytes, long millis, List<Allocation> allocations) {

    public NextPeak {
        allocations = List.copyOf(allocations);
    }
}
