package dev.filprofile.agent.sample;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Draws how many units a thread may allocate until its next recorded allocation.
 *
 * <p>A draw is an exponentially distributed number X of units, rounded up: an allocation of k units on a fresh
 * countdown N is recorded if k ≥ N, which has the probability P(X ≤ k) = 1 − exp(−8k/T) that {@link
 * Estimator#probability} assumes, exactly and for small T too (rounding to the nearest would be off by half a unit).
 * What a thread has counted down already makes no difference, as the rounded-up exponential is the geometric
 * distribution: it has no memory either.
 *
 * <p>Thread-safe, never blocks, allocates nothing. The generator is SplitMix64 (Steele, Lea, Flood: <i>Fast splittable
 * pseudorandom number generators</i>, OOPSLA 2014) on one atomic counter; not the JDK's generators, whose allocating
 * internals are instrumented.
 */
public final class CountdownSource {
    /** Greatest countdown, so that subtracting any allocation's units cannot overflow an int. */
    public static final int MAX_UNITS = 2_000_000_000;

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final AtomicLong state;

    /** @param seed draws follow from it */
    public CountdownSource(long seed) {
        this.state = new AtomicLong(seed);
    }

    /**
     * Units until the next recorded allocation.
     *
     * @param intervalBytes mean distance T, at most {@link SamplingInterval#MAX_BYTES}; 0 for recording everything
     * @return 1 to {@link #MAX_UNITS}, or 0 if {@code intervalBytes} is 0
     */
    public int nextUnits(long intervalBytes) {
        if (intervalBytes == 0) {
            return 0;
        }
        double units = Math.ceil(-Math.log(1 - nextUniform()) * ((double) intervalBytes / CountedUnits.BYTES_PER_UNIT));
        return (int) Math.max(1, Math.min(units, MAX_UNITS));
    }

    /** An even draw from [0, 1), for {@link Estimator#survivesThinning}. */
    public double nextUniform() {
        long z = state.getAndAdd(GOLDEN_GAMMA) + GOLDEN_GAMMA;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return ((z ^ (z >>> 31)) >>> 11) * 0x1.0p-53;
    }
}
