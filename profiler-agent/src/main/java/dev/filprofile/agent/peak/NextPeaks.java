package dev.filprofile.agent.peak;

/**
 * Decides which moments are kept beside the peak: those that would be the peak if its lines held less.
 *
 * <p><b>The definition.</b> A next peak is a moment at which a full collection told what was alive, and of which at least a quarter
 * was made by call paths that hold less at the peak. That quarter had been let go by the time of the peak, or came after it: the
 * moment belongs to another phase of the program. A step on the climb to the peak does not, since all of it is in the peak; nor does
 * an earlier copy of a growing array, whose call path is the same. Of moments that are alike in the same sense, the highest counts. A
 * moment below a quarter of the peak is of no interest.
 *
 * <p>Two heaps are not told apart by a valley between them, because that would need what is alive in between, which is known only
 * after a full collection; and where a phase replaces another at one stroke, there is none.
 *
 * <p><b>What is missed.</b> Moments before the peak are steps of the ladder ({@link PeakTracker}), so a next peak before it is
 * known to the tolerance ε, as the peak was while it was the highest. After the peak, and below it, {@link LaterLooks} have the
 * program collected where it is high again, at a small cost; a peak that they are too late for, or have no budget for, is known if
 * a full collection happened at its time. A phase that hands over to the next in steps of less than a quarter each is one with it.
 * Two moments, the highest, are kept.
 *
 * <p><b>The price.</b> Memory for {@value #MOMENTS} compositions, from the start; one walk over the samples for each full collection
 * that finds at least a quarter of the peak. Nothing here allocates after construction. One thread at a time.
 */
public final class NextPeaks {

    /** Nothing is to be kept. */
    public static final int NONE = -1;

    private static final double QUARTER = 0.25;
    private static final int PLACES = 2;
    private static final int MOMENTS = PLACES + 2;

    /** Empty ones hold nothing. */
    private final Composition[] kept = new Composition[PLACES];

    private Composition peak = new Composition();
    private Composition candidate = new Composition();

    public NextPeaks() {
        for (int place = 0; place < PLACES; place++) {
            kept[place] = new Composition();
        }
    }

    /** An empty composition, to be filled before one of the other methods is called. */
    public Composition candidate() {
        candidate.clear();
        return candidate;
    }

    /** The candidate tells what was alive at the present peak more completely than before. */
    public void peakAgain() {
        Composition before = peak;
        peak = candidate;
        candidate = before;
    }

    /**
     * The candidate is the new peak.
     *
     * @param known whether a full collection told what was alive at the one before
     * @return the place that the snapshot of the one before is to be kept in, or {@link #NONE}
     */
    public int newPeak(boolean known) {
        peakAgain();
        return known ? keep() : NONE;
    }

    /**
     * The candidate is another moment.
     *
     * @return the place that its snapshot is to be kept in, or {@link #NONE}
     */
    public int lower() {
        return keep();
    }

    private int keep() {
        double bytes = candidate.totalBytes();
        if (bytes <= 0 || bytes < QUARTER * peak.totalBytes() || isPartOf(candidate, peak)) {
            return NONE;
        }
        int place = NONE;
        double least = bytes;
        for (int i = 0; i < PLACES; i++) {
            Composition other = kept[i];
            if (other.totalBytes() >= bytes && isPartOf(candidate, other)) {
                return NONE;
            }
            double worth = isPartOf(other, peak) || isPartOf(other, candidate) ? 0 : other.totalBytes();
            if (worth < least) {
                place = i;
                least = worth;
            }
        }
        if (place != NONE) {
            Composition free = kept[place];
            kept[place] = candidate;
            candidate = free;
        }
        return place;
    }

    /** Whether less than a quarter of what is alive in the lower one is other than in the higher one. */
    private static boolean isPartOf(Composition lower, Composition higher) {
        return lower.bytesAlsoIn(higher) > (1 - QUARTER) * lower.totalBytes() || lower.totalBytes() <= 0;
    }
}
