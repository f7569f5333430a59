package dev.filprofile.agent.dump;

import dev.filprofile.agent.live.Birth;
import dev.filprofile.agent.live.Births;
import dev.filprofile.agent.live.Sample;
import dev.filprofile.agent.live.SampleTable;
import dev.filprofile.agent.offheap.Block;
import dev.filprofile.agent.path.CallPaths;
import dev.filprofile.agent.path.Dictionary;
import dev.filprofile.agent.path.StackCapture;
import dev.filprofile.agent.peak.Composition;
import dev.filprofile.agent.sample.CountdownSource;
import dev.filprofile.agent.sample.Estimator;
import dev.filprofile.agent.sample.SamplingInterval;
import dev.filprofile.profile.format.RawSnapshotWriter;
import org.jspecify.annotations.Nullable;

/**
 * Turns births into samples of the table: numbers their call paths, classes and threads, keeps the table small and the
 * sampling interval fitting.
 *
 * <p>{@link #hand} may be called by any thread; everything else by one thread at a time.
 */
public final class Register {

    /** Of births for which there was no memory. */
    private static final int MOST_WAITING = 256;

    private final Births births = new Births();
    private final LateBirths late = new LateBirths();
    private boolean lateFound;
    private long lateTailBytes;
    private final long regionBytes;
    private final SampleTable table;
    private final SamplingInterval interval;
    private final CountdownSource countdowns;
    private final Dictionary dictionary;
    private final CallPaths paths;
    private final StackCapture stacks;
    private final long birthBytes;
    private final RawSnapshotWriter file;
    private final Failures failures;
    private long samples;
    private long charged;
    private volatile long dropped;
    /** For which there was no memory; a later call takes them in. */
    private @Nullable Birth waiting;

    private int waitingCount;

    /**
     * @param birthBytes of a birth and its sample, without the stack
     * @param regionBytes of those that large objects have for themselves; 0 if they have none
     */
    public Register(
            SampleTable table,
            SamplingInterval interval,
            CountdownSource countdowns,
            Dictionary dictionary,
            CallPaths paths,
            StackCapture stacks,
            long birthBytes,
            long regionBytes,
            RawSnapshotWriter file,
            Failures failures) {
        this.table = table;
        this.interval = interval;
        this.countdowns = countdowns;
        this.dictionary = dictionary;
        this.paths = paths;
        this.stacks = stacks;
        this.birthBytes = birthBytes;
        this.regionBytes = regionBytes;
        this.file = file;
        this.failures = failures;
    }

    /** Hands a birth in. Returns how many are waiting, this one included. */
    int hand(Birth birth) {
        return births.push(birth);
    }

    /**
     * Takes all births in that wait. Those for which there is no memory go on waiting.
     *
     * @param epoch collections that have ended
     * @return heap bytes of those born before, garbage from now on
     */
    long takeBirths(long nowNanos, int epoch) {
        Birth before = waiting;
        waiting = null;
        waitingCount = 0;
        long bytes = takeAll(births.takeAll(), epoch) + takeAll(before, epoch);
        interval.update(nowNanos, charged, table.size());
        if (interval.wantsThinning(table.size())) {
            table.sweep();
        }
        while (interval.wantsThinning(table.size())) {
            thin(nowNanos);
        }
        return bytes;
    }

    private long takeAll(@Nullable Birth newest, int epoch) {
        long bytes = 0;
        for (Birth birth = newest; birth != null; ) {
            Birth next = birth.takeNext();
            // as it was handed in: taking it may find that its object was born earlier
            long itsBytes = birth.sample.bornBefore(epoch) ? birthBytes + stacks.heapBytes(birth.stack) : 0;
            try {
                take(birth);
                bytes += itsBytes;
            } catch (OutOfMemoryError full) {
                wait(birth);
            } catch (RuntimeException e) {
                failures.swallowed(e);
            }
            birth = next;
        }
        return bytes;
    }

