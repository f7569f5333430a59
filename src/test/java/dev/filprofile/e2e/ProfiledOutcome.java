package dev.filprofile.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.format.ProfileReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A profiled run that is over.
 *
 * @param outcome what the process did
 * @param results the directory given with {@code -o}
 */
record ProfiledOutcome(Outcome outcome, Path results) {

    /** The one result folder of this run. */
    Path folder() {
        try (Stream<Path> entries = Files.list(results)) {
            List<Path> folders = entries.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                            && Files.exists(path.resolve("peak.filprofile")))
                    .toList();
            assertThat(folders)
                    .as("result folders in %s after %s", results, outcome)
                    .hasSize(1);
            return folders.get(0);
        } catch (IOException e) {
            throw new AssertionError("no results in " + results + " after " + outcome, e);
        }
    }

    Profile profile() {
        try {
            return ProfileReader.read(folder().resolve("peak.filprofile"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a file in the result folder. */
    String text(String name) {
        try {
            return Files.readString(folder().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of the results as JSON. */
    JsonNode json(String name) {
        try {
            return new ObjectMapper().readTree(text(name));
        } catch (IOException e) {
            throw new AssertionError(name + " is no JSON: " + text(name), e);
        }
    }

    /** The program did what it does without us: outputs and exit code are the same. */
    ProfiledOutcome behavesLike(Outcome plain) {
        assertThat(outcome.exitCode()).as("exit code of %s", outcome).isEqualTo(plain.exitCode());
        assertThat(outcome.out()).as("standard output of %s", outcome).isEqualTo(plain.out());
        assertThat(outcome.programErrLines())
                .as("standard error of %s", outcome)
                .isEqualTo(plain.errText().lines().toList());
        return this;
    }

    ProfiledOutcome exitsWith(int exitCode) {
        assertThat(outcome.exitCode()).as("exit code of %s", outcome).isEqualTo(exitCode);
        return this;
    }
}
