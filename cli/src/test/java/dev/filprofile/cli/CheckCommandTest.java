package dev.filprofile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code check} as a whole: the file, exit codes, messages. */
class CheckCommandTest {

    private static final String OLD = "a".repeat(40);
    private static final String NEW = "b".repeat(40);

    private static final String WRAPPED = """
            static void load() {
                int[] a = f(
                        new byte[n],
                        x);
            """;

    private static final String UNWRAPPED = """
            static void load() {
                // all of it
                int[] a = f(new byte[n], x);
            """;

    private final ByteArrayOutputStream standardOutput = new ByteArrayOutputStream();
    private final ByteArrayOutputStream standardError = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    private ResultFixture results;

    @BeforeEach
    void results() throws IOException {
        directory = directory.toRealPath();
        results = new ResultFixture(directory.resolve("fil-result"));
    }

    @Test
    void anAcceptedBaselineIsSmallAndHoldsNothingOfTheMachine() throws Exception {
        results.run(OLD, false, 100);
        results.run(OLD, false, 104);
        results.run(OLD, false, 101);

        assertThat(check("--accept")).isZero();
        assertThat(lastError())
                .isEqualTo("=fil-profile= Baseline: 96.3 MiB of aaaaaaaaaa, 3 runs; commit fil-baseline.json");
        assertThat(directory.resolve("fil-baseline.json")).content().isEqualTo("""
                {
                  "tool" : "fil-profile",
                  "kind" : "baseline",
                  "schemaVersion" : 1,
                  "toolVersion" : "0.1.0",
                  "command" : [
                    "-jar",
                    "target/app-1.0.jar",
                    "input.csv"
                  ],
                  "jvm" : "OpenJDK 64-Bit Server VM 17.0.15+6",
                  "collector" : "Serial",
                  "jvmFlags" : [ ],
                  "maxHeapBytes" : 1073741824,
                  "exitCode" : 0,
                  "runs" : 3,
                  "certificateKind" : "CONFIRMED",
                  "peakBytes" : 101000000,
                  "upperBoundBytes" : 101000000,
                  "lines" : [
                    {
                      "class" : "com.acme.Main",
                      "method" : "load",
                      "descriptor" : "()V",
                      "file" : "Main.java",
                      "line" : 7,
                      "source" : "",
                      "mainClass" : "[B",
                      "bytes" : 100900000,
                      "standardErrorBytes" : 0
                    }
                  ],
                  "statements" : [ ]
                }
                """);
    }

    @Test
    void aBaselineKnowsStatementsOfSeveralLinesAlsoAfterTheyWereReformatted() throws Exception {
        results.source(WRAPPED, 3).run(OLD, false, 100);
        check("--accept");
        assertThat(directory.resolve("fil-baseline.json")).content().contains("""
                      "source" : "new byte[n],",
                """, """
                  "statements" : [
                    {
                      "path" : "com/acme/Main.java",
                      "line" : 2,
                      "source" : [
                        "int[] a = f(",
                        "new byte[n],",
                        "x);"
                      ]
                    }
                  ]
                """);
        results.source(UNWRAPPED, 3).run(NEW, false, 100);
        assertThat(check("--fail-on-site-increase", "1m")).isZero();
        assertThat(out()).contains("1 site without a difference");

        check("--accept");
        assertThat(directory.resolve("fil-baseline.json")).content().contains("\"statements\" : [ ]");
        results.source(WRAPPED, 3).run(OLD, true, 100);
        assertThat(check("--fail-on-site-increase", "1m")).isZero();
        assertThat(out()).contains("1 site without a difference");
    }

    @Test
    void aBaselineWithoutStatementsIsReadAndComparedByItsLines() throws Exception {
        results.source(WRAPPED, 3).run(OLD, false, 100);
        check("--accept");
        Path file = directory.resolve("fil-baseline.json");
        Files.writeString(file, Files.readString(file).replaceFirst("(?s),\\s*\"statements\" : .*", "}"));

        assertThat(check("--fail-on-site-increase", "1m")).isZero();
        assertThat(out()).contains("1 site without a difference");
        results.source("\n" + WRAPPED, 4).run(NEW, false, 100);
        assertThat(check("--fail-on-site-increase", "1m")).isZero();
        results.source("\n" + UNWRAPPED, 4).run(NEW, true, 100);
        assertThat(check("--fail-on-site-increase", "1m")).isEqualTo(ExitCodes.REGRESSION);
        assertThat(out()).contains("Main.load, Main.java:4 (new)", "Main.load, Main.java:3 (gone from the peak)");
    }

