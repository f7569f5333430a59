package dev.filprofile.cli.launch;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filprofile.cli.CliFailure;
import dev.filprofile.cli.ExitCodes;
import dev.filprofile.cli.Surroundings;
import dev.filprofile.cli.TestSurroundings;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramCheckTest {

    @TempDir
    private Path directory;

    @Test
    void aMissingJarIsNamed() {
        refused(ExitCodes.NOT_FOUND, "jar not found: no/such.jar", "-jar", "no/such.jar");
    }

    @Test
    void aJarWithoutAMainClassIsRefused() throws Exception {
        jar("app.jar", "Created-By", "test");
        refused(
                ExitCodes.CANNOT_START,
                "app.jar names no Main-Class in its manifest; name it yourself: fil-profile run -cp app.jar"
                        + " YourMainClass",
                "app.jar");
    }

    @Test
    void aFileThatIsNoJarIsRefused() throws Exception {
        Files.writeString(directory.resolve("app.jar"), "no jar");
        assertThatThrownBy(check("app.jar")).hasMessageStartingWith("app.jar is not a jar that can be read: ");
        Files.createDirectory(directory.resolve("dir.jar"));
        refused(ExitCodes.CANNOT_START, "dir.jar is a directory, not a jar", "dir.jar");
    }

    @Test
    void aRunnableJarPasses() throws Exception {
        jar("app.jar", "Main-Class", "Main");
        assertThatCode(check("app.jar")).doesNotThrowAnyException();
    }

    @Test
    void aMissingSourceFileIsNamed() {
        refused(ExitCodes.NOT_FOUND, "source file not found: Main.java", "Main.java");
    }

    @Test
    void aMainClassIsLookedForInDirectoriesJarsAndWildcards() throws Exception {
        Files.createDirectories(directory.resolve("classes/com/acme"));
        Files.createFile(directory.resolve("classes/com/acme/Main.class"));
        jar("lib/a.jar", "Created-By", "test", "com/acme/InJar.class");
        String path = String.join(File.pathSeparator, "classes", "lib/*");

        assertThatCode(check("-cp", path, "com.acme.Main")).doesNotThrowAnyException();
        assertThatCode(check("-cp", path, "com/acme/Main")).doesNotThrowAnyException();
        assertThatCode(check("-cp", path, "com.acme.InJar")).doesNotThrowAnyException();
        assertThatCode(check("-cp", "lib/a.jar", "com.acme.InJar")).doesNotThrowAnyException();
        refused(
                ExitCodes.NOT_FOUND,
                "main class com.acme.Missing not found in the class path " + path,
                "-cp",
                path,
                "com.acme.Missing");
    }

    @Test
    void withoutAClassPathTheVariableCountsAndThenTheWorkingDirectory() throws Exception {
        refused(ExitCodes.NOT_FOUND, "main class Main not found in the class path .", "Main");
        Files.createDirectory(directory.resolve("elsewhere"));
        Files.createFile(directory.resolve("elsewhere/Main.class"));
        assertThatCode(check(TestSurroundings.in(directory, "CLASSPATH", "elsewhere"), "Main"))
                .doesNotThrowAnyException();
        Files.createFile(directory.resolve("Main.class"));
        assertThatCode(check("Main")).doesNotThrowAnyException();
    }

    @Test
    void whereAClassMayComeFromElsewhereTheJvmHasTheWord() throws Exception {
        jar("refers.jar", "Class-Path", "other.jar");

        assertThatCode(check("-javaagent:x.jar", "Main")).doesNotThrowAnyException();
        assertThatCode(check("-Djava.system.class.loader=x.Y", "Main")).doesNotThrowAnyException();
        assertThatCode(check("-cp", "refers.jar", "Main")).doesNotThrowAnyException();
        assertThatCode(check("com.sun.tools.javac.Main")).doesNotThrowAnyException();
        assertThatCode(check("-m", "jdk.compiler/com.sun.tools.javac.Main")).doesNotThrowAnyException();
        assertThatCode(check(TestSurroundings.in(directory, "JAVA_TOOL_OPTIONS", "-cp x"), "Main"))
                .doesNotThrowAnyException();
    }

    private void refused(int exitCode, String message, String... words) {
        assertThatThrownBy(check(words))
                .isInstanceOf(CliFailure.class)
                .hasMessage(message)
                .extracting(failure -> ((CliFailure) failure).exitCode())
                .isEqualTo(exitCode);
    }

    private ThrowingCallable check(String... words) {
        return check(TestSurroundings.in(directory), words);
    }

    private ThrowingCallable check(Surroundings surroundings, String... words) {
        return () -> {
            OwnOptions none = new OwnOptions(Set.of(), Set.of());
            RunArguments arguments = RunArguments.split(List.of(words), none, directory);
            new ProgramCheck(Objects.requireNonNull(arguments.java()), surroundings).check();
        };
    }

    private void jar(String name, String attribute, String value, String... entries) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue(attribute, value);
        Path file = directory.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (String entry : entries) {
                jar.putNextEntry(new JarEntry(entry));
            }
        }
    }
}
