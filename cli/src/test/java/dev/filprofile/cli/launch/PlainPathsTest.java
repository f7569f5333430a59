package dev.filprofile.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainPathsTest {

    @TempDir
    private Path directory;

    @Test
    void aPlainPathStaysAsItIs() {
        try (PlainPaths paths = new PlainPaths()) {
            assertThat(paths.of(directory.resolve("with space, comma.jar")))
                    .isEqualTo(directory.resolve("with space, comma.jar"));
        }
    }

    @Test
    void othersGetALinkUntilTheEnd() throws IOException {
        Path jar = Files.createFile(
                Files.createDirectory(directory.resolve("jdk=17")).resolve("agent.jar"));
        Path folder = Files.createDirectory(directory.resolve("m\u00fcll"));
        Path plainJar;
        try (PlainPaths paths = new PlainPaths()) {
            plainJar = paths.of(jar);
            assertThat(plainJar).isRegularFile().hasExtension("jar");
            assertThat(plainJar.toString()).doesNotContain("=");
            Path plainFolder = paths.of(folder);
            assertThat(plainFolder.toString()).matches("\\p{ASCII}*");
            Files.createFile(plainFolder.resolve("written"));
        }
        assertThat(folder.resolve("written")).exists();
        assertThat(jar).exists();
        assertThat(plainJar.getParent()).doesNotExist();
    }
}
