package dev.filprofile.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.filprofile.e2e.workload.Echo;
import dev.filprofile.e2e.workload.RetainedArrays;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every mistake gets one line that names it and an exit code of ours: of {@code run} 125, 126 or 127, as {@code env} and
 * {@code nohup} have it; of the others 1 or 2. Nothing is left behind. A failure of ours while the program runs is told, and
 * changes nothing for the program.
 */
@Tag(ChildJvm.ANY)
final class BadInputIT {

    private static final int RUN_FAILED = 125;
    private static final int CANNOT_START = 126;
    private static final int NOT_FOUND = 127;
    private static final int BAD_INPUT = 2;

    @TempDir
    private Path directory;

    @Test
    void aMissingJar() {
        refused(NOT_FOUND, "missing.jar", run("missing.jar"));
    }

    @Test
    void aJarWithoutMainClass() throws IOException {
        refused(CANNOT_START, "Main-Class", run(jarWithoutMainClass().toString()), "library.jar");
    }

    @Test
    void aFileThatIsNoJar() throws IOException {
        Path file = Files.writeString(directory.resolve("text.jar"), "this is not a jar");
        refused(CANNOT_START, "text.jar", run("-jar", file.toString()), "text.jar");
    }

    @Test
    void noProgramAtAll() {
        refused(RUN_FAILED, "program", FilProfile.run(directory, "run", "--no-browser", "-o", results()));
    }

    @Test
    void aMainClassThatIsNotThere() {
        refused(NOT_FOUND, "no.such.Main", run("-cp", Project.workloadClasses().toString(), "no.such.Main"));
    }

    @Test
    void aJvmThatIsTooOld() throws IOException {
        Path home = fakeJvm("11.0.20");
        refused(CANNOT_START, "17", run("--java", home.toString(), "-cp", classes(), echo()), "old-jvm");
    }

    @Test
    void noJvmWhereTheOptionSays() {
        refused(NOT_FOUND, "nowhere", run("--java", directory.resolve("nowhere").toString(), "-cp", classes(), echo()));
    }

    @Test
    void noJvmAtAll() {
        Map<String, String> environment = new TreeMap<>(RunningProcess.environment());
        environment.remove("JAVA_HOME");
        environment.put("PATH", directory.resolve("empty").toString());
        refused(
                NOT_FOUND,
                "17 or later",
                FilProfile.run(
                        directory, environment, "run", "--no-browser", "-o", results(), "-cp", classes(), echo()));
    }

