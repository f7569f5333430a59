package dev.filprofile.e2e;

import static dev.filprofile.e2e.ProfileAssert.assertThat;

import dev.filprofile.e2e.workload.Endings;
import dev.filprofile.e2e.workload.ManyHeld;
import dev.filprofile.e2e.workload.WaitsForSignal;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.RunInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However a program ends, it ends as without us, and there is a report. Running out of memory: {@link OutOfMemoryIT}. */
final class EndingsIT {

    private static final int MB = 1024 * 1024;
    private static final String HELD = "held = new byte[8 * 1024 * 1024]";
    private static final String LATER = "later = new byte[24 * 1024 * 1024]";

    @TempDir
    private Path directory;

    /** The last column: what is held at the peak beside the 8 MB of all, because it comes that late. */
    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @CsvSource({
        "return, '', 0, SHUTDOWN, 0",
        "exit, 7, 7, SHUTDOWN, 0",
        "exit, 125, 125, SHUTDOWN, 0",
        "halt, 5, 5, ABRUPT, 0",
        "throw, '', 1, SHUTDOWN, 0",
        "throwElsewhere, '', 0, SHUTDOWN, 0",
        "throwBesideAnother, '', 1, SHUTDOWN, 24",
        "threadRunsOn, '', 0, SHUTDOWN, 24",
        "daemonRunsOn, '', 0, SHUTDOWN, 0",
        "exitElsewhere, 4, 4, SHUTDOWN, 0",
        "exitOnUncaught, 6, 6, SHUTDOWN, 0",
        "hookAllocates, 3, 3, SHUTDOWN, 24",
        "haltInHook, '', 9, ABRUPT, 0",
    })
    void aProgramEndsInItsOwnWay(String way, String code, int expected, RunInfo.End end, int laterMegabytes) {
        Program program = Program.workload(Endings.class, way, code);
        Outcome plain = program.runPlainly(directory);
        Assertions.assertThat(plain.exitCode()).isEqualTo(expected);

        ProfiledOutcome run = program.profiled(directory).run().behavesLike(plain);

        checkHeldBytes(run.profile(), Endings.class);
        assertThat(run.profile())
                .at(Endings.class, LATER)
                .holdsExactlyBytes(laterMegabytes == 0 ? 0 : Layout.DEFAULT.bytes(laterMegabytes * MB));
        Assertions.assertThat(run.profile().run().exitCode()).isEqualTo(expected);
        Assertions.assertThat(run.profile().run().end()).isEqualTo(end);
        Assertions.assertThat(run.profile().outOfMemory().happened()).isFalse();
    }

    /** By the size of the machine, or of that limit, two JVMs of ours would each want more. */
    @Test
    void aLimitOfVirtualMemoryThatIsWideEnoughChangesNothing() {
        Program program = Program.workload(Endings.class, "return", "").with("-XX:+UseSerialGC", "-Xmx64m");
        Outcome plain = limited(program.command());
        Assertions.assertThat(plain.exitCode()).as("%s", plain).isZero();

        ProfiledRun run = program.profiled(directory);
        Profile profile = run.outcome(limited(byScript(run))).behavesLike(plain).profile();

        checkHeldBytes(profile, Endings.class);
    }

    /** The launcher fits into the limit; the program's heap does not, with us or without. */
    @Test
    void aProgramThatDoesNotFitIntoTheLimitOfVirtualMemoryIsRefusedByTheJvm() {
        Program program = Program.workload(Endings.class, "return", "").with("-XX:+UseSerialGC", "-Xmx32g");
        Outcome plain = limited(program.command());
        Assertions.assertThat(plain.exitCode()).as("%s", plain).isEqualTo(1);

        Outcome profiled = limited(byScript(program.profiled(directory)));

        Assertions.assertThat(profiled.exitCode()).as("%s", profiled).isEqualTo(126);
        Assertions.assertThat(profiled.programErrLines()).isEmpty();
        Assertions.assertThat(profiled.ourLines())
                .singleElement()
                .asString()
                .startsWith("error: the JVM refuses these options: ");
    }

