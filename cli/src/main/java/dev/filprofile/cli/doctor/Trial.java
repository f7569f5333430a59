package dev.filprofile.cli.doctor;

import dev.filprofile.profile.Profile;
import org.jspecify.annotations.Nullable;

/**
 * One run of {@link KnownPeak}.
 *
 * @param startNanos from the start of the process to the first line of its main method; negative where it did not come that
 *     far
 * @param profile what was recorded; null without the agent, or if it failed
 * @param failure why there is no use in the rest, in words; empty if the program ran
 */
record Trial(long startNanos, @Nullable Profile profile, String failure) {

    /** A counter of the profiler's own books; 0 where there is none. */
    long counter(String name) {
        return profile == null ? 0 : profile.run().counters().getOrDefault(name, 0L);
    }

    /** As in the report; empty where nothing was recorded. */
    String engine() {
        return profile == null ? "" : profile.run().engine();
    }
}
