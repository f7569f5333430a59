package dev.filprofile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.cli.command.EndsWell;
import dev.filprofile.cli.command.ExitsWithThree;
import dev.filprofile.cli.command.RecordingAgent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code check} with a program that it runs itself; the peaks are what the program is told to pretend. */
class CheckProgramTest {

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
    void theProgramIsRunAndItsRunsAreAcceptedAndThenCompared() throws Exception {
        assertThat(check(false, "--accept", "-o", "kept", "--", "-cp", "CP", "OK"))
                .isZero();
        assertThat(runs("kept")).isEqualTo(3);
        assertThat(lines())
                .filteredOn(line -> line.startsWith("=fil-profile= Report: kept/"))
                .hasSize(3);
        assertThat(lastLine())
                .isEqualTo("=fil-profile= Baseline: 60.0 MiB of these runs (no commit recorded), 3 runs; commit"
                        + " fil-baseline.json");

        assertThat(check(false, "--runs=2", "--", "-cp", "CP", "OK", "--", "-n"))
                .isZero();
        assertThat(runs("fil-result")).isEqualTo(2);
        assertThat(out())
                .startsWith("Peak memory: 60.0 MiB → 60.0 MiB (")
                .contains(": no difference above the noise of ")
                .contains("  new   these runs (no commit recorded)\n        2 runs of 60.0 MiB to 60.0 MiB, ")
                .contains(" OK -- -n in the new side".replace("OK", EndsWell.class.getName()));
    }

    @Test
    void aRegressionIsExitCodeThreeAndTheSameCommandAcceptsIt() throws Exception {
        String more = "-Dpeak.megabytes=70";
        assertThat(check(false, "-n", "1", "--accept", "--", "-cp", "CP", "OK")).isZero();

        assertThat(check(false, "-n", "1", "--", more, "-cp", "CP", "OK")).isEqualTo(ExitCodes.REGRESSION);
        assertThat(out()).startsWith("Peak memory: 60.0 MiB → 70.0 MiB ");
        assertThat(lastLine())
                .isEqualTo(
                        "=fil-profile= to accept this: the same command with --accept, and commit fil-baseline.json");
        assertThat(check(false, "-n", "1", "--fail-on-increase", "20%", "--", more, "-cp", "CP", "OK"))
                .isZero();
        assertThat(check(false, "-n", "1", "--accept", "--", more, "-cp", "CP", "OK"))
                .isZero();
        assertThat(check(false, "-n", "1", "--", more, "-cp", "CP", "OK")).isZero();
    }

    @Test
    void aPersonSeesWhichRunItIsAndALogOnlyWhatRunPrints() throws Exception {
        check(false, "-n", "2", "--accept", "--", "-cp", "CP", "OK");
        assertThat(lines()).noneMatch(line -> line.startsWith("=fil-profile= Run "));
        check(true, "-n", "2", "--", "-cp", "CP", "OK");
        assertThat(lines())
                .filteredOn(line -> line.startsWith("=fil-profile= Run "))
                .containsExactly("=fil-profile= Run 1 of 2", "=fil-profile= Run 2 of 2");
    }

    @Test
    void aProgramThatFailsIsNoVerdict() throws Exception {
        check(false, "-n", "1", "--accept", "--", "-cp", "CP", "OK");

        assertThat(check(false, "--", "-cp", "CP", "BAD")).isEqualTo(ExitCodes.NO_VERDICT);
        assertThat(lastLine())
                .isEqualTo(
                        "=fil-profile= error: the program ended with exit code 3 in run 1 of 3; nothing is compared");
        assertThat(runs("fil-result")).isEqualTo(2);
        assertThat(check(false, "-n", "1", "--accept", "--", "-cp", "CP", "BAD"))
                .isEqualTo(ExitCodes.NO_VERDICT);
        assertThat(lastLine()).endsWith(" in run 1 of 1; nothing is accepted");
        assertThat(check(false, "-n", "1", "--", "-Drecords.nothing=true", "-cp", "CP", "OK"))
                .isEqualTo(ExitCodes.NO_VERDICT);
        assertThat(lastLine()).isEqualTo("=fil-profile= error: there is no report of run 1 of 1; nothing is compared");
        assertThat(out()).isEmpty();
    }