    @Test
    void anOutputDirectoryThatCannotBeMade() throws IOException {
        Files.writeString(directory.resolve("file"), "in the way");
        refused(
                RUN_FAILED,
                "file",
                FilProfile.run(
                        directory,
                        "run",
                        "--no-browser",
                        "-o",
                        directory.resolve("file/results").toString(),
                        "-cp",
                        classes(),
                        echo()),
                "file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--exat", "--tolerence=5", "--no-such-option"})
    void anUnknownOptionOfOurs(String option) {
        refused(RUN_FAILED, option.replaceAll("=.*", ""), run(option, "-cp", classes(), echo()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--tolerance", "--interval", "--gc-budget", "--engine"})
    void anOptionWithAValueThatIsNone(String option) {
        refused(RUN_FAILED, option, run(option, "nonsense", "-cp", classes(), echo()));
    }

    @Test
    void twoCollectors() {
        refused(CANNOT_START, "collector", run("-XX:+UseSerialGC", "-XX:+UseG1GC", "-cp", classes(), echo()));
    }

    @Test
    void anOptionThatTheJvmRefuses() {
        refused(CANNOT_START, "NoSuchFlag", run("-XX:+NoSuchFlag", "-cp", classes(), echo()));
    }

    @Test
    void aSubcommandThatIsNone() {
        refused(BAD_INPUT, "rum", FilProfile.run(directory, "rum"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"empty", "text", "png", "truncated", "damaged"})
    void aFileThatIsNoProfile(String kind) throws IOException {
        String name = kind + ".filprofile";
        Files.write(directory.resolve(name), noProfile(kind));

        refused(BAD_INPUT, name, FilProfile.run(directory, "report", name), name);
    }

    private byte[] noProfile(String kind) throws IOException {
        return switch (kind) {
            case "empty" -> new byte[0];
            case "text" -> "this is not a profile\n".repeat(1000).getBytes(StandardCharsets.US_ASCII);
            case "png" ->
                new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'};
            case "truncated" -> {
                byte[] profile = realProfile();
                yield Arrays.copyOf(profile, profile.length / 2);
            }
            case "damaged" -> {
                byte[] profile = realProfile();
                for (int i = profile.length / 3; i < profile.length / 3 + 64; i++) {
                    profile[i] ^= (byte) 0xa5;
                }
                yield profile;
            }
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static byte[] realProfile() throws IOException {
        Path elsewhere = Files.createTempDirectory("fil-profile-test");
        try {
            ProfiledOutcome run =
                    Program.workload(RetainedArrays.class).profiled(elsewhere).run();
            return Files.readAllBytes(run.folder().resolve("peak.filprofile"));
        } finally {
            delete(elsewhere);
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> paths = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(directory)) {
            walk.forEach(paths::add);
        }
        Collections.reverse(paths);
        for (Path path : paths) {
            Files.delete(path);
        }
    }

    @Test
    void aProfileThatIsNotThere() {
        refused(BAD_INPUT, "missing", FilProfile.run(directory, "report", "missing.filprofile"));
    }

    /** The limit for files stands for a disk quota: nothing of ours larger than 16 KB can be written. */
    @Test
    void noSpaceForOurFilesWhileTheProgramRuns() {
        Program program = Program.workload(RetainedArrays.class);

        Outcome outcome =
                inShell("ulimit -f 16; exec \"$@\"", program.profiled(directory).command());

        toldButHarmless(program, outcome);
    }

    /**
     * A disk that fills up while a mapped file grows on it: the worst case, since the failure is a signal in the middle of a
     * memory access. Needs the right to mount.
     */
    @Test
    void aDiskThatIsFull() {
        String mount = "mkdir -p fil-result && mount -t tmpfs -o size=64k tmpfs fil-result && ";
        assumeThat(inShell(mount + "true", List.of("true"), "unshare", "-m").exitCode())
                .as("the right to mount")
                .isZero();
        Program program = Program.workload(RetainedArrays.class);

        Outcome outcome =
                inShell(mount + "exec \"$@\"", program.profiled(directory).command(), "unshare", "-m");

        toldButHarmless(program, outcome);
    }

    private Outcome inShell(String script, List<String> arguments, String... front) {
        List<String> command = new ArrayList<>(List.of(front));
        command.addAll(List.of("bash", "-c", script, "bash"));
        command.addAll(arguments);
        try (RunningProcess process = RunningProcess.start(directory, RunningProcess.environment(), command)) {
            return process.feed(new byte[0]).await();
        }
    }

    /** Either the run is refused before it starts, or the program runs as ever and we say that there is no report. */
    private void toldButHarmless(Program program, Outcome outcome) {
        assertThat(outcome.ourLines()).as("%s", outcome).isNotEmpty();
        assertThat(outcome.errText()).as("no stack trace of ours").doesNotContain("\tat ");
        assertThat(String.join("\n", outcome.ourLines()))
                .as("%s", outcome)
                .containsIgnoringCase("error")
                .doesNotContain("Exception");
        if (outcome.exitCode() == RUN_FAILED) {
            assertThat(outcome.outText()).isEmpty();
        } else {
            new ProfiledOutcome(outcome, directory.resolve("fil-result")).behavesLike(program.runPlainly(directory));
        }
    }

    private Outcome run(String... words) {
        List<String> arguments = new ArrayList<>(List.of("run", "--no-browser", "-o", results()));
        arguments.addAll(List.of(words));
        return FilProfile.run(directory, arguments.toArray(String[]::new));
    }

    private String results() {
        return directory.resolve("fil-result").toString();
    }

    private static String classes() {
        return Project.workloadClasses().toString();
    }

    private static String echo() {
        return Echo.class.getName();
    }

    /** One line that names what is wrong, the exit code, nothing of the program's, and no file that was not there. */
    private void refused(int exitCode, String naming, Outcome outcome, String... filesBefore) {
        assertThat(outcome.errText().strip().lines().toList()).as("%s", outcome).hasSize(1);
        assertThat(outcome.ourLines()).as("%s", outcome).hasSize(1);
        assertThat(outcome.ourLines().get(0)).contains(naming);
        assertThat(outcome.outText()).isEmpty();
        assertThat(outcome.exitCode()).as("%s", outcome).isEqualTo(exitCode);
        assertThat(files()).as("files there").containsExactly(filesBefore);
    }

    private List<String> files() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path jarWithoutMainClass() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        Path jar = directory.resolve("library.jar");
        try (OutputStream file = Files.newOutputStream(jar)) {
            new JarOutputStream(file, manifest).close();
        }
        return jar;
    }

    /** A directory that looks like that of a JDK of the given version and answers {@code -version} as it would. */
    private Path fakeJvm(String version) throws IOException {
        Path home = directory.resolve("old-jvm");
        Path java = home.resolve("bin/java");
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        Files.writeString(java, """
                #!/bin/sh
                echo 'openjdk version "%1$s" 2023-07-18' >&2
                echo 'OpenJDK Runtime Environment (build %1$s+8)' >&2
                echo 'OpenJDK 64-Bit Server VM (build %1$s+8, mixed mode)' >&2
                """.formatted(version));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return home;
    }
}
