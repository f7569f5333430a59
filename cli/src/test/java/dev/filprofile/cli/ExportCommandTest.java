package dev.filprofile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.cli.result.ResultFolders;
import dev.filprofile.profile.format.ProfileWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code export} as a whole: where it goes, exit codes, messages. */
class ExportCommandTest {

    private final ByteArrayOutputStream standardOutput = new ByteArrayOutputStream();
    private final ByteArrayOutputStream standardError = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    @BeforeEach
    void profile() throws IOException {
        directory = directory.toRealPath();
        ProfileWriter.write(Profiles.small(), directory.resolve("a.filprofile"));
    }

    @ParameterizedTest
    @CsvSource({
        "collapsed, 'com.acme.Main.main:3;com.acme.Main.load:7 80000000'",
        "speedscope, '{\"$schema\":\"https://www.speedscope.app/file-format-schema.json\"'",
        "pprof, '\u001f'",
        "dhat, '{\"dhatFileVersion\":2,'",
        "csv, 'bytes,objects,standard_error_bytes,class,method,file,line,source'",
        "json, '{\"format\":\"fil-profile\",\"schemaVersion\":1,'",
    })
    void eachFormatGoesToStandardOutputOrToAFile(String format, String start) throws IOException {
        assertThat(export("--format", format, "a.filprofile")).isZero();
        assertThat(export("--format", format, "-o", "out", "a.filprofile")).isZero();

        assertThat(standardOutput.toString(StandardCharsets.UTF_8)).startsWith(start);
        assertThat(directory.resolve("out")).hasBinaryContent(standardOutput.toByteArray());
        assertThat(standardError.size()).isZero();
        assertThat(names()).containsExactlyInAnyOrder("a.filprofile", "out");
    }

    @Test
    void theNewestResultIsTakenWhereNoneIsNamed() throws IOException {
        Path folder = new ResultFixture(directory.resolve("fil-result")).run("", false, 100);
        new ResultFolders(directory.resolve("fil-result")).setLatest(folder);

        assertThat(export("--format", "collapsed", "fil-result/" + folder.getFileName()))
                .isZero();
        assertThat(export("-f", "collapsed")).isZero();

        assertThat(standardOutput.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .containsOnly("com.acme.Main.main:3;com.acme.Main.load:7 99900000");
    }

    @Test
    void aFileThatExistsIsLeftAloneUnlessToldOtherwise() throws IOException {
        Files.writeString(directory.resolve("mine"), "precious");

        refused("mine exists already; name another file, or replace it with --overwrite", "-f", "csv", "-o", "mine");
        assertThat(directory.resolve("mine")).hasContent("precious");

        assertThat(export("-f", "csv", "-o", "mine", "--overwrite", "a.filprofile"))
                .isZero();
        assertThat(directory.resolve("mine")).content().startsWith("bytes,");
    }

    @Test
    void whatCannotBeDoneIsTold() {
        refused("not found: nowhere", "-f", "csv", "nowhere");
        refused("-o . is no file; leave -o out for standard output", "-f", "csv", "-o", ".", "a.filprofile");
        refused("expected one of [collapsed, speedscope, pprof, dhat, csv, json]", "-f", "svg", "a.filprofile");
        refused("Missing required option: '--format=FORMAT'", "a.filprofile");

        assertThat(export("-f", "csv", "-o", "no/such/folder", "a.filprofile")).isEqualTo(ExitCodes.FAILED);
        assertThat(standardError.toString(StandardCharsets.UTF_8))
                .contains("=fil-profile= error: cannot write the export: ")
                .doesNotContain("\tat ");
    }

    @Test
    void aTerminalIsSparedFromBinaryButNotFromText() {
        Surroundings terminal = surroundings(true);

        assertThat(execute(terminal, standardOutput, "export", "-f", "pprof", "a.filprofile"))
                .isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(standardError.toString(StandardCharsets.UTF_8))
                .isEqualTo("=fil-profile= error: pprof is binary and not for a terminal; name a file with -o FILE\n");
        assertThat(execute(terminal, standardOutput, "export", "-f", "csv", "a.filprofile"))
                .isZero();
    }

    @Test
    void standardOutputThatFailsIsAFailure() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("full");
            }
        };

        assertThat(execute(surroundings(false), full, "export", "-f", "json", "a.filprofile"))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(standardError.toString(StandardCharsets.UTF_8)).contains("standard output was closed");
    }

    private void refused(String message, String... words) {
        standardError.reset();
        assertThat(export(words)).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(standardError.toString(StandardCharsets.UTF_8))
                .startsWith("=fil-profile= error: ")
                .contains(message)
                .hasLineCount(1);
    }

    private int export(String... words) {
        String[] all = Stream.concat(Stream.of("export"), Stream.of(words)).toArray(String[]::new);
        return execute(surroundings(false), standardOutput, all);
    }

    private int execute(Surroundings surroundings, OutputStream out, String... words) {
        return new FilProfile(
                        surroundings,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(standardError, true, StandardCharsets.UTF_8))
                .execute(List.of(words));
    }

    private Surroundings surroundings(boolean outputTerminal) {
        return new Surroundings(
                Map.of(), directory, directory, "Linux", false, outputTerminal, directory.resolve("agent.jar"));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }
}