    /** May be repeated after an OutOfMemoryError: the last thing that takes memory is the table. */
    private void take(Birth birth) {
        Sample sample = birth.sample;
        sample.place(
                paths.path(birth.stack, birth.type),
                dictionary.classId(birth.type.getName()),
                dictionary.threadId(nameOf(birth.threadName)));
        table.add(sample);
        samples++;
        charged += SamplingInterval.charge(paths.depth());
        if (late.born(birth)) {
            lateFound = true;
            lateTailBytes += sample.tailBytes(regionBytes);
        }
    }

    /** Not many, since they are in the way of what they wait for. */
    private void wait(Birth birth) {
        if (waitingCount == MOST_WAITING) {
            dropped++;
            return;
        }
        birth.linkTo(waiting);
        waiting = birth;
        waitingCount++;
    }

    /** Finds the place of a block of memory outside the heap. The array's class tells that no constructors are to be trimmed. */
    void place(Block block) {
        Object stack = block.stack();
        if (stack != null) {
            block.place(paths.path(stack, byte[].class), dictionary.threadId(nameOf(block.threadName())));
        }
    }

    /** The class in whose place rows stand that are memory outside the heap. */
    int offHeapClass() {
        return dictionary.classId("(off-heap memory)");
    }

    /** A thread under construction has no name yet, most virtual threads never have one. */
    private static String nameOf(@Nullable String threadName) {
        return threadName == null || threadName.isEmpty() ? "(unnamed threads)" : threadName;
    }

    private void thin(long nowNanos) {
        if (interval.bytes() == 0) {
            file.note("Recording every allocation would have taken too much of the heap: from " + table.size()
                    + " live objects on, allocations were sampled.");
        }
        long intervalBytes = interval.thin(nowNanos, charged);
        table.thin(sample -> {
            double before = 1 / sample.weight();
            double after = Estimator.thinnedProbability(before, sample.countedUnits(), intervalBytes);
            boolean stays = Estimator.survivesThinning(countdowns.nextUniform(), before, after);
            return stays ? Estimator.weight(after) : 0;
        });
    }

    /** Drops the samples whose objects are dead. */
    void sweep() {
        table.sweep();
    }

    /** Estimated bytes of the samples alive that were born before collection number {@code epoch} finished. */
    double weightedBytes(int epoch) {
        return table.weightedBytes(epoch);
    }

    /** See {@link SampleTable#tailBytes}. */
    long tailBytes(int epoch) {
        return table.tailBytes(epoch, regionBytes);
    }

    /** Writes the samples alive that were born before collection number {@code epoch} finished into the snapshot begun. */
    void writeRows(int epoch) {
        for (int i = 0; i < table.size(); i++) {
            Sample sample = table.get(i);
            if (sample.bornBefore(epoch)) {
                file.row(sample.path(), sample.classId(), sample.threadId(), 0, sample.sizeBytes(), sample.weight());
            }
        }
    }

    /** Adds the same up by call path. */
    void addTo(Composition composition, int epoch) {
        for (int i = 0; i < table.size(); i++) {
            Sample sample = table.get(i);
            if (sample.bornBefore(epoch)) {
                composition.add(sample.path(), sample.weightedBytes());
            }
        }
    }

    /** Rows that a snapshot may have. */
    int mostRows() {
        return table.size();
    }

    /** Finds objects that belong into a picture taken before they were recorded. */
    LateBirths late() {
        return late;
    }

    /** Whether such an object was taken in since this was asked last. */
    boolean takeLateFound() {
        boolean found = lateFound;
        lateFound = false;
        return found;
    }

    /** What objects found since this was asked last leave unused of regions that they have for themselves. */
    long takeLateTailBytes() {
        long bytes = lateTailBytes;
        lateTailBytes = 0;
        return bytes;
    }

    /** Mean bytes between two samples at present. */
    long intervalBytes() {
        return interval.bytes();
    }

    /** Samples taken in so far. */
    long samples() {
        return samples;
    }

    /** Samples lost because there was no memory left for them. Racy: a statistic. */
    public long dropped() {
        return dropped;
    }

    /** Java heap bytes of everything that grows with the samples. */
    public long heapBytes() {
        return table.heapBytes() + dictionary.heapBytes() + paths.heapBytes() + file.heapBytes();
    }
}
