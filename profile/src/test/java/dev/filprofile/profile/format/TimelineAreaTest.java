package dev.filprofile.profile.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.profile.Timeline;
import dev.filprofile.profile.Timeline.Collection;
import dev.filprofile.profile.Timeline.Confirmation;
import dev.filprofile.profile.Timeline.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimelineAreaTest {

    @TempDir
    Path directory;

    /** Each entry holds the lowest and the highest of all readings from its time to the next entry's. */
    @Test
    void mergedBucketsKeepLowestAndHighest() throws IOException {
        for (long seed = 1; seed <= 10; seed++) {
            Random random = new Random(seed);
            int readings = 1 + random.nextInt(30_000);
            long[] millis = new long[readings];
            long[] used = new long[readings];
            long now = random.nextInt(100);
            Path file = directory.resolve("usage" + seed);
            try (RawSnapshotWriter writer = RawSnapshotWriter.create(file, Map.of())) {
                for (int i = 0; i < readings; i++) {
                    millis[i] = now;
                    used[i] = random.nextInt();
                    writer.usage(now, used[i]);
                    now += random.nextInt(10) == 0 ? random.nextInt(500) : random.nextInt(3);
                }
            }
            List<Usage> usage = RawSnapshotReader.read(file).timeline().usage();
            assertThat(usage).as("seed %d", seed).hasSizeLessThanOrEqualTo(2000);
            assertThat(usage.get(0).millis()).isLessThanOrEqualTo(millis[0]);
            int reading = 0;
            for (int entry = 0; entry < usage.size(); entry++) {
                long end = entry + 1 < usage.size() ? usage.get(entry + 1).millis() : Long.MAX_VALUE;
                long lowest = Long.MAX_VALUE;
                long highest = Long.MIN_VALUE;
                while (reading < readings && millis[reading] < end) {
                    lowest = Math.min(lowest, used[reading]);
                    highest = Math.max(highest, used[reading]);
                    reading++;
                }
                assertThat(usage.get(entry))
                        .as("seed %d, entry %d", seed, entry)
                        .isEqualTo(new Usage(usage.get(entry).millis(), lowest, highest));
            }
            assertThat(reading).isEqualTo(readings);
        }
    }

    @Test
    void aLongRunStillHasManyBuckets() throws IOException {
        Path file = directory.resolve("long");
        try (RawSnapshotWriter writer = RawSnapshotWriter.create(file, Map.of())) {
            for (int millis = 0; millis < 1_000_000; millis++) {
                writer.usage(millis, millis);
            }
        }
        // 1,000,000 ms in buckets of 512 ms, the shortest power of two that needs no more than 2,000.
        assertThat(RawSnapshotReader.read(file).timeline().usage()).hasSize(1954);
    }

    @Test
    void memoryOutsideTheHeapBeginsWithItsFirstBytesAndIsMergedAlike() throws IOException {
        Path none = directory.resolve("none");
        Path some = directory.resolve("some");
        try (RawSnapshotWriter without = RawSnapshotWriter.create(none, Map.of());
                RawSnapshotWriter with = RawSnapshotWriter.create(some, Map.of())) {
            for (int millis = 0; millis < 5000; millis++) {
                without.usage(millis, 7);
                without.offHeapUsage(millis, 0);
                with.usage(millis, 7);
                with.offHeapUsage(millis, millis < 1000 || millis > 3000 ? 0 : millis);
            }
        }
        assertThat(RawSnapshotReader.read(none).timeline().offHeap()).isEmpty();
        Timeline timeline = RawSnapshotReader.read(some).timeline();
        assertThat(timeline.offHeap()).hasSize(2000).startsWith(new Usage(1000, 1000, 1001));
        assertThat(timeline.offHeap().get(1000)).isEqualTo(new Usage(3000, 0, 3000));
        assertThat(timeline.usage()).hasSize(1250).allMatch(entry -> entry.maxUsedBytes() == 7);
    }

    /** Earlier versions ended their control part before these words, and filled its page with zeros. */
    @Test
    void aFileOfAnEarlierVersionHasNoMemoryOutsideTheHeapOverTime() {
        int end = RawLayout.NEXT_PEAKS_AT + RawLayout.NEXT_PEAKS * 2 * RawLayout.SNAPSHOT_SLOT;
        assertThat(RawLayout.OFF_HEAP_USAGE_CONTROL_AT + 24)
                .isLessThanOrEqualTo((end / RawLayout.PAGE + 1) * RawLayout.PAGE);
        assertThat(RawLayout.OFF_HEAP_USAGE_CONTROL_AT).isEqualTo(298_880);
    }

    @Test
    void thinnedConfirmationsAreEvenAndKeepTheHighest() throws IOException {
        Path file = directory.resolve("confirmations");
        int count = 50_000;
        int peakAt = 33_333;
        try (RawSnapshotWriter writer = RawSnapshotWriter.create(file, Map.of())) {
            for (int i = 0; i < count; i++) {
                writer.confirmation(i, i == peakAt ? 1_000_000 : i % 10);
            }
        }
        List<Confirmation> confirmations =
                RawSnapshotReader.read(file).timeline().confirmations();
        assertThat(confirmations)
                .hasSizeBetween(2000, 4000)
                .contains(new Confirmation(peakAt, 1_000_000))
                .isSortedAccordingTo((a, b) -> Long.compare(a.millis(), b.millis()));
        // 50,000 ÷ 16 entries; two neighbours are less than two groups apart.
        for (int i = 1; i < confirmations.size(); i++) {
            assertThat(confirmations.get(i).millis() - confirmations.get(i - 1).millis())
                    .isLessThan(32);
        }
    }

    @Test
    void theLatestCollectionsAreKept() throws IOException {
        Path file = directory.resolve("collections");
        try (RawSnapshotWriter writer = RawSnapshotWriter.create(file, Map.of())) {
            for (int i = 0; i < 10_000; i++) {
                writer.collection(i, 2L * i, i, i % 3 == 0);
            }
        }
        Timeline timeline = RawSnapshotReader.read(file).timeline();
        assertThat(timeline.collections()).hasSize(2000);
        for (int i = 0; i < 2000; i++) {
            int number = 8000 + i;
            assertThat(timeline.collections().get(i))
                    .isEqualTo(new Collection(number, 2L * number, number, number % 3 == 0));
        }
    }
}
