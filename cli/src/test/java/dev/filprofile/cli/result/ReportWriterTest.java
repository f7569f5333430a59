package dev.filprofile.cli.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filprofile.cli.Profiles;
import dev.filprofile.flamegraph.Findings;
import dev.filprofile.profile.Allocation;
import dev.filprofile.profile.OffHeap;
import dev.filprofile.profile.Profile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportWriterTest {

    @TempDir
    private Path directory;

    @Test
    void allFilesAreWrittenAndNothingElse() throws Exception {
        Path folder = directory.resolve("new");
        write(Profiles.small(), folder);

        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder("index.html", "peak.filprofile", "peak.collapsedstack.txt", "summary.json");
        assertThat(folder.resolve("index.html")).content().contains("com.acme.Main");
        assertThat(folder.resolve("peak.collapsedstack.txt"))
                .hasContent("com.acme.Main.main:3;com.acme.Main.load:7 80000000\n");
        assertThat(Recordings.read(folder).profile().certificate()).isEqualTo(Profiles.CONFIRMED);
    }

    @Test
    void halfACharacterInANameIsNoReasonToHaveNoReport() throws Exception {
        Profile profile = Profiles.of(
                Profiles.CONFIRMED,
                Profiles.run("", directory),
                80e6,
                Profiles.method("com.acme.Half\ud800", "load", "Main.java", ""),
                7);
        write(profile, directory);

        assertThat(directory.resolve("index.html")).content().contains("com.<wbr>acme.<wbr>Half?.<wbr>load");
        assertThat(directory.resolve("peak.collapsedstack.txt")).hasContent("com.acme.Half?.load:7 80000000\n");
    }

    @Test
    void memoryOutsideTheHeapHasStacksOfItsOwn() throws Exception {
        Profile profile = Profiles.small();
        write(
                profile.withOffHeap(new OffHeap(
                        4096, 1, 0, List.of(new Allocation(1, 0, 0, 0, 4096, 1, 0)), OffHeap.Combined.none())),
                directory);

        assertThat(directory.resolve("off-heap.collapsedstack.txt")).hasContent("com.acme.Main.main:3 4096\n");
        assertThat(directory.resolve("peak.collapsedstack.txt"))
                .hasContent("com.acme.Main.main:3;com.acme.Main.load:7 80000000\n");
    }

    @Test
    void ourOwnFilesAreReplaced() throws Exception {
        write(Profiles.small(), directory);
        Files.writeString(directory.resolve("index.html"), "old");
        write(Profiles.small(), directory);

        assertThat(directory.resolve("index.html")).content().startsWith("<!");
    }

    @Test
    void foreignFilesAreLeftAlone() throws Exception {
        Files.writeString(directory.resolve("index.html"), "mine");

        assertThatThrownBy(() -> write(Profiles.small(), directory))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessage(
                        directory.resolve("index.html") + " exists and was not made by fil-profile; it is left alone");
        assertThat(directory.resolve("index.html")).hasContent("mine");
        assertThat(directory.toFile().list()).containsExactly("index.html");
    }

    @Test
    void whatCannotBeFinishedLeavesWhatWasThere() throws Exception {
        write(Profiles.small(), directory);
        String before = Files.readString(directory.resolve("index.html"));
        // In the way of the last file that is written, as a full disk would be.
        Files.createDirectories(
                directory.resolve("index.html." + ProcessHandle.current().pid() + ".tmp/x"));

        assertThatThrownBy(() -> write(Profiles.small(), directory)).isInstanceOf(IOException.class);
        assertThat(directory.resolve("index.html")).hasContent(before);
    }

    private static void write(Profile profile, Path folder) throws IOException {
        ReportWriter.write(profile, Findings.of(profile), folder);
    }
}
