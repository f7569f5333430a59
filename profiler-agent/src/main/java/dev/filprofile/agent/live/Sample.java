package dev.filprofile.agent.live;

import java.lang.ref.PhantomReference;

/**
 * A recorded object: a reference with what the snapshot says about it. About 56 bytes with compressed oops.
 *
 * <p>A phantom reference, not a weak one: objects that only wait for their finalizer are alive, and weak references to them are
 * cleared already.
 *
 * <p>{@code refersTo(null)} tells whether the object is dead.
 */
public final class Sample extends PhantomReference<Object> {

    private static final int SIZE_UNIT_BYTES = 8;
    private static final long LARGE_BYTES = 64 * 1024;

    private final int sizeUnits;
    private final int countedUnits;
    private float weight;
    private int path;
    private int classId;
    private int threadId;
    private int birthEpoch;

    /**
     * @param sizeBytes exact size, a multiple of 8 below 16 GiB
     * @param countedUnits what the hook counted it as
     * @param weight how many such objects it stands for, at least 1
     * @param birthEpoch number of garbage collections finished when the object was made
     */
    public Sample(Object object, long sizeBytes, int countedUnits, double weight, int birthEpoch) {
        super(object, null);
        this.sizeUnits = (int) (sizeBytes / SIZE_UNIT_BYTES);
        this.countedUnits = countedUnits;
        this.weight = (float) weight;
        this.birthEpoch = birthEpoch;
    }

    /** Sets where the object was allocated, once that is resolved. */
    public void place(int path, int classId, int threadId) {
        this.path = path;
        this.classId = classId;
        this.threadId = threadId;
    }

    void reweigh(double newWeight) {
        weight = (float) newWeight;
    }

    public long sizeBytes() {
        return (long) sizeUnits * SIZE_UNIT_BYTES;
    }

    /**
     * Bytes from the end of the object to the end of the regions that it has for itself, being larger than half of one; 0 if it is not.
     *
     * @param regionBytes 0 if there are no regions
     */
    public long tailBytes(long regionBytes) {
        return regionBytes > 0 && sizeBytes() > regionBytes / 2 ? Math.floorMod(-sizeBytes(), regionBytes) : 0;
    }

    public int countedUnits() {
        return countedUnits;
    }

    public double weight() {
        return weight;
    }

    public int path() {
        return path;
    }

    public int classId() {
        return classId;
    }

    public int threadId() {
        return threadId;
    }

    /** Whether the VM may take milliseconds to clear the object, and so other threads see it before it is recorded. */
    public boolean isLarge() {
        return sizeBytes() >= LARGE_BYTES;
    }

    /** Bytes that this sample stands for. */
    public double weightedBytes() {
        return sizeBytes() * (double) weight;
    }

    /** How many garbage collections had finished when the object was recorded. */
    public int birthEpoch() {
        return birthEpoch;
    }

    /** The object was made before the last collection that had finished when it was recorded. */
    public void bornBeforeCollection() {
        birthEpoch--;
    }

    /** Whether the object existed when garbage collection number {@code epoch} finished. */
    public boolean bornBefore(int epoch) {
        return birthEpoch < epoch;
    }
}
