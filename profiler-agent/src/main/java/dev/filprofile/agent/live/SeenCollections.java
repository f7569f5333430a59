package dev.filprofile.agent.live;

/**
 * Which collections have been noticed, and so which have ended since; and for which samples they have told whether they are
 * alive. One thread at a time.
 *
 * <p>Beside a running program a collector takes for alive whatever is made after its cycle began. So a cycle tells about
 * samples born before it began; among those are all that were born before the last cycle of its kind had ended. The end of a
 * cycle and the first pause of the next each count as a collection, so birth epochs tell what was born before that pause.
 */
public final class SeenCollections {

    private final Collections collections;
    private final int[] cycles;
    /** For each kind of cycle: whoever was born when no more collections had ended was born before the next cycle of the kind. */
    private final int[] endEpochs;

    private int lookedEpoch;
    private int knownEpoch;
    private boolean newCycle;
    private int fullEpoch;
    private boolean newFull;
    private int epoch;

    /** All that have ended up to now are noticed. */
    public SeenCollections(Collections collections) {
        this.collections = collections;
        cycles = new int[collections.kindsOfCycles()];
        endEpochs = new int[cycles.length];
        look();
        noted(lookedEpoch);
    }

    /** Looks what has ended since the last look. To be asked before the samples are swept: then all that is known is in the table. */
    public void look() {
        int newEpoch = collections.epoch();
        newCycle = false;
        for (int kind = 0; kind < cycles.length; kind++) {
            int count = collections.cycles(kind);
            if (count != cycles[kind]) {
                newCycle = true;
                cycles[kind] = count;
                knownEpoch = Math.max(knownEpoch, endEpochs[kind] + 1);
                // what has ended after the cycle may be the first pause of the next one
                endEpochs[kind] = collections.anyEndedAfterCycle(kind) ? lookedEpoch : newEpoch;
            }
        }
        newFull = collections.fullEpoch() != fullEpoch;
        fullEpoch = collections.fullEpoch();
        lookedEpoch = newEpoch;
    }

    /** The table is right for so many collections that have ended. */
    public void noted(int newEpoch) {
        epoch = newEpoch;
    }

    /** Collections noticed. */
    public int epoch() {
        return epoch;
    }

    /** Whether one of the whole heap had ended when this looked last. */
    public boolean hasNewFull() {
        return newFull;
    }

    /** Whether anything more than a pause had ended when this looked last. */
    public boolean hasNewCycle() {
        return newCycle;
    }

    /**
     * Samples born before collection number so and so are known to be dead or alive.
     *
     * @param newEpoch what that is on collectors that stop the program, and where nothing is ever known
     */
    public int knownBefore(int newEpoch) {
        return collections.exact() || collections.never() ? newEpoch : knownEpoch;
    }
}
