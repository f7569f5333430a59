package dev.filprofile.cli.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFoldersTest {

    private static final LocalDateTime NOW = LocalDateTime.of(2026, 1, 2, 3, 4, 5, 67_000_000);

    @TempDir
    private Path directory;

    @Test
    void foldersAreNamedByTimeAndNeverShared() throws Exception {
        ResultFolders folders = new ResultFolders(directory.resolve("not/yet"));

        assertThat(folders.create(NOW)).hasFileName("2026-01-02T03-04-05.067").isDirectory();
        assertThat(folders.create(NOW)).hasFileName("2026-01-02T03-04-05.067-2").isDirectory();
        assertThat(folders.create(NOW)).hasFileName("2026-01-02T03-04-05.067-3").isDirectory();
    }

    @Test
    void latestLeadsToTheOneSetLast() throws Exception {
        ResultFolders folders = new ResultFolders(directory.toRealPath());
        assertThat(folders.latest()).isEmpty();
        Path first = folders.create(NOW);
        Path second = folders.create(NOW);

        folders.setLatest(first);
        assertThat(folders.latest()).contains(first);
        folders.setLatest(second);
        assertThat(folders.latest()).contains(second);
        assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void latestMayBeATextFile() throws Exception {
        ResultFolders folders = new ResultFolders(directory.toRealPath());
        Path folder = folders.create(NOW);
        Files.writeString(directory.resolve("latest"), folder.getFileName() + "\n");
        assertThat(folders.latest()).contains(folder);

        Files.writeString(directory.resolve("latest"), "gone\n");
        assertThat(folders.latest()).isEmpty();
    }

    @Test
    void anOlderTextFileOfOursIsReplacedAndSoIsALinkToAFolderThatIsGone() throws Exception {
        ResultFolders folders = new ResultFolders(directory.toRealPath());
        Path folder = folders.create(NOW);
        Files.writeString(directory.resolve("latest"), "2025-01-02T03-04-05.067-2\n");
        folders.setLatest(folder);
        assertThat(folders.latest()).contains(folder);

        Files.delete(folder);
        Path next = folders.create(NOW.plusDays(1));
        folders.setLatest(next);
        assertThat(folders.latest()).contains(next);
    }

    @Test
    void aFileOrLinkOfOthersCalledLatestIsNotTouched() throws Exception {
        ResultFolders folders = new ResultFolders(directory);
        Path folder = folders.create(NOW);
        Path latest = Files.writeString(directory.resolve("latest"), "the user's notes");
        assertThatThrownBy(() -> folders.setLatest(folder)).isInstanceOf(IOException.class);
        assertThat(latest).hasContent("the user's notes");

        Files.delete(latest);
        Files.createSymbolicLink(latest, Path.of("release-1.0"));
        assertThatThrownBy(() -> folders.setLatest(folder)).isInstanceOf(IOException.class);
        assertThat(latest).isSymbolicLink();
        assertThat(Files.readSymbolicLink(latest)).isEqualTo(Path.of("release-1.0"));
        assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void aDirectoryCalledLatestIsNotTouched() throws Exception {
        ResultFolders folders = new ResultFolders(directory);
        Path folder = folders.create(NOW);
        Files.createDirectory(directory.resolve("latest"));

        assertThatThrownBy(() -> folders.setLatest(folder)).isInstanceOf(IOException.class);
        assertThat(directory.resolve("latest")).isEmptyDirectory();
        assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
    }
}
