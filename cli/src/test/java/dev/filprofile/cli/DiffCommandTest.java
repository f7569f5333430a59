package dev.filprofile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code diff} and {@code list} as a whole: what sides mean, exit codes, messages. */
class DiffCommandTest {

    private static final String OLD = "a".repeat(39) + "0";
    private static final String OTHER = "a".repeat(39) + "1";
    private static final String NEW = "b".repeat(40);

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
    void withoutSidesTheLastTwoComparableRunsAreCompared() throws Exception {
        results.run(OLD, false, 50);
        results.run(OLD, false, 100);
        results.command("-jar", "other.jar").run(NEW, false, 7);
        results.command("-jar", "target/app-1.1.jar", "input.csv").run(NEW, false, 120);

        assertThat(diff()).isZero();
        assertThat(out())
                .startsWith("Peak memory: 95.4 MiB → 114 MiB (+19.1 MiB, +20.0 %): more\n"
                        + "  base  fil-result/run1 (aaaaaaaaaa)\n")
                .contains(
                        "  new   fil-result/run3 (bbbbbbbbbb)\n",
                        "Main.load, Main.java:7\n",
                        "note: command lines differ: ");
    }

    @Test
    void runsOfACommitAreTakenTogetherAndTheirMedianStandsForThem() throws Exception {
        results.run(OLD, false, 100);
        results.run(OLD, false, 104);
        results.run(OLD, false, 101);
        results.run(NEW, false, 120);

        assertThat(diff("aaaa", "bbbb")).isZero();
        assertThat(out())
                .startsWith("Peak memory: 96.3 MiB → 114 MiB")
                .contains("  base  aaaaaaaaaa\n", "3 runs of 95.4 MiB to 99.2 MiB, ");
    }

    @Test
    void ofSeveralProgramsTheOneThatBothSidesHaveIsCompared() throws Exception {
        results.run(OLD, false, 100);
        results.command("-jar", "other.jar").run(OLD, false, 10);
        results.command("-cp", "x", "com.acme.Third").run(NEW, false, 1);
        results.command("-jar", "target/app-1.0.jar", "input.csv").run(NEW, false, 120);
        results.command("-jar", "other.jar").run(NEW, false, 11);

        assertThat(diff("aaaa", "bbbb")).isZero();
        assertThat(out()).startsWith("Peak memory: 9.54 MiB → 10.5 MiB");
        assertThat(diff("aaaa", "fil-result/run3")).isZero();
        assertThat(out()).contains("Peak memory: 95.4 MiB → 114 MiB");
        assertThat(diff("aaaa", "fil-result/run2")).isEqualTo(ExitCodes.NOT_COMPARABLE);
        assertThat(lastError())
                .isEqualTo("=fil-profile= error: no comparable runs: those of aaaa are of other.jar, app.jar, the other"
                        + " side's of com.acme.Third (--force compares all the same)");
        assertThat(diff("--force", "aaaa", "fil-result/run2")).isZero();
    }

    @Test
    void aTreeWithChangesCountsOnlyWhereThereIsNoCleanOneAndThenAlone() throws Exception {
        results.run(OLD, false, 100);
        results.run(OLD, true, 300);
        results.run(NEW, true, 110);
        results.run(NEW, true, 120);

        assertThat(diff("aaaa", "bbbb")).isZero();
        assertThat(out())
                .startsWith("Peak memory: 95.4 MiB → 114 MiB")
                .contains("  base  aaaaaaaaaa\n", "  new   bbbbbbbbbb with changes\n");
        assertThat(errors())
                .containsExactlyInAnyOrder(
                        "=fil-profile= 1 run of aaaaaaaaaa with changes is left out",
                        "=fil-profile= 1 run of bbbbbbbbbb with changes is left out");
    }

