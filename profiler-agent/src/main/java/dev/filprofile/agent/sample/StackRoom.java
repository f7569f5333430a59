package dev.filprofile.agent.sample;

/**
 * Tries whether the calling thread has stack left for our work, before it is begun: a StackOverflowError in the middle of
 * it would leave our tables half changed. The program may well be at the end of its stack when it allocates.
 */
public final class StackRoom {

    private static final int LEVELS = 400;

    private StackRoom() {}

    /** Whether there is room for all that a sample may lead to; costs a microsecond. */
    public static boolean isThere() {
        try {
            return descend(LEVELS, 1, 2, 3, 4) != 0;
        } catch (StackOverflowError e) {
            return false;
        }
    }

    /** Each level takes a hundred bytes or so, compiled or not: more than the work needs in all. */
    private static long descend(int levels, long a, long b, long c, long d) {
        if (levels == 0) {
            return a | 1;
        }
        return descend(levels - 1, b + levels, c ^ a, d + b, a) | c | d;
    }
}
