package dev.filprofile.profile.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.filprofile.profile.Allocation;
import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.JvmMemory;
import dev.filprofile.profile.NextPeak;
import dev.filprofile.profile.OffHeap;
import dev.filprofile.profile.Profile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pictures of a raw snapshot: heap, memory outside, both together, and the heap at lower peaks. */
class RawPicturesTest {

    private static final JvmMemory MEMORY = new JvmMemory(11, 22, 33, 44, 55, 6, 77);

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("raw.filsnapshot");
    }

    private void write(boolean offHeap) throws IOException {
        try (RawSnapshotWriter writer = RawSnapshotWriter.create(file, Map.of())) {
            Words.define(writer);
            writer.beginSnapshot(1);
            writer.row(2, 0, 0, 0, 100, 1);
            writer.surroundings(MEMORY, 70);
            writer.commitSnapshot(0, 5000, 123, 64, 512);
            if (offHeap) {
                writer.beginOffHeap(2);
                writer.row(3, 1, 0, 0, 4096, 1);
                writer.row(3, 1, 0, 0, 10, 2);
                writer.commitOffHeap(5000, 200);
                writer.beginCombined(2);
                writer.row(2, 0, 0, 0, 90, 1);
                writer.row(3, 1, 0, 0, 4096, 1);
                writer.commitCombined(3000, 4096, 300);
                writer.counter("offHeapPeakBytes", 5000);
            }
            writer.status(400, 5000, 6000, 700, 2, true);
        }
    }

    private static List<String> described(Profile profile, List<Allocation> allocations) {
        return allocations.stream()
                .map(allocation -> RawScenario.describe(profile, allocation) + "= " + (long) allocation.bytes())
                .toList();
    }

    @Test
    void eachPictureHasItsRowsOnOneTree() throws IOException {
        write(true);
        Profile profile = RawSnapshotReader.read(file);

        assertThat(described(profile, profile.allocations())).containsExactly("/10/20 java.lang.String main = 100");
        OffHeap offHeap = profile.offHeap();
        assertThat(described(profile, offHeap.allocations())).containsExactly("/10/30 [B main = 4116");
        assertThat(offHeap.peakBytes()).isEqualTo(5000);
        assertThat(offHeap.peakMillis()).isEqualTo(200);
        assertThat(offHeap.bytesAtHeapPeak()).isEqualTo(70);
        assertThat(offHeap.combined().heapBytes()).isEqualTo(3000);
        assertThat(offHeap.combined().offHeapBytes()).isEqualTo(4096);
        assertThat(offHeap.combined().bytes()).isEqualTo(7096);
        assertThat(offHeap.combined().millis()).isEqualTo(300);
        assertThat(described(profile, offHeap.combined().allocations()))
                .containsExactly("/10/20 java.lang.String main = 90", "/10/30 [B main = 4096");
        assertThat(profile.jvmMemory()).isEqualTo(MEMORY);
        assertThat(profile.tree().size()).isEqualTo(4);
        assertThat(profile.certificate().peakBytes()).isEqualTo(5000);
    }

    @Test
    void eachPeakIsAProfileOfItsOwn() throws IOException {
        write(true);
        Profile profile = RawSnapshotReader.read(file);

        Profile outside = profile.atOffHeapPeak();
        assertThat(outside.certificate().peakBytes()).isEqualTo(5000);
        assertThat(outside.certificate().peakMillis()).isEqualTo(200);
        assertThat(outside.residualBytes()).isEqualTo(5000 - 4116);
        Profile together = profile.atCombinedPeak();
        assertThat(together.certificate().peakBytes()).isEqualTo(7096);
        assertThat(together.attributedBytes()).isEqualTo(4186);
    }

    @Test
    void withoutSuchMemoryThereIsNoneOfIt() throws IOException {
        write(false);
        Profile profile = RawSnapshotReader.read(file);

        assertThat(profile.offHeap()).isEqualTo(OffHeap.none());
        assertThat(profile.tree().size()).isEqualTo(3);
        assertThat(profile.jvmMemory()).isEqualTo(MEMORY);
    }

    @Test
    void aLaterPictureReplacesTheOneBeforeAndAnUnfinishedOneDoesNot() throws IOException {
        try (RawSnapshotWriter writer = RawSnapshotWriter.create(file, Map.of())) {
            Words.define(writer);
            for (int i = 1; i <= 3; i++) {
                writer.beginOffHeap(1);
                writer.row(3, 1, 0, 0, 100 * i, 1);
                writer.commitOffHeap(100L * i, i);
            }
            writer.beginOffHeap(1);
            writer.row(3, 1, 0, 0, 7777, 1);
        }
        Profile profile = RawSnapshotReader.read(file);

        assertThat(profile.offHeap().peakBytes()).isEqualTo(300);
        assertThat(described(profile, profile.offHeap().allocations())).containsExactly("/10/30 [B main = 300");
        assertThat(profile.allocations()).isEmpty();
    }

    @Test
    void aPeakThatWasNotDrawnAnyMoreIsThePeakAllTheSame() throws IOException {
        try (RawSnapshotWriter writer = RawSnapshotWriter.create(file, Map.of())) {
            Words.define(writer);
            writer.beginOffHeap(1);
            writer.row(3, 1, 0, 0, 100, 1);
            writer.commitOffHeap(100, 1);
            writer.counter("offHeapPeakBytes", 900);
        }
        assertThat(RawSnapshotReader.read(file).offHeap().peakBytes()).isEqualTo(900);
    }

    @Test
    void aFileOfAVersionThatKnewNothingOfItIsRead() throws IOException {
        write(true);
        put(RawLayout.MORE_AT, 0);
        Profile profile = RawSnapshotReader.read(file);

        assertThat(described(profile, profile.allocations())).containsExactly("/10/20 java.lang.String main = 100");
        assertThat(profile.jvmMemory()).isEqualTo(JvmMemory.unknown());
        assertThat(profile.offHeap().allocations()).isEmpty();
    }

    @Test
    void damageIsNamed() throws IOException {
        write(true);
        put(RawLayout.OFF_HEAP_AT + RawLayout.SNAPSHOT_ROWS, -5);
        assertThatThrownBy(() -> RawSnapshotReader.read(file))
                .isInstanceOf(ProfileFormatException.class)
                .hasMessage(file + " is damaged: its off-heap picture has -5 rows");
        put(RawLayout.OFF_HEAP_AT + RawLayout.SNAPSHOT_ROWS, 1);
        put(RawLayout.COMBINED_AT + RawLayout.SNAPSHOT_AREA, 1L << 40);
        assertThatThrownBy(() -> RawSnapshotReader.read(file))
                .isInstanceOf(ProfileFormatException.class)
                .hasMessageStartingWith(file + " is damaged: combined picture should be ");
        put(RawLayout.MORE_AT, 4711);
        assertThatThrownBy(() -> RawSnapshotReader.read(file))
                .isInstanceOf(ProfileFormatException.class)
                .hasMessageContaining("cannot stand at 4711");
    }

    private void put(int at, long value) throws IOException {
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.seek(at);
            out.writeLong(Long.reverseBytes(value));
        }
    }

    @Test
    void lowerPeaksAreThoseThatWereKeptOrWrittenTheHighestFirst() throws IOException {
        try (RawSnapshotWriter writer = RawSnapshotWriter.create(file, Map.of())) {
            Words.define(writer);
            heap(writer, 100, 1000, 10);
            heap(writer, 200, 2000, 20);
            writer.keepPreviousSnapshot(0);
            heap(writer, 300, 3000, 30);
            writer.keepPreviousSnapshot(1);
            lower(writer, 0, Certificate.Kind.CONFIRMED.ordinal(), 2500, 40);
            heap(writer, 400, 4000, 50);
            writer.status(60, 4000, 6000, 700, 2, true);
        }
        Profile profile = RawSnapshotReader.read(file);

        assertThat(profile.certificate().peakBytes()).isEqualTo(4000);
        assertThat(profile.nextPeaks()).extracting(NextPeak::bytes).containsExactly(2500L, 2000L);
        assertThat(profile.nextPeaks()).extracting(NextPeak::millis).containsExactly(40L, 20L);
        assertThat(described(profile, profile.nextPeaks().get(0).allocations())).containsExactly("/10/30 [B main = 50");
        assertThat(described(profile, profile.nextPeaks().get(1).allocations()))
                .containsExactly("/10/20 java.lang.String main = 200");
    }

    @Test
    void whereThePeakIsEstimatedSoIsALowerOne() throws IOException {
        try (RawSnapshotWriter writer = RawSnapshotWriter.create(file, Map.of())) {
            Words.define(writer);
            heap(writer, 100, 1000, 10);
            lower(writer, 1, Certificate.Kind.SAMPLED.ordinal(), 0, 40);
        }

        assertThat(RawSnapshotReader.read(file).nextPeaks())
                .extracting(NextPeak::sampled, NextPeak::bytes)
                .containsExactly(tuple(true, 50L));
    }

    @Test
    void aFirstSnapshotHasNoneBeforeItToBeKept() throws IOException {
        try (RawSnapshotWriter writer = RawSnapshotWriter.create(file, Map.of())) {
            Words.define(writer);
            heap(writer, 100, 1000, 10);
            writer.keepPreviousSnapshot(0);
        }

        assertThat(RawSnapshotReader.read(file).nextPeaks()).isEmpty();
    }

    @Test
    void theHighestPeakIsNotALowerOne() throws IOException {
        try (RawSnapshotWriter writer = RawSnapshotWriter.create(file, Map.of())) {
            Words.define(writer);
            heap(writer, 100, 1000, 10);
            lower(writer, 0, Certificate.Kind.CONFIRMED.ordinal(), 1000, 10);
        }

        assertThat(RawSnapshotReader.read(file).nextPeaks()).isEmpty();
    }

    private static void heap(RawSnapshotWriter writer, int size, long peakBytes, long millis) {
        writer.beginSnapshot(1);
        writer.row(2, 0, 0, 0, size, 1);
        writer.commitSnapshot(0, peakBytes, millis, 64, 512);
    }

    private static void lower(RawSnapshotWriter writer, int place, int kind, long peakBytes, long millis) {
        writer.beginNextPeak(place, 1);
        writer.row(3, 1, 0, 0, 50, 1);
        writer.commitNextPeak(place, kind, peakBytes, millis, 64, 512);
    }
}
