package dev.filprofile.agent.sample;

/**
 * The sampling interval T: mean bytes between two recorded allocations. Fixed, zero (everything is recorded), or
 * adapted to the program so that the error is about the same at any heap size and the cost is bounded.
 *
 * <p><b>Start.</b> {@value #START_BYTES} bytes. A heap of 10 MB of small objects then has 1280 samples, a standard
 * error of 1/√1280 = 2.8 % of the total; whatever is larger than 40 KB is exact (p &gt; 0.99). A JVM that allocates 4
 * MB until main is through pays for 500 samples.
 *
 * <p><b>Rate.</b> A sample costs 4–13 µs, so {@value #SAMPLES_PER_SECOND} a second cost about 1–3 % of a core. A leaky
 * bucket holds {@value #BURST_SAMPLES} samples and leaks at that rate; when it runs over, T doubles and half of the
 * bucket is emptied. Hence over any time t without a lowering there are at most {@value #SAMPLES_PER_SECOND}·t + (2 +
 * d)·1000 samples, plus what comes in between two calls, where d is the number of doublings: a program that starts to
 * allocate 1.5 GB/s records 8000 samples in its first half second, a tenth of a second of work, and 1430 a second at 1
 * MiB later. A frame of a stack costs 30 to 60 ns; so that the bound holds for deep recursion too, each {@value
 * #FRAMES_PER_SAMPLE} frames beyond the first {@value #SHALLOW_FRAMES} count as a further sample ({@link #charge}).
 *
 * <p><b>Live samples.</b> 10,000 give ±1 % of the total and ±0.5 points on a site that holds half. T doubles when
 * {@value #LIVE_TARGET} are alive, and again for each {@value #LIVE_STEP} more: a heap that grows on meets each
 * further step after twice the bytes, so the number grows with the logarithm of the heap. Beyond
 * {@value #LIVE_CAP} the table must be thinned ({@link #thin}); references in such numbers make collections slow
 * (50–140 ms a million).
 *
 * <p><b>Lowering.</b> T halves when for {@value #CALM_NANOS} ns the rate was below a quarter of the bound and fewer
 * than {@value #LIVE_LOW} were alive. At the lower T both are still a factor of two from where T would be doubled, so
 * it does not swing. Never below the start value.
 *
 * <p>A sample's probability follows from the T in force when its countdown was drawn; pending countdowns are not
 * redrawn when T changes. {@link DrawnIntervals} remembers with which T they were.
 *
 * <p>{@link #bytes} may be called by any thread; everything else by one thread at a time. Allocates nothing.
 */
public final class SamplingInterval {
    /** T of an adapting interval at the start, and the least it goes down to. */
    public static final long START_BYTES = 8 << 10;

    /** Greatest T: countdowns with this mean exceed {@link CountdownSource#MAX_UNITS} with probability e^−29. */
    public static final long MAX_BYTES = 512L << 20;

    /** Live samples beyond which the table must be thinned. */
    public static final int LIVE_CAP = 200_000;

    static final int SHALLOW_FRAMES = 100;
    static final int FRAMES_PER_SAMPLE = 200;
    static final int SAMPLES_PER_SECOND = 2_000;
    static final int BURST_SAMPLES = 2_000;
    static final int LIVE_TARGET = 20_000;
    static final int LIVE_STEP = 10_000;
    static final int LIVE_LOW = 5_000;
    static final long CALM_NANOS = 1_000_000_000L;

    private final long liveCap;
    private boolean adaptive;
    private volatile long bytes;
    private long lastNanos;
    private long lastTotal;
    private double bucketSamples;
    private long liveMark = LIVE_TARGET;
    private long calmSinceNanos;
    private long calmSinceTotal;

    private SamplingInterval(boolean adaptive, long bytes, long liveCap, long startNanos) {
        this.liveCap = liveCap;
        this.adaptive = adaptive;
        this.bytes = bytes;
        this.lastNanos = startNanos;
        this.calmSinceNanos = startNanos;
    }

    /**
     * Records everything, as long as the samples leave room for the program: beyond {@code liveCap} of them the table must
     * be thinned, and from then on the interval adapts.
     */
    public static SamplingInterval exact(long liveCap) {
        return new SamplingInterval(false, 0, liveCap, 0);
    }

