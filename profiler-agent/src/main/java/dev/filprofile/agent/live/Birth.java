package dev.filprofile.agent.live;

import org.jspecify.annotations.Nullable;

/**
 * A sample on its way from the allocating thread to the {@link SampleTable}, with what is still to be resolved. Lives
 * for about a millisecond: its stack holds classes strongly.
 */
public final class Birth {

    public final Sample sample;
    /** The raw stack, as the stack capture made it. */
    public final Object stack;

    public final Class<?> type;
    /** Null for a thread under construction. */
    public final @Nullable String threadName;

    /**
     * Heap bytes in use after the object was made and before any collection later than its birth epoch; huge if that is not known. Only
     * of {@linkplain Sample#isLarge large} objects.
     */
    public long usedBytes = Long.MAX_VALUE;

    @Nullable
    Birth next;

    int depth;

    public Birth(Sample sample, Object stack, Class<?> type, @Nullable String threadName) {
        this.sample = sample;
        this.stack = stack;
        this.type = type;
        this.threadName = threadName;
    }

    /** Makes {@link #takeNext} return another birth, or null. */
    public void linkTo(@Nullable Birth before) {
        next = before;
    }

    /**
     * Unlinks and returns the one that was handed in before this one, or null. A frame of the program's thread may hold this
     * birth during the collection that follows: it must not hold all the others.
     */
    public @Nullable Birth takeNext() {
        Birth before = next;
        next = null;
        return before;
    }
}
