package dev.filprofile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.cli.command.ExitsWithThree;
import dev.filprofile.cli.command.RecordingAgent;
import dev.filprofile.cli.result.ResultFolders;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.format.ProfileReader;
import dev.filprofile.profile.format.ProfileWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands as a whole: exit codes, messages and what is left on disk. */
class FilProfileTest {

    private static final String MAIN = ExitsWithThree.class.getName();

    private final ByteArrayOutputStream standardOutput = new ByteArrayOutputStream();
    private final ByteArrayOutputStream standardError = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    @BeforeEach
    void agent() throws IOException {
        directory = directory.toRealPath();
        RecordingAgent.jar(directory.resolve("agent.jar"));
    }

    @Test
    void aProgramsRunEndsWithItsExitCodeAndAReport() throws Exception {
        assertThat(run("--engine", "portable", "-cp", classPath(), MAIN, "two words"))
                .isEqualTo(3);

        Path folder = onlyFolder();
        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder("index.html", "peak.filprofile", "peak.collapsedstack.txt", "summary.json");
        assertThat(new ResultFolders(directory.resolve("fil-result")).latest()).contains(folder);
        Profile profile = ProfileReader.read(folder.resolve("peak.filprofile"));
        assertThat(profile.run().exitCode()).isEqualTo(3);
        assertThat(profile.run().command()).containsExactly("-cp", classPath(), MAIN, "two words");
        assertThat(profile.run().engine()).isEqualTo("portable");
        assertThat(lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("=fil-profile= Report will be in fil-result/")
                                .contains("/index.html; to see it now: fil-profile snapshot "),
                        line -> assertThat(line)
                                .isEqualTo("=fil-profile= Peak: 60.0 MiB live (true peak between 60.0 and 63.0 MiB)"),
                        line -> assertThat(line)
                                .isEqualTo("=fil-profile= Main.java:7 in Main.load holds 83 % of the peak (50.0 MiB, 1"
                                        + " object, only byte[])."),
                        line -> assertThat(line)
                                .isEqualTo(
                                        "=fil-profile= Report: " + directory.relativize(folder.resolve("index.html"))));
        assertThat(directory.resolve("home/.cache/fil-profile/running")).isEmptyDirectory();
        assertThat(standardOutput.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void aResultFolderWithAnyCharactersInItsPathWill() throws Exception {
        assertThat(run("-o", "a=b, c/ä", "-cp", classPath(), MAIN)).isEqualTo(3);
        assertThat(new ResultFolders(directory.resolve("a=b, c/ä")).latest()).isPresent();
    }

    @Test
    void withoutARecordingTheExitCodeStaysTheProgramsAndTheReasonIsTold() throws Exception {
        assertThat(run("-Drecords.nothing=true", "-cp", classPath(), MAIN)).isEqualTo(3);

        assertThat(lines())
                .last()
                .asString()
                .isEqualTo("=fil-profile= error: no report: the profiler did not start in the program's JVM");
        assertThat(directory.resolve("fil-result")).isEmptyDirectory();
    }

    @Test
    void whenTheReportCannotBeWrittenTheRecordingIsKeptForLater() throws Exception {
        // A full disk cannot be had in a test; something in the report's place makes the same failure.
        assertThat(run("-Dblocks.report=true", "-cp", classPath(), MAIN)).isEqualTo(3);
        Path folder = onlyFolder();
        String later = "fil-profile report " + directory.relativize(folder);
        assertThat(lastLine())
                .startsWith("=fil-profile= error: no report: " + folder.resolve("index.html"))
                .endsWith("; the recording is kept, to render it later: " + later);
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("profile.filraw", "index.html");

        assertThat(execute("report", directory.relativize(folder).toString())).isEqualTo(ExitCodes.FAILED);
        assertThat(lastLine()).startsWith("=fil-profile= error: cannot write the report: ");

        Files.delete(folder.resolve("index.html/in-the-way"));
        Files.delete(folder.resolve("index.html"));
        assertThat(execute("report", directory.relativize(folder).toString())).isZero();
        assertThat(folder.resolve("index.html")).isRegularFile();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "125 | --tolerence 5 app.jar            | unknown option --tolerence; ours are",
                "125 | --tolerance much app.jar         | Invalid value for option '--tolerance': 'much' is not a percentage",
                "125 | --tolerance 200% app.jar         | Invalid value for option '--tolerance': '200%' is more than 100%",
                "125 | --interval big app.jar           | Invalid value for option '--interval': 'big' is not a size",
                "125 | --engine warp app.jar            | Invalid value for option '--engine'",
                "125 | --source-text mine app.jar       | Invalid value for option '--source-text': expected one of [none, app, all]",
                "125 | -o                               | Missing required parameter for option '--output'",
                "125 | -Xmx1g                           | no program named:",
                "125 | java -version                    | with -version the JVM runs no program",
                "125 | -X app.jar                       | with -X the JVM runs no program",
                "125 | java --help -cp CP MAIN          | with --help the JVM runs no program",
                "125 | --source nowhere -cp CP MAIN     | --source not found: nowhere",
                "125 | --refine nowhere -cp CP MAIN     | --refine: not found: nowhere",
                "125 | --refine agent.jar -cp CP MAIN   | --refine: cannot read agent.jar: ",
                "125 | -o agent.jar/x -cp CP MAIN       | cannot write to the output directory agent.jar/x: ",
                "127 | missing.jar                      | jar not found: missing.jar",
                "127 | -cp CP com.acme.Missing          | main class com.acme.Missing not found in the class path",
                "127 | --java nowhere app.jar           | no JVM at --java nowhere: ",
                "127 | java app.jar                     | no JVM found: there is no java in PATH",
                "127 | nowhere/java app.jar             | no JVM at nowhere/java: ",
                "126 | agent.jar                        | agent.jar names no Main-Class in its manifest;",
                "126 | -XX:+UseSerialGC -XX:+UseG1GC -cp CP MAIN | the JVM refuses these options:",
                "126 | --java old -cp CP MAIN           | the JVM at",
            })
    void whatCannotBeRunIsToldInOneLineAndLeavesNothing(int exitCode, String words, String message) throws Exception {
        Path old = directory.resolve("old");
        Files.writeString(old, "#!/bin/sh\necho 'openjdk version \"11.0.2\"'\n");
        assertThat(old.toFile().setExecutable(true)).isTrue();

        assertThat(run(words.replace("CP", classPath())
                        .replace("MAIN", MAIN)
                        .strip()
                        .split(" +", -1)))
                .isEqualTo(exitCode);
        assertThat(lines()).singleElement().asString().startsWith("=fil-profile= error: " + message);
        assertThat(directory.resolve("fil-result"))
                .satisfiesAnyOf(
                        none -> assertThat(none).doesNotExist(),
                        empty -> assertThat(empty).isEmptyDirectory());
    }

    @Test
    void anIncompleteInstallationIsTold() throws Exception {
        Files.delete(directory.resolve("agent.jar"));
        assertThat(run("-cp", classPath(), MAIN)).isEqualTo(ExitCodes.RUN_FAILED);
        assertThat(lastLine())
                .isEqualTo("=fil-profile= error: this installation is incomplete: the agent is missing at "
                        + directory.resolve("agent.jar"));
    }

    @Test
    void aProfileIsRenderedBesideItself() throws Exception {
        ProfileWriter.write(Profiles.small(), directory.resolve("mine.filprofile"));

        assertThat(execute("report", "mine.filprofile")).isZero();
        assertThat(directory.resolve("mine-report/index.html")).isRegularFile();
        assertThat(execute("report", "mine.filprofile", "-o", "there")).isZero();
        assertThat(directory.resolve("there/summary.json")).isRegularFile();
        assertThat(lastLine()).isEqualTo("=fil-profile= Report: there/index.html");
    }

    @Test
    void aResultIsRenderedInPlaceAndFoundAsLatest() throws Exception {
        run("-cp", classPath(), MAIN);
        Path folder = onlyFolder();
        Path report = folder.resolve("index.html");
        for (String path : List.of("latest", "fil-result", "fil-result/latest", folder.toString())) {
            Files.delete(report);
            assertThat(execute("report", path)).isZero();
            assertThat(report).isRegularFile();
        }
    }

    @Test
    void filesOfOthersAreNotOverwritten() throws Exception {
        ProfileWriter.write(Profiles.small(), directory.resolve("mine.filprofile"));
        Files.createDirectory(directory.resolve("web"));
        Files.writeString(directory.resolve("web/index.html"), "my homepage");

        assertThat(execute("report", "mine.filprofile", "-o", "web")).isEqualTo(ExitCodes.FAILED);
        assertThat(lastLine()).contains("web/index.html exists and was not made by fil-profile; it is left alone");
        assertThat(directory.resolve("web/index.html")).hasContent("my homepage");
    }

    @Test
    void collapsedStacksOfAnotherToolAreReportedForWhatTheyAre() throws Exception {
        Files.writeString(directory.resolve("some.collapsed"), "a/Main.main_[j];a/Csv.split_[j];byte[]_[i] 3145728\n");

        assertThat(execute("report", "--no-browser", "some.collapsed")).isZero();

        assertThat(directory.resolve("some-report/index.html"))
                .content()
                .contains("Stacks of <b>3.00\u00a0MiB</b>", "some.collapsed", "byte[]")
                .doesNotContain("id=\"timeline\"", "1970");
        assertThat(lines())
                .contains(
                        "=fil-profile= Stacks of 3.00 MiB (not known whether they are a peak)",
                        "=fil-profile= Csv.split holds 100 % of the peak (3.00 MiB, only byte[]).");
        Files.delete(directory.resolve("some-report/index.html"));
        assertThat(execute("report", "--no-browser", "some-report/peak.filprofile"))
                .isZero();
        assertThat(directory.resolve("some-report/index.html")).content().contains("Stacks of <b>");
    }

    @Test
    void whatIsNoProfileIsRefused() throws Exception {
        Files.writeString(directory.resolve("text"), "hello, this is not a profile");
        Files.createFile(directory.resolve("empty"));
        ProfileWriter.write(Profiles.small(), directory.resolve("cut.filprofile"));
        byte[] whole = Files.readAllBytes(directory.resolve("cut.filprofile"));
        Files.write(directory.resolve("cut.filprofile"), Arrays.copyOf(whole, whole.length / 2));

        refused(
                "text is neither a profile nor a raw snapshot of fil-profile, nor collapsed stacks: text, line 1, is no",
                "report",
                "text");
        refused("empty is empty", "report", "empty");
        refused("cut.filprofile is damaged: ", "report", "cut.filprofile");
        refused("not found: missing", "report", "missing");
        refused("holds neither peak.filprofile nor profile.filraw", "report", ".");
        refused("Unknown option: '--nope'", "report", "--nope", "text");
        Files.write(directory.resolve("whole.filprofile"), whole);
        refused("--source not found: nowhere", "report", "--source", "nowhere", "whole.filprofile");
    }

    @Test
    void wrongUsageIsToldWithTheWayOut() throws Exception {
        refused("unknown command app.jar; to run a program: fil-profile run app.jar", "app.jar");
        refused("a command is missing: run, report, export, snapshot, list, diff, check or doctor");
        refused("unknown option --exact; options stand behind the command", "--exact", "run", "app.jar");
        refused("no program is running under fil-profile run", "snapshot", "1");
        refused("Invalid value for positional parameter", "snapshot", "x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2   | app.jar                            | doctor runs a program of its own; leave out app.jar",
                "2   | -m a/b.Main                        | doctor runs a program of its own; leave out a/b.Main",
                "2   | --nope                             | unknown option --nope; ours are --help, --java",
                "2   | -cp                                | option -cp needs a value",
                "2   | --java                             | option --java needs a value",
                "2   | -version                           | with -version the JVM runs no program",
                "127 | --java nowhere                     | no JVM at --java nowhere: ",
                "126 | -XX:+NoSuchFlag                    | the JVM refuses these options:",
            })
    void whatTheDoctorCannotTryIsToldInOneLine(int exitCode, String words, String message) {
        assertThat(execute(("doctor " + words).split(" +", -1))).isEqualTo(exitCode);
        assertThat(lines()).singleElement().asString().startsWith("=fil-profile= error: " + message);
        assertThat(standardOutput.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void theDoctorMissesTheAgent() throws Exception {
        Files.delete(directory.resolve("agent.jar"));
        assertThat(execute("doctor")).isEqualTo(ExitCodes.FAILED);
        assertThat(lastLine()).contains("this installation is incomplete: the agent is missing");
    }

    /** The agent of this test records a made-up peak: just what a self-check is there for. */
    @Test
    void theDoctorFindsAnAgentThatMeasuresWrongly() {
        assertThat(execute("doctor", "-Xmx64m")).isEqualTo(ExitCodes.FAILED);
        assertThat(standardOutput.toString(StandardCharsets.UTF_8))
                .contains("WRONG: rewritten JDK classes cannot be kept", "the line holds 0 B: wrong");
    }

    @Test
    void helpAndVersionGoToStandardOutput() {
        assertThat(execute("--version")).isZero();
        assertThat(execute("--help")).isZero();
        assertThat(execute("run", "--help")).isZero();
        assertThat(execute("report", "--help")).isZero();
        assertThat(execute("snapshot", "--help")).isZero();
        assertThat(execute("doctor", "--help")).isZero();
        assertThat(standardOutput.toString(StandardCharsets.UTF_8))
                .contains(
                        "fil-profile (not packaged)", "Usage: fil-profile run [OPTIONS]", "--gc-budget", "10%", "PID");
        assertThat(lines()).isEmpty();
    }

    private void refused(String message, String... words) {
        assertThat(execute(words)).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(lastLine()).startsWith("=fil-profile= error: ").contains(message);
    }

    private int run(String... words) {
        return execute(Stream.concat(Stream.of("run"), Stream.of(words)).toArray(String[]::new));
    }

    private int execute(String... words) {
        Surroundings surroundings = TestSurroundings.in(directory, "JAVA_HOME", System.getProperty("java.home", ""));
        return new FilProfile(
                        surroundings,
                        new PrintStream(standardOutput, true, StandardCharsets.UTF_8),
                        new PrintStream(standardError, true, StandardCharsets.UTF_8))
                .execute(List.of(words));
    }

    private List<String> lines() {
        return standardError.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private String lastLine() {
        List<String> lines = lines();
        return lines.get(lines.size() - 1);
    }

    private Path onlyFolder() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("fil-result"))) {
            List<Path> folders =
                    files.filter(file -> !Files.isSymbolicLink(file)).toList();
            assertThat(folders).hasSize(1);
            return folders.get(0);
        }
    }

    private static String classPath() {
        return RecordingAgent.testClasses().toString();
    }
}
