package dev.filprofile.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filprofile.cli.CliFailure;
import dev.filprofile.cli.ExitCodes;
import dev.filprofile.cli.Surroundings;
import dev.filprofile.cli.TestSurroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class JvmProbeTest {

    @TempDir
    private Path directory;

    @Test
    void aJvmTellsItsVersionAndWhatTheUserChose() throws Exception {
        Jvm jvm = probe(TestSurroundings.java(), "-Xmx64m", "-XX:+UseSerialGC", "-cp", "x");

        assertThat(jvm.feature()).isEqualTo(Runtime.version().feature());
        assertThat(jvm.version()).startsWith(Integer.toString(jvm.feature()));
        assertThat(jvm.flags().bytes("MaxHeapSize")).isEqualTo(64L << 20);
        assertThat(jvm.flags().isSetByUser("UseSerialGC")).isTrue();
    }

    @Test
    void variablesForJvmsAreHeeded() throws Exception {
        Surroundings surroundings = TestSurroundings.in(directory, "JAVA_TOOL_OPTIONS", "-XX:+UseParallelGC");
        Jvm jvm = new JvmProbe(TestSurroundings.java(), surroundings).probe(List.of());

        assertThat(jvm.flags().isSetByUser("UseParallelGC")).isTrue();
    }

    @Test
    void conflictingFlagsAreRefusedInTheJvmsOwnWords() {
        assertThatThrownBy(() -> probe(TestSurroundings.java(), "-XX:+UseSerialGC", "-XX:+UseG1GC"))
                .isInstanceOf(CliFailure.class)
                .hasMessageStartingWith("the JVM refuses these options: ")
                .hasMessageContaining("Multiple garbage collectors selected")
                .extracting(failure -> ((CliFailure) failure).exitCode())
                .isEqualTo(ExitCodes.CANNOT_START);
        assertThatThrownBy(() -> probe(TestSurroundings.java(), "-XX:+NoSuchFlag"))
                .hasMessageContaining("Unrecognized VM option 'NoSuchFlag'");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aJvmThatIsTooOldIsRefusedWithTheVersionThatIsNeeded() throws Exception {
        Path java8 = script("echo 'openjdk version \"1.8.0_412\"'");
        assertThatThrownBy(() -> probe(java8))
                .hasMessage("the JVM at " + java8
                        + " is version 8.0_412; 17 or later is needed (name one with --java PATH or JAVA_HOME)");
        Path java11 =
                script("if [ $# -gt 1 ]; then echo Unrecognized option; exit 1; fi; echo 'java version \"11.0.2\"'");
        assertThatThrownBy(() -> probe(java11)).hasMessageContaining("is version 11.0.2; 17 or later is needed");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aJvmWithoutAModuleOfTheAgentsIsRefused() throws Exception {
        Path small = script("if [ $# -eq 1 ]; then echo 'openjdk version \"17\"'; exit 0; fi\n"
                + "echo 'java.lang.module.FindException: Module jdk.management not found'; exit 1");
        assertThatThrownBy(() -> probe(small))
                .isInstanceOf(CliFailure.class)
                .hasMessageStartingWith(
                        "the JVM at " + small + " lacks the module jdk.management, which profiling needs");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatIsNoJvmIsRefused() throws Exception {
        Path other = script("echo hello");
        assertThatThrownBy(() -> probe(other)).hasMessage(other + " does not say its version: it is not a JVM");
        Path foreign = script("echo 'openjdk version \"21\"'");
        assertThatThrownBy(() -> probe(foreign)).hasMessageContaining("is not HotSpot");
        Path broken = directory.resolve("text");
        Files.writeString(broken, "no program");
        assertThatThrownBy(() -> probe(broken)).hasMessageStartingWith("the JVM at " + broken + " cannot be started: ");
    }

    private Jvm probe(Path java, String... options) throws CliFailure {
        return new JvmProbe(java, TestSurroundings.in(directory)).probe(List.of(options));
    }

    private Path script(String body) throws IOException {
        Path file = Files.createTempFile(directory, "java", "");
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
