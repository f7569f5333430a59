package dev.filprofile.agent.sample;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Remembers at which interval T each thread's countdown was drawn: a sample's probability follows from that T, not from
 * the T in force when the countdown reaches zero.
 *
 * <p>The difference is small for a busy thread, one sample per change of T. But a pool of 200 threads that drew at 8
 * KiB, slept through a burst and wake up at 1 MiB would put 200 samples of 1 MiB each into the profile, where a few
 * hundred kilobytes were allocated.
 *
 * <p><b>Order.</b> The hook draws the next countdown before it hands the sample over; so each thread has two entries,
 * and a sample belongs to the one before the last. A thread's very first countdown has none before it: there, drawing
 * and sampling are the same moment.
 *
 * <p><b>Size.</b> A fixed table of {@value #SLOTS} threads by the low bits of their number. A thread whose slot was
 * taken over by another is given the present interval, as if nothing had been remembered.
 *
 * <p><b>Concurrency.</b> Any thread, for itself; never blocks, allocates nothing. A slot is one long, written as a
 * whole.
 */
public final class DrawnIntervals {
    static final int SLOTS = 8192;

    private static final int CODE_BITS = 5;
    private static final int CODE_MASK = (1 << CODE_BITS) - 1;

    private final long firstBytes;
    private final AtomicLongArray slots = new AtomicLongArray(SLOTS);

    /** @param firstBytes the first interval; all others are its doublings, or {@link SamplingInterval#MAX_BYTES} */
    public DrawnIntervals(long firstBytes) {
        this.firstBytes = firstBytes;
    }

    /** Has the JVM link here what the operations are made of, as {@code Births} does, once the JDK's classes are instrumented. */
    void link() {
        slots.setOpaque(0, slots.getPlain(0) + slots.getOpaque(0));
    }

    /**
     * A thread draws its next countdown.
     *
     * @param threadNumber number of the calling thread, unique among those alive and above 0
     * @param intervalBytes the interval that it draws with; 0 is not remembered
     */
    public void drawn(long threadNumber, long intervalBytes) {
        if (intervalBytes == 0) {
            return;
        }
        long code = code(intervalBytes);
        long slot = slots.getPlain(index(threadNumber));
        long before = belongsTo(slot, threadNumber) ? slot & CODE_MASK : code;
        slots.setOpaque(index(threadNumber), (((threadNumber << CODE_BITS) | before) << CODE_BITS) | code);
    }

    /**
     * The interval at which the countdown of a thread's sample was drawn, given that the thread has drawn the next one
     * already.
     *
     * @param threadNumber as for {@link #drawn}
     * @param presentBytes the interval in force, for a thread that is not remembered
     */
    public long ofSample(long threadNumber, long presentBytes) {
        long slot = slots.getOpaque(index(threadNumber));
        if (presentBytes == 0 || !belongsTo(slot, threadNumber)) {
            return presentBytes;
        }
        return Math.min(SamplingInterval.MAX_BYTES, firstBytes << ((slot >>> CODE_BITS) & CODE_MASK));
    }

    private static int index(long threadNumber) {
        return (int) threadNumber & (SLOTS - 1);
    }

    private static boolean belongsTo(long slot, long threadNumber) {
        return slot >>> (2 * CODE_BITS) == threadNumber;
    }

    /** Doublings since the first interval; the last may have been cut off at the ceiling. */
    private long code(long intervalBytes) {
        int doublings = Long.SIZE - Long.numberOfLeadingZeros((intervalBytes - 1) / firstBytes);
        return doublings;
    }
}