    /** The script knows of limits. */
    private static List<String> byScript(ProfiledRun run) {
        List<String> command = run.command();
        List<String> all =
                new ArrayList<>(List.of(Project.root().resolve("fil-profile").toString()));
        all.addAll(command.subList(command.indexOf("run"), command.size()));
        return all;
    }

    /**
     * Runs a command with at most so much virtual memory in each process: half as much again as a JVM with a small heap needs. The
     * allocator's arenas, by the number of processors, count.
     */
    private Outcome limited(List<String> command) {
        List<String> all = new ArrayList<>(List.of("sh", "-c", "ulimit -v 2500000; exec \"$@\"", "sh"));
        all.addAll(command);
        Map<String, String> environment = new TreeMap<>(RunningProcess.environment());
        environment.put("MALLOC_ARENA_MAX", "1");
        environment.put("JAVA_HOME", ChildJvm.home().toString());
        try (RunningProcess process = RunningProcess.start(directory, environment, all)) {
            return process.feed(new byte[0]).await();
        }
    }

    /** The launcher gets the signal as from a terminal's end or a kill, and hands it on; only the program can be killed. */
    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @CsvSource({"INT, 130, SHUTDOWN", "TERM, 143, SHUTDOWN", "HUP, 129, SHUTDOWN", "KILL, 137, ABRUPT"})
    void aSignalDoesWhatItDoesWithoutUs(String signal, int expected, RunInfo.End end) {
        Program program = Program.workload(WaitsForSignal.class);
        ProfiledRun run = program.profiled(directory);
        try (RunningProcess plain = program.start(directory);
                RunningProcess process = run.start()) {
            long plainPid = Long.parseLong(plain.awaitLine("ready "));
            long pid = Long.parseLong(process.awaitLine("ready "));
            RunningProcess.signal(signal, plainPid);
            RunningProcess.signal(signal, signal.equals("KILL") ? pid : process.pid());

            Outcome plainly = plain.await();
            Assertions.assertThat(plainly.exitCode()).isEqualTo(expected);
            ProfiledOutcome ended = run.outcome(process.await()).exitsWith(expected);
            Assertions.assertThat(ended.outcome().outText().replace("ready " + pid, ""))
                    .isEqualTo(plainly.outText().replace("ready " + plainPid, ""));
            Assertions.assertThat(ended.outcome().programErrLines())
                    .isEqualTo(plainly.errText().lines().toList());
            checkHeldBytes(ended.profile(), WaitsForSignal.class);
            Assertions.assertThat(ended.profile().run().end()).isEqualTo(end);
        }
    }

    @Test
    void aCrashOfTheJvmLeavesAReport() {
        Program program = Program.workload(Endings.class, "crash")
                .with("-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=" + directory.resolve("error.log"));
        Outcome plain = program.runPlainly(directory);
        Assertions.assertThat(plain.outText()).contains("SIGSEGV");

        ProfiledOutcome run = program.profiled(directory).run().exitsWith(plain.exitCode());

        Assertions.assertThat(run.outcome().outText()).contains("about to end", "SIGSEGV");
        checkHeldBytes(run.profile(), Endings.class);
        Assertions.assertThat(run.profile().run().end()).isEqualTo(RunInfo.End.ABRUPT);
    }

    /** Many a stack ends within our slow path. What finds no room there is dropped. */
    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @CsvSource({"auto", "portable"})
    void aStackOverflowWithinOurWorkStaysTheProgramsOwn(String engine) {
        Program program = Program.workload(Endings.class, "stackOverflow").with("-Xss512k");

        ProfiledOutcome run = program.profiled(directory)
                .with("--interval", "4k", "--engine", engine)
                .run()
                .behavesLike(program.runPlainly(directory));

        checkHeldBytes(run.profile(), Endings.class);
    }

