package dev.filprofile.profile.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.filprofile.profile.CallTree;
import dev.filprofile.profile.Profile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large snapshots, full disks, pending interrupts, and the promise not to allocate. */
class RawSnapshotLimitsTest {

    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("raw.filsnapshot");
    }

    @Test
    void manyPathsRowsAndAGreatDepthComeBack() throws IOException {
        int paths = 100_000;
        int depth = 3000;
        int rows = 200_000;
        try (RawSnapshotWriter writer = RawSnapshotWriter.create(file(), Map.of())) {
            Words.define(writer);
            for (int frame = 3; frame < 1000; frame++) {
                writer.defineFrame(frame, frame % 3, frame);
            }
            // One chain, then leaves all along it.
            for (int path = 4; path < paths; path++) {
                int parent = path < depth ? path - 1 : path % depth;
                writer.definePath(path, parent, 3 + path % 997);
            }
            writer.beginSnapshot(1);
            writer.row(2, 0, 0, 0, 1, 1);
            writer.commitSnapshot(0, 1, 1, 0, 0);
            writer.beginSnapshot(rows);
            for (int row = 0; row < rows; row++) {
                writer.row(4 + row % (paths - 4), 0, 0, 0, 16, 1);
            }
            assertThat(RawSnapshotReader.read(file()).attributedBytes()).isEqualTo(1);
            writer.commitSnapshot(0, 1, 1, 0, 0);
            assertThat(writer.failed()).isFalse();
            assertThat(writer.heapBytes()).isBetween(1500L, 4000L);
        }
        Profile profile = RawSnapshotReader.read(file());
        assertThat(profile.attributedBytes()).isEqualTo(16.0 * rows);
        CallTree tree = profile.tree();
        int[] depths = new int[tree.size()];
        int deepest = 0;
        for (int node = 1; node < tree.size(); node++) {
            depths[node] = depths[tree.parents()[node]] + 1;
            deepest = Math.max(deepest, depths[node]);
        }
        assertThat(deepest).isGreaterThanOrEqualTo(depth - 3);
        assertThat(tree.size()).isGreaterThan(50_000);
        RawScenario.assertWellFormed(profile);

        Path written = directory.resolve("peak.filprofile");
        ProfileWriter.write(profile, written);
        assertThat(ProfileReader.read(written).tree().parents()).isEqualTo(tree.parents());
    }

    @Test
    void aTextLargerThanAChunkComesBack() throws IOException {
        String text = "🧠".repeat(3_000_000);
        try (RawSnapshotWriter writer = RawSnapshotWriter.create(file(), Map.of("command", text))) {
            writer.note("before");
            writer.note(text);
            writer.note("after");
        }
        Profile profile = RawSnapshotReader.read(file());
        assertThat(profile.notes()).hasSize(4).startsWith("before", text, "after");
        assertThat(profile.run().command()).containsExactly(text);
    }

    @Test
    void aFullDiskEndsTheSnapshotsAndNothingElse() throws IOException {
        // Room for the control, the header, the first chunk of definitions and one small area.
        LimitedRegions regions = new LimitedRegions(new MappedRegions(file()), 4);
        RawSnapshotWriter writer = RawSnapshotWriter.create(regions, Map.of());
        Words.define(writer);
        writer.beginSnapshot(1);
        writer.row(2, 0, 0, 0, 77, 1);
        writer.commitSnapshot(0, 77, 1, 0, 0);
        assertThat(writer.failed()).isFalse();

        writer.beginSnapshot(1_000_000);
        assertThat(writer.failed()).isTrue();
        for (int i = 0; i < 100_000; i++) {
            writer.row(2, 0, 0, 0, 88, 1);
            writer.definePath(4 + i, 1, 1);
            writer.defineString(100 + i, "text");
            writer.note("lost");
        }
        writer.defineMethod(9, 1, 1, 1, 1, 1);
        writer.commitSnapshot(0, 88, 2, 0, 0);
        writer.beginSnapshot(1);
        writer.commitSnapshot(0, 99, 3, 0, 0);
        writer.status(5, 77, 88, 0, 1, true);
        writer.usage(5, 80);
        writer.counter("errors", 1);
        writer.close();
        writer.close();

        Profile profile = RawSnapshotReader.read(file());
        assertThat(profile.certificate().peakBytes()).isEqualTo(77);
        assertThat(profile.attributedBytes()).isEqualTo(77);
        assertThat(profile.run().durationMillis()).isEqualTo(5);
        assertThat(profile.run().counters()).containsEntry("errors", 1L);
        assertThat(profile.notes())
                .containsExactly(
                        "The raw snapshot could not grow (is the disk full?): later peaks could not be recorded.");
    }

    @Test
    void aDiskFullFromTheStartIsToldAtOnceAndWhileDefining() throws IOException {
        for (int pieces = 0; pieces < 3; pieces++) {
            LimitedRegions regions = new LimitedRegions(new MappedRegions(directory.resolve("full" + pieces)), pieces);
            assertThatThrownBy(() -> RawSnapshotWriter.create(regions, Map.of()))
                    .hasMessage("No space left on device");
        }
        RawSnapshotWriter writer = RawSnapshotWriter.create(new LimitedRegions(new MappedRegions(file()), 3), Map.of());
        Words.define(writer);
        int path = 4;
        while (!writer.failed()) {
            writer.definePath(path++, 1, 1);
        }
        assertThat(path).isGreaterThan(10_000);
        assertThat(RawSnapshotReader.read(file()).allocations()).isEmpty();
    }

    @Test
    void afterCloseTheFileDoesNotGrow() throws IOException {
        RawSnapshotWriter writer = RawSnapshotWriter.create(file(), Map.of());
        writer.close();
        writer.beginSnapshot(1);
        assertThat(writer.failed()).isTrue();
    }

    @Test
    void aPendingInterruptDoesNoHarmAndStays() throws IOException {
        try (RawSnapshotWriter writer = RawSnapshotWriter.create(file(), Map.of())) {
            Words.define(writer);
            Thread.currentThread().interrupt();
            writer.beginSnapshot(10_000);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            writer.row(2, 0, 0, 0, 5, 1);
            writer.commitSnapshot(0, 5, 1, 0, 0);
            assertThat(writer.failed()).isFalse();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(RawSnapshotReader.read(file()).attributedBytes()).isEqualTo(5);
    }

    @Test
    void theFrequentCallsAllocateNothing() throws IOException {
        try (RawSnapshotWriter writer = RawSnapshotWriter.create(file(), Map.of())) {
            Words.define(writer);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long thread = Thread.currentThread().getId();
            use(writer, 0);
            long before = threads.getThreadAllocatedBytes(thread);
            for (int round = 1; round < 5000; round++) {
                use(writer, round);
            }
            // A byte per call would make 50,000.
            assertThat(threads.getThreadAllocatedBytes(thread) - before).isLessThan(5000);
        }
    }

    private static void use(RawSnapshotWriter writer, int round) {
        writer.beginSnapshot(100);
        writer.row(2, 0, 0, 0, 16, 1.5);
        writer.row(3, 1, 0, 1, 16, 1.5);
        writer.commitSnapshot(0, 1, round, 1, 1);
        writer.status(round, 1, 2, 1, round, false);
        writer.usage(round, round);
        writer.confirmation(round, round);
        writer.collection(round, 2, 1, false);
        writer.counter("samples", round);
        writer.definePath(4 + round % 5, 1, 1);
    }

    /** A disk with room for some pieces. */
    private static final class LimitedRegions implements FileRegions {

        private final FileRegions regions;
        private int left;

        LimitedRegions(FileRegions regions, int pieces) {
            this.regions = regions;
            left = pieces;
        }

        @Override
        public FileRegion allocate(int bytes) throws IOException {
            if (left == 0) {
                throw new IOException("No space left on device");
            }
            left--;
            return regions.allocate(bytes);
        }

        @Override
        public long mappedBytes() {
            return regions.mappedBytes();
        }

        @Override
        public void close() {
            regions.close();
        }
    }
}
