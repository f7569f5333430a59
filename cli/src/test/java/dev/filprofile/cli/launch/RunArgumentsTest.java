package dev.filprofile.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filprofile.cli.CliFailure;
import dev.filprofile.cli.ExitCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunArgumentsTest {

    private static final OwnOptions OWN = new OwnOptions(
            Set.of("--no-browser", "--exact", "--verbose", "--help", "-h"),
            Set.of("-o", "--output", "--java", "--tolerance", "--gc-budget", "--interval", "--source", "--engine"));

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // typed | ours | launcher | the JVM's | program | its arguments
                "app.jar                                     |                   |      |                     | -jar app.jar   |",
                "app.jar a b                                 |                   |      |                     | -jar app.jar   | a b",
                "-jar app.jar -o x --exact                   |                   |      |                     | -jar app.jar   | -o x --exact",
                "-o out app.jar -o in                        | -o out            |      |                     | -jar app.jar   | -o in",
                "--output=out app.jar                        | --output=out      |      |                     | -jar app.jar   |",
                "-o app.jar app.jar                          | -o app.jar        |      |                     | -jar app.jar   |",
                "--exact -Xmx1g --tolerance 5% -jar a.jar x  | --exact --tolerance 5% |  | -Xmx1g              | -jar a.jar     | x",
                "-Xmx1g -o out -cp a:b --exact Main -cp c    | -o out --exact    |      | -Xmx1g -cp a:b      | Main           | -cp c",
                "-cp x Main                                  |                   |      | -cp x               | Main           |",
                "-classpath x Main                           |                   |      | -classpath x        | Main           |",
                "--class-path x Main                         |                   |      | --class-path x      | Main           |",
                "--class-path=x Main                         |                   |      | --class-path=x      | Main           |",
                "-cp app.jar Main                            |                   |      | -cp app.jar         | Main           |",
                "-Dx=app.jar Main app.jar                    |                   |      | -Dx=app.jar         | Main           | app.jar",
                "-p mods -m m/c.Main a                       |                   |      | -p mods             | -m m/c.Main    | a",
                "--module-path mods --module m -m            |                   |      | --module-path mods  | -m m           | -m",
                "--module-path=mods --module=m/c.M --exact   |                   |      | --module-path=mods  | -m m/c.M       | --exact",
                "--add-modules a.b,c Main                    |                   |      | --add-modules a.b,c | Main           |",
                "--add-opens a/b=ALL-UNNAMED Main            |                   |      | --add-opens a/b=ALL-UNNAMED | Main   |",
                "--add-exports=a/b=c Main                    |                   |      | --add-exports=a/b=c | Main           |",
                "--add-reads a=b Main                        |                   |      | --add-reads a=b     | Main           |",
                "--limit-modules a Main                      |                   |      | --limit-modules a   | Main           |",
                "--upgrade-module-path a Main                |                   |      | --upgrade-module-path a | Main       |",
                "--patch-module a=b Main                     |                   |      | --patch-module a=b  | Main           |",
                "--enable-native-access ALL-UNNAMED Main     |                   |      | --enable-native-access ALL-UNNAMED | Main |",
                "--enable-preview Main                       |                   |      | --enable-preview    | Main           |",
                "--sun-misc-unsafe-memory-access=allow Main  |                   |      | --sun-misc-unsafe-memory-access=allow | Main |",
                "-javaagent:u.jar=o=1 -ea:x... Main          |                   |      | -javaagent:u.jar=o=1 -ea:x... | Main |",
                "-XX:+UseG1GC -Xlog:gc*:file=x -verbose:gc M |                   |      | -XX:+UseG1GC -Xlog:gc*:file=x -verbose:gc | M |",
                "java -jar app.jar                           |                   | java |                     | -jar app.jar   |",
                "java -Xmx2g -jar app.jar java               |                   | java | -Xmx2g              | -jar app.jar   | java",
                "java app.jar                                |                   | java |                     | -jar app.jar   |",
                "--exact java -cp x Main --exact             | --exact           | java | -cp x               | Main           | --exact",
                "java --source 21 App.txt x                  |                   | java | --source 21         | App.txt        | x",
                "--source 21 App.java x                      | --source 21       |      |                     | App.java       | x",
                "/opt/jdk/bin/java -cp x Main                |                   | /opt/jdk/bin/java | -cp x  | Main           |",
                "./java -cp x Main                           |                   | ./java | -cp x             | Main           |",
                "-Xmx1g java -cp x Main                      |                   |      | -Xmx1g              | java           | -cp x Main",
                "java java x                                 |                   | java |                     | java           | x",
                "Main.java a                                 |                   |      |                     | Main.java      | a",
                "src/Main.java --exact                       |                   |      |                     | src/Main.java  | --exact",
                "com.acme.Main @notAFile -- -x               |                   |      |                     | com.acme.Main  | @notAFile -- -x",
                "com/acme/Main                               |                   |      |                     | com/acme/Main  |",
                "-- -cp x Main --                            |                   |      | -cp x               | Main           | --",
                "--exact -- --source 21 Main.java            | --exact           |      | --source 21         | Main.java      |",
                "java --unknown-to-us Main                   |                   | java | --unknown-to-us     | Main           |",
                "-jar -Xmx1g app.jar                         |                   |      | -Xmx1g              | -jar app.jar   |",
            })
    void wordsAreToldApart(String typed, String own, String launcher, String jvm, String program, String arguments)
            throws CliFailure {
        RunArguments split = split(words(typed));
        JavaCommandLine java = Objects.requireNonNull(split.java());

        assertThat(split.own()).isEqualTo(words(own));
        assertThat(java.launcher()).isEqualTo(launcher);
        assertThat(java.jvmOptions()).isEqualTo(words(jvm));
        assertThat(java.program().words()).isEqualTo(words(program));
        assertThat(java.arguments()).isEqualTo(words(arguments));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-Xmx1g", "--exact", "java", "-cp x", "-o", "java -jar"})
    void withoutAProgramThereIsNone(String typed) throws CliFailure {
        assertThat(split(words(typed)).java()).isNull();
    }

    /** Asked with one of them, the JVM would not tell its flags; and it runs nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {"java -version", "-X Main", "java -Xmx1g --help -jar a.jar", "-? a.jar", "-Xshare:dump a.jar"})
    void anOptionWithWhichTheJvmRunsNoProgramIsNamed(String typed) {
        assertThatThrownBy(() -> split(words(typed)))
                .isInstanceOf(CliFailure.class)
                .hasMessageMatching("with -\\S+ the JVM runs no program, .*");
    }

    @Test
    void theProgramsWordsStayAsTheyAreWhateverTheyHold() throws CliFailure {
        List<String> words = List.of("app.jar", "", " ", "a b", "\"q\"", "${x}", "@file", "*.java", "ä€", "\n");

        assertThat(java(words).arguments()).isEqualTo(words.subList(1, words.size()));
        assertThat(java(words).typed()).isEqualTo(words);
    }

    @Test
    void ourOptionsAreNotPartOfTheCommandAsTyped() throws CliFailure {
        assertThat(java(words("-o out java --exact -jar a.jar x")).typed())
                .isEqualTo(words("java --exact -jar a.jar x"));
        assertThat(java(words("--exact -- -cp x Main")).typed()).isEqualTo(words("-cp x Main"));
        assertThat(java(words("-p mods -m m/c.Main a")).typed()).isEqualTo(words("-p mods -m m/c.Main a"));
    }

    @Test
    void anUnknownLongOptionIsOursToRefuse() {
        assertThatThrownBy(() -> split(words("--tolerence 5 app.jar")))
                .isInstanceOf(CliFailure.class)
                .hasMessageStartingWith("unknown option --tolerence; ours are --engine, --exact,")
                .extracting(failure -> ((CliFailure) failure).exitCode())
                .isEqualTo(ExitCodes.RUN_FAILED);
    }

    @Test
    void anOptionOfTheJvmWithoutItsValueIsRefused() {
        assertThatThrownBy(() -> split(words("-Xmx1g -cp"))).hasMessage("option -cp needs a value");
        assertThatThrownBy(() -> split(words("java -m"))).hasMessage("option -m needs a value");
    }

    @Test
    void anArgumentFileWithOptionsOnlyIsPassedOnAsItIs() throws Exception {
        file("options", "-Xmx1g\n-cp 'a b'\n");
        JavaCommandLine java = java(words("-Dx=1 @options Main @options"));

        assertThat(java.jvmOptions()).containsExactly("-Dx=1", "@options");
        assertThat(java.expandedJvmOptions()).containsExactly("-Dx=1", "-Xmx1g", "-cp", "a b");
        assertThat(java.classPath()).isEqualTo("a b");
        assertThat(java.arguments()).containsExactly("@options");
        assertThat(java.typed()).isEqualTo(words("-Dx=1 @options Main @options"));
    }

    @Test
    void anArgumentFileThatNamesTheProgramIsReplacedByItsWords() throws Exception {
        file("all", "-Xmx1g -jar 'my app.jar' from file");
        JavaCommandLine java = java(words("java @all typed"));

        assertThat(java.jvmOptions()).containsExactly("-Xmx1g");
        assertThat(java.program()).isEqualTo(new Program.Jar("my app.jar"));
        assertThat(java.arguments()).containsExactly("from", "file", "typed");
        assertThat(java.typed()).isEqualTo(words("java @all typed"));
    }

    @Test
    void anArgumentFileMayHoldAnOptionsValueOrTheWordJar() throws Exception {
        file("path", "a:b");
        file("jar", "-Xmx1g -jar");

        assertThat(java(words("-cp @path Main")).jvmOptions()).containsExactly("-cp", "a:b");
        assertThat(java(words("@jar app.jar")).command(Path.of("java"), List.of("-added")))
                .containsExactly("java", "-Xmx1g", "-added", "-jar", "app.jar");
    }

    @Test
    void theSameArgumentFileMayComeTwice() throws Exception {
        file("options", "-Xmx1g");

        assertThat(java(words("@options @options Main")).jvmOptions()).containsExactly("@options", "@options");
    }

    @Test
    void ourOptionsAreNotLookedForInArgumentFiles() throws Exception {
        file("options", "--exact");

        assertThatThrownBy(() -> split(words("@options Main"))).hasMessageStartingWith("unknown option --exact");
    }

    @Test
    void argumentFilesCanBeSwitchedOffAndEscaped() throws Exception {
        file("Main", "-Xmx1g");

        assertThat(java(words("--disable-@files @Main")).program()).isEqualTo(new Program.MainClass("@Main"));
        assertThat(java(words("@@Main")).program()).isEqualTo(new Program.MainClass("@Main"));
    }

    @Test
    void aMissingArgumentFileIsNamed() {
        assertThatThrownBy(() -> split(words("@missing Main"))).hasMessage("cannot read the argument file missing");
    }

    @Test
    void addedOptionsComeLastWhereTheyWin() throws CliFailure {
        assertThat(java(words("-Xmx1g -cp x Main a")).command(Path.of("/j"), List.of("-b", "-c")))
                .containsExactly("/j", "-Xmx1g", "-cp", "x", "-b", "-c", "Main", "a");
        assertThat(java(words("-m mod a")).command(Path.of("/j"), List.of("-b")))
                .containsExactly("/j", "-b", "-m", "mod", "a");
    }

    @Test
    void theLastClassPathCounts() throws CliFailure {
        assertThat(java(words("-cp a --class-path=b Main")).classPath()).isEqualTo("b");
        assertThat(java(words("--class-path=b -classpath c Main")).classPath()).isEqualTo("c");
        assertThat(java(words("-Dcp=b Main")).classPath()).isNull();
    }

    private JavaCommandLine java(List<String> words) throws CliFailure {
        return Objects.requireNonNull(split(words).java());
    }

    private RunArguments split(List<String> words) throws CliFailure {
        return RunArguments.split(words, OWN, directory);
    }

    private void file(String name, String content) throws IOException {
        Files.writeString(directory.resolve(name), content);
    }

    private static List<String> words(String text) {
        return text == null || text.isBlank()
                ? List.of()
                : Arrays.asList(text.strip().split("\\s+", -1));
    }
}
