package dev.filprofile.agent.dump;

import com.sun.management.GcInfo;
import dev.filprofile.agent.live.Birth;
import dev.filprofile.agent.live.Collections;
import dev.filprofile.agent.live.FullCollection;
import dev.filprofile.agent.live.Sample;
import dev.filprofile.agent.live.SeenCollections;
import dev.filprofile.agent.peak.NextPeaks;
import dev.filprofile.agent.peak.PeakTracker;
import dev.filprofile.agent.sample.SampleListener;
import dev.filprofile.agent.sample.StackRoom;
import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.format.RawSnapshotWriter;

/**
 * Keeps the books: follows the collections, has the peak confirmed and puts its snapshot into the file.
 *
 * <p><b>Concurrency.</b> Everything but handing births in and the tracker's lock-free half belongs to whoever holds
 * {@link #owner}. No thread blocks for it: a thread of the program that does not get it goes on, since the one that has
 * it, or the poller a millisecond later, does the work. Only where the peak may be passing it spins, for two milliseconds at
 * most, or fifty where a single large object may have made it (250 where collections run beside the program); and so does the shutdown, for longer.
 *
 * <p><b>Consistency.</b> Phantom references are cleared by collections only. A sweep during which no collection finished
 * therefore sees exactly what was alive at the last one, plus what was born since; the birth epoch tells which.
 */
public final class Recorder implements SampleListener {

    /** With so many births waiting, the allocating thread takes them in itself. */
    private static final int CROWDED = 256;

    private static final int SWEEP_ATTEMPTS = 5;
    /** How long a thread of the program spins for the ownership when the peak may be passing. */
    private static final long PATIENCE_NANOS = 2_000_000;
    /**
     * The same when a single large object may have made it: what that replaces is mostly let go right afterwards. Longer than the
     * owner's work takes, since on a busy machine the owner may have to wait for a processor.
     */
    private static final long PATIENCE_FOR_LARGE_NANOS = 50_000_000;
    /** The same where the owner may be waiting for a collection beside the program. */
    private static final long PATIENCE_BESIDE_COLLECTION_NANOS = 250_000_000;

    private static final long OWNER_WAIT_NANOS = 2_000_000_000L;
    private static final int NOW = HeapPictures.NOW;
    private static final int NONE = -1;
    /** So long without a sample and the program counts as quiet. */
    private static final long QUIET_NANOS = 20_000_000;
    /** The same where a collection does not wait for an array that is being made for so long, and would not show it. */
    private static final long QUIET_BESIDE_COLLECTION_NANOS = 250_000_000;

    private final Collections collections;
    private final PeakTracker tracker;
    private final Register register;
    private final OwnMemory own;
    private final RawSnapshotWriter file;
    private final OffHeapPictures offHeap;
    private final HeapPictures pictures;
    private final Books books;
    private final Clock clock;
    private final boolean canForce;
    private final long baseBytes;
    private final Ownership owner;
    private final SeenCollections seen;

    /** The collection that found the peak, if its picture may still be completed. */
    private int pictureEpoch = NONE;

    private long pictureMillis;
    private long quietSamples;
    private long quietSinceNanos;
    private long confirmNanos;
    private long sweepNanos;
    private volatile boolean finished;

    /**
     * What a recorder is made of.
     *
     * @param giveWay offers the processor to other threads of the system; a virtual thread stays where it is
     * @param canForce whether {@code System.gc()} collects
     * @param baseBytes live bytes before the program's first instruction
     */
    public record Parts(
            Collections collections,
            PeakTracker tracker,
            Register register,
            OwnMemory own,
            RawSnapshotWriter file,
            OffHeapPictures offHeap,
            NextPeaks nextPeaks,
            Surroundings surroundings,
            Books books,
            Clock clock,
            Runnable giveWay,
            boolean canForce,
            long baseBytes) {}

    public Recorder(Parts parts) {
        collections = parts.collections();
        tracker = parts.tracker();
        register = parts.register();
        own = parts.own();
        file = parts.file();
        offHeap = parts.offHeap();
        pictures = new HeapPictures(parts);
        books = parts.books();
        clock = parts.clock();
        owner = new Ownership(clock, parts.giveWay());
        canForce = parts.canForce();
        baseBytes = parts.baseBytes();
        seen = new SeenCollections(collections, canForce);
    }

