package dev.filprofile.cli.command;

import dev.filprofile.cli.CliFailure;
import dev.filprofile.cli.ExitCodes;
import dev.filprofile.cli.launch.RunningPrograms;
import dev.filprofile.cli.result.ReportWriter;
import dev.filprofile.cli.result.ResultFiles;
import dev.filprofile.cli.result.ResultFolders;
import dev.filprofile.cli.source.SourceFinder;
import dev.filprofile.cli.source.SourceScope;
import dev.filprofile.flamegraph.Findings;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.format.ProfileFormatException;
import dev.filprofile.profile.format.RawSnapshotReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code fil-profile snapshot}: reports the peak so far of a program that is still running. Only reads the file that
 * its agent keeps; nothing happens within the program.
 */
@Command(
        name = "snapshot",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "",
            "Reports the peak so far of a program that runs under fil-profile run, without disturbing it. "
                    + "The report goes into the folder snapshots of the run's result folder.",
            ""
        })
public final class SnapshotCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(
            arity = "0..1",
            paramLabel = "PID",
            description = "The program's process id, or that of the fil-profile that started it; "
                    + "not needed while only one program is running.")
    private @Nullable Long pid;

    @Option(names = "--no-browser", description = "Do not open the report in a browser.")
    private boolean noBrowser;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    public SnapshotCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws CliFailure {
        RunningPrograms.Entry program = choose(list());
        Profile recorded = read(program);
        Profile profile = Enriched.withSources(recorded, new SourceFinder(List.of(), SourceScope.app).find(recorded));
        Findings findings = Findings.of(profile);
        Path folder = write(profile, findings, program.resultFolder().resolve("snapshots"));
        new Announcement(session, session.messages(), !noBrowser).of(profile, findings, folder);
        return ExitCodes.OK;
    }

    private List<RunningPrograms.Entry> list() throws CliFailure {
        try {
            return new RunningPrograms(session.surroundings()).list();
        } catch (IOException unreadable) {
            throw new CliFailure(ExitCodes.FAILED, "cannot list the running programs: " + IoFailure.words(unreadable));
        }
    }

    private RunningPrograms.Entry choose(List<RunningPrograms.Entry> running) throws CliFailure {
        List<RunningPrograms.Entry> meant = running.stream()
                .filter(entry -> pid == null || entry.pid() == pid || entry.launcherPid() == pid)
                .toList();
        if (meant.size() == 1) {
            return meant.get(0);
        }
        if (running.isEmpty()) {
            throw new CliFailure(ExitCodes.BAD_INPUT, "no program is running under fil-profile run");
        }
        String pids = running.stream()
                .map(entry -> Long.toString(entry.pid()))
                .sorted()
                .collect(Collectors.joining(", "));
        throw new CliFailure(
                ExitCodes.BAD_INPUT,
                pid == null
                        ? "several programs are running, name one: " + pids
                        : "no program with process id " + pid + " is running under fil-profile run; running are: "
                                + pids);
    }

    private static Profile read(RunningPrograms.Entry program) throws CliFailure {
        Path raw = program.resultFolder().resolve(ResultFiles.RAW_SNAPSHOT);
        try {
            if (!Files.exists(raw)) {
                throw new CliFailure(
                        ExitCodes.FAILED, "nothing is recorded yet: the profiler has not started in the program");
            }
            return RawSnapshotReader.read(raw, true);
        } catch (ProfileFormatException notYet) {
            throw new CliFailure(ExitCodes.FAILED, IoFailure.words(notYet));
        } catch (IOException unreadable) {
            throw new CliFailure(ExitCodes.FAILED, "cannot read the recording: " + IoFailure.words(unreadable));
        }
    }

    private static Path write(Profile profile, Findings findings, Path folders) throws CliFailure {
        try {
            Path folder = new ResultFolders(folders).create(LocalDateTime.now());
            ReportWriter.write(profile, findings, folder);
            return folder;
        } catch (IOException failure) {
            throw new CliFailure(ExitCodes.FAILED, "cannot write the report: " + IoFailure.words(failure));
        }
    }
}
