package dev.filprofile.agent.live;

import java.util.Arrays;

/**
 * The samples whose objects are not known to be dead.
 *
 * <p>Between two garbage collections the set of cleared references does not change. So a {@link #sweep} during which
 * no collection finished leaves exactly the samples alive at the last collection and those born since, which their
 * birth epoch tells apart. No reference queue: it lags behind the collection.
 *
 * <p>One thread at a time.
 */
public final class SampleTable {

    private final long bytesPerSample;
    private Sample[] samples = new Sample[4096];
    private int size;

    /** @param bytesPerSample size of a {@link Sample} on this JVM */
    public SampleTable(long bytesPerSample) {
        this.bytesPerSample = bytesPerSample;
    }

    public void add(Sample sample) {
        if (size == samples.length) {
            samples = Arrays.copyOf(samples, size * 2);
        }
        samples[size++] = sample;
    }

    /** Drops the samples whose objects were found dead by a garbage collection. */
    public void sweep() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            Sample sample = samples[i];
            if (!sample.refersTo(null)) {
                samples[kept++] = sample;
            }
        }
        truncate(kept);
    }

    /** Drops and re-weighs samples, so that fewer stand for the same bytes. */
    public void thin(Thinning thinning) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            Sample sample = samples[i];
            double weight = thinning.newWeight(sample);
            if (weight > 0) {
                sample.reweigh(weight);
                samples[kept++] = sample;
            }
        }
        truncate(kept);
    }

    /** Decides about each sample. */
    public interface Thinning {

        /** The sample's new weight, or 0 to drop it. */
        double newWeight(Sample sample);
    }

    private void truncate(int kept) {
        Arrays.fill(samples, kept, size, null);
        size = kept;
    }

    public int size() {
        return size;
    }

    public Sample get(int index) {
        return samples[index];
    }

    /** Estimated bytes of the samples born before garbage collection number {@code epoch} finished. */
    public double weightedBytes(int epoch) {
        double bytes = 0;
        for (int i = 0; i < size; i++) {
            Sample sample = samples[i];
            if (sample.bornBefore(epoch)) {
                bytes += sample.weightedBytes();
            }
        }
        return bytes;
    }

    /**
     * What {@linkplain Sample#tailBytes objects with regions for themselves} leave unused of them, for samples as in {@link
     * #weightedBytes}. Such objects are large against the sampling interval, so that hardly any is missing.
     */
    public long tailBytes(int epoch, long regionBytes) {
        long bytes = 0;
        for (int i = 0; regionBytes > 0 && i < size; i++) {
            Sample sample = samples[i];
            if (sample.bornBefore(epoch)) {
                bytes += sample.tailBytes(regionBytes);
            }
        }
        return bytes;
    }

    /** Java heap bytes of the table and its samples. */
    public long heapBytes() {
        return 16 + 4L * samples.length + bytesPerSample * size;
    }
}
