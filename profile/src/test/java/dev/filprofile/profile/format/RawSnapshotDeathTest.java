package dev.filprofile.profile.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.profile.Profile;
import dev.filprofile.profile.RunInfo.End;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What another process sees of a snapshot whose writer died, or is writing. */
@Timeout(120)
class RawSnapshotDeathTest {

    @TempDir
    Path directory;

    @Test
    void theLastSnapshotSurvivesAHalt() throws Exception {
        Path file = directory.resolve("halted");
        Process child = start("halt", file);
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isEqualTo(7);

        Profile profile = RawSnapshotReader.read(file);
        assertThat(profile.run().end()).isEqualTo(End.ABRUPT);
        assertThat(profile.certificate().peakMillis()).isEqualTo(2);
        assertThat(profile.attributedBytes()).isEqualTo(3000 * 2);
        assertThat(profile.run().durationMillis()).isEqualTo(2);
        assertThat(profile.run().counters()).containsEntry("rounds", 2L);
        assertThat(RawSnapshotReader.pid(file)).isEqualTo(child.pid());
    }

    @Test
    void everySnapshotReadBesideTheWriterAndAfterItsKillIsWhole() throws Exception {
        Path file = directory.resolve("killed");
        Process child = start("write", file);
        try (BufferedReader output = child.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).isEqualTo("written");
            long before = 100;
            for (int i = 0; i < 50; i++) {
                long round = assertWhole(RawSnapshotReader.read(file, true));
                assertThat(round).isGreaterThanOrEqualTo(before);
                before = round;
            }
        } finally {
            child.destroyForcibly();
        }
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        Profile profile = RawSnapshotReader.read(file);
        assertWhole(profile);
        assertThat(profile.run().end()).isEqualTo(End.ABRUPT);
        assertThat(RawSnapshotReader.read(file)).usingRecursiveComparison().isEqualTo(profile);
    }

    /** All rows of a round have the round's number as their size. */
    private static long assertWhole(Profile profile) {
        long round = profile.certificate().peakMillis();
        long rows = 1000 + round % 7 * 1000;
        assertThat(profile.certificate().peakBytes()).isEqualTo(rows * round);
        assertThat(profile.attributedBytes()).isEqualTo((double) (rows * round));
        assertThat(profile.allocations()).hasSize(1);
        assertThat(profile.allocations().get(0).objects()).isEqualTo((double) rows);
        // The status is written after the commit and read after the snapshot.
        assertThat(profile.run().durationMillis()).isGreaterThanOrEqualTo(round - 1);
        assertThat(profile.certificate().confirmations())
                .isEqualTo((int) profile.run().durationMillis());
        assertThat(profile.certificate().baseBytes()).isEqualTo(profile.run().durationMillis());
        assertThat(profile.notes()).isEmpty();
        return round;
    }

    /** The child has nothing but our classes and java.base: the agent's start-up depends on it. */
    private static Process start(String how, Path file) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-Xshare:auto",
                "--limit-modules",
                "java.base",
                "-cp",
                classes(RawSnapshotWriter.class) + File.pathSeparator + classes(RawSnapshotDeathChild.class),
                RawSnapshotDeathChild.class.getName(),
                how,
                file.toString());
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().remove("JDK_JAVA_OPTIONS");
        return builder.start();
    }

    private static String classes(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
