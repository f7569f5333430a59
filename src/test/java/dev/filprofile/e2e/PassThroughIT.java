package dev.filprofile.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.e2e.workload.Echo;
import dev.filprofile.e2e.workload.RetainedArrays;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes into a program and what comes out of it is the same with us and without us. */
final class PassThroughIT {

    @TempDir
    private Path directory;

    @Test
    void standardInputAndOutputPassByteForByte() {
        byte[] input = new byte[3_000_000];
        new Random(5).nextBytes(input);
        Program echo = Program.workload(Echo.class);

        ProfiledOutcome run = echo.profiled(directory).run(input);

        assertThat(run.outcome().out()).isEqualTo(input);
        run.behavesLike(echo.runPlainly(directory, input));
    }

    @Test
    void whatFollowsTheProgramIsTheProgramsVerbatim() {
        Program echo = Program.workload(
                Echo.class,
                "--exact",
                "-o",
                "elsewhere",
                "--version",
                "-Xmx1g",
                "",
                "two words",
                "'\"\\$HOME`",
                "@nosuchfile",
                "*",
                "--",
                "-jar",
                "x.jar");

        ProfiledOutcome run = echo.profiled(directory).run();

        run.behavesLike(echo.runPlainly(directory));
        assertThat(run.outcome().programErrLines())
                .contains("[--exact]", "[]", "['\"\\$HOME`]", "[@nosuchfile]", "[*]");
        assertThat(directory.resolve("elsewhere")).doesNotExist();
    }

    @Test
    void nothingOfOursIsOnStandardOutput() {
        Outcome outcome =
                Program.workload(RetainedArrays.class).profiled(directory).run().outcome();

        assertThat(outcome.outText()).isEqualTo("1000 arrays\n");
        assertThat(outcome.programErrLines()).isEmpty();
    }

    @Test
    void ourLinesSayWhereTheReportIsAndWhatThePeakWas() {
        ProfiledOutcome run =
                Program.workload(RetainedArrays.class).profiled(directory).run();

        List<String> lines = run.outcome().ourLines();
        assertThat(lines).as("one line at the start, few at the end").hasSizeBetween(2, 8);
        assertThat(lines.get(0)).contains("fil-result");
        assertThat(String.join("\n", lines.subList(1, lines.size())))
                .contains("RetainedArrays")
                .contains("MiB live")
                .contains(run.folder().resolve("index.html").getFileName().toString());
    }

    @Test
    void theResultFolderHoldsFourFilesAndLatestPointsAtIt() throws IOException {
        ProfiledOutcome run =
                Program.workload(RetainedArrays.class).profiled(directory).run();

        try (var files = Files.list(run.folder())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains("index.html", "peak.filprofile", "peak.collapsedstack.txt", "summary.json");
        }
        assertThat(run.text("index.html")).contains("RetainedArrays");
        assertThat(run.text("summary.json")).contains("\"exitCode\"").contains("RetainedArrays");
        assertThat(run.results().resolve("latest")).exists();
    }

    @Test
    void collapsedStacksAreRootFirstWithBytes() {
        ProfiledOutcome run = Program.workload(RetainedArrays.class)
                .profiled(directory)
                .exact()
                .run();

        int line =
                SourceLine.of(RetainedArrays.class, "KEPT[i] = new byte[4096]").number();
        int caller = SourceLine.of(RetainedArrays.class, "retain(i);").number();
        String name = RetainedArrays.class.getName();
        assertThat(run.text("peak.collapsedstack.txt").lines())
                .anyMatch(text -> text.matches(".*" + name + "\\.main:" + caller + ";" + name + "\\.retain:" + line
                        + "(;\\S+)? " + 1000 * Layout.DEFAULT.bytes(4096)));
    }

    @Test
    void optionsInEnvironmentVariablesAreHonoured() {
        Program echo = Program.workload(Echo.class);
        for (String variable : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")) {
            Map<String, String> environment = new TreeMap<>(RunningProcess.environment());
            environment.put(variable, "-Dfil.test.property=from-" + variable);
            Outcome plain = echo.runPlainly(directory, new byte[0], environment);

            Outcome profiled = new ProfiledRun(echo, directory, List.of(), environment)
                    .run()
                    .outcome();

            assertThat(profiled.exitCode()).isEqualTo(plain.exitCode());
            // the JVM itself says "Picked up …", once for each JVM that reads the variable: ours does too
            assertThat(withoutPickedUp(profiled.programErrLines()))
                    .isEqualTo(withoutPickedUp(plain.errText().lines().toList()))
                    .contains("from-" + variable);
        }
    }