    /**
     * Stays as it is.
     *
     * @param bytes 1 to {@link #MAX_BYTES}
     */
    public static SamplingInterval fixed(long bytes) {
        if (bytes < 1 || bytes > MAX_BYTES) {
            throw new IllegalArgumentException("sampling interval " + bytes + " is not between 1 and " + MAX_BYTES);
        }
        return new SamplingInterval(false, bytes, LIVE_CAP, 0);
    }

    /**
     * Adapts to the program.
     *
     * @param startNanos the present moment; all later moments are on the same clock
     */
    public static SamplingInterval adaptive(long startNanos) {
        return new SamplingInterval(true, START_BYTES, LIVE_CAP, startNanos);
    }

    /** How many samples one with a stack of so many frames counts as. */
    public static int charge(int frames) {
        return 1 + Math.max(0, frames - SHALLOW_FRAMES) / FRAMES_PER_SAMPLE;
    }

    /** T in bytes; 0 if everything is recorded. */
    public long bytes() {
        return bytes;
    }

    /**
     * Adapts T, at most one step. Cheap enough for every sample, and to be called now and then without any, so that T
     * can come down.
     *
     * @param totalSamples recorded since the start, as {@link #charge} counts them
     * @param liveSamples of these, in the table now, each counted once
     * @return whether T has changed
     */
    public boolean update(long nowNanos, long totalSamples, long liveSamples) {
        if (!adaptive) {
            return false;
        }
        fillBucket(nowNanos, totalSamples);
        if (liveSamples < LIVE_STEP) {
            liveMark = LIVE_TARGET;
        }
        if (bucketSamples > BURST_SAMPLES || liveSamples > liveMark) {
            return raise(nowNanos, totalSamples, liveSamples);
        }
        return lowerAfterCalm(nowNanos, totalSamples, liveSamples);
    }

    /** Whether the table has become too large. */
    public boolean wantsThinning(long liveSamples) {
        return liveSamples > liveCap && bytes < MAX_BYTES;
    }

    /**
     * Raises T to thin the table to: each sample is then subject to {@link Estimator#thinnedProbability} at the new T
     * and {@link Estimator#survivesThinning}. To be repeated while the table {@linkplain #wantsThinning is too large}.
     * Raises a fixed T too, as the table's capacity leaves no choice.
     *
     * @return the new T
     */
    public long thin(long nowNanos, long totalSamples) {
        if (bytes == 0) {
            adaptive = true;
            lastNanos = nowNanos;
            lastTotal = totalSamples;
            startCalm(nowNanos, totalSamples);
            change(START_BYTES);
        } else {
            raise(nowNanos, totalSamples, 0);
        }
        liveMark = LIVE_TARGET;
        return bytes;
    }

    private void fillBucket(long nowNanos, long totalSamples) {
        double leaked = (nowNanos - lastNanos) * 1e-9 * SAMPLES_PER_SECOND;
        bucketSamples = Math.max(0, bucketSamples + (totalSamples - lastTotal) - leaked);
        lastNanos = nowNanos;
        lastTotal = totalSamples;
    }

    private boolean raise(long nowNanos, long totalSamples, long liveSamples) {
        startCalm(nowNanos, totalSamples);
        bucketSamples /= 2;
        liveMark = Math.max(LIVE_TARGET, liveSamples + LIVE_STEP);
        return change(Math.min(MAX_BYTES, bytes * 2));
    }

    private boolean lowerAfterCalm(long nowNanos, long totalSamples, long liveSamples) {
        long calmNanos = nowNanos - calmSinceNanos;
        boolean busy = totalSamples - calmSinceTotal > SAMPLES_PER_SECOND / 4 * Math.max(1, calmNanos / CALM_NANOS);
        if (busy || liveSamples >= LIVE_LOW) {
            startCalm(nowNanos, totalSamples);
            return false;
        }
        if (calmNanos < CALM_NANOS) {
            return false;
        }
        startCalm(nowNanos, totalSamples);
        return change(Math.max(START_BYTES, bytes / 2));
    }

    private void startCalm(long nowNanos, long totalSamples) {
        calmSinceNanos = nowNanos;
        calmSinceTotal = totalSamples;
    }

    private boolean change(long newBytes) {
        boolean changed = newBytes != bytes;
        bytes = newBytes;
        return changed;
    }
}