    @Test
    void aResultFolderThatIsDeletedMeanwhileTakesNothingButTheReport() throws IOException {
        ProfiledRun run = Program.workload(WaitsForSignal.class).profiled(directory);
        try (RunningProcess process = run.start()) {
            process.awaitLine("ready ");
            delete(run.results());

            Outcome outcome = process.feed(new byte[0]).await();

            Assertions.assertThat(outcome.exitCode()).as("%s", outcome).isZero();
            Assertions.assertThat(outcome.outText()).contains("woken: 24 MB", "hook ran");
            Assertions.assertThat(outcome.programErrLines()).isEmpty();
            Assertions.assertThat(outcome.ourLines())
                    .anyMatch(line -> line.contains("no report") && line.contains("was deleted while the program ran"));
        }
    }

    @Test
    void whenTheLauncherIsKilledTheProgramGoesOnAndTheReportCanBeMadeLater() throws Exception {
        ProfiledRun run = Program.workload(WaitsForSignal.class).profiled(directory);
        try (RunningProcess process = run.start()) {
            ProcessHandle program = ProcessHandle.of(Long.parseLong(process.awaitLine("ready ")))
                    .orElseThrow();
            CompletableFuture<ProcessHandle> end = program.onExit();
            RunningProcess.signal("KILL", process.pid());
            Outcome launcher = process.feed(new byte[0]).await();
            Assertions.assertThat(launcher.exitCode()).isEqualTo(137);
            // What the program prints now cannot be read: java.lang.Process closes the pipe when the launcher ends.
            // That it
            // went on shows below, in what it allocated after that and in its orderly end.
            end.get(1, TimeUnit.MINUTES);

            Path folder = onlyFolder(run.results());
            Outcome report = FilProfile.run(directory, "report", "--no-browser", folder.toString());

            Assertions.assertThat(report.exitCode()).as("%s", report).isZero();
            Profile profile = run.outcome(report).profile();
            checkHeldBytes(profile, WaitsForSignal.class);
            assertThat(profile).at(WaitsForSignal.class, LATER).holdsExactly(1, Layout.DEFAULT.bytes(24 * MB));
            Assertions.assertThat(profile.run().end()).isEqualTo(RunInfo.End.SHUTDOWN);
            Assertions.assertThat(profile.run().exitCode()).isEqualTo(-1);
        }
    }

    /**
     * A disk that is full, by the shell's limit for the size of files, which needs no rights. The recording begins with 400
     * kB or so; 60,000 objects take 2 MB more.
     */
    @Test
    void aFullDiskTakesOnlyWhatDidNotFit() {
        Program program = Program.workload(ManyHeld.class);
        ProfiledRun run = program.profiled(directory).exact();
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -f 2400; exec \"$@\"", "sh"));
        command.addAll(run.command());
        try (RunningProcess process = RunningProcess.start(directory, run.environment(), command)) {
            ProfiledOutcome ended = run.outcome(process.feed(new byte[0]).await());

            ended.behavesLike(program.runPlainly(directory));
            Assertions.assertThat(ended.profile().notes()).anyMatch(note -> note.contains("is the disk full?"));
            checkHeldBytes(ended.profile(), ManyHeld.class);
        }
    }

    private static void checkHeldBytes(Profile profile, Class<?> workload) {
        assertThat(profile).at(workload, HELD).holdsExactly(1, Layout.DEFAULT.bytes(8 * MB));
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(EndingsIT::deleteOne);
        }
    }

    private static void deleteOne(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path onlyFolder(Path results) throws IOException {
        try (Stream<Path> entries = Files.list(results)) {
            List<Path> folders = entries.filter(Files::isDirectory).toList();
            Assertions.assertThat(folders).hasSize(1);
            return folders.get(0);
        }
    }
}
