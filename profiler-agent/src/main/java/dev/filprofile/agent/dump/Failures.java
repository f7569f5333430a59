package dev.filprofile.agent.dump;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Failures of ours that were swallowed: how many, and what the first one was. May be called by any thread. */
public final class Failures {

    private final AtomicLong count = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> first = new AtomicReference<>();

    /** Counts one. Takes no memory. */
    public void swallowed(Throwable failure) {
        count.incrementAndGet();
        first.compareAndSet(null, failure);
    }

    /** So many so far. */
    public long count() {
        return count.get();
    }

    /** A sentence about the first one, for whoever is going to mend it; null if there was none. */
    public @Nullable String note() {
        Throwable failure = first.get();
        if (failure == null) {
            return null;
        }
        StackTraceElement[] stack = failure.getStackTrace();
        return "The first failure of the profiler was " + failure.getClass().getName()
                + (stack.length == 0 ? "." : " at " + stack[0] + ".");
    }
}
