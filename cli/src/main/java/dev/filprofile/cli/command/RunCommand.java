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
import dev.filprofile.cli.launch.JavaCommandLine;
import dev.filprofile.cli.launch.PlainPaths;
import dev.filprofile.cli.launch.ProgramCheck;
import dev.filprofile.cli.launch.ProgramRun;
import dev.filprofile.cli.launch.RunningPrograms;
import dev.filprofile.cli.launch.ShellQuoting;
import dev.filprofile.cli.result.ResultFiles;
import dev.filprofile.cli.result.ResultFolders;
import dev.filprofile.cli.source.SourceFinder;
import dev.filprofile.cli.source.SourceScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fil-profile run}: runs a program and reports what it held at its peak. */
@Command(
        name = "run",
        sortOptions = false,
        usageHelpAutoWidth = true,
        customSynopsis = {
            "fil-profile run [OPTIONS] [JVM OPTIONS] MyApp.jar [ARGUMENTS...]",
            "       fil-profile run [OPTIONS] [JVM OPTIONS] -cp PATH Main [ARGUMENTS...]",
            "       fil-profile run [OPTIONS] [JVM OPTIONS] -m MODULE/Main [ARGUMENTS...]",
            "       fil-profile run [OPTIONS] java [JVM OPTIONS] ..."
        },
        description = {
            "",
            "Runs a Java program and reports which lines held its memory at the moment when its heap was fullest. "
                    + "Standard input, output and error, signals and the exit code are the program's own.",
            "",
            "What follows the program's name is the program's. After the word java every option is the JVM's.",
            ""
        })
public final class RunCommand implements Callable<Integer> {

    private final Session session;
    private @Nullable JavaCommandLine line;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Where results go, each into a folder of its own (default: fil-result).")
    private Path output = Path.of("fil-result");

    @Option(names = "--no-browser", description = "Do not open the report in a browser.")
    private boolean noBrowser;

    @Option(
            names = "--java",
            paramLabel = "PATH",
            description = "The java to run the program with, or its JDK's directory; 17 or later "
                    + "(default: the one in JAVA_HOME, else the one in PATH).")
    private @Nullable String java;

    @Option(
            names = "--tolerance",
            paramLabel = "PERCENT",
            converter = Fraction.class,
            description = "How far the heap may grow over the confirmed peak before it is confirmed again: 10%% or 0.1 "
                    + "(default: 10%%). Less makes the peak more certain and the run slower.")
    private double tolerance = 0.1;

    @Option(
            names = "--gc-budget",
            paramLabel = "PERCENT",
            converter = Fraction.class,
            description = "Share of the run's time that such confirmations may take (default: 20%%).")
    private double gcBudget = 0.2;

    @Option(
            names = "--interval",
            paramLabel = "SIZE",
            converter = ByteSize.class,
            description = "Mean bytes between two recorded allocations, e.g. 64k (default: adapted to the program).")
    private long intervalBytes;

    @Option(names = "--exact", description = "Record every allocation: exact and slow, for small programs.")
    private boolean exact;

    @Option(
            names = "--source",
            paramLabel = "PATH",
            description = "A directory, jar or zip file with sources, to show the text of lines; may be repeated. "
                    + "Sources beside the program and the JDK's are found without.")
    private List<Path> sources = new ArrayList<>();

    @Option(
            names = "--source-text",
            paramLabel = "none|app|all",
            description = "Whose source text the report may hold: nobody's, your own code's, or that of JDK and "
                    + "libraries too (default: app).")
    private SourceScope sourceText = SourceScope.app;

    @Option(
            names = "--engine",
            paramLabel = "auto|portable",
            description = "How allocations are seen; portable forces the slower way that needs nothing special.")
    private Engine engine = Engine.auto;

    @Option(names = "--verbose", description = "Tell what is done and why.")
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    /** Constants are spelled as they are typed. */
    enum Engine {
        auto,
        portable
    }

    public RunCommand(Session session) {
        this.session = session;
    }

    /** To be called before {@link #call}: what the user typed after our options, or null where that was nothing. */
    public void program(@Nullable JavaCommandLine typed) {
        line = typed;
    }

