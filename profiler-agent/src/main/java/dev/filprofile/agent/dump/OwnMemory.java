package dev.filprofile.agent.dump;

import dev.filprofile.agent.instrument.Installation;
import dev.filprofile.agent.live.Collections;
import org.jspecify.annotations.Nullable;

/**
 * Java heap bytes of the profiler itself, to be kept out of every figure.
 *
 * <p>For the certificate to hold, occupancies must be lessened by at most what we surely held, live sizes by all that we
 * held. {@link #netUsed} and {@link #net} are for the former: between two measurements they use the last, and they leave
 * out what was not counted. {@link #measure} right before a collection is for the latter: the samples of objects which
 * that collection finds dead are still ours, and alive.
 *
 * <p>A program may end with a heap that is full to the last byte, and that end is the one whose report is wanted most. So there is
 * a reserve, which is let go then.
 *
 * <p>{@link #netUsed}, {@link #net} and {@link #releaseReserve} may be called by any thread, everything else by one at a time.
 */
public final class OwnMemory {

    /** What the end of a run takes: a stack trace, some notes and figures of collections. */
    private static final int RESERVE_BYTES = 256 * 1024;

    private final Collections collections;
    private final Register register;
    private final OffHeapPictures offHeap;
    private final Installation installation;
    private volatile byte @Nullable [] reserve = new byte[RESERVE_BYTES];
    private final long fixedBytes;
    private final long leastBytes;
    private volatile long bytes;
    /** Garbage that births left since the last collection. */
    private volatile long garbageBytes;

    /**
     * @param startBytes what the agent held when the program began, register and installation included
     */
    public OwnMemory(
            Collections collections,
            Register register,
            OffHeapPictures offHeap,
            Installation installation,
            long startBytes) {
        this.collections = collections;
        this.register = register;
        this.offHeap = offHeap;
        this.installation = installation;
        this.fixedBytes = startBytes - growingBytes();
        this.leastBytes = startBytes;
        this.bytes = startBytes + RESERVE_BYTES;
    }

    /** Heap bytes in use at present, without ours. */
    long netUsed() {
        return net(collections.usedBytes());
    }

    /** The same of an occupancy just read. */
    long net(long usedBytes) {
        return Math.max(0, usedBytes - bytes - garbageBytes);
    }

    /** What we hold now. */
    long measure() {
        bytes = fixedBytes + growingBytes() + (reserve == null ? 0 : RESERVE_BYTES);
        return bytes;
    }

    private long growingBytes() {
        return register.heapBytes() + offHeap.heapBytes() + installation.heapBytes();
    }

    /** What we held from the first moment on. */
    long leastBytes() {
        return leastBytes;
    }

    /** Our garbage since the last collection. */
    long garbageBytes() {
        return garbageBytes;
    }

    /** Whoever needs memory now can have what was kept for the end of the run. May be called by any thread, and again. */
    void releaseReserve() {
        reserve = null;
    }

    /** Births were taken in, and no collection has ended since {@link #collected}. */
    void birthsTaken(long heapBytes) {
        garbageBytes += heapBytes;
    }

    /** A collection has taken our garbage. */
    void collected() {
        garbageBytes = 0;
    }
}
