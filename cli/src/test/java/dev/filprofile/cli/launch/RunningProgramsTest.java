package dev.filprofile.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningProgramsTest {

    @TempDir
    private Path directory;

    @Test
    void aProgramIsKnownUntilItIsRemoved() throws Exception {
        RunningPrograms running = new RunningPrograms(directory.resolve("running"));
        ProcessHandle self = ProcessHandle.current();
        Path results = Path.of("results with ä").toAbsolutePath();
        assertThat(running.list()).isEmpty();

        running.add(self, results);
        assertThat(running.list()).containsExactly(new RunningPrograms.Entry(self.pid(), self.pid(), results));

        running.remove(self.pid());
        assertThat(running.list()).isEmpty();
    }

    @Test
    void programsThatHaveEndedAreForgotten() throws Exception {
        RunningPrograms running = new RunningPrograms(directory);
        Process ended = new ProcessBuilder("sleep", "60").start();
        running.add(ended.toHandle(), directory);
        assertThat(running.list()).hasSize(1);
        ended.destroy();
        ended.waitFor();

        assertThat(running.list()).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void anotherProcessWithTheSameNumberIsNotTaken() throws Exception {
        long pid = ProcessHandle.current().pid();
        Files.writeString(directory.resolve(Long.toString(pid)), directory + "\n1\n12345\n");

        assertThat(new RunningPrograms(directory).list()).isEmpty();
    }

    @Test
    void foreignFilesAreIgnored() throws Exception {
        Files.writeString(directory.resolve("123"), "nonsense");
        Files.writeString(directory.resolve("4x"), "a\nb\nc\n");
        Files.writeString(directory.resolve("readme"), "not ours");

        assertThat(new RunningPrograms(directory).list()).isEmpty();
        assertThat(directory.resolve("readme")).exists();
    }
}
