package dev.filprofile.cli;

import dev.filprofile.cli.command.CheckCommand;
import dev.filprofile.cli.command.DiffCommand;
import dev.filprofile.cli.command.DoctorCommand;
import dev.filprofile.cli.command.ExportCommand;
import dev.filprofile.cli.command.ListCommand;
import dev.filprofile.cli.command.ReportCommand;
import dev.filprofile.cli.command.RunCommand;
import dev.filprofile.cli.command.Session;
import dev.filprofile.cli.command.SnapshotCommand;
import dev.filprofile.cli.launch.OwnOptions;
import dev.filprofile.cli.launch.RunArguments;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command line as a whole: hands words to the commands, and failures to the user. */
public final class FilProfile {

    private static final Set<String> BEFORE_COMMAND = Set.of("-V", "--version", "-h", "--help");

    private final Surroundings surroundings;
    private final PrintStream standardOutput;
    private final Messages messages;

    public FilProfile(Surroundings surroundings, PrintStream standardOutput, PrintStream standardError) {
        this.surroundings = surroundings;
        this.standardOutput = standardOutput;
        this.messages = new Messages(standardError, false);
    }

    @Command(
            name = "fil-profile",
            versionProvider = Version.class,
            usageHelpAutoWidth = true,
            synopsisSubcommandLabel = "COMMAND",
            description = {
                "",
                "Tells which lines of a Java program held its memory at the moment when its heap was fullest.",
                "",
                "Put 'fil-profile run' in front of what you type today:",
                "",
                "  fil-profile run java -Xmx2g -jar MyApp.jar input.csv",
                ""
            },
            subcommandsRepeatable = false)
    private static final class Root implements Runnable {

        @Option(
                names = {"-V", "--version"},
                versionHelp = true,
                description = "Show the version.")
        private boolean version;

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this help; 'fil-profile COMMAND --help' shows a command's.")
        private boolean help;

        @Override
        public void run() {
            throw new IllegalStateException("a command is required");
        }
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = FilProfile.class.getPackage().getImplementationVersion();
            return new String[] {"fil-profile " + (version == null ? "(not packaged)" : version)};
        }
    }

    /**
     * Runs one command.
     *
     * @return the exit code, see {@link ExitCodes}
     */
    public int execute(List<String> words) {
        Session session = new Session(surroundings, messages);
        RunCommand run = new RunCommand(session);
        CheckCommand check = new CheckCommand(session, standardOutput);
        DoctorCommand doctor = new DoctorCommand(session, standardOutput);
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("run", () -> run);
        commands.put("report", () -> new ReportCommand(session));
        commands.put("export", () -> new ExportCommand(session, standardOutput));
        commands.put("snapshot", () -> new SnapshotCommand(session));
        commands.put("list", () -> new ListCommand(session, standardOutput));
        commands.put("diff", () -> new DiffCommand(session, standardOutput));
        commands.put("check", () -> check);
        commands.put("doctor", () -> doctor);
        CommandLine commandLine = commandLine(commands, words.isEmpty() ? "" : words.get(0));
        int exitCode;
        try {
            exitCode = commandLine.execute(split(words, run, check, doctor).toArray(new String[0]));
        } catch (CliFailure failure) {
            messages.error(failure.getMessage());
            exitCode = failure.exitCode();
        }
        return check.verdict(exitCode);
    }

    /** With the one command that is named, since picocli takes long to look through all of them; else with all. */
    private CommandLine commandLine(Map<String, Supplier<Object>> commands, String named) {
        CommandLine commandLine = new CommandLine(new Root());
        commands.forEach((name, command) -> {
            if (name.equals(named) || !commands.containsKey(named)) {
                commandLine.addSubcommand(name, command.get());
            }
        });
        return commandLine
                .setExpandAtFiles(false)
                .setUseSimplifiedAtFiles(false)
                .setTrimQuotes(false)
                .setAbbreviatedOptionsAllowed(false)
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        surroundings.terminal() ? CommandLine.Help.Ansi.AUTO : CommandLine.Help.Ansi.OFF))
                .setOut(new PrintWriter(standardOutput, true))
                .setParameterExceptionHandler((exception, all) -> badUsage(exception))
                .setExecutionExceptionHandler((exception, command, parsed) -> failed(exception, command, parsed));
    }

    /** Only our own options are left for picocli to see; the program's line goes to the command as it is. */
    private List<String> split(List<String> words, RunCommand run, CheckCommand check, DoctorCommand doctor)
            throws CliFailure {
        refuseOptionBeforeCommand(words);
        String command = words.isEmpty() ? "" : words.get(0);
        List<String> own = new ArrayList<>(List.of(command));
        if (command.equals("run")) {
            RunArguments arguments = RunArguments.split(
                    words.subList(1, words.size()), ownOptions(run), surroundings.workingDirectory());
            run.program(arguments.java());
            own.addAll(arguments.own());
            return own;
        }
        if (command.equals("check")) {
            own.addAll(check.split(words.subList(1, words.size())));
            return own;
        }
        if (command.equals("doctor")) {
            own.addAll(doctor.split(words.subList(1, words.size()), ownOptions(doctor)));
            return own;
        }
        return words;
    }

    private static void refuseOptionBeforeCommand(List<String> words) throws CliFailure {
        if (!words.isEmpty() && words.get(0).startsWith("-") && !BEFORE_COMMAND.contains(words.get(0))) {
            throw new CliFailure(
                    ExitCodes.BAD_INPUT,
                    "unknown option " + words.get(0) + "; options stand behind the command: fil-profile run "
                            + words.get(0));
        }
    }

    private static OwnOptions ownOptions(Object command) {
        Set<String> flags = new HashSet<>();
        Set<String> withValue = new HashSet<>();
        for (OptionSpec option : CommandSpec.forAnnotatedObject(command).options()) {
            (option.arity().max() == 0 ? flags : withValue).addAll(List.of(option.names()));
        }
        return new OwnOptions(flags, withValue);
    }

    private int badUsage(ParameterException exception) {
        CommandLine command = exception.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        messages.error(message(exception) + " (" + name + " --help)");
        return isRun(command) ? ExitCodes.RUN_FAILED : ExitCodes.BAD_INPUT;
    }

    private static String message(ParameterException exception) {
        if (exception instanceof CommandLine.UnmatchedArgumentException unmatched
                && exception.getCommandLine().getParent() == null) {
            String first = unmatched.getUnmatched().get(0);
            return "unknown command " + first + "; to run a program: fil-profile run " + first;
        }
        if (exception instanceof CommandLine.UnmatchedArgumentException
                && exception.getCommandLine().getCommandName().equals("check")) {
            return exception.getMessage() + "; a program stands behind --: fil-profile check [OPTIONS] -- PROGRAM";
        }
        return String.valueOf(exception.getMessage());
    }

    private int failed(Exception exception, CommandLine command, ParseResult parsed) {
        if (exception instanceof CliFailure failure) {
            messages.error(failure.getMessage());
            return failure.exitCode();
        }
        if (parsed.subcommand() == null && command.getParent() == null) {
            messages.error(
                    "a command is missing: run, report, export, snapshot, list, diff, check or doctor (fil-profile --help)");
            return ExitCodes.BAD_INPUT;
        }
        messages.bug(exception);
        return isRun(command) ? ExitCodes.RUN_FAILED : ExitCodes.FAILED;
    }

    private static boolean isRun(CommandLine command) {
        return command.getCommandName().equals("run");
    }
}