    @Test
    void namesOfCommitsAreThoseOfTheRepository() throws Exception {
        try (Git git = Git.init()
                .setDirectory(directory.toFile())
                .setInitialBranch("main")
                .call()) {
            String first = commit(git, "first");
            git.tag().setName("v1").setAnnotated(false).call();
            String second = commit(git, "second");
            commit(git, "third");
            results.run(first, false, 100);
            results.run(second, false, 120);

            assertThat(diff("v1", "HEAD~1")).isZero();
            assertThat(out())
                    .contains("  base  v1 (" + first.substring(0, 10) + ")\n")
                    .contains("  new   HEAD~1 (" + second.substring(0, 10) + ")\n");
            assertThat(diff("v1", "main")).isEqualTo(ExitCodes.NOT_COMPARABLE);
            assertThat(lastError())
                    .startsWith("=fil-profile= error: no run of main (")
                    .endsWith(
                            ") is kept in fil-result; check it out and run the program there (fil-profile list shows what"
                                    + " is kept)");
        }
    }

    private static String commit(Git git, String message) throws Exception {
        return git.commit()
                .setMessage(message)
                .setAuthor("a", "a@example.org")
                .setCommitter("a", "a@example.org")
                .setSign(false)
                .call()
                .name();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bbbb nowhere | 2 | neither a file nor a commit: nowhere (fil-profile list shows the runs that are kept)
            aaaa cccc    | 2 | aaaa is the beginning of several hashes; more digits are needed
            bbbb         | 2 | one side is missing: fil-profile diff BASE NEW, or no side for the last two runs
            --base bbbb  | 2 | one side is missing: fil-profile diff BASE NEW, or no side for the last two runs
            bbbb --new bbbb | 2 | name the sides as BASE NEW or by --base and --new, not both
            --base run0 x --new run1 | 2 | not found: x (several runs of a side are named by their files or folders)
            -o none      | 4 | nothing to compare: no run is kept in none
            --rename x bbbb bbbb | 2 | Invalid value for option '--rename' (OLD=NEW): 'x' is not OLD=NEW, two names of a class or a package such as com.acme.Old=com.acme.New (fil-profile diff --help)
            --rename a=b --rename a=c bbbb bbbb | 2 | --rename gives a two new names: b and c
            --format xml bbbb bbbb | 2 | Invalid value for option '--format': expected one of [text, json, markdown, html] (case-sensitive) but was 'xml' (fil-profile diff --help)
            --to x.html bbbb bbbb | 2 | --to is for --format html; other formats go to standard output
            --format html --to fil-result bbbb bbbb | 2 | fil-result exists and is no page of a comparison; it is left alone (--to names another file)
            --fail-above x bbbb bbbb | 2 | Invalid value for option '--fail-above': 'x' is not a size such as 65536, 64k or 1m (fil-profile diff --help)
            """)
    void whatMeansNothingIsToldInALine(String words, int exitCode, String message) throws Exception {
        results.run(OLD, false, 100);
        results.run(OTHER, false, 100);
        results.run(NEW, false, 120);

        assertThat(diff(words.split(" "))).isEqualTo(exitCode);
        assertThat(errors()).containsExactly("=fil-profile= error: " + message);
        assertThat(out()).isEmpty();
    }

    @Test
    void aDamagedProfileIsNamed() throws Exception {
        Path good = results.run(OLD, false, 100);
        Path cut = results.run(NEW, false, 100).resolve("peak.filprofile");
        byte[] whole = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
        assertThat(diff(good.toString(), cut.toString())).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(lastError()).startsWith("=fil-profile= error: " + cut + " is damaged: it ends early");

        Files.write(cut, new byte[0]);
        assertThat(diff("aaaa", "bbbb")).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(lastError()).isEqualTo("=fil-profile= error: " + cut + " is empty");

        results.run(NEW, false, 120);
        assertThat(diff()).isZero();
        assertThat(lastError()).isEqualTo("=fil-profile= " + cut + " is empty; it is left out");
        assertThat(out()).contains("  base  fil-result/run0 (aaaaaaaaaa)\n");
    }

    @Test
    void collapsedStacksOfAnotherToolAreASideToo() throws Exception {
        Files.writeString(directory.resolve("old.collapsed"), "app.Main.main:3;app.Csv.load:7 900000\n");
        Files.writeString(directory.resolve("new.collapsed"), "app.Main.main:3;app.Csv.load:9 2500000\n");

        assertThat(diff("old.collapsed", "new.collapsed", "--fail-on-increase", "0%"))
                .isZero();
        assertThat(out())
                .startsWith("Peak memory: 879 KiB → 2.38 MiB (+1.53 MiB, +177.8 %): unclear: ")
                .contains(
                        "  base  old.collapsed (no commit recorded)\n", "Csv.load, line 7 → line 9 (moved, unclear)\n");
        Path profile = results.run(NEW, false, 100);
        assertThat(diff("old.collapsed", profile.toString())).isEqualTo(ExitCodes.NOT_COMPARABLE);
        assertThat(lastError()).contains("not comparable: peaks were measured in different ways: by another tool");
    }

    @Test
    void otherProgramsAreComparedByForceOnly() throws Exception {
        Path first = results.run("", false, 100);
        Path second = results.command("-jar", "other.jar").run("", false, 90);

        assertThat(diff(first.toString(), second.toString())).isEqualTo(ExitCodes.NOT_COMPARABLE);
        assertThat(lastError())
                .isEqualTo(
                        "=fil-profile= error: not comparable: different programs: app.jar in the base, other.jar in the"
                                + " new side (--force compares all the same)");
        assertThat(diff("--force", "--base", first.toString(), "--new", second.toString(), second.toString()))
                .isZero();
        assertThat(out())
                .contains("(no commit recorded)", "2 runs of ", "obstacle, compared by force: different programs");
    }

    @Test
    void aRenamedMainClassIsTheSameProgram() throws Exception {
        results.command("-cp", "x", "com.acme.Old", "input.csv").run(OLD, false, 100);
        results.command("-cp", "x", "com.acme.New", "input.csv").run(NEW, false, 120);

        assertThat(diff("aaaa", "bbbb")).isEqualTo(ExitCodes.NOT_COMPARABLE);
        assertThat(diff()).isEqualTo(ExitCodes.NOT_COMPARABLE);
        assertThat(diff("run0", "run1")).isEqualTo(ExitCodes.NOT_COMPARABLE);
        for (List<String> sides : List.of(List.of("aaaa", "bbbb"), List.<String>of(), List.of("run0", "run1"))) {
            standardOutput.reset();
            assertThat(diff(Stream.concat(Stream.of("--rename", "com.acme.Old=com.acme.New"), sides.stream())
                            .toArray(String[]::new)))
                    .as("%s", sides)
                    .isZero();
            assertThat(out())
                    .startsWith("Peak memory: 95.4 MiB → 114 MiB")
                    .contains("note: --rename com.acme.Old=com.acme.New fits nothing in the base\n");
        }
    }

    @Test
    void aBrokenLimitIsExitCodeThreeUnlessTheSidesAreSwapped() throws Exception {
        String base = results.run(OLD, false, 100).toString();
        String next = results.run(NEW, false, 120).toString();

        assertThat(diff(base, next)).isZero();
        assertThat(diff(base, next, "--fail-on-increase", "10%")).isEqualTo(ExitCodes.REGRESSION);
        assertThat(out()).endsWith("\nLIMIT BROKEN: the peak rose by 19.1 MiB, more than the limit of 10.0 %\n");
        assertThat(diff(base, next, "--fail-on-increase", "10%", "--fail-on-increase-bytes", "64MiB"))
                .isZero();
        assertThat(diff(base, next, "--fail-on-site-increase", "16m")).isEqualTo(ExitCodes.REGRESSION);
        assertThat(diff(base, next, "--fail-above", "100m")).isEqualTo(ExitCodes.REGRESSION);
        assertThat(diff(base, next, "--fail-on-increase", "10%", "--noise", "50%"))
                .isZero();
        assertThat(diff(next, base, "--fail-on-increase", "0%")).isZero();
    }

    @Test
    void aPageIsWrittenBesideTheTextsAndTakesThePlaceOfSuchAPageAlone() throws Exception {
        results.run(OLD, false, 100);
        results.run(NEW, false, 120);
        Path page = directory.resolve("diff.html");

        assertThat(diff("aaaa", "bbbb", "--format", "html", "--fail-on-increase", "10%"))
                .isEqualTo(ExitCodes.REGRESSION);
        assertThat(out()).isEmpty();
        assertThat(errors())
                .containsExactly(
                        "=fil-profile= Peak memory: 95.4 MiB → 114 MiB (+19.1 MiB, +20.0 %): more",
                        "=fil-profile= LIMIT BROKEN: the peak rose by 19.1 MiB, more than the limit of 10.0 %",
                        "=fil-profile= Comparison: diff.html");
        assertThat(page).content().contains("<b>95.4\u00a0MiB → 114\u00a0MiB (+19.1\u00a0MiB, +20.0\u00a0%)</b>");

        assertThat(diff("bbbb", "aaaa", "--format", "html")).isZero();
        assertThat(page).content().contains("<b>114\u00a0MiB → 95.4\u00a0MiB (");
        Files.writeString(page, "<html>mine</html>");
        assertThat(diff("aaaa", "bbbb", "--format", "html")).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(lastError())
                .isEqualTo(
                        "=fil-profile= error: diff.html exists and is no page of a comparison; it is left alone (--to names another file)");
        assertThat(page).hasContent("<html>mine</html>");
        assertThat(diff("aaaa", "bbbb", "--format", "html", "--to", "none/x.html"))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(lastError()).startsWith("=fil-profile= error: cannot write none/x.html: ");
        assertThat(diff("aaaa", "bbbb", "--format", "html", "--to", "x.html")).isZero();
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("fil-result", "diff.html", "x.html");
    }

    @Test
    void otherFormatsGoToStandardOutputAndMarkdownToTheSummaryOfABuild() throws Exception {
        String base = results.run(OLD, false, 100).toString();
        String next = results.run(NEW, false, 120).toString();

        diff("--format", "json", base, next);
        assertThat(out()).startsWith("{\n  \"tool\" : \"fil-profile\",").endsWith("}\n");
        standardOutput.reset();
        execute(List.of("GITHUB_STEP_SUMMARY", "summary.md"), "diff", "--format", "markdown", base, next);
        execute(List.of("GITHUB_STEP_SUMMARY", "summary.md"), "diff", "--format", "markdown", base, next);
        assertThat(out()).startsWith("<!-- fil-profile diff -->\n### Peak memory: ");
        assertThat(directory.resolve("summary.md")).content().isEqualTo(out());
    }

    @Test
    void theRunsThatAreKeptAreListedTheNewestFirst() throws Exception {
        assertThat(execute(List.of(), "list")).isZero();
        assertThat(lastError()).isEqualTo("=fil-profile= no runs are kept in fil-result");

        results.run("", false, 100);
        results.run(NEW, true, 120);
        Files.writeString(
                results.run(OLD, false, 1).resolve("summary.json"), "{\"tool\":\"fil-profile\",\"peakBytes\":1");
        assertThat(execute(List.of(), "list")).isZero();

        assertThat(out()).isEqualTo("""
                run1  bbbbbbbbbb with changes    114 MiB  -jar target/app-1.0.jar input.csv
                    Main.java:7 in Main.load holds 100 % of the peak (114 MiB, 1,000 objects, only byte[]).
                run0  no commit recorded        95.4 MiB  -jar target/app-1.0.jar input.csv
                    Main.java:7 in Main.load holds 100 % of the peak (95.3 MiB, 1,000 objects, only byte[]).
                """);
        assertThat(lastError()).isEqualTo("=fil-profile= run2 is left out: its summary.json cannot be read");
    }

    private int diff(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "diff";
        System.arraycopy(words, 0, all, 1, words.length);
        return execute(List.of(), all);
    }

    private int execute(List<String> variables, String... words) {
        Surroundings surroundings = TestSurroundings.in(directory, variables.toArray(String[]::new));
        return new FilProfile(surroundings, utf8(standardOutput), utf8(standardError)).execute(List.of(words));
    }

    private static PrintStream utf8(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String out() {
        return standardOutput.toString(StandardCharsets.UTF_8);
    }

    private List<String> errors() {
        return standardError.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private String lastError() {
        return errors().get(errors().size() - 1);
    }
}
