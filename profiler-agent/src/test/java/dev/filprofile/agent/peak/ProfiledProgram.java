package dev.filprofile.agent.peak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A program on a {@link SimulatedHeap} under a {@link PeakTracker}, looked at as the product does: at every so many
 * bytes allocated, at every collection, and at the end. Time passes with the bytes allocated and with the collections
 * forced.
 */
final class ProfiledProgram implements SimulatedHeap.CollectionListener {
    static final long KB = 1 << 10;
    static final long MB = 1 << 20;
    static final long BASE_BYTES = 2 * MB;
    /** Objects of this size are looked at by themselves. */
    private static final long LARGE_BYTES = 256 * KB;

    /** How the program and its heap are made. */
    record Setup(
            long youngCapacityBytes,
            long oldCapacityBytes,
            long lookEveryBytes,
            double allocationNanosPerByte,
            double collectionNanosPerByte) {

        /** Young generation of 16 MB, a look every 64 KB, 500 MB/s allocated, 0.35 ns per live byte collected. */
        static Setup standard() {
            return new Setup(16 * MB, 4096 * MB, 64 * KB, 2, 0.35);
        }

        Setup withYoungCapacityBytes(long bytes) {
            return new Setup(bytes, oldCapacityBytes, lookEveryBytes, allocationNanosPerByte, collectionNanosPerByte);
        }

        Setup withOldCapacityBytes(long bytes) {
            return new Setup(youngCapacityBytes, bytes, lookEveryBytes, allocationNanosPerByte, collectionNanosPerByte);
        }

        Setup withLookEveryBytes(long bytes) {
            return new Setup(
                    youngCapacityBytes, oldCapacityBytes, bytes, allocationNanosPerByte, collectionNanosPerByte);
        }

        Setup withNanosPerByte(double allocation, double collection) {
            return new Setup(youngCapacityBytes, oldCapacityBytes, lookEveryBytes, allocation, collection);
        }
    }

    final PeakTracker tracker;
    private final Setup setup;
    private final SimulatedHeap heap;
    private final List<String> snapshotsKept = new ArrayList<>();
    private SortedMap<String, Long> snapshot = new TreeMap<>();
    private SortedMap<String, Long> provisional = new TreeMap<>();
    private Runnable otherThread = () -> {};
    private long nowNanos = 1_000;
    private long unlookedBytes;
    private long largestObjectBytes;
    private long lastPeakBytes;
    private long lastUpperBoundBytes;

    ProfiledProgram(PeakRule rule, Setup setup) {
        this.setup = setup;
        this.heap = new SimulatedHeap(BASE_BYTES, setup.youngCapacityBytes(), setup.oldCapacityBytes(), this);
        this.tracker = new PeakTracker(rule, BASE_BYTES, costNanos(BASE_BYTES), nowNanos);
        this.lastPeakBytes = BASE_BYTES;
    }

    /** The standard rule and set-up. */
    static ProfiledProgram standard() {
        return new ProfiledProgram(PeakRule.standard(), Setup.standard());
    }

    SimulatedHeap.Allocated allocate(String path, long bytes) {
        SimulatedHeap.Allocated object = heap.allocate(path, bytes);
        largestObjectBytes = Math.max(largestObjectBytes, bytes);
        nowNanos += (long) (bytes * setup.allocationNanosPerByte());
        unlookedBytes += bytes;
        if (bytes >= LARGE_BYTES && tracker.mayRaisePeak(bytes)) {
            unlookedBytes = 0;
            look(bytes);
        }
        if (unlookedBytes >= setup.lookEveryBytes()) {
            unlookedBytes = 0;
            look();
        }
        return object;
    }

    /** Another thread allocates while nobody looks. */
    SimulatedHeap.Allocated allocateUnseen(String path, long bytes) {
        return heap.allocate(path, bytes);
    }

    /** Many objects of 64 KB. */
    List<SimulatedHeap.Allocated> allocateMany(String path, long bytes) {
        List<SimulatedHeap.Allocated> objects = new ArrayList<>();
        for (long allocated = 0; allocated < bytes; allocated += 64 * KB) {
            objects.add(allocate(path, 64 * KB));
        }
        return objects;
    }

