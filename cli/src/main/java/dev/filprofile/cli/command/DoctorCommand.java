package dev.filprofile.cli.command;

import dev.filprofile.cli.CliFailure;
import dev.filprofile.cli.ExitCodes;
import dev.filprofile.cli.doctor.Checkup;
import dev.filprofile.cli.doctor.Diagnosis;
import dev.filprofile.cli.jvm.AgentPolicy;
import dev.filprofile.cli.jvm.CollectorPolicy;
import dev.filprofile.cli.jvm.JavaLocator;
import dev.filprofile.cli.jvm.Jvm;
import dev.filprofile.cli.jvm.JvmProbe;
import dev.filprofile.cli.launch.JavaCommandLine;
import dev.filprofile.cli.launch.OwnOptions;
import dev.filprofile.cli.launch.Program;
import dev.filprofile.cli.launch.RunArguments;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fil-profile doctor}: tells what works on a JVM, by trying it out on a program whose peak is known. */
@Command(
        name = "doctor",
        sortOptions = false,
        usageHelpAutoWidth = true,
        customSynopsis = {"fil-profile doctor [OPTIONS] [JVM OPTIONS]"},
        description = {
            "",
            "Tries fil-profile out with a JVM and its options: profiles a small program of its own, whose peak and line "
                    + "are known, and tells what is available and whether it was measured rightly.",
            ""
        })
public final class DoctorCommand implements Callable<Integer> {

    private final Session session;
    private final PrintStream standardOutput;
    private @Nullable JavaCommandLine line;

    @Option(
            names = "--java",
            paramLabel = "PATH",
            description = "The java to try, or its JDK's directory; 17 or later "
                    + "(default: the one in JAVA_HOME, else the one in PATH).")
    private @Nullable String java;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    public DoctorCommand(Session session, PrintStream standardOutput) {
        this.session = session;
        this.standardOutput = standardOutput;
    }

    /**
     * To be called before {@link #call}: keeps the JVM's options, and returns ours.
     *
     * @param words all words after {@code doctor}
     * @throws CliFailure wrong usage
     */
    public List<String> split(List<String> words, OwnOptions ownOptions) throws CliFailure {
        List<String> withProgram = new ArrayList<>(words);
        withProgram.add(Checkup.PROGRAM);
        RunArguments arguments =
                split(withProgram, ownOptions, session.surroundings().workingDirectory());
        line = arguments.java();
        if (line != null && !line.program().equals(new Program.MainClass(Checkup.PROGRAM))) {
            throw new CliFailure(
                    ExitCodes.BAD_INPUT, "doctor runs a program of its own; leave out " + lastWord(line.program()));
        }
        if (line == null && withProgram.size() > 1) {
            throw new CliFailure(ExitCodes.BAD_INPUT, "option " + words.get(words.size() - 1) + " needs a value");
        }
        return arguments.own();
    }

    private static String lastWord(Program program) {
        return program.words().get(program.words().size() - 1);
    }

    private static RunArguments split(List<String> words, OwnOptions ownOptions, Path workingDirectory)
            throws CliFailure {
        try {
            return RunArguments.split(words, ownOptions, workingDirectory);
        } catch (CliFailure wrongUsage) {
            throw new CliFailure(ExitCodes.BAD_INPUT, wrongUsage.getMessage());
        }
    }

    @Override
    public Integer call() throws CliFailure {
        JavaCommandLine options = line;
        if (options == null) {
            throw new IllegalStateException("the words were not split");
        }
        requireAgent();
        Path javaPath = new JavaLocator(session.surroundings()).locate(java, options.launcher());
        Jvm jvm = new JvmProbe(javaPath, session.surroundings()).probe(options.expandedJvmOptions());
        CollectorPolicy.Decision collector = CollectorPolicy.decide(jvm.flags());
        AgentPolicy.Decision forAgent = AgentPolicy.decide(options.expandedJvmOptions(), session.surroundings());
        List<String> added = Stream.concat(collector.options().stream(), forAgent.options().stream())
                .toList();
        Diagnosis diagnosis = diagnose(new Checkup(session.surroundings(), javaPath, jvm, options, collector, added));
        diagnosis.lines().forEach(standardOutput::println);
        return diagnosis.healthy() ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private static Diagnosis diagnose(Checkup checkup) throws CliFailure {
        try {
            return checkup.run();
        } catch (IOException noRoom) {
            throw new CliFailure(ExitCodes.FAILED, "cannot write temporary files: " + IoFailure.words(noRoom));
        }
    }

    private void requireAgent() throws CliFailure {
        Path agent = session.surroundings().agentJar();
        if (!Files.isReadable(agent)) {
            throw new CliFailure(ExitCodes.FAILED, "this installation is incomplete: the agent is missing at " + agent);
        }
    }
}