    /** On the program's threads: hands the birth over and looks whether the peak wants a confirmation. */
    @Override
    public void sampled(Birth birth) {
        long usedBytes = own.netUsed();
        boolean crowded = register.hand(birth) >= CROWDED;
        tracker.used(usedBytes);
        long madeBytes = madeBytes(birth.sample);
        boolean mayBePeak = tracker.isAboveThreshold(usedBytes) || tracker.mayRaisePeak(madeBytes);
        if (finished || !crowded && !mayBePeak || !StackRoom.isThere()) {
            return;
        }
        if (!owner.takeSoon(patienceNanos(usedBytes, madeBytes))) {
            return;
        }
        try {
            takeBirths();
            confirmIfWanted(madeBytes);
        } finally {
            owner.release();
        }
    }

    /** How long to spin for the ownership, in case the peak is passing: 0 if there is nothing to wait for. */
    private long patienceNanos(long usedBytes, long madeBytes) {
        if (madeBytes > 0 && tracker.mayRaisePeak(madeBytes)) {
            return collections.exact() ? PATIENCE_FOR_LARGE_NANOS : PATIENCE_BESIDE_COLLECTION_NANOS;
        }
        return tracker.isWorthWaiting(usedBytes) ? PATIENCE_NANOS : 0;
    }

    /** On the program's threads, which took a large block outside the heap: looks whether that and the heap were ever more. */
    public void offHeapTaken() {
        if (finished || !tracker.combined().mayRaise(offHeap.liveBytes()) || !StackRoom.isThere()) {
            return;
        }
        if (!owner.takeSoon(PATIENCE_FOR_LARGE_NANOS)) {
            return;
        }
        try {
            takeBirths();
            confirmBesideIfWanted();
        } finally {
            owner.release();
        }
    }

    /** Size of an object that is large enough to matter by itself, or 0. */
    private static long madeBytes(Sample sample) {
        return sample.isLarge() ? sample.sizeBytes() : 0;
    }

    /** On the poller's thread, every millisecond or so. */
    public void poll() {
        long usedBytes = own.netUsed();
        tracker.used(usedBytes);
        if (finished || !owner.tryTake()) {
            return;
        }
        try {
            file.usage(clock.millis(), usedBytes);
            file.offHeapUsage(clock.millis(), offHeap.liveBytes());
            if (seen.nothingTells()) {
                tracker.youngCollection(usedBytes, usedBytes);
            }
            noticeCollections();
            takeBirths();
            if (programIsQuiet(usedBytes) || tracker.hasSettled()) {
                confirmIfWanted(0);
            }
            confirmBesideIfWanted();
            offHeap.writeIfDue();
            writeStatus(false);
        } finally {
            owner.release();
        }
    }

    /** Whether the program's threads, which confirm for themselves as they allocate, have not done so for a while. */
    private boolean programIsQuiet(long usedBytes) {
        long now = clock.nanos();
        long samples = register.samples();
        if (samples != quietSamples || !tracker.isAboveThreshold(usedBytes)) {
            quietSamples = samples;
            quietSinceNanos = now;
            return false;
        }
        return now - quietSinceNanos > (collections.exact() ? QUIET_NANOS : QUIET_BESIDE_COLLECTION_NANOS);
    }

    /**
     * At the end of the run: tells the errors that wait, a last confirmation where one is due, and the end mark. Idempotent.
     * Should there be no memory even now, the end mark is set all the same.
     */
    void finish(MemoryErrors memoryErrors) {
        if (!owner.takeSoon(OWNER_WAIT_NANOS)) {
            memoryErrors.finish();
            return;
        }
        try {
            if (finished) {
                return;
            }
            try {
                own.releaseReserve();
                memoryErrors.finish();
                lookFinally();
            } finally {
                finished = true;
                writeStatus(true);
                file.close();
            }
        } finally {
            owner.release();
        }
    }

    private void lookFinally() {
        noticeCollections();
        takeBirths();
        boolean wanted = tracker.wantsFinalConfirmation(own.netUsed())
                || tracker.combined().wantedFinally(offHeap.liveBytes());
        if (canForce && wanted) {
            confirm();
        } else if (collections.never() || seen.nothingTells() && tracker.provisionalBytes() == 0) {
            commitProvisional();
        }
        offHeap.finish();
        books.notes(file);
    }

