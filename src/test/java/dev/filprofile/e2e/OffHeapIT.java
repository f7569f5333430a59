package dev.filprofile.e2e;

import static dev.filprofile.e2e.ProfileAssert.assertThat;

import dev.filprofile.e2e.workload.FreedSpike;
import dev.filprofile.e2e.workload.HeapAndOffHeap;
import dev.filprofile.e2e.workload.OffHeapMemory;
import dev.filprofile.profile.JvmMemory;
import dev.filprofile.profile.OffHeap;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.Timeline;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory outside the heap, by the line that took it. */
final class OffHeapIT {

    private static final long MB = 1024 * 1024;
    private static final long SMALL = (long) OffHeapMemory.SMALL_BLOCKS * OffHeapMemory.SMALL_BYTES;

    /** What the JDK takes for itself, for the names of files for instance. */
    private static final long JDK = 64 * 1024;

    /**
     * The objects of the reflective call that takes a block (its arguments and the boxed size, 24 bytes each) are alive while it is
     * taken, on the same line. A sample of one of them, at 8 kB the interval, happens in one run of some hundred and stands for 8 kB;
     * eight of them in one run do not happen.
     */
    private static final long REFLECTIVE_CALL = 8 * 8192;

    @TempDir
    private Path directory;

    @Test
    void everyWayToTakeMemoryIsCountedAtItsLineAndNoLongerThanItIsInUse() {
        Profile profile = Program.workload(OffHeapMemory.class)
                .profiled(directory)
                .exact()
                .run()
                .exitsWith(0)
                .profile();

        assertThat(profile).ranWithEngine("fast");
        checkTotals(profile);
        assertThat(profile.atOffHeapPeak())
                .at(OffHeapMemory.class, "small[i] = (long) allocate")
                .holdsExactly(OffHeapMemory.SMALL_BLOCKS, OffHeapMemory.SMALL_BYTES);
    }

    /** Small blocks are sampled here; their number and all that is large is exact all the same. */
    @Test
    void thePortableEngineSeesTheSameAndSmallBlocksAreSampled() {
        Profile profile = Program.workload(OffHeapMemory.class)
                .profiled(directory)
                .with("--engine", "portable")
                .run()
                .exitsWith(0)
                .profile();

        assertThat(profile).ranWithEngine("portable");
        checkTotals(profile);
        // p = 1 - exp(-1/64) = 0.0155 at an interval of 64 KiB: the estimate of 20,000 blocks has the standard
        // deviation
        // 1 kB * sqrt(20,000 * (1 - p) / p) = 1.15 MB
        assertThat(profile.atOffHeapPeak())
                .at(OffHeapMemory.class, "small[i] = (long) allocate")
                .holdsBytesBetween(SMALL - 6 * 1_150_000, SMALL + 6 * 1_150_000);
    }

    private static void checkTotals(Profile profile) {
        boolean foreignMemory = ChildJvm.featureVersion() >= 22;
        long inUse = (12 + 3 + 20 + (foreignMemory ? 8 : 0)) * MB + SMALL;
        OffHeap offHeap = profile.offHeap();
        Profile peak = profile.atOffHeapPeak();

        Assertions.assertThat(offHeap.peakBytes()).as("off-heap peak").isBetween(inUse, inUse + JDK);
        Assertions.assertThat(offHeap.bytesAtHeapPeak())
                .as("off-heap bytes at the heap's peak")
                .isBetween(inUse, inUse + JDK);
        assertThat(peak)
                .at(OffHeapMemory.class, "reallocate.invoke(unsafe, moved")
                .holdsExactly(1, 12 * MB);
        assertThat(peak)
                .at(OffHeapMemory.class, "kept = ByteBuffer.allocateDirect")
                .holdsExactly(1, 20 * MB);
        assertThat(peak).at(OffHeapMemory.class, "; // moved").holdsNothing();
        assertThat(peak).at(OffHeapMemory.class, "; // not moved").holdsExactly(1, 3 * MB);
        assertThat(peak).at(OffHeapMemory.class, "; // freed").holdsNothing();
        assertThat(peak)
                .at(OffHeapMemory.class, "dropped = ByteBuffer.allocateDirect")
                .holdsNothing();
        assertThat(peak)
                .at(OffHeapMemory.class, "later = ByteBuffer.allocateDirect")
                .holdsNothing();
        if (foreignMemory) {
            assertThat(peak).at(OffHeapMemory.class, "invoke(arena, 8L * MB").holdsExactly(1, 8 * MB);
        }

        checkTimeline(profile);
        OffHeap.Combined combined = offHeap.combined();
        Assertions.assertThat(combined.heapBytes())
                .as("heap at the combined peak")
                .isEqualTo(profile.certificate().peakBytes());
        Assertions.assertThat(combined.offHeapBytes())
                .as("off-heap bytes at the combined peak")
                .isBetween(inUse, inUse + JDK);
        assertThat(profile.atCombinedPeak())
                .at(OffHeapMemory.class, "heap = new byte[48 * MB]")
                .holdsExactly(1, Layout.DEFAULT.bytes(48 * (int) MB));
        assertThat(profile.atCombinedPeak())
                .at(OffHeapMemory.class, "kept = ByteBuffer.allocateDirect")
                .holdsBytesBetween(20 * MB, 20 * MB + JDK);
        checkMemory(profile.jvmMemory());
    }

