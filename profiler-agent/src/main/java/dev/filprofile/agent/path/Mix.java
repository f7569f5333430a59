package dev.filprofile.agent.path;

/** Mixes values into a 64-bit hash: wide enough that a million call paths collide once in ten million runs. */
final class Mix {

    private Mix() {}

    static long mix(long hash, long value) {
        long h = (hash ^ value) * 0x9E3779B97F4A7C15L;
        h ^= h >>> 32;
        h *= 0xD6E8FEB86659FD93L;
        return h ^ (h >>> 29);
    }
}
