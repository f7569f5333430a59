package dev.filprofile.agent.peak;

import dev.filprofile.profile.Certificate;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Decides when to confirm the live size by a collection, and keeps what is certain about the peak: it lies between
 * {@link #peakBytes() P} and {@link #upperBoundBytes() U}.
 *
 * <p><b>The rule.</b> Live bytes are known only right after a full collection. Occupancy (live and garbage) is known
 * at any time and bounds them from above. So: whenever occupancy passes the highest confirmed live size P by the
 * tolerance ε, collect. If more is alive than P, that is the new P and its snapshot is the one to keep; if not, the
 * garbage is gone and occupancy is below the threshold again. Either way U/P − 1 stays at ε plus what was allocated
 * between two looks. The first threshold counts from the live size before the program's first instruction, because
 * short programs must be confirmed while their locals are alive.
 *
 * <p><b>P is a lower bound</b> because that much was alive at one moment.
 *
 * <p><b>U is the highest occupancy of any moment, and nothing lower can be proved.</b> Let a collection leave a bytes
 * and the next one find b. In between, occupancy only grows, and live(t) ≤ used(t) ≤ b; hence the occupancies found by
 * all collections, and the last one seen, cover every moment of the run. Can a confirmation at occupancy b that finds
 * less, L, take b out again? At its own moment live is L, exactly. But an object that it finds dead has been dead
 * since an unknown moment: all b − L bytes of garbage may have become so together, after the last allocation and
 * before the collection, by one assignment of null in one of the program's threads. Just before that assignment b was
 * alive. The facts that come with collections do not exclude it: a young collection tells which young objects were
 * dead at its own moment, again not since when; and what a later full collection finds alive bounds earlier live bytes
 * from below only. If only one thread ran, the last allocation before the confirmation would bound the moment of that
 * assignment, but reference handlers and finalizers run in every JVM. So U never shrinks, not even by a confirmation,
 * and every collection must be reported with the occupancy it found, {@linkplain #occupancyAtMost or a bound of it}.
 * That is tight: for each history of exact facts there is a program with these facts whose live bytes reached U.
 *
 * <p><b>The price.</b> Confirming costs c per live byte. Climbing from nothing to P in steps of ε costs c·P·(1+ε)/ε,
 * and a plateau costs c·P for each ε·P bytes of garbage that outlive the young generation. {@link CollectionBudget}
 * holds the gate: a confirmation waits while it would cost more than half of what the budget has left. The threshold
 * stays where it is meanwhile, so the first look after the gate opens confirms; raising it instead would let a skipped
 * peak pass for ever. To arrive at the top with means left, ε doubles after the second confirmation in a row that
 * raised P by more than half of ε, if at the present step the climb to 2·P would cost more than half of what is left,
 * but not to more than {@value #COARSEST_TOLERANCE}, since any step may be the last; and halves again as soon as it
 * would not. It falls back to the rule's ε when the climb stops: a confirmation that raises P by less, or a collection
 * that leaves no more than P.
 *
 * <p><b>Where an earlier run told the peak</b>, nothing is confirmed below {@link PeakRule#firstThresholdBytes}, nor as long as a young
 * collection is going to tell whether what exceeds it is more than garbage: {@link Survivors#tellSoon}. The climb costs nothing then.
 *
 * <p><b>At the top of a climb</b>, when occupancy has stopped growing for {@value #PLATEAU_NANOS} ns, there is nothing left to
 * save for: the confirmation may then cost all that the budget has left, and half of the credit on top, which is paid back by
 * waiting. So a climb that the budget could follow only in coarse steps still ends with a narrow certificate if the program stays
 * at the top for as long.
 *
 * <p><b>What finds garbage</b> only is held to a part of the budget: {@link GarbageLooks}.
 *
 * <p><b>Below the threshold</b>, {@link FineLooks} bring P nearer to the true peak than ε where that costs little, {@link
 * CombinedLooks} follow what heap and memory outside it are together, {@link LaterLooks} find lower peaks.
 *
 * <p><b>When the gate was shut at a spike</b>, U says so for the rest of the run, and a sweep of the samples without a
 * collection gives a picture of the spike: {@link #wantsProvisional}. From then on a confirmation below U keeps
 * nothing narrow, it can only find a higher P. So while U stands clearly above P·(1+ε), one is made only if occupancy
 * rises above what U was at the last one, or if more is probably alive than the threshold by what the last collection
 * left ({@link Survivors}), which garbage that dies young does not explain; a tenth of the budget remains for exploring. Without this, a small live
 * set under much such garbage (P and the young generation together exceed P·(1+ε)) spends the whole budget, for ever,
 * for nothing.
 *
 * <p>All sizes are without the profiler's own objects. For the proof to hold the caller subtracts from occupancies at
 * most what these surely held, and from live sizes at least what they may have held.
 *
 * <p><b>Concurrency.</b> Any thread, at any time, never blocking: {@link #used}, {@link #occupancyAtMost}, {@link
 * #isAboveThreshold}, {@link #isWorthWaiting}, {@link #peakBytes}, {@link #upperBoundBytes}. Everything else: one thread at a time, under the
 * caller's lock. Nothing here allocates after construction.
 */
public final class PeakTracker {
    /** Coarsest step of the climb: any step may be the last, and is what P then lacks. */
    private static final double COARSEST_TOLERANCE = 0.25;

    /** How far above the first threshold the top of an earlier run's climb is looked for. */
    private static final double KNOWN_TOP = 1.25;

    /** How many ε wide a certificate may be to be worth keeping so: one, and what a look finds beyond the threshold. */
    private static final double NARROW = 1.25;

    /** Part of ε by which occupancy must rise to count as growing. */
    private static final double PLATEAU_SHARE = 0.5;

    /** How long occupancy must stay to count as having stopped growing: a few young collections. */
    private static final long PLATEAU_NANOS = 100_000_000;

    /** Share of the budget for confirmations that promise nothing. */
    private static final double EXPLORING_SHARE = 0.1;

    /** Part of ε by which occupancy must rise after a refusal before another asker should wait. */
    private static final double WAITING_SHARE = 0.25;

    /** Part of ε by which P must rise to count as climbing: some of what made a look confirm is always garbage. */
    private static final double CLIMBING_GAIN = 0.5;

    private final PeakRule rule;
    private final CollectionBudget budget;
    private final Survivors survivors;
    private final FineLooks fineLooks;
    private final GarbageLooks garbageLooks;
    private final CombinedLooks combinedLooks;
    private final LaterLooks laterLooks;
    private final AtomicLong upperBoundBytes;
    private volatile long peakBytes;
    private volatile long thresholdBytes;
    /** Up to here an answer was no, and no collection has changed what it rested on. */
    private volatile long refusedBytes;
    /** U at the last confirmation. */
    private long coveredBytes;

    private long confirmedNanos;
    /** Where the climb seems to end, and since when. */
    private long plateauBytes;

    private long plateauSinceNanos;
    private double tolerance;
    private int climbs;
    private int confirmations;
    private long provisionalBytes;

    /**
     * @param baseLiveBytes live bytes before the program's first instruction
     * @param baseCostNanos what the collection that established them took; not charged to the budget
     * @param startNanos the present moment; all later moments are on the same clock
     */
    public PeakTracker(PeakRule rule, long baseLiveBytes, long baseCostNanos, long startNanos) {
        this.rule = rule;
        this.budget =
                new CollectionBudget(rule.gcBudget(), rule.creditNanos(), startNanos, baseLiveBytes, baseCostNanos);
        this.survivors = new Survivors(baseLiveBytes);
        this.fineLooks = new FineLooks(rule, budget, survivors, baseLiveBytes);
        this.garbageLooks = new GarbageLooks(budget, rule);
        this.combinedLooks = new CombinedLooks(rule, budget, survivors, baseLiveBytes);
        this.laterLooks = new LaterLooks(rule, budget, survivors, baseLiveBytes);
        this.upperBoundBytes = new AtomicLong(baseLiveBytes);
        this.tolerance = rule.tolerance();
        this.coveredBytes = baseLiveBytes;
        this.confirmedNanos = startNanos;
        setPeak(baseLiveBytes);
    }

    /** Occupancy was seen. */
    public void used(long usedBytes) {
        long highest = upperBoundBytes.get();
        while (usedBytes > highest && !upperBoundBytes.compareAndSet(highest, usedBytes)) {
            highest = upperBoundBytes.get();
        }
    }

    /**
     * Occupancy was not seen for a while, but cannot have been above this. For collections that passed between two
     * looks and took the trace of the occupancy they found with them: what the old generation holds now plus the
     * capacity of the young one, if these were young collections; else the capacity of the heap.
     */
    public void occupancyAtMost(long boundBytes) {
        used(boundBytes);
    }

    /**
     * Whether {@link #wantsConfirmation} is worth asking under the lock: true if occupancy has passed P by the rule's
     * ε and floor. Needs no clock.
     */
    public boolean isAboveThreshold(long usedBytes) {
        return usedBytes > thresholdBytes;
    }

    /**
     * Whether to wait for the lock in order to ask {@link #wantsConfirmation}, if another thread has it. Where garbage stands above
     * the threshold and the gate is shut, all of the program's threads would else wait for a no, at each sample. Needs no clock: that
     * the gate opens by itself is found by those who get the lock at once.
     */
    public boolean isWorthWaiting(long usedBytes) {
        return isAboveThreshold(usedBytes) && usedBytes > refusedBytes;
    }

    /**
     * Whether the live size should be confirmed by a collection now. To be asked with an occupancy read under the lock,
     * and answered, if true, with {@link #fullCollection}.
     */
    public boolean wantsConfirmation(long usedBytes, long nowNanos) {
        used(usedBytes);
        if (usedBytes <= thresholdBytes) {
            return false;
        }
        refineStep(nowNanos);
        // what is above P may be alive or not; only the costlier case can be relied on
        double expectedNanos = budget.expectedNanos(usedBytes);
        boolean affordable = hasStoppedGrowing(usedBytes, nowNanos)
                ? budget.affordsTop(expectedNanos, nowNanos)
                : usedBytes > threshold(tolerance) && budget.affords(expectedNanos, nowNanos);
        boolean wanted = affordable && isPromising(usedBytes, expectedNanos, nowNanos);
        if (!wanted) {
            double share = WAITING_SHARE * rule.tolerance();
            refusedBytes = raised(usedBytes, share, (long) (WAITING_SHARE * rule.floorBytes()));
        }
        return wanted;
    }

    /**
     * Whether {@link #wantsFinerConfirmation} is worth asking under the lock. Needs no clock.
     *
     * @param madeBytes size of an object just made, 0 for none
     */
    public boolean mayRaisePeak(long madeBytes) {
        return madeBytes > 0 && fineLooks.mayRaisePeak(madeBytes);
    }

    /**
     * Whether the live bytes have probably risen over P, by less than ε, and stay there: then {@link #wantsFinerConfirmation}
     * is worth asking.
     */
    public boolean hasSettled() {
        return fineLooks.hasSettled();
    }

    /**
     * Whether to collect although occupancy is within ε of P, to be asked after {@link #wantsConfirmation} said no, and
     * answered, if true, with {@link #fullCollection}.
     *
     * @param madeBytes size of an object just made, 0 for none
     */
    public boolean wantsFinerConfirmation(long madeBytes, long nowNanos) {
        return fineLooks.wanted(madeBytes, budget.expectedNanos(Math.max(peakBytes, survivors.bytes())), nowNanos);
    }

    /** Whether occupancy has not risen by a part of ε for a while: then this is the top of a climb, until further notice. */
    private boolean hasStoppedGrowing(long usedBytes, long nowNanos) {
        if (usedBytes > raised(plateauBytes, PLATEAU_SHARE * rule.tolerance(), 0)) {
            plateauBytes = usedBytes;
            plateauSinceNanos = nowNanos;
        }
        return nowNanos - plateauSinceNanos >= PLATEAU_NANOS;
    }

    /**
     * Whether to collect once more at the end of the run, whatever the budget says: without it a program that was too
     * short for any confirmation has none.
     */
    public boolean wantsFinalConfirmation(long usedBytes) {
        used(usedBytes);
        return usedBytes > peakBytes;
    }

    /**
     * A full collection, forced or natural, has established the live size.
     *
     * @param usedBeforeBytes occupancy that it found, or a bound of it: other threads may have allocated since the last
     *     look
     * @param liveBytes what it left
     * @param costNanos how long it took, sweep of the samples included
     * @param nowNanos the moment after it
     * @param forced whether it was ours: then it counts as a confirmation and is charged to the budget
     * @return whether this is a new peak, whose snapshot must be kept
     */
    public boolean fullCollection(long usedBeforeBytes, long liveBytes, long costNanos, long nowNanos, boolean forced) {
        used(usedBeforeBytes);
        used(liveBytes);
        refusedBytes = 0;
        if (forced) {
            confirmations++;
            budget.spent(liveBytes, costNanos);
        } else {
            budget.measured(liveBytes, costNanos);
        }
        long before = peakBytes;
        survivors.established(liveBytes, before);
        if (liveBytes > before) {
            setPeak(liveBytes);
        }
        laterLooks.established(liveBytes, peakBytes);
        boolean wasFineLook = fineLooks.full(liveBytes > before, costNanos, nowNanos);
        if (wasFineLook || combinedLooks.areLooking() || laterLooks.areLooking()) {
            refineStep(nowNanos);
        } else {
            garbageLooks.full(before, usedBeforeBytes, liveBytes, forced ? costNanos : 0);
            adaptStep(liveBytes > before * (1 + CLIMBING_GAIN * rule.tolerance()), forced, nowNanos);
        }
        coveredBytes = upperBoundBytes.get();
        plateauBytes = 0;
        confirmedNanos = nowNanos;
        return liveBytes > before;
    }

    /**
     * A collection of the young generation, or any other that says nothing exact about the live size.
     *
     * @param usedBeforeBytes occupancy that it found, or a bound of it
     * @param usedAfterBytes occupancy that it left
     */
    public void youngCollection(long usedBeforeBytes, long usedAfterBytes) {
        used(usedBeforeBytes);
        used(usedAfterBytes);
        refusedBytes = 0;
        fineLooks.left(usedAfterBytes);
        survivors.left(usedBeforeBytes, usedAfterBytes);
        if (usedAfterBytes <= peakBytes) {
            endClimb();
        }
    }

    /**
     * Whether to keep a picture of this moment by a sweep without a collection, because occupancy is well above P, not
     * only with garbage of the young generation, and no confirmation could be paid. To be asked after {@link
     * #wantsConfirmation} said no; best right after a young collection, when the picture holds least garbage. Says yes
     * at most once for each ε that what is probably alive rises.
     */
    public boolean wantsProvisional(long usedBytes) {
        long likelyLiveBytes = Math.min(usedBytes, survivors.likelyAliveBytes(peakBytes));
        long wellAbovePeak = raised(peakBytes, 2 * rule.tolerance(), 2 * rule.floorBytes());
        long wellAboveLast = raised(provisionalBytes, rule.tolerance(), rule.floorBytes());
        if (likelyLiveBytes <= Math.max(wellAbovePeak, wellAboveLast)) {
            return false;
        }
        provisionalBytes = likelyLiveBytes;
        return true;
    }

    /** When to collect on account of memory outside the heap. */
    public CombinedLooks combined() {
        return combinedLooks;
    }

    /** When to collect on account of a lower peak. */
    public LaterLooks later() {
        return laterLooks;
    }

    /** So much of what the collection that confirmed P found is known by now not to have been alive. */
    public void peakWasLower(long bytes) {
        setPeak(peakBytes - bytes);
    }

    /** P: the highest live size that a collection confirmed; falls only if that {@linkplain #peakWasLower turns out} to have been too high. */
    public long peakBytes() {
        return peakBytes;
    }

    /** U: nothing can have been live above it. Never falls, never below P. */
    public long upperBoundBytes() {
        return upperBoundBytes.get();
    }

    /** Collections of our own that confirmed a live size. */
    public int confirmations() {
        return confirmations;
    }

    /** Time that collections of our own took. */
    public long spentNanos() {
        return budget.spentNanos();
    }

    /** What was probably alive at the last provisional picture; 0 if none was taken, or if P has come near it since. */
    public long provisionalBytes() {
        return provisionalBytes > raised(peakBytes, rule.tolerance(), rule.floorBytes()) ? provisionalBytes : 0;
    }

    /** How the peak is known by now. */
    public Certificate.Kind kind() {
        if (!rule.exactCollector()) {
            return Certificate.Kind.SAMPLED;
        }
        return provisionalBytes() > 0 ? Certificate.Kind.PROVISIONAL : Certificate.Kind.CONFIRMED;
    }

    /** The share by which occupancy must pass P at present, the rule's ε or a coarser step of the climb. */
    double tolerance() {
        return tolerance;
    }

    private void setPeak(long liveBytes) {
        peakBytes = liveBytes;
        thresholdBytes = threshold(rule.tolerance());
        fineLooks.peak(liveBytes);
    }

    private void adaptStep(boolean climbing, boolean forced, long nowNanos) {
        if (!climbing) {
            endClimb();
        } else if (forced && !knowsTop() && ++climbs >= 2 && !affordsClimb(tolerance, nowNanos)) {
            tolerance = Math.max(rule.tolerance(), Math.min(COARSEST_TOLERANCE, 2 * tolerance));
        }
    }

    /** Whether a confirmation can be expected to narrow the certificate or to keep it narrow. */
    private boolean isPromising(long usedBytes, double expectedNanos, long nowNanos) {
        long narrowBytes = raised(peakBytes, NARROW * rule.tolerance(), (long) (NARROW * rule.floorBytes()));
        boolean keepsNarrow = coveredBytes <= narrowBytes || usedBytes > coveredBytes;
        boolean likelyLive = survivors.likelyAliveBytes(peakBytes) > threshold(tolerance);
        if (likelyLive) {
            return true;
        }
        boolean canWait = peakBytes < rule.firstThresholdBytes() && survivors.tellSoon(usedBytes);
        return keepsNarrow && !canWait && garbageLooks.allows(usedBytes, peakBytes, expectedNanos, nowNanos)
                || (nowNanos - confirmedNanos) * rule.gcBudget() * EXPLORING_SHARE >= expectedNanos;
    }

    /** Whether an earlier run told that the climb ends about here. */
    private boolean knowsTop() {
        return peakBytes < KNOWN_TOP * rule.firstThresholdBytes();
    }

    private void refineStep(long nowNanos) {
        while (tolerance > rule.tolerance()) {
            double finer = Math.max(rule.tolerance(), tolerance / 2);
            if (!affordsClimb(finer, nowNanos)) {
                return;
            }
            tolerance = finer;
        }
    }

    private void endClimb() {
        climbs = 0;
        tolerance = rule.tolerance();
    }

    /** Whether climbing from P to 2·P in such steps leaves half of the budget; the cost is a geometric series. */
    private boolean affordsClimb(double step, long nowNanos) {
        return budget.affords(budget.expectedNanos(peakBytes) * (1 + step) / step, nowNanos);
    }

    private long threshold(double tolerance) {
        return Math.max(rule.firstThresholdBytes(), raised(peakBytes, tolerance, rule.floorBytes()));
    }

    private static long raised(long bytes, double share, long atLeastBytes) {
        return bytes + Math.max((long) (bytes * share), atLeastBytes);
    }
}
