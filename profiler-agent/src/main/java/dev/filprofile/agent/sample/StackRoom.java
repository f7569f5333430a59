package dev.filprofile.agent.sample;

/**
 * Tries whether the calling thread has stack left for our work, before it is begun: a StackOverflowError in the middle of
 * it would leave our tables half changed. The program may well be at the end of its stack when it allocates.
 */
public final class StackRoom {

    private static final int LEVELS = 400;

    /** For a handful of calls that lead no further. */
    private static final int FEW_LEVELS = 40;

    private StackRoom() {}

    /** Whether there is room for all that a sample may lead to. */
    public static boolean isThere() {
        return isThere(LEVELS);
    }

    /** Whether there is room for an entry in a table; costs some tens of nanoseconds. */
    public static boolean isThereForLittle() {
        return isThere(FEW_LEVELS);
    }

    private static boolean isThere(int levels) {
        try {
            return descend(levels, 1, 2, 3, 4) != 0;
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
