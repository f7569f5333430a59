package dev.filprofile.profile.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.profile.OutOfMemory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawErrorsTest {

    private static final StackTraceElement FRAME = new StackTraceElement("a.B", "c", "B.java", 4);

    @TempDir
    private Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void setFile() {
        file = directory.resolve("raw");
    }

    @Test
    void no_error_no_words() throws Exception {
        try (RawSnapshotWriter writer = RawSnapshotWriter.create(file, Map.of())) {
            assertThat(writer.failed()).isFalse();
        }
        assertThat(RawSnapshotReader.read(file).outOfMemory().happened()).isFalse();
    }

    @Test
    void the_first_that_nobody_caught_is_told_before_the_first_of_all() throws Exception {
        try (RawSnapshotWriter writer = RawSnapshotWriter.create(file, Map.of())) {
            writer.memoryErrors(1, 0);
            writer.memoryError(false, 5, 6, "caught\n\tone", "main", new StackTraceElement[] {FRAME});
            assertThat(RawSnapshotReader.read(file).outOfMemory())
                    .isEqualTo(new OutOfMemory(1, 0, 5, 6, "caught  one", "main", Arrays.asList(line())));

            writer.memoryErrors(2, 1);
            writer.memoryError(true, 7, 8, "uncaught", "worker", new StackTraceElement[0]);
        }
        OutOfMemory errors = RawSnapshotReader.read(file).outOfMemory();
        assertThat(errors.errors()).isEqualTo(2);
        assertThat(errors.uncaught()).isEqualTo(1);
        assertThat(errors.message()).isEqualTo("uncaught");
        assertThat(errors.stack()).isEmpty();
    }

    @Test
    void what_could_only_be_said_in_short_is_told_again_when_there_is_memory() throws Exception {
        try (RawSnapshotWriter writer = RawSnapshotWriter.create(file, Map.of())) {
            writer.memoryErrors(1, 0);
            writer.memoryError(false, 5, 0, "Java heap space", "main", new StackTraceElement[0]);
            assertThat(RawSnapshotReader.read(file).outOfMemory())
                    .isEqualTo(new OutOfMemory(1, 0, 5, 0, "Java heap space", "main", List.of()));

            writer.memoryError(false, 5, 6, "Java heap space", "main", new StackTraceElement[] {FRAME});
        }
        assertThat(RawSnapshotReader.read(file).outOfMemory())
                .isEqualTo(new OutOfMemory(1, 0, 5, 6, "Java heap space", "main", List.of(line())));
    }

    @Test
    void a_number_without_a_story_is_kept() throws Exception {
        try (RawSnapshotWriter writer = RawSnapshotWriter.create(file, Map.of())) {
            writer.memoryErrors(3, 0);
        }
        assertThat(RawSnapshotReader.read(file).outOfMemory().errors()).isEqualTo(3);
        assertThat(RawSnapshotReader.read(file).outOfMemory().millis()).isEqualTo(-1);
    }

    @Test
    void what_is_too_long_is_cut_and_touches_nothing_behind_it() throws Exception {
        StackTraceElement[] deep = new StackTraceElement[500];
        Arrays.fill(deep, FRAME);
        try (RawSnapshotWriter writer = RawSnapshotWriter.create(file, Map.of())) {
            writer.usage(1, 42);
            writer.memoryErrors(1, 1);
            writer.memoryError(true, 5, 6, "m".repeat(5000), "ü".repeat(5000), deep);
        }
        OutOfMemory errors = RawSnapshotReader.read(file).outOfMemory();
        assertThat(errors.message()).matches("m{300,400}");
        assertThat(errors.thread()).matches("ü{50,100}");
        assertThat(errors.stack()).hasSizeBetween(50, 499).allMatch(line()::equals);
        assertThat(RawSnapshotReader.read(file).timeline().usage()).hasSize(1);
        assertThat(RawSnapshotReader.read(file).timeline().usage().get(0).maxUsedBytes())
                .isEqualTo(42);
    }

    private static OutOfMemory.Line line() {
        return new OutOfMemory.Line("a.B", "c", "B.java", 4);
    }
}
