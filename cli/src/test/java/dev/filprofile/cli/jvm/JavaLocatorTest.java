package dev.filprofile.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filprofile.cli.CliFailure;
import dev.filprofile.cli.ExitCodes;
import dev.filprofile.cli.TestSurroundings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaLocatorTest {

    @TempDir
    private Path directory;

    @BeforeEach
    void threeJvms() throws IOException {
        for (String name : new String[] {"option/bin/java", "home/bin/java", "path/java"}) {
            Path file = directory.resolve(name);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.createFile(file);
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
    }

    @Test
    void ourOptionComesFirstThenWhatWasTypedThenJavaHomeThenPath() throws Exception {
        JavaLocator all = locator("JAVA_HOME", "home", "PATH", path());

        assertThat(all.locate("option/bin/java", "java")).isEqualTo(directory.resolve("option/bin/java"));
        assertThat(all.locate("option", null)).isEqualTo(directory.resolve("option/bin/java"));
        assertThat(all.locate(null, "option/bin/java")).isEqualTo(directory.resolve("option/bin/java"));
        assertThat(all.locate(null, "java")).isEqualTo(directory.resolve("path/java"));
        assertThat(all.locate(null, null)).isEqualTo(directory.resolve("home/bin/java"));
        assertThat(locator("PATH", path()).locate(null, null)).isEqualTo(directory.resolve("path/java"));
    }

    @Test
    void whatIsMissingIsNamed() {
        refused(ExitCodes.NOT_FOUND, "no JVM found: there is no java in PATH", null);
        refused(ExitCodes.NOT_FOUND, "no JVM found: there is no java in PATH", null, "PATH", "empty");
        refused(ExitCodes.NOT_FOUND, "no JVM at --java none: ", "none");
        refused(ExitCodes.NOT_FOUND, "no JVM at JAVA_HOME none: ", null, "JAVA_HOME", "none", "PATH", path());
    }

    @Test
    void whatMayNotBeExecutedIsRefused() throws Exception {
        Files.createFile(directory.resolve("plain"));
        refused(ExitCodes.CANNOT_START, "the JVM at --java plain may not be executed", "plain");
    }

    private void refused(int exitCode, String message, @Nullable String option, String... env) {
        assertThatThrownBy(() -> locator(env).locate(option, null))
                .isInstanceOf(CliFailure.class)
                .hasMessageStartingWith(message)
                .extracting(failure -> ((CliFailure) failure).exitCode())
                .isEqualTo(exitCode);
    }

    private JavaLocator locator(String... environment) {
        return new JavaLocator(TestSurroundings.in(directory, environment));
    }

    private String path() {
        return directory.resolve("empty") + File.pathSeparator + directory.resolve("path");
    }
}