    private static List<String> withoutPickedUp(List<String> lines) {
        return lines.stream().filter(line -> !line.contains("Picked up ")).toList();
    }

    @Test
    void jvmOptionsMayStandBetweenOurs() {
        Outcome outcome = FilProfile.run(
                directory,
                "run",
                "-Dfil.test.property=given",
                "--no-browser",
                "-Xmx200m",
                "-o",
                directory.resolve("results").toString(),
                "-cp",
                Project.workloadClasses().toString(),
                Echo.class.getName());

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.programErrLines()).contains("given");
        assertThat(new ProfiledOutcome(outcome, directory.resolve("results"))
                        .profile()
                        .run()
                        .maxHeapBytes())
                .isBetween(190L << 20, 200L << 20);
    }

    @Test
    void aJavaCommandLineIsTakenAsItIs() {
        Outcome outcome = FilProfile.run(
                directory,
                "run",
                "--no-browser",
                "-o",
                directory.resolve("results").toString(),
                ChildJvm.java().toString(),
                "-Dfil.test.property=given",
                "-cp",
                Project.workloadClasses().toString(),
                Echo.class.getName(),
                "argument");

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.programErrLines()).contains("given", "[argument]");
    }

    @Test
    void aJarIsStartedWithOrWithoutDashJar() throws IOException {
        Path jar = jarOf(Echo.class);
        for (Program program :
                List.of(Program.jar(jar, "a", "b"), new Program(List.of(jar.toString()), List.of("a", "b")))) {
            Outcome outcome = program.profiled(directory).run().outcome();
            assertThat(outcome.exitCode()).as("%s", outcome).isEqualTo(3);
            assertThat(outcome.programErrLines()).contains("[a]", "[b]");
        }
    }

    @Test
    void aModuleIsStarted() {
        Program program = new Program(List.of("-m", "jdk.compiler/com.sun.tools.javac.Main"), List.of("--version"));

        program.profiled(directory).run().behavesLike(program.runPlainly(directory));
    }

    @Test
    void aLimitOnModulesMayLeaveOutWhatTheAgentNeeds() {
        Program program = Program.workload(RetainedArrays.class).with("--limit-modules", "java.base");

        ProfiledOutcome run = program.profiled(directory).run().behavesLike(program.runPlainly(directory));

        assertThat(run.profile().certificate().confirmations()).isPositive();
    }

    /** With an agent, the JVM refuses to write such an archive, and complains on standard output of one without it. */
    @Test
    void archivesOfClassesDoNotKeepTheProgramFromRunning() throws IOException {
        Path jar = jarOf(Echo.class);
        String archive = directory.resolve("classes.jsa").toString();
        for (String option : List.of("-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile=")) {
            Program program = Program.jar(jar).with(option + archive);
            Outcome plain = program.runPlainly(directory);

            Outcome profiled = program.profiled(directory).run().outcome();

            assertThat(profiled.exitCode()).as("%s", profiled).isEqualTo(plain.exitCode());
            assertThat(profiled.outText()).isEmpty();
            assertThat(profiled.ourLines()).noneMatch(line -> line.startsWith("error"));
        }
    }

    @Test
    void weMayBeInstalledUnderAnyName() throws IOException {
        Path home = Files.createDirectories(directory.resolve("jdk=17, \u00fc"));
        for (Path jar : List.of(Project.cliJar(), Project.agentJar())) {
            Files.copy(jar, home.resolve(jar.getFileName()));
        }
        ProfiledRun run = Program.workload(RetainedArrays.class).profiled(directory);
        List<String> command = new ArrayList<>(run.command());
        command.set(
                command.indexOf(Project.cliJar().toString()),
                home.resolve(Project.cliJar().getFileName()).toString());

        try (RunningProcess process = RunningProcess.start(directory, run.environment(), command)) {
            Outcome outcome = process.feed(new byte[0]).await();
            assertThat(run.outcome(outcome).exitsWith(0).profile().allocations())
                    .isNotEmpty();
        }
    }

    @Test
    void theJvmOfTheOptionIsUsed() {
        ProfiledOutcome run = Program.workload(Echo.class)
                .profiled(directory)
                .withVariable("JAVA_HOME", directory.resolve("not-there").toString())
                .with("--java", ChildJvm.home().toString())
                .run();

        assertThat(run.exitsWith(3).profile().run().javaHome())
                .isEqualTo(ChildJvm.home().toString());
    }

    private Path jarOf(Class<?> main) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, main.getName());
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Project.workloadClasses().toUri().toString());
        Path jar = directory.resolve("program.jar");
        try (OutputStream file = Files.newOutputStream(jar)) {
            new JarOutputStream(file, manifest).close();
        }
        return jar;
    }
}
