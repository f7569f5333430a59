package dev.filprofile.agent.sample;

import dev.filprofile.agent.live.Birth;
import dev.filprofile.agent.live.Collections;
import dev.filprofile.agent.live.Sample;
import dev.filprofile.agent.path.StackCapture;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.ObjIntConsumer;

/**
 * The slow path: what happens when a thread's countdown is used up.
 *
 * <ul>
 *   <li>Called by every thread of the program, at any point, constructors and class initialisers included, with the
 *       thread's countdown parked. Takes no lock, waits for nothing.
 *   <li>The object may be under construction: only its class, its size and phantom references to it are used.
 *   <li>Running out of memory here drops the sample and counts it; the program's own next allocation will fail in its
 *       own right.
 * </ul>
 */
public final class AllocationSampler {

    private final Instrumentation instrumentation;
    private final CountdownSource countdowns;
    private final SamplingInterval interval;
    private final DrawnIntervals drawn;
    private final StackCapture stacks;
    private final Collections collections;
    private final SampleListener listener;
    private final LongSupplier threadAllocations;
    private final AtomicLong recordedBytes = new AtomicLong();
    private final AtomicLong ownBytes = new AtomicLong();
    private final AtomicLong nanos = new AtomicLong();

    /** Racy: statistics. */
    private volatile long samples;

    private volatile long plainObjects;

    private volatile long dropped;

    /** @param threadAllocations bytes allocated so far by the calling thread; negative where that is not known */
    public AllocationSampler(
            Instrumentation instrumentation,
            CountdownSource countdowns,
            SamplingInterval interval,
            DrawnIntervals drawn,
            StackCapture stacks,
            Collections collections,
            SampleListener listener,
            LongSupplier threadAllocations) {
        this.instrumentation = instrumentation;
        this.countdowns = countdowns;
        this.interval = interval;
        this.drawn = drawn;
        this.stacks = stacks;
        this.collections = collections;
        this.listener = listener;
        this.threadAllocations = threadAllocations;
    }

    /** To be called before the first sample and after the JDK's classes are instrumented, on a thread of ours. */
    public void link() {
        drawn.link();
    }

    /** What the hook calls for the next countdown. */
    public IntSupplier countdowns() {
        return new Countdowns();
    }

    /** What the hook calls for an object that counts by itself. */
    public ObjIntConsumer<Object> objects() {
        return new Target(Extent.OBJECT);
    }

    /** What the hook calls for an object counted with all arrays nested in it. */
    public ObjIntConsumer<Object> nests() {
        return new Target(Extent.NEST);
    }

    /** What the hook calls for the arrays in which the VM notes a throwable's stack: the first one stands for all. */
    public ObjIntConsumer<Object> backtraces() {
        return new Target(Extent.BACKTRACE);
    }

    /** What belongs to a sampled object. */
    private enum Extent {
        OBJECT,
        NEST,
        BACKTRACE
    }

    private final class Countdowns implements IntSupplier {

        @Override
        public int getAsInt() {
            long intervalBytes = interval.bytes();
            drawn.drawn(threadNumber(), intervalBytes);
            return countdowns.nextUnits(intervalBytes);
        }
    }

    private long usedBytesIfStill(int epoch) {
        long usedBytes = collections.usedBytes();
        return collections.epoch() == epoch ? usedBytes : Long.MAX_VALUE;
    }

    private final class Target implements ObjIntConsumer<Object> {

        private final Extent extent;

        Target(Extent extent) {
            this.extent = extent;
        }

        @Override
        public void accept(Object object, int units) {
            long start = System.nanoTime();
            long allocatedBefore = threadAllocations.getAsLong();
            try {
                long sizeBytes = bytes(object, extent);
                long intervalBytes = drawn.ofSample(threadNumber(), interval.bytes());
                double weight = Estimator.weight(Estimator.probability(units, intervalBytes));
                Sample sample = new Sample(object, sizeBytes, units, weight, collections.epoch());
                // at once: what is read after a further collection says nothing about the last
                long usedBytes = sample.isLarge() ? usedBytesIfStill(sample.birthEpoch()) : Long.MAX_VALUE;
                Thread thread = Thread.currentThread();
                Birth birth = new Birth(sample, stacks.capture(), object.getClass(), thread.getName());
                birth.usedBytes = usedBytes;
                samples++;
                if (units == CountedUnits.PLAIN_OBJECT) {
                    plainObjects++;
                }
                recordedBytes.addAndGet(Math.round(sizeBytes * weight));
                nanos.addAndGet(System.nanoTime() - start);
                listener.sampled(birth);
            } catch (OutOfMemoryError | StackOverflowError e) {
                dropped++;
            }
            if (allocatedBefore >= 0) {
                ownBytes.addAndGet(threadAllocations.getAsLong() - allocatedBefore);
            }
        }
    }

    /** Not the thread's id, for which an overridable method would have to be asked; unique but for rare accidents. */
    private static long threadNumber() {
        return System.identityHashCode(Thread.currentThread());
    }

    private long bytes(Object object, Extent extent) {
        if (extent == Extent.OBJECT) {
            return instrumentation.getObjectSize(object);
        }
        return extent == Extent.NEST ? nestBytes(object) : backtraceBytes(object);
    }

    /** Chunks of arrays; in each one the next, the only element that holds arrays itself. */
    private long backtraceBytes(Object first) {
        long bytes = 0;
        for (Object chunk = first; chunk instanceof Object[] parts; ) {
            bytes += instrumentation.getObjectSize(chunk);
            chunk = null;
            for (Object part : parts) {
                if (part instanceof Object[] inner && inner.length > 0 && inner[0] instanceof short[]) {
                    chunk = part;
                } else if (part != null && part.getClass().isArray()) {
                    bytes += instrumentation.getObjectSize(part);
                }
            }
        }
        return bytes;
    }

    private long nestBytes(Object object) {
        long bytes = instrumentation.getObjectSize(object);
        if (object instanceof Object[] outer
                && object.getClass().getComponentType().isArray()) {
            for (Object inner : outer) {
                if (inner != null) {
                    bytes += nestBytes(inner);
                }
            }
        }
        return bytes;
    }

    /** Samples recorded so far. */
    public long samples() {
        return samples;
    }

    /** Samples, so far, of objects that the fast hook had to look for in the frame that made them; about. */
    public long plainObjects() {
        return plainObjects;
    }

    /** Estimate of all bytes that were allocated, alive or not: the sum of size times weight over all samples. */
    public long recordedBytes() {
        return recordedBytes.get();
    }

    /** What was allocated on the program's threads to record samples and to confirm the peak. */
    public long ownBytes() {
        return ownBytes.get();
    }

    /** Time spent on measuring sampled objects and taking stacks, by all threads together. */
    public long nanos() {
        return nanos.get();
    }

    /** Samples lost because there was no memory or no stack left for them. */
    public long dropped() {
        return dropped;
    }
}
