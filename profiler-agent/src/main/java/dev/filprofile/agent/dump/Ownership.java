package dev.filprofile.agent.dump;

import java.util.concurrent.atomic.AtomicBoolean;

/** Whose turn it is, of threads none of which may block. */
final class Ownership {

    /** So many times it is tried before the processor is offered to others. */
    private static final int SPINS = 20;

    private final Clock clock;
    private final Runnable giveWay;
    private final AtomicBoolean taken = new AtomicBoolean();

    /** @param giveWay offers the processor to other threads of the system; a virtual thread stays where it is */
    Ownership(Clock clock, Runnable giveWay) {
        this.clock = clock;
        this.giveWay = giveWay;
        tryTake(); // has the JVM link here what that is made of, as in Births
        release();
    }

    /** Takes it if nobody has it. */
    boolean tryTake() {
        return !taken.get() && taken.compareAndSet(false, true);
    }

    /**
     * Spins for it, which others hold for some microseconds at a time; true if it was got. The processor is offered to others
     * meanwhile: where there are more threads than processors, the one that holds it may be waiting for just that.
     *
     * @param nanos how long; with 0 it is tried once
     */
    boolean takeSoon(long nanos) {
        if (nanos == 0) {
            return tryTake();
        }
        long deadline = clock.nanos() + nanos;
        int spins = 0;
        while (!tryTake()) {
            Thread.onSpinWait();
            if (++spins % SPINS == 0) {
                giveWay.run();
                if (clock.nanos() > deadline) {
                    return false;
                }
            }
        }
        return true;
    }

    void release() {
        taken.set(false);
    }
}
