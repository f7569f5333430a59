package dev.filprofile.agent;

import dev.filprofile.agent.live.Collections;

/**
 * What was alive before the program's first instruction, and before most of the agent.
 *
 * @param liveBytes live bytes of the JVM itself
 * @param costNanos what the collection took that told
 * @param canForce whether {@code System.gc()} collects at all: not with Epsilon or {@code -XX:+DisableExplicitGC}
 */
record BaseLine(long liveBytes, long costNanos, boolean canForce) {

    static BaseLine measure(Collections collections) {
        int before = collections.epoch();
        long start = System.nanoTime();
        System.gc();
        long cost = System.nanoTime() - start;
        boolean collected = collections.epoch() != before;
        long live = collected ? collections.usedAfterCollectionBytes() : collections.usedBytes();
        collections.prepare();
        return new BaseLine(live, cost, collected);
    }

    /** Bytes that have become alive since: the agent's own. */
    long grownBytes(Collections collections) {
        if (!canForce) {
            return Math.max(0, collections.usedBytes() - liveBytes);
        }
        System.gc();
        return Math.max(0, collections.usedAfterCollectionBytes() - liveBytes);
    }
}