    @Test
    void anotherProgramThanTheBaselinesIsNoVerdictEither() throws Exception {
        check(false, "-n", "1", "--accept", "--", "-cp", "CP", "OK");
        Path file = directory.resolve("fil-baseline.json");
        Files.writeString(file, Files.readString(file).replace(EndsWell.class.getName(), "com.acme.Other"));

        assertThat(check(false, "-n", "1", "--", "-cp", "CP", "OK")).isEqualTo(ExitCodes.NO_VERDICT);
        assertThat(lastLine()).startsWith("=fil-profile= error: not comparable: different programs: com.acme.Other ");
    }

    /** Before the program is run; without one the exit codes are those of {@code diff}. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            125 | -- -cp CP OK                 | there is no baseline fil-baseline.json; to make one: the same command with --accept, and commit it
            125 | --accept --                  | no program named behind -- (fil-profile check --help)
            125 | --accept HEAD -- -cp CP OK   | name a side or a program, not both: HEAD
            125 | --accept -n 0 -- -cp CP OK   | Invalid value for option '--runs': '0' is not a number of runs, from 1 to 999 (fil-profile check --help)
            125 | --accept --nope -- -cp CP OK | Unknown option: '--nope'; a program stands behind --: fil-profile check [OPTIONS] -- PROGRAM (fil-profile check --help)
            125 | --accept --rename a=b --rename a=c -- -cp CP OK | --rename gives a two new names: b and c
            125 | --accept -- missing.jar      | jar not found: missing.jar
            125 | --accept -- -cp CP a.Missing | main class a.Missing not found in the class path CP
            125 | --accept --java nowhere -- -cp CP OK | no JVM at --java nowhere:
            2   | --accept -jar a.jar          | Unknown option: '-jar'; a program stands behind --: fil-profile check [OPTIONS] -- PROGRAM (fil-profile check --help)
            2   | --accept -n 2                | --runs is for a program that check runs: fil-profile check --runs ... -- PROGRAM
            2   | --accept --exact             | --exact is for a program that check runs: fil-profile check --exact ... -- PROGRAM
            """)
    void whatCannotBeRunIsToldInOneLine(int exitCode, String words, String message) throws Exception {
        assertThat(check(false, words.split(" +", -1))).isEqualTo(exitCode);
        assertThat(lines())
                .singleElement()
                .asString()
                .startsWith("=fil-profile= error: "
                        + message.replace("CP", RecordingAgent.testClasses().toString()));
        assertThat(directory.resolve("fil-result")).doesNotExist();
    }

    private int check(boolean terminal, String... words) {
        standardOutput.reset();
        standardError.reset();
        List<String> all = Stream.concat(Stream.of("check"), Stream.of(words))
                .map(word -> switch (word) {
                    case "CP" -> RecordingAgent.testClasses().toString();
                    case "OK" -> EndsWell.class.getName();
                    case "BAD" -> ExitsWithThree.class.getName();
                    default -> word;
                })
                .toList();
        Surroundings surroundings =
                TestSurroundings.on("Linux", directory, terminal, "JAVA_HOME", System.getProperty("java.home", ""));
        return new FilProfile(
                        surroundings,
                        new PrintStream(standardOutput, true, StandardCharsets.UTF_8),
                        new PrintStream(standardError, true, StandardCharsets.UTF_8))
                .execute(all);
    }

    private int runs(String results) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve(results))) {
            return (int) files.filter(file -> !Files.isSymbolicLink(file)).count();
        }
    }

    private String out() {
        return standardOutput.toString(StandardCharsets.UTF_8);
    }

    private List<String> lines() {
        return standardError.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private String lastLine() {
        List<String> lines = lines();
        return lines.get(lines.size() - 1);
    }
}
