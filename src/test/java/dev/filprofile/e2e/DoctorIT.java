package dev.filprofile.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code fil-profile doctor} with the packaged agent and a real JVM. */
final class DoctorIT {

    @TempDir
    private Path directory;

    @Test
    void bothEnginesMeasureTheKnownPeakAndTheCacheGetsWarm() {
        Map<String, String> environment = new TreeMap<>(RunningProcess.environment());
        environment.put("XDG_CACHE_HOME", directory.resolve("cache").toString());

        List<String> cold = healthy(FilProfile.run(directory, environment, "doctor"));
        assertThat(cold)
                .anyMatch(line ->
                        line.startsWith("JVM ") && line.endsWith(ChildJvm.java().toString()))
                .anyMatch(line -> line.startsWith("Collector  Serial, chosen by fil-profile"))
                .contains("Engine     fast", "Stacks     raw backtraces")
                .anyMatch(line -> line.startsWith("Cache      was cold, is warm now: "))
                .anyMatch(line -> line.startsWith("Known      24.0 MiB in 96 arrays"))
                .anyMatch(line -> line.startsWith("Fast  ") && line.endsWith("the line holds 24.0 MiB: right"))
                .anyMatch(line -> line.startsWith("Portable  ") && line.endsWith("the line holds 24.0 MiB: right"))
                .anyMatch(line ->
                        line.matches("Start-up   .* s added to the .* without fil-profile; .* with a cold cache"));
        assertThat(healthy(FilProfile.run(directory, environment, "doctor")))
                .anyMatch(line -> line.startsWith("Cache      warm: "));
        assertThat(directory.toFile().list()).containsExactly("cache");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseG1GC", "-XX:+UseParallelGC", "-XX:-UseCompressedOops", "-Xmx16m"})
    void theOptionsAreThoseOfTheJvmThatIsTried(String option) {
        healthy(FilProfile.run(directory, "doctor", option));
    }

    @Test
    void whatDoesNotWorkIsToldInOneLine() {
        Outcome outcome = FilProfile.run(
                directory, "doctor", "-XX:+UnlockExperimentalVMOptions", "-XX:+UseEpsilonGC", "-Xmx512m");

        assertThat(outcome.exitCode()).as("%s", outcome).isEqualTo(1);
        assertThat(outcome.outText().lines())
                .last()
                .asString()
                .startsWith("WRONG: the fast engine could not confirm the peak with the collector Epsilon");
    }

    @Test
    void aJvmThatIsNotThere() {
        refused(127, "nowhere", FilProfile.run(directory, "doctor", "--java", "nowhere"));
    }

    @Test
    void aJvmThatIsTooOld() throws IOException {
        Path java = Files.writeString(directory.resolve("java"), "#!/bin/sh\necho 'openjdk version \"11.0.2\"'\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));

        refused(126, "11.0.2; 17 or later", FilProfile.run(directory, "doctor", "--java", java.toString()));
    }

    @Test
    void aProgram() {
        refused(2, "app.jar", FilProfile.run(directory, "doctor", "app.jar"));
    }

    private static List<String> healthy(Outcome outcome) {
        assertThat(outcome.exitCode()).as("%s", outcome).isZero();
        assertThat(outcome.errText()).isEmpty();
        List<String> lines = outcome.outText().lines().toList();
        assertThat(lines).last().isEqualTo("OK: fil-profile works with this JVM.");
        return lines;
    }

    private static void refused(int exitCode, String naming, Outcome outcome) {
        assertThat(outcome.exitCode()).as("%s", outcome).isEqualTo(exitCode);
        assertThat(outcome.ourLines()).as("%s", outcome).hasSize(1);
        assertThat(outcome.ourLines().get(0)).contains(naming);
        assertThat(outcome.outText()).isEmpty();
    }
}