    private void takeBirths() {
        long bytes = takeBirthsBefore(NOW);
        if (collections.epoch() == seen.epoch()) {
            own.birthsTaken(bytes);
        }
    }

    /**
     * Takes births in; those that were waiting while collection number {@code epoch} ran belong into its picture, while
     * they themselves were in its way. Returns their bytes.
     *
     * <p>If there are objects among them that the picture of the peak lacks, it is made again. The table still is as it was
     * then, but for what was born since. In P they are, and where they have regions for themselves, what they leave unused of these is too.
     */
    private long takeBirthsBefore(int epoch) {
        long bytes = register.takeBirths(clock.nanos(), epoch) + offHeap.placeAll(epoch);
        if (register.takeLateFound()) {
            long tailBytes = register.takeLateTailBytes();
            if (pictureEpoch != NONE) {
                tracker.peakWasLower(tailBytes);
                commit(tracker.kind(), pictureEpoch, pictureMillis);
            }
            offHeap.lateFound(tracker.combined(), tailBytes);
        }
        return bytes;
    }

    /** Looks whether collections have ended since the last look; each may have cleared references. */
    private void noticeCollections() {
        int epoch = collections.epoch();
        if (epoch == seen.epoch()) {
            return;
        }
        long start = clock.nanos();
        boolean missed = epoch != seen.epoch() + 1;
        seen.look();
        FullCollection full = seen.newFull();
        GcInfo last = collections.last();
        long ownBytes = own.measure();
        long ownBefore = ownBytes + own.garbageBytes();
        own.collected();
        ownBytes += takeBirthsBefore(full == null ? epoch : full.epoch());
        epoch = sweep();
        pictureEpoch = NONE;
        offHeap.pictureIsFinal();
        if (full != null && seen.fullsTell()) {
            long before = Math.max(0, full.beforeBytes() - ownBefore);
            file.collection(clock.millis(), before, Math.max(0, full.leftBytes() - ownBytes), true);
            established(full, before, ownBytes, full.durationMillis() * 1_000_000, false);
        } else if (last != null) {
            long before = Math.max(0, collections.heapBytes(last.getMemoryUsageBeforeGc()) - ownBefore);
            long after = Math.max(0, collections.heapBytes(last.getMemoryUsageAfterGc()) - ownBytes);
            file.collection(clock.millis(), before, after, full != null);
            if (seen.hasNewCycle()) {
                tracker.youngCollection(before, Math.min(after, likelyAliveBytes()));
            } else {
                tracker.used(Math.max(before, after)); // a pause of a collection that goes on
            }
        }
        if (missed) {
            tracker.occupancyAtMost(Math.max(0, collections.peakUsedBytes() - own.leastBytes()));
        }
        seen.noted(epoch);
        own.measure();
        sweepNanos += clock.nanos() - start;
    }

    /** What is alive, at most, as far as the samples tell: beside a running program, what is in use says little. */
    private long likelyAliveBytes() {
        boolean samplesTell = !collections.exact() && !collections.onlyAskedTell();
        return !samplesTell ? Long.MAX_VALUE : baseBytes + (long) register.weightedBytes(seen.knownBefore(NOW));
    }

    /** Drops the dead; returns the epoch for which the table is right. */
    private int sweep() {
        int epoch = collections.epoch();
        for (int attempt = 0; attempt < SWEEP_ATTEMPTS; attempt++) {
            register.sweep();
            int after = collections.epoch();
            if (after == epoch) {
                break;
            }
            epoch = after;
        }
        return epoch;
    }

    /** @param madeBytes of a large object just made, 0 for none */
    private void confirmIfWanted(long madeBytes) {
        long usedBytes = own.netUsed();
        boolean wanted = tracker.wantsConfirmation(usedBytes, clock.nanos())
                || tracker.wantsFinerConfirmation(madeBytes, clock.nanos());
        if (canForce && wanted) {
            confirm();
        } else if (seen.picturesBetween()
                && tracker.isAboveThreshold(usedBytes)
                && tracker.wantsProvisional(usedBytes)) {
            commitProvisional();
        }
    }

    private void confirmBesideIfWanted() {
        boolean wanted = tracker.combined().wanted(offHeap.liveBytes(), clock.nanos())
                || tracker.later().wanted(clock.nanos());
        if (canForce && wanted) {
            confirm();
        }
    }

