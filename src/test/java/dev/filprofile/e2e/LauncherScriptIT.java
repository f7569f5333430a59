package dev.filprofile.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.e2e.workload.Echo;
import dev.filprofile.e2e.workload.ShowsSurroundings;
import dev.filprofile.e2e.workload.WaitsForSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script at the repository's root, as it is typed. */
final class LauncherScriptIT {

    @TempDir
    private Path directory;

    /** Whatever names the script uses for itself, an exported variable of the user's may have one of them. */
    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8", ""})
    void argumentsAndEnvironmentReachTheProgramAsTheyAre(String locale) {
        Map<String, String> environment = new TreeMap<>(RunningProcess.environment());
        environment.put("LC_ALL", locale);
        environment.put("CDPATH", "/usr:/var");
        for (String name : List.of("version", "home", "java", "jar", "agent", "log", "real", "named", "terminal")) {
            environment.put(name, "the user's");
        }
        String java = ChildJvm.java().toString();

        Outcome plain = inBash(environment, "exec \"$@\" $'\\303\\244'", java, ShowsSurroundings.class);
        Outcome profiled = inBash(
                environment,
                "exec " + script() + " run --no-browser \"$@\" $'\\303\\244'",
                java,
                ShowsSurroundings.class);

        assertThat(profiled.exitCode()).as("%s", profiled).isZero();
        assertThat(whatTheUserSet(profiled)).isEqualTo(whatTheUserSet(plain)).contains("version=the user's");
    }

    /** A shell keeps some variables of its own; nobody means an empty locale. */
    private static List<String> whatTheUserSet(Outcome outcome) {
        return outcome.outText()
                .lines()
                .filter(line -> !line.matches("(_|PWD|OLDPWD|SHLVL)=.*|LC_ALL="))
                .toList();
    }

    @Test
    void theProgramsLocaleIsTheUsersAlthoughOursNamesEveryFile() throws IOException {
        Map<String, String> environment = new TreeMap<>(RunningProcess.environment());
        environment.put("LC_ALL", "C");

        Outcome outcome = inBash(
                environment,
                "exec " + script() + " run --no-browser -o $'m\\303\\274ll' \"$@\"",
                "java",
                ShowsSurroundings.class);

        assertThat(outcome.exitCode()).as("%s", outcome).isZero();
        assertThat(outcome.outText()).contains("LC_ALL=C\n").doesNotContain("FIL_PROFILE");
        try (Stream<Path> folders = Files.list(directory)) {
            assertThat(new ProfiledOutcome(outcome, folders.findFirst().orElseThrow()).folder())
                    .isNotEmptyDirectory();
        }
    }

    @Test
    void itFindsItselfThroughLinksAndInSpiteOfCdpath() throws IOException {
        Files.createSymbolicLink(directory.resolve("fil"), Project.root().resolve("fil-profile"));
        Files.createDirectories(directory.resolve("bin"));
        Files.createSymbolicLink(directory.resolve("bin/filp"), Path.of("../fil"));
        Files.createSymbolicLink(directory.resolve("tree"), Project.root());
        Map<String, String> environment = new TreeMap<>(RunningProcess.environment());
        environment.put("CDPATH", "/usr:" + directory);
        environment.put("PATH", directory.resolve("bin") + ":" + environment.get("PATH"));

        for (String way : List.of("./fil", "bin/filp", "filp", "sh fil", "tree/fil-profile")) {
            Outcome outcome = inBash(environment, way + " --version", "", Echo.class);
            assertThat(outcome.outText()).as("%s", outcome).startsWith("fil-profile ");
        }
    }

    /** Ctrl-\ at a terminal reaches us as well as the program: our threads are of no interest on its standard output. */
    @Test
    void aThreadDumpIsTheProgramsOnly() throws Exception {
        List<String> command = new ArrayList<>(List.of(script(), "run", "--no-browser"));
        command.addAll(Program.workload(WaitsForSignal.class).jvm());
        try (RunningProcess process = RunningProcess.start(directory, RunningProcess.environment(), command)) {
            process.awaitLine("ready ");
            // Both are handled by one thread of the JVM's, the lower number first.
            process.signal("QUIT");
            process.terminate();

            assertThat(process.await().outText()).contains("hook ran").doesNotContain("thread dump");
        }
    }

    private static String script() {
        return Project.root().resolve("fil-profile").toString();
    }

    private Outcome inBash(Map<String, String> environment, String script, String java, Class<?> main) {
        List<String> command = new ArrayList<>(List.of("bash", "-c", script, "bash"));
        if (!java.isEmpty()) {
            command.add(java);
        }
        command.addAll(Program.workload(main).jvm());
        try (RunningProcess process = RunningProcess.start(directory, environment, command)) {
            return process.feed(new byte[0]).await();
        }
    }
}