    /** Objects of 64 KB that die at once. */
    void allocateGarbage(long bytes) {
        for (long allocated = 0; allocated < bytes; allocated += 64 * KB) {
            die(allocate("garbage", 64 * KB));
        }
    }

    void die(SimulatedHeap.Allocated object) {
        heap.die(object);
    }

    void die(List<SimulatedHeap.Allocated> objects) {
        objects.forEach(heap::die);
    }

    void idle(long nanos) {
        nowNanos += nanos;
    }

    void collectYoung() {
        heap.collectYoung();
    }

    void collectFullByItself() {
        heap.collectFull(false);
    }

    /** What runs between the decision to confirm and the collection. */
    void meanwhile(Runnable otherThread) {
        this.otherThread = otherThread;
    }

    /** The poller's and the slow path's look at the heap. */
    void look() {
        look(0);
    }

    private void look(long madeBytes) {
        long used = heap.usedBytes();
        tracker.used(used);
        boolean wanted = tracker.wantsConfirmation(used, nowNanos);
        assertThat(!wanted || tracker.isAboveThreshold(used))
                .as("a confirmation is wanted only where the look without a clock would lead to it")
                .isTrue();
        if (wanted || tracker.wantsFinerConfirmation(madeBytes, nowNanos)) {
            Runnable others = otherThread;
            otherThread = () -> {};
            others.run();
            otherThread = others;
            heap.collectFull(true);
        } else if (tracker.wantsProvisional(used)) {
            provisional = heap.reachableOrUncollected();
        }
    }

    /** The program ends: the last confirmation. */
    void exit() {
        if (tracker.wantsFinalConfirmation(heap.usedBytes())) {
            heap.collectFull(true);
        }
        assertInvariants();
    }

    /** The JVM vanishes: no last confirmation, but the last look has been recorded. */
    void vanish() {
        tracker.used(heap.usedBytes());
        assertInvariants();
    }

    @Override
    public void young(long usedBeforeBytes, long usedAfterBytes) {
        tracker.youngCollection(usedBeforeBytes, usedAfterBytes);
        assertNothingFell();
    }

    @Override
    public void full(long usedBeforeBytes, long liveBytes, boolean forced) {
        long cost = costNanos(liveBytes);
        nowNanos += cost;
        if (tracker.fullCollection(usedBeforeBytes, liveBytes, cost, nowNanos, forced)) {
            snapshot = heap.reachableOrUncollected();
            snapshotsKept.add(snapshot.toString());
        }
        assertNothingFell();
    }

    /** What holds for every program at its end. */
    void assertInvariants() {
        assertNothingFell();
        assertThat(tracker.peakBytes()).as("P is a lower bound").isLessThanOrEqualTo(heap.truePeakBytes());
        assertThat(tracker.upperBoundBytes()).as("U is an upper bound").isGreaterThanOrEqualTo(heap.truePeakBytes());
        assertThat(snapshotBytes() + BASE_BYTES)
                .as("the peak's sites sum to the peak")
                .isEqualTo(tracker.peakBytes());
    }

    long truePeakBytes() {
        return heap.truePeakBytes();
    }

    long largestObjectBytes() {
        return largestObjectBytes;
    }

    double width() {
        return (double) tracker.upperBoundBytes() / tracker.peakBytes() - 1;
    }

    long elapsedNanos() {
        return nowNanos - 1_000;
    }

    int snapshotsKept() {
        return snapshotsKept.size();
    }

    SortedMap<String, Long> snapshot() {
        return snapshot;
    }

    SortedMap<String, Long> provisional() {
        return provisional;
    }

    private long costNanos(long liveBytes) {
        return 3_000_000 + (long) (liveBytes * setup.collectionNanosPerByte());
    }

    private long snapshotBytes() {
        return snapshot.values().stream().mapToLong(Long::longValue).sum();
    }

    private void assertNothingFell() {
        assertThat(tracker.peakBytes()).as("the peak never falls").isGreaterThanOrEqualTo(lastPeakBytes);
        assertThat(tracker.upperBoundBytes())
                .as("the upper bound never falls")
                .isGreaterThanOrEqualTo(lastUpperBoundBytes);
        lastPeakBytes = tracker.peakBytes();
        lastUpperBoundBytes = tracker.upperBoundBytes();
    }
}
