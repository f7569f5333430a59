package dev.filprofile.agent.live;

import org.jspecify.annotations.Nullable;

/**
 * Which collections have been noticed, and so which have ended since; and for which samples they have told whether they are
 * alive. One thread at a time.
 *
 * <p>Beside a running program a collector takes for alive whatever is made after its cycle began. So a cycle tells about
 * samples born before it began; among those are all that were born before the last cycle had ended. The end of a
 * cycle and the first pause of the next each count as a collection, so birth epochs tell what was born before that pause. Where
 * {@linkplain Collections#onlyAskedTell generations} are collected beside the program, a cycle that came by itself tells nothing.
 */
public final class SeenCollections {

    private final Collections collections;
    private final boolean canForce;
    private final boolean nothingTells;
    private int cycles;
    /** Whoever was born when no more collections had ended was born before the next cycle. */
    private int endEpoch;

    private int lookedEpoch;
    private int knownEpoch;
    private boolean newCycle;
    private int fullEpoch;
    private @Nullable FullCollection newFull;
    private int epoch;

    /**
     * All that have ended up to now are noticed.
     *
     * @param canForce whether collections can be asked for
     */
    public SeenCollections(Collections collections, boolean canForce) {
        this.collections = collections;
        this.canForce = canForce;
        nothingTells = collections.never() || collections.onlyAskedTell() && !canForce;
        look();
        noted(lookedEpoch);
    }

    /** Looks what has ended since the last look. To be asked before the samples are swept: then all that is known is in the table. */
    public void look() {
        int newEpoch = collections.epoch();
        int newCycles = collections.cycles();
        newCycle = newCycles != cycles;
        if (newCycle && !collections.onlyAskedTell()) {
            knownEpoch = Math.max(knownEpoch, endEpoch + 1);
            // what has ended after the cycle may be the first pause of the next one
            endEpoch = collections.anyEndedAfterCycle() ? lookedEpoch : newEpoch;
        }
        cycles = newCycles;
        int newFullEpoch = collections.fullEpoch();
        newFull = newFullEpoch == fullEpoch ? null : collections.lastFull();
        fullEpoch = newFullEpoch;
        lookedEpoch = newEpoch;
    }

    /**
     * One that was asked for has ended before this looked last. Returns it.
     *
     * @param epochBefore collections that had ended before it was asked for
     */
    public FullCollection asked(int epochBefore) {
        FullCollection asked = newFull != null ? newFull : collections.lastAsIfFull();
        // beside a running program a collector takes for alive whatever comes after it began
        int bornBefore = collections.exact() ? asked.epoch() : epochBefore + 1;
        knownEpoch = Math.max(knownEpoch, bornBefore);
        return asked;
    }

    /** The table is right for so many collections that have ended. */
    public void noted(int newEpoch) {
        epoch = newEpoch;
    }

    /** Collections noticed. */
    public int epoch() {
        return epoch;
    }

    /** Whether a collection of the whole heap that came by itself is as good as one that was asked for, or all there is. */
    public boolean fullsTell() {
        return canForce ? collections.exactByItself() : !collections.onlyAskedTell();
    }

    /** One of the whole heap that had ended when this looked last, the last if there were several; or null. */
    public @Nullable FullCollection newFull() {
        return newFull;
    }

    /** Whether anything more than a pause had ended when this looked last. */
    public boolean hasNewCycle() {
        return newCycle;
    }

    /** Whether nothing will ever tell which samples are alive. */
    public boolean nothingTells() {
        return nothingTells;
    }

    /** Whether a picture taken between two collections that were asked for shows more than one of the first of them did. */
    public boolean picturesBetween() {
        return nothingTells || !collections.onlyAskedTell();
    }

    /**
     * Samples born before collection number so and so are known to be dead or alive.
     *
     * @param newEpoch what that is on collectors that stop the program, and where nothing is ever known
     */
    public int knownBefore(int newEpoch) {
        return collections.exact() || nothingTells ? newEpoch : knownEpoch;
    }
}