    private void commitProvisional() {
        pictureEpoch = NONE;
        commit(Certificate.Kind.PROVISIONAL, seen.knownBefore(NOW), clock.millis());
    }

    /** Collects, and keeps the snapshot if more is alive than ever before. */
    private void confirm() {
        noticeCollections();
        long start = clock.nanos();
        long usedBytes = own.netUsed();
        long ownBytes = own.measure();
        long ownBefore = ownBytes + own.garbageBytes();
        int epochBefore = collections.epoch();
        System.gc();
        seen.look();
        FullCollection full = seen.asked(epochBefore);
        ownBytes += takeBirthsBefore(full.epoch());
        int epoch = sweep();
        long costNanos = clock.nanos() - start;
        own.collected();
        confirmNanos += costNanos;
        // other threads may have allocated since occupancy was read
        long usedBefore = Math.max(usedBytes, full.beforeBytes() - ownBefore);
        long liveBytes = established(full, usedBefore, ownBytes, costNanos, true);
        file.collection(clock.millis(), usedBefore, liveBytes, true);
        seen.noted(epoch);
        own.measure();
    }

    /** A full collection has ended: what is alive is known. Returns it. */
    private long established(FullCollection full, long usedBefore, long ownBytes, long costNanos, boolean forced) {
        int epoch = seen.knownBefore(full.epoch());
        long liveBytes = liveBytes(epoch, full.leftBytes(), ownBytes);
        boolean isPeak = tracker.fullCollection(usedBefore, liveBytes, costNanos, clock.nanos(), forced);
        file.confirmation(clock.millis(), liveBytes);
        pictureEpoch = NONE;
        boolean forPeak = isPeak || isPeakAgain(epoch, liveBytes);
        // the picture of a higher state that could not be confirmed is worth more than this one
        if (forPeak && tracker.kind() != Certificate.Kind.PROVISIONAL) {
            pictureEpoch = epoch;
            pictureMillis = clock.millis();
            commit(tracker.kind(), epoch, pictureMillis);
        }
        boolean kept = pictureEpoch != NONE || pictures.lower(epoch, liveBytes, clock.millis());
        tracker.later().told(kept, costNanos, clock.nanos());
        offHeap.established(tracker.combined(), epoch, liveBytes, costNanos);
        return liveBytes;
    }

    private boolean isPeakAgain(int epoch, long liveBytes) {
        boolean again = pictures.isPeakAgain(epoch, liveBytes, tracker.peakBytes());
        long tooHighBytes = again ? pictures.peakTooHighBytes(epoch, liveBytes, tracker.peakBytes()) : 0;
        if (tooHighBytes > 0) {
            tracker.peakWasLower(tooHighBytes);
        }
        return again;
    }

    /** What is alive after a full collection; finds out which objects recorded since were among it. */
    private long liveBytes(int epoch, long leftBytes, long ownBytes) {
        long tailBytes = register.tailBytes(epoch);
        long liveBytes = collections.exact()
                ? Math.max(0, leftBytes - ownBytes - tailBytes)
                : baseBytes + (long) register.weightedBytes(epoch);
        double unexplained = liveBytes - baseBytes - register.weightedBytes(epoch);
        if (collections.exact()) {
            register.late().collected(epoch, leftBytes, unexplained);
        }
        long lateTailBytes = register.tailBytes(epoch) - tailBytes;
        return Math.max(0, liveBytes - lateTailBytes);
    }

    private void commit(Certificate.Kind kind, int epoch, long millis) {
        // where P comes from the samples, the reader adds them up
        pictures.peak(kind, kind == Certificate.Kind.SAMPLED ? 0 : tracker.peakBytes(), epoch, millis);
    }

    private void writeStatus(boolean shutdown) {
        file.status(
                clock.millis(),
                tracker.peakBytes(),
                tracker.upperBoundBytes(),
                // elsewhere it is a number of whole regions, of which next to nothing may be alive
                collections.exact() ? baseBytes : 0,
                tracker.confirmations(),
                shutdown);
        file.counter("samples", register.samples());
        file.counter("confirmNanos", confirmNanos);
        file.counter("sweepNanos", sweepNanos);
        books.counters(file);
    }
}