    /** It is read every millisecond or so: what was in use for longer is seen, and never more than the peak. */
    private static void checkTimeline(Profile profile) {
        List<Timeline.Usage> usage = profile.timeline().offHeap();
        Assertions.assertThat(usage).isNotEmpty().allSatisfy(reading -> {
            Assertions.assertThat(reading.minUsedBytes()).isBetween(0L, reading.maxUsedBytes());
            Assertions.assertThat(reading.maxUsedBytes())
                    .isLessThanOrEqualTo(profile.offHeap().peakBytes());
        });
        // these stay until a collection and the cleaner have found them, and more is in use later
        Assertions.assertThat(usage).anyMatch(reading -> reading.maxUsedBytes() >= 30 * MB);
    }

    private static void checkMemory(JvmMemory memory) {
        Assertions.assertThat(memory.directBytes()).as("direct buffers").isEqualTo(20 * MB);
        Assertions.assertThat(memory.mappedBytes()).as("mapped files").isBetween(5 * MB, 6 * MB);
        Assertions.assertThat(memory.metaspaceBytes()).as("metaspace").isGreaterThan(MB);
        Assertions.assertThat(memory.codeCacheBytes()).as("code cache").isGreaterThan(MB / 2);
        Assertions.assertThat(memory.threads()).as("threads").isBetween(1L, 30L);
        Assertions.assertThat(memory.residentBytes())
                .as("resident set, of which the heap's array was zeroed and hence touched")
                .isGreaterThan(48 * MB);
    }

    @Test
    void aProgramWithoutSuchMemoryHasNoneOfIt() {
        ProfiledOutcome run =
                Program.workload(FreedSpike.class).profiled(directory).run().exitsWith(0);
        Profile profile = run.profile();

        Assertions.assertThat(profile.offHeap()).isEqualTo(OffHeap.none());
        Assertions.assertThat(profile.run().counters()).doesNotContainKey("offHeapBlocks");
        Assertions.assertThat(profile.jvmMemory().directBytes()).isZero();
    }

    /** The heap is constant while memory outside comes and goes: no collection but ours would tell what both are together. */
    @ParameterizedTest
    @ValueSource(strings = {"outside-first", "heap-first"})
    void bothTogetherAreHighestAtAnotherTimeThanTheHeapAlone(String order) {
        Profile profile = Program.workload(HeapAndOffHeap.class, order)
                .profiled(directory)
                .run()
                .exitsWith(0)
                .profile();

        OffHeap.Combined combined = profile.offHeap().combined();
        Assertions.assertThat(combined.offHeapBytes())
                .as("off-heap bytes at the combined peak")
                .isBetween(HeapAndOffHeap.OUTSIDE_MB * MB, HeapAndOffHeap.OUTSIDE_MB * MB + JDK);
        Assertions.assertThat(combined.heapBytes())
                .as("heap at the combined peak")
                .isBetween(HeapAndOffHeap.KEPT_MB * MB, (HeapAndOffHeap.KEPT_MB + 8) * MB);
        assertThat(profile.atCombinedPeak())
                .at(HeapAndOffHeap.class, "kept = new byte")
                .holdsExactly(1, Layout.DEFAULT.bytes(HeapAndOffHeap.KEPT_MB * (int) MB));
        assertThat(profile.atCombinedPeak())
                .at(HeapAndOffHeap.class, "; // second")
                .holdsBytesBetween(40 * MB, 40 * MB + REFLECTIVE_CALL);
        assertThat(profile.atCombinedPeak())
                .at(HeapAndOffHeap.class, "spike = new byte")
                .holdsNothing();
        assertThat(profile)
                .at(HeapAndOffHeap.class, "spike = new byte")
                .holdsExactly(1, Layout.DEFAULT.bytes(HeapAndOffHeap.SPIKE_MB * (int) MB));
    }

    @Test
    void bothTogetherAreTheHeapAloneIfThatWasHighestBeforeAnythingWasOutside() {
        Profile profile = Program.workload(HeapAndOffHeap.class, "heap-higher")
                .profiled(directory)
                .run()
                .exitsWith(0)
                .profile();

        OffHeap.Combined combined = profile.offHeap().combined();
        Assertions.assertThat(combined.heapBytes())
                .isEqualTo(profile.certificate().peakBytes());
        Assertions.assertThat(combined.offHeapBytes()).isBetween(0L, JDK);
        assertThat(profile.atCombinedPeak())
                .at(HeapAndOffHeap.class, "spike = new byte")
                .holdsExactly(1, Layout.DEFAULT.bytes(HeapAndOffHeap.SPIKE_MB * (int) MB));
    }
}