    @Override
    public Integer call() throws CliFailure {
        JavaCommandLine program = requireProgram();
        Messages messages = session.messages().withVerbose(verbose);
        requireAgent();
        Path javaPath = new JavaLocator(session.surroundings()).locate(java, program.launcher());
        new ProgramCheck(program, session.surroundings()).check();
        List<Path> named = NamedSources.resolve(session, sources, ExitCodes.RUN_FAILED);
        Path workingDirectory = session.surroundings().workingDirectory();
        Jvm jvm = new JvmProbe(javaPath, session.surroundings()).probe(program.expandedJvmOptions());
        CollectorPolicy.Decision decision = CollectorPolicy.decide(jvm.flags());
        AgentPolicy.Decision forAgent = AgentPolicy.decide(program.expandedJvmOptions(), session.surroundings());
        List<String> added = concat(decision.options(), forAgent.options());
        List<String> notes = concat(decision.notes(), forAgent.notes());
        messages.detail("JVM " + javaPath + " " + jvm.version() + ", collector " + decision.collector()
                + ", added options: " + String.join(" ", added));
        notes.forEach(messages::detail);

        ResultFolders folders = new ResultFolders(session.resolve(output));
        Path folder = createFolder(folders);
        CommitReader commit = CommitReader.start(workingDirectory);
        int exitCode;
        try (PlainPaths paths = new PlainPaths()) {
            AgentOptions options = agentOptions(program, decision, paths.of(folder), plainCache(paths));
            Path agent = paths.of(session.surroundings().agentJar());
            List<String> command =
                    program.command(javaPath, concat(added, List.of(AgentOptions.javaAgent(agent, file(options)))));
            exitCode = await(start(command, options, folder), folder, messages);
        }
        new FinishedRun(session, messages, folders, folder, new SourceFinder(named, sourceText), !noBrowser)
                .report(program.typed(), notes, commit, exitCode);
        return exitCode;
    }

    private static List<String> concat(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private JavaCommandLine requireProgram() throws CliFailure {
        if (line == null) {
            throw new CliFailure(
                    ExitCodes.RUN_FAILED,
                    "no program named: a jar, -cp PATH Main, -m MODULE or a java command line is needed"
                            + " (fil-profile run --help)");
        }
        return line;
    }

    private void requireAgent() throws CliFailure {
        Path agent = session.surroundings().agentJar();
        if (!Files.isReadable(agent)) {
            throw new CliFailure(
                    ExitCodes.RUN_FAILED, "this installation is incomplete: the agent is missing at " + agent);
        }
    }

    private Path createFolder(ResultFolders folders) throws CliFailure {
        try {
            return folders.create(LocalDateTime.now());
        } catch (IOException unwritable) {
            throw new CliFailure(
                    ExitCodes.RUN_FAILED,
                    "cannot write to the output directory " + session.shown(folders.directory()) + ": "
                            + IoFailure.words(unwritable) + " (choose another with -o DIR)");
        }
    }

    private Process start(List<String> command, AgentOptions options, Path folder) throws CliFailure {
        try {
            options.write(file(options));
            return new ProgramRun(session.surroundings()).start(command);
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
    private static Path file(AgentOptions options) {
        return options.output().resolveSibling(ResultFiles.AGENT_OPTIONS);
    }

    private Path plainCache(PlainPaths paths) {
        Path cache = session.surroundings().cacheDirectory();
        try {
            return paths.of(Files.createDirectories(cache));
        } catch (IOException noCache) {
            return cache; // the agent does without
        }
    }

    private AgentOptions agentOptions(
            JavaCommandLine program, CollectorPolicy.Decision decision, Path folder, Path cache) {
        return new AgentOptions(
                folder.resolve(ResultFiles.RAW_SNAPSHOT),
                tolerance,
                gcBudget,
                intervalBytes,
                exact,
                engine.name(),
                cache,
                decision.chosenByUs(),
                ShellQuoting.quote(program.typed()),
                verbose);
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

    private int await(Process process, Path folder, Messages messages) {
        RunningPrograms running = new RunningPrograms(session.surroundings());
        String now = "";
        try {
            running.add(process.toHandle(), folder);
            now = "; to see it now: fil-profile snapshot " + process.pid();
        } catch (IOException noCache) {
            messages.detail("no reports on demand: " + IoFailure.words(noCache));
        }
        messages.line("Report will be in " + session.shown(folder.resolve(ResultFiles.REPORT)) + now);
        int exitCode = ProgramRun.await(process);
        running.remove(process.pid());
        return exitCode;
    }
}
