package dev.filprofile.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClassCachesTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir
    private Path directory;

    @Test
    void onlyCachesThatWereWrittenLongAgoAreDeleted() throws IOException {
        Path old = written("jdk-classes-0a1b.bin", 61);
        Path recent = written("jdk-classes-ffff.bin", 59);
        Path other = written("notes.bin", 400);

        ClassCaches.deleteOld(directory, NOW);

        assertThat(old).doesNotExist();
        assertThat(recent).exists();
        assertThat(other).exists();
    }

    @Test
    void aDirectoryThatDoesNotExistIsNoTrouble() {
        assertThatCode(() -> ClassCaches.deleteOld(directory.resolve("none"), NOW))
                .doesNotThrowAnyException();
    }

    private Path written(String name, int daysAgo) throws IOException {
        Path file = Files.createFile(directory.resolve(name));
        Files.setLastModifiedTime(file, FileTime.from(NOW.minus(Duration.ofDays(daysAgo))));
        return file;
    }
}
