package dev.filprofile.profile.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.filprofile.profile.Allocation;
import dev.filprofile.profile.CallTree;
import dev.filprofile.profile.Certificate.Kind;
import dev.filprofile.profile.Frame;
import dev.filprofile.profile.Method;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.RunInfo;
import dev.filprofile.profile.RunInfo.End;
import dev.filprofile.profile.Timeline.Collection;
import dev.filprofile.profile.Timeline.Confirmation;
import dev.filprofile.profile.Timeline.Usage;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawSnapshotTest {

    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("raw.filsnapshot");
    }

    @Test
    void theHeaderDescribesTheRun() throws IOException {
        Map<String, String> header = Map.ofEntries(
                Map.entry("toolVersion", "0.1.0"),
                Map.entry("startedEpochMillis", "1700000000123"),
                Map.entry("pid", "4711"),
                Map.entry("command", "java\n-jar\nMyApp.jar"),
                Map.entry("workingDirectory", "/home/ü 🧠"),
                Map.entry("jvm", "OpenJDK 64-Bit Server VM 17.0.15+6"),
                Map.entry("javaHome", "/opt/jdk"),
                Map.entry("collector", "Serial"),
                Map.entry("collectorChosenByUs", "true"),
                Map.entry("jvmFlags", "-Xmx64m\n-XX:+UseSerialGC"),
                Map.entry("maxHeapBytes", "67108864"),
                Map.entry("engine", "fast"));
        try (RawSnapshotWriter writer = RawSnapshotWriter.create(file(), header)) {
            writer.status(1500, 100, 200, 10, 3, true);
            writer.counter("samples", 77);
            writer.counter("errors", 1);
            writer.counter("samples", 78);
        }
        RunInfo run = RawSnapshotReader.read(file()).run();
        assertThat(run)
                .isEqualTo(new RunInfo(
                        "0.1.0",
                        Instant.ofEpochMilli(1_700_000_000_123L),
                        1500,
                        List.of("java", "-jar", "MyApp.jar"),
                        "/home/ü 🧠",
                        "OpenJDK 64-Bit Server VM 17.0.15+6",
                        "/opt/jdk",
                        "Serial",
                        true,
                        List.of("-Xmx64m", "-XX:+UseSerialGC"),
                        67_108_864,
                        0,
                        "fast",
                        "",
                        false,
                        -1,
                        End.SHUTDOWN,
                        Map.of("samples", 78L, "errors", 1L)));
        assertThat(RawSnapshotReader.pid(file())).isEqualTo(4711);
        assertThat(RawSnapshotReader.isRawSnapshot(file())).isTrue();
    }

    @Test
    void theEndIsToldByTheShutdownFlagAndTheCaller() throws IOException {
        try (RawSnapshotWriter writer = RawSnapshotWriter.create(file(), Map.of())) {
            writer.status(1, 0, 0, 0, 0, false);
            assertThat(RawSnapshotReader.read(file(), true).run().end()).isEqualTo(End.RUNNING);
            assertThat(RawSnapshotReader.read(file(), true).certificate().finalPeak())
                    .isFalse();
            assertThat(RawSnapshotReader.read(file(), false).run().end()).isEqualTo(End.ABRUPT);
            assertThat(RawSnapshotReader.read(file(), false).certificate().finalPeak())
                    .isTrue();
            writer.status(2, 0, 0, 0, 0, true);
            assertThat(RawSnapshotReader.read(file(), true).run().end()).isEqualTo(End.SHUTDOWN);
        }
    }

    @Test
    void sumsAreThoseOfTheSamples() throws IOException {
        try (RawSnapshotWriter writer = RawSnapshotWriter.create(file(), Map.of())) {
            Words.define(writer);
            writer.beginSnapshot(4);
            writer.row(2, 0, 0, 0, 100, 1);
            writer.row(2, 0, 0, 0, 40, 2.5);
            writer.row(2, 0, 0, 1, 8, 1);
            writer.row(3, 1, 0, 0, 1000, 4);
            writer.commitSnapshot(0, 5000, 123, 64, 512);
            writer.status(200, 5000, 6000, 700, 2, true);
        }
        Profile profile = RawSnapshotReader.read(file());

        assertThat(profile.certificate().kind()).isEqualTo(Kind.CONFIRMED);
        assertThat(profile.certificate().peakBytes()).isEqualTo(5000);
        assertThat(profile.certificate().upperBoundBytes()).isEqualTo(6000);
        assertThat(profile.certificate().peakMillis()).isEqualTo(123);
        assertThat(profile.certificate().baseBytes()).isEqualTo(700);
        assertThat(profile.certificate().ownBytes()).isEqualTo(64);
        assertThat(profile.certificate().confirmations()).isEqualTo(2);
        assertThat(profile.run().intervalBytes()).isEqualTo(512);
        assertThat(profile.notes()).isEmpty();
        assertThat(profile.classes()).containsExactly("[B", "java.lang.String");
        assertThat(profile.threads()).containsExactly("main");
        assertThat(profile.tasks()).containsExactly("", "task one");

        // main → read (holds 4000) before main → split (holds 208), though split was defined first.
        CallTree tree = profile.tree();
        assertThat(tree.parents()).containsExactly(-1, 0, 1, 1);
        assertThat(tree.method(1).name()).isEqualTo("main");
        assertThat(tree.method(2).name()).isEqualTo("read");
        assertThat(tree.method(3).name()).isEqualTo("split");
        assertThat(tree.frame(3).line()).isEqualTo(20);
        assertThat(tree.methods()).hasSize(3);
        // variance of 1000 bytes at weight 4: 1000²·(1 − 1/4)·4² = 12e6; of 40 bytes at 2.5: 1600·0.6·6.25 = 6000.
        assertThat(profile.allocations())
                .containsExactly(
                        new Allocation(2, 0, 0, 0, 4000, 4, 12e6),
                        new Allocation(3, 1, 0, 0, 200, 3.5, 6000),
                        new Allocation(3, 1, 0, 1, 8, 1, 0));
    }

    @Test
    void generatedSnapshotsHaveTheSumsOfTheirSamples() throws IOException {
        for (long seed = 1; seed <= 20; seed++) {
            long scenarioSeed = seed;
            RawScenario scenario = new RawScenario(new Random(seed), 300);
            Path path = directory.resolve("generated" + seed);
            try (RawSnapshotWriter writer = RawSnapshotWriter.create(path, Map.of())) {
                scenario.write(writer, 2000);
            }
            Profile profile = RawSnapshotReader.read(path);
            TreeMap<String, double[]> actual = new TreeMap<>();
            for (Allocation allocation : profile.allocations()) {
                actual.put(
                        RawScenario.describe(profile, allocation),
                        new double[] {allocation.bytes(), allocation.objects(), allocation.variance()});
            }
            assertThat(actual.keySet())
                    .as("seed %d", seed)
                    .isEqualTo(scenario.expected().keySet());
            scenario.expected().forEach((key, expected) -> {
                double[] sums = Objects.requireNonNull(actual.get(key));
                for (int i = 0; i < 3; i++) {
                    assertThat(sums[i])
                            .as("seed %d, %s", scenarioSeed, key)
                            .isCloseTo(expected[i], offset(1e-9 * expected[i]));
                }
            });
            RawScenario.assertWellFormed(profile);
        }
    }

    @Test
    void equalThingsDefinedTwiceAreOne() throws IOException {
        try (RawSnapshotWriter writer = RawSnapshotWriter.create(file(), Map.of())) {
            writer.defineString(0, "A");
            writer.defineString(1, "A");
            writer.defineString(2, "");
            for (int id = 0; id < 2; id++) {
                writer.defineMethod(id, id, id, 2, 2, 2);
                writer.defineFrame(id, id, 7);
                writer.definePath(id + 1, 0, id);
                writer.defineClass(id, id);
                writer.defineThread(id, id);
            }
            writer.beginSnapshot(2);
            writer.row(1, 0, 1, 0, 10, 1);
            writer.row(2, 1, 0, 0, 20, 1);
            writer.commitSnapshot(0, 30, 0, 0, 0);
        }
        Profile profile = RawSnapshotReader.read(file());
        assertThat(profile.tree().methods()).containsExactly(new Method("A", "A", "", "", ""));
        assertThat(profile.tree().frames()).containsExactly(new Frame(0, 7));
        assertThat(profile.allocations()).containsExactly(new Allocation(1, 0, 0, 0, 30, 2, 0));
    }

    @Test
    void whatHoldsNothingIsLeftOut() throws IOException {
        try (RawSnapshotWriter writer = RawSnapshotWriter.create(file(), Map.of())) {
            Words.define(writer);
            writer.beginSnapshot(1);
            writer.row(2, 0, 0, 0, 16, 1);
            writer.commitSnapshot(0, 16, 0, 0, 0);
        }
        Profile profile = RawSnapshotReader.read(file());
        assertThat(profile.tree().size()).isEqualTo(3);
        assertThat(profile.tree().methods()).hasSize(2);
        assertThat(profile.classes()).hasSize(1);
        assertThat(profile.tasks()).containsExactly("");
    }

    @Test
    void aSampledPeakIsTheSumOfTheSamplesAndWhatTheAgentAdds() throws IOException {
        try (RawSnapshotWriter writer = RawSnapshotWriter.create(file(), Map.of())) {
            Words.define(writer);
            writer.beginSnapshot(1);
            writer.row(2, 0, 0, 0, 1000, 3.5);
            writer.commitSnapshot(2, 250, 9, 0, 0);
            writer.status(10, 0, 3000, 0, 0, true);
        }
        Profile profile = RawSnapshotReader.read(file());
        assertThat(profile.certificate().kind()).isEqualTo(Kind.SAMPLED);
        assertThat(profile.certificate().peakBytes()).isEqualTo(3750);
        assertThat(profile.certificate().upperBoundBytes()).isEqualTo(3750);
    }

    @Test
    void aFileWithoutSnapshotSaysSo() throws IOException {
        try (RawSnapshotWriter writer = RawSnapshotWriter.create(file(), Map.of())) {
            writer.note("noted before the end");
            writer.status(7, 0, 800, 0, 0, false);
        }
        Profile profile = RawSnapshotReader.read(file());
        assertThat(profile.allocations()).isEmpty();
        assertThat(profile.tree().size()).isEqualTo(1);
        assertThat(profile.certificate().upperBoundBytes()).isEqualTo(800);
        assertThat(profile.notes())
                .containsExactly(
                        "noted before the end",
                        "No snapshot was completed before the end, so it is not known which lines held the memory.");
    }

    @Test
    void aHalfWrittenSnapshotIsNotSeen() throws IOException {
        try (RawSnapshotWriter writer = RawSnapshotWriter.create(file(), Map.of())) {
            Words.define(writer);
            for (int round = 1; round <= 5; round++) {
                writer.beginSnapshot(2);
                writer.row(2, 0, 0, 0, round, 1);
                if (round > 1) {
                    assertThat(RawSnapshotReader.read(file()).attributedBytes()).isEqualTo(round - 1);
                }
                writer.row(3, 0, 0, 0, 0, 1);
                writer.commitSnapshot(0, round, round, 0, 0);
                assertThat(RawSnapshotReader.read(file()).attributedBytes()).isEqualTo(round);
            }
            // Begun again without a commit, larger, and then given up.
            writer.beginSnapshot(1_000_000);
            writer.row(2, 0, 0, 0, 999, 1);
        }
        assertThat(RawSnapshotReader.read(file()).attributedBytes()).isEqualTo(5);
        assertThat(RawSnapshotReader.read(file()).certificate().peakMillis()).isEqualTo(5);
    }

    @Test
    void rowsWithoutRoomAndRowsOfUndefinedPathsAreToldInNotes() throws IOException {
        try (RawSnapshotWriter writer = RawSnapshotWriter.create(file(), Map.of())) {
            Words.define(writer);
            writer.beginSnapshot(1);
            writer.row(99, 0, 0, 0, 1, 1);
            for (int i = 0; i < 4096; i++) {
                writer.row(2, 0, 0, 0, 1, 1);
            }
            writer.commitSnapshot(0, 1, 1, 0, 0);
        }
        Profile profile = RawSnapshotReader.read(file());
        assertThat(profile.attributedBytes()).isEqualTo(4095);
        assertThat(profile.notes())
                .containsExactly(
                        "There was no room for 1 samples in the snapshot.",
                        "The call paths of 1 samples were lost; the samples are left out.");
    }

    @Test
    void hostileTextsComeBackEqual() throws IOException {
        List<String> texts = GeneratedProfiles.HOSTILE_TEXTS;
        try (RawSnapshotWriter writer = RawSnapshotWriter.create(file(), Map.of("engine", texts.get(9)))) {
            texts.forEach(writer::note);
            for (int id = 0; id < texts.size(); id++) {
                writer.defineString(id, texts.get(id));
                writer.defineMethod(id, id, id, id, id, id);
                writer.defineFrame(id, id, -2);
                writer.definePath(id + 1, id, id);
                writer.defineClass(id, id);
                writer.defineThread(id, id);
                writer.defineTask(id + 1, id);
            }
            int last = texts.size() - 1;
            writer.beginSnapshot(texts.size());
            for (int id = 0; id < texts.size(); id++) {
                writer.row(last + 1, id, id, id + 1, 1, 1);
            }
            writer.commitSnapshot(1, 1, 1, 1, 1);
        }
        Profile profile = RawSnapshotReader.read(file());
        assertThat(profile.notes()).isEqualTo(texts);
        assertThat(profile.classes()).isEqualTo(texts);
        assertThat(profile.threads()).isEqualTo(texts);
        assertThat(profile.tasks()).isEqualTo(texts);
        assertThat(profile.run().engine()).isEqualTo(texts.get(9));
        for (int id = 0; id < texts.size(); id++) {
            String text = texts.get(id);
            assertThat(profile.tree().method(id + 1)).isEqualTo(new Method(text, text, text, text, text));
        }
    }

    @Test
    void theTimelineComesBack() throws IOException {
        try (RawSnapshotWriter writer = RawSnapshotWriter.create(file(), Map.of())) {
            writer.usage(5, 100);
            writer.usage(5, 80);
            writer.usage(6, 90);
            writer.confirmation(7, 70);
            writer.collection(6, 100, 75, false);
            writer.collection(7, 90, 70, true);
        }
        Profile profile = RawSnapshotReader.read(file());
        assertThat(profile.timeline().usage()).containsExactly(new Usage(5, 80, 100), new Usage(6, 90, 90));
        assertThat(profile.timeline().confirmations()).containsExactly(new Confirmation(7, 70));
        assertThat(profile.timeline().collections())
                .containsExactly(new Collection(6, 100, 75, false), new Collection(7, 90, 70, true));
    }

    @Test
    void countersBeyondTheTableAreLeftOutAndLongNamesCut() throws IOException {
        try (RawSnapshotWriter writer = RawSnapshotWriter.create(file(), Map.of())) {
            writer.counter("ä".repeat(30), 1);
            for (int i = 0; i < 70; i++) {
                writer.counter("counter" + i, i);
            }
            writer.counter("counter3", 33);
        }
        Map<String, Long> counters = RawSnapshotReader.read(file()).run().counters();
        assertThat(counters)
                .hasSize(64)
                .containsEntry("ä".repeat(24), 1L)
                .containsEntry("counter3", 33L)
                .doesNotContainKey("counter63");
    }

    @Test
    void anExistingFileIsNotTouched() throws IOException {
        Files.writeString(file(), "somebody's");
        assertThatThrownBy(() -> RawSnapshotWriter.create(file(), Map.of()))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file()).hasContent("somebody's");
    }
}
