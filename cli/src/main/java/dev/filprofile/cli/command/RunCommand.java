package dev.filprofile.cli.command;

import dev.filprofile.cli.CliFailure;
import dev.filprofile.cli.ExitCodes;
import dev.filprofile.cli.launch.JavaCommandLine;
import dev.filprofile.cli.launch.ProgramRun;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Option(
            names = "--refine",
            paramLabel = "PROFILE",
            description =
                    "An earlier run of the same program: its result folder, its profile, or the word latest. "
                            + "Nothing is confirmed before the heap comes near that peak, so this run is quicker and its peak surer.")
    private @Nullable Path refine;

    @Option(names = "--no-browser", description = "Do not open the report in a browser.")
    private boolean noBrowser;

    @Mixin
    private RunOptions options = new RunOptions();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    public RunCommand(Session session) {
        this.session = session;
    }

    /** To be called before {@link #call}: what the user typed after our options, or null where that was nothing. */
    public void program(@Nullable JavaCommandLine typed) {
        line = typed;
    }

    @Override
    public Integer call() throws CliFailure {
        JavaCommandLine typed = requireProgram();
        EarlierPeak earlier =
                refine == null ? EarlierPeak.NONE : EarlierPeak.read(session, session.resolve(output), refine);
        ProfiledProgram program = new ProfiledProgram(session, options, typed, output, earlier);
        return program.run(new ProgramRun(session.surroundings()), !noBrowser).exitCode();
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
}
