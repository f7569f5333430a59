package dev.filprofile.cli.command;

import dev.filprofile.cli.CliFailure;
import dev.filprofile.cli.ExitCodes;
import dev.filprofile.cli.Messages;
import dev.filprofile.cli.git.CommitReader;
import dev.filprofile.cli.jvm.AgentPolicy;
import dev.filprofile.cli.jvm.CollectorPolicy;
import dev.filprofile.cli.jvm.JavaLocator;
import dev.filprofile.cli.jvm.Jvm;
import dev.filprofile.cli.jvm.JvmProbe;
import dev.filprofile.cli.launch.AgentOptions;
import dev.filprofile.cli.launch.ClassCaches;
import dev.filprofile.cli.launch.JavaCommandLine;
import dev.filprofile.cli.launch.PlainPaths;
import dev.filprofile.cli.launch.ProgramCheck;
import dev.filprofile.cli.launch.ProgramRun;
import dev.filprofile.cli.launch.RunningPrograms;
import dev.filprofile.cli.launch.ShellQuoting;
import dev.filprofile.cli.result.ResultFiles;
import dev.filprofile.cli.result.ResultFolders;
import dev.filprofile.cli.source.SourceFinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;

/** A program that is ready to be profiled, once or several times: what can fail before its start has been looked at. */
final class ProfiledProgram {

    private static final double TOLERANCE = 0.1;
    private static final double TOLERANCE_NEAR_KNOWN_PEAK = 0.05;

    private final Session session;
    private final Messages messages;
    private final RunOptions options;
    private final JavaCommandLine line;
    private final Path java;
    private final SourceFinder sources;
    private final CollectorPolicy.Decision collector;
    private final List<String> added;
    private final List<String> notes;
    private final ResultFolders folders;
    private final EarlierPeak earlier;

    /**
     * Looks at program and JVM, and decides on options.
     *
     * @param line what the user typed after our own options
     * @param output where results go, as the user named it
     * @param earlier what is known of the peak
     * @throws CliFailure the program cannot be started; nothing of ours is left behind
     */
    ProfiledProgram(Session session, RunOptions options, JavaCommandLine line, Path output, EarlierPeak earlier)
            throws CliFailure {
        this.session = session;
        this.earlier = earlier;
        this.messages = session.messages().withVerbose(options.isVerbose());
        this.options = options;
        this.line = line;
        requireAgent();
        this.java = new JavaLocator(session.surroundings()).locate(options.java(), line.launcher());
        new ProgramCheck(line, session.surroundings()).check();
        List<Path> named = NamedSources.resolve(session, options.sources(), ExitCodes.RUN_FAILED);
        this.sources = new SourceFinder(named, options.sourceText());
        Jvm jvm = new JvmProbe(java, session.surroundings()).probe(line.expandedJvmOptions());
        this.collector = CollectorPolicy.decide(jvm.flags());
        AgentPolicy.Decision forAgent = AgentPolicy.decide(line.expandedJvmOptions(), session.surroundings());
        this.added = concat(collector.options(), forAgent.options());
        this.notes = concat(collector.notes(), forAgent.notes());
        this.folders = new ResultFolders(session.resolve(output));
        messages.detail("JVM " + java + " " + jvm.version() + ", collector " + collector.collector()
                + ", added options: " + String.join(" ", added));
        notes.forEach(messages::detail);
    }

    /**
     * A run that has ended.
     *
     * @param folder its own; gone where nothing was recorded
     * @param isReported whether there is a report of it
     */
    record Ended(Path folder, int exitCode, boolean isReported) {}

    /**
     * Runs the program and makes the report.
     *
     * @throws CliFailure the program could not be started
     */
    Ended run(ProgramRun process, boolean openBrowser) throws CliFailure {
        Path folder = createFolder();
        CommitReader commit = CommitReader.start(session.surroundings().workingDirectory());
        int exitCode;
        try (PlainPaths paths = new PlainPaths()) {
            AgentOptions told = agentOptions(paths, paths.of(folder));
            List<String> command = line.command(java, concat(added, told.jvmOptions(file(told))));
            exitCode = await(process, start(process, command, told, folder), folder);
        }
        ClassCaches.deleteOld(session.surroundings().cacheDirectory(), Instant.now());
        boolean isReported = new FinishedRun(session, messages, folders, folder, sources, earlier, openBrowser)
                .report(line.typed(), notes, commit, exitCode);
        return new Ended(folder, exitCode, isReported);
    }

    private static List<String> concat(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private void requireAgent() throws CliFailure {
        Path agent = session.surroundings().agentJar();
        if (!Files.isReadable(agent)) {
            throw new CliFailure(
                    ExitCodes.RUN_FAILED, "this installation is incomplete: the agent is missing at " + agent);
        }
    }

    private Path createFolder() throws CliFailure {
        try {
            return folders.create(LocalDateTime.now());
        } catch (IOException unwritable) {
            throw new CliFailure(
                    ExitCodes.RUN_FAILED,
                    "cannot write to the output directory " + session.shown(folders.directory()) + ": "
                            + IoFailure.words(unwritable) + " (choose another with -o DIR)");
        }
    }

    private Process start(ProgramRun process, List<String> command, AgentOptions told, Path folder) throws CliFailure {
        try {
            told.write(file(told));
            return process.start(command);
        } catch (IOException unwritable) {
            discard(folder);
            throw new CliFailure(
                    ExitCodes.RUN_FAILED,
                    "cannot write to the output directory " + session.shown(folder) + ": "
                            + IoFailure.words(unwritable));
        } catch (CliFailure cannotStart) {
            discard(folder);
            throw cannotStart;
        }
    }

    /** Where the agent finds its options: beside what it writes. */
    private static Path file(AgentOptions told) {
        return told.output().resolveSibling(ResultFiles.AGENT_OPTIONS);
    }

    private Path plainCache(PlainPaths paths) {
        Path cache = session.surroundings().cacheDirectory();
        try {
            return paths.of(Files.createDirectories(cache));
        } catch (IOException noCache) {
            return cache; // the agent does without
        }
    }

    private AgentOptions agentOptions(PlainPaths paths, Path folder) {
        return new AgentOptions(
                folder.resolve(ResultFiles.RAW_SNAPSHOT),
                paths.of(session.surroundings().agentJar()),
                options.tolerance(earlier.isKnown() ? TOLERANCE_NEAR_KNOWN_PEAK : TOLERANCE),
                options.gcBudget(),
                earlier.firstThresholdBytes(),
                options.intervalBytes(),
                options.isExact(),
                options.engine().name(),
                plainCache(paths),
                collector.chosenByUs(),
                ShellQuoting.quote(line.typed()),
                options.isVerbose());
    }

    /** Nothing of ours is left behind by a program that was never started. */
    private static void discard(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(ResultFiles.AGENT_OPTIONS));
            Files.deleteIfExists(folder);
        } catch (IOException left) {
            return; // an empty folder with a time as its name
        }
    }

    private int await(ProgramRun process, Process started, Path folder) {
        RunningPrograms running = new RunningPrograms(session.surroundings());
        String now = "";
        try {
            running.add(started.toHandle(), folder);
            now = "; to see it now: fil-profile snapshot " + started.pid();
        } catch (IOException noCache) {
            messages.detail("no reports on demand: " + IoFailure.words(noCache));
        }
        messages.line("Report will be in " + session.shown(folder.resolve(ResultFiles.REPORT)) + now);
        int exitCode = process.await(started);
        running.remove(started.pid());
        return exitCode;
    }
}
