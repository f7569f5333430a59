package dev.filprofile.agent.dump;

import java.util.concurrent.atomic.AtomicBoolean;

/** Whose turn it is, of threads none of which may block. */
final class Ownership {

    private final Clock clock;
    private final AtomicBoolean taken = new AtomicBoolean();

    Ownership(Clock clock) {
        this.clock = clock;
    }

    /** Takes it if nobody has it. */
    boolean tryTake() {
        return !taken.get() && taken.compareAndSet(false, true);
    }

    /** Spins for it, which the poller holds for some microseconds at a time; true if it was got. */
    boolean takeSoon(long nanos) {
        long deadline = clock.nanos() + nanos;
        while (!tryTake()) {
            if (clock.nanos() > deadline) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    void release() {
        taken.set(false);
    }
}