    @Test
    void theSameRunsPassAndMoreFailsUntilItIsAccepted() throws Exception {
        results.run(OLD, false, 100);
        assertThat(check("--accept")).isZero();
        assertThat(check()).isZero();
        assertThat(out()).startsWith("Peak memory: 95.4 MiB → 95.4 MiB (0 B, 0 %): no difference above the noise of ");

        results.run(NEW, false, 120);
        assertThat(check()).isEqualTo(ExitCodes.REGRESSION);
        assertThat(out())
                .contains(
                        "  base  fil-baseline.json\n        1 run, true peak at most 95.6 MiB\n",
                        "Main.load, Main.java:7\n")
                .endsWith("LIMIT BROKEN: the peak rose by 19.1 MiB, more than the limit of 10.0 % and 1.00 MiB\n");
        assertThat(lastError())
                .isEqualTo("=fil-profile= to accept this: fil-profile check --accept, and commit fil-baseline.json");
        assertThat(check("--fail-on-increase", "30%")).isZero();
        assertThat(check("aaaaaaaaaa")).isZero();

        assertThat(check("--accept")).isZero();
        assertThat(check()).isZero();
        assertThat(check("aaaaaaaaaa")).isZero();
        assertThat(lastError())
                .isEqualTo("=fil-profile= the peak fell; to keep it there: fil-profile check --accept, and commit"
                        + " fil-baseline.json");
    }

    @Test
    void aRenamedMainClassIsTheBaselinesProgram() throws Exception {
        results.command("-cp", "x", "com.acme.Old").run(OLD, false, 100);
        assertThat(check("--accept")).isZero();
        results.command("-cp", "x", "com.acme.New").run(NEW, false, 100);

        assertThat(check()).isEqualTo(ExitCodes.NOT_COMPARABLE);
        assertThat(check("--rename", "com.acme.Old=com.acme.New", "--rename", "com.acme=com.acme"))
                .isZero();
        assertThat(out())
                .contains("note: --rename com.acme.Old=com.acme.New fits nothing in the base\n")
                .doesNotContain("--rename com.acme=com.acme fits");
    }

    @Test
    void aRunWithChangesIsCheckedAlone() throws Exception {
        results.run(OLD, false, 100);
        check("--accept");
        results.run(OLD, true, 120);

        assertThat(check()).isEqualTo(ExitCodes.REGRESSION);
        assertThat(out()).contains("  new   fil-result/run1 (aaaaaaaaaa with changes)\n        1 run, ");
    }

    @Test
    void withoutABaselineOrRunsThereIsNothingToCheck() throws Exception {
        assertThat(check()).isEqualTo(ExitCodes.NOT_COMPARABLE);
        assertThat(lastError())
                .isEqualTo("=fil-profile= error: there is no baseline fil-baseline.json; to make one: fil-profile check"
                        + " --accept, and commit it");
        assertThat(check("--accept")).isEqualTo(ExitCodes.NOT_COMPARABLE);
        assertThat(lastError()).isEqualTo("=fil-profile= error: nothing to check: no run is kept in fil-result");
    }

    @Test
    void aBaselineHasNoCallPathsToDraw() throws Exception {
        assertThat(check("--format", "html")).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(lastError())
                .isEqualTo(
                        "=fil-profile= error: a baseline holds no call paths to draw; --format html is for fil-profile diff");
    }

    @Test
    void aBaselineOfAnotherProgramIsNotComparable() throws Exception {
        results.run(OLD, false, 100);
        check("--accept");
        results.command("-jar", "other.jar").run(NEW, false, 100);

        assertThat(check()).isEqualTo(ExitCodes.NOT_COMPARABLE);
        assertThat(lastError())
                .startsWith("=fil-profile= error: not comparable: different programs: app.jar in the base");
        assertThat(check("--force")).isZero();
    }

    @Test
    void aDamagedOrForeignFileIsNamedAndLeftAlone() throws Exception {
        results.run(OLD, false, 100);
        check("--accept");
        Path file = directory.resolve("fil-baseline.json");
        String whole = Files.readString(file);
        for (String damaged : List.of(
                "",
                "[]",
                "{}",
                whole.substring(0, whole.length() / 2),
                whole.replace("CONFIRMED", "CERTAIN"),
                whole.replace("100000000", "x"),
                whole.replace("\"line\" : 7", "\"line\" : \"seven\""),
                whole.replace("\"schemaVersion\" : 1", "\"schemaVersion\" : 2"),
                whole.replace("\"statements\" : [ ]", "\"statements\" : [ { \"line\" : 2 } ]"),
                whole.replace("\"jvm\"", "\"machine\""))) {
            Files.writeString(file, damaged);
            assertThat(check()).as(damaged).isEqualTo(ExitCodes.BAD_INPUT);
            assertThat(lastError()).startsWith("=fil-profile= error: " + file + " cannot be used: ");
        }

        Files.writeString(file, "mine");
        assertThat(check("--accept")).isEqualTo(ExitCodes.FAILED);
        assertThat(lastError()).endsWith(" exists and is no baseline of fil-profile; it is left alone");
        assertThat(file).content().isEqualTo("mine");
    }

    private int check(String... words) {
        standardOutput.reset();
        String[] all = new String[words.length + 1];
        all[0] = "check";
        System.arraycopy(words, 0, all, 1, words.length);
        return new FilProfile(TestSurroundings.in(directory), utf8(standardOutput), utf8(standardError))
                .execute(List.of(all));
    }

    private static PrintStream utf8(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String out() {
        return standardOutput.toString(StandardCharsets.UTF_8);
    }

    private String lastError() {
        List<String> lines =
                standardError.toString(StandardCharsets.UTF_8).lines().toList();
        return lines.get(lines.size() - 1);
    }
}
