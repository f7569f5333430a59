package dev.filprofile.cli.command;

import dev.filprofile.cli.Messages;
import dev.filprofile.cli.git.CommitReader;
import dev.filprofile.cli.launch.ShellQuoting;
import dev.filprofile.cli.result.ReportWriter;
import dev.filprofile.cli.result.ResultFiles;
import dev.filprofile.cli.result.ResultFolders;
import dev.filprofile.cli.source.SourceFinder;
import dev.filprofile.flamegraph.Findings;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.format.ProfileFormatException;
import dev.filprofile.profile.format.RawSnapshotReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is done once the program has ended. Nothing here changes the exit code, which is the program's: failures are
 * told in a line. The raw snapshot is kept until the report is whole.
 */
final class FinishedRun {

    private static final long COMMIT_PATIENCE_MILLIS = 2_000;

    private final Session session;
    private final Messages messages;
    private final ResultFolders folders;
    private final Path folder;
    private final SourceFinder sources;
    private final EarlierPeak earlier;
    private final boolean openBrowser;

    /**
     * @param folder the run's own
     * @param sources finds the text of lines
     * @param earlier what was known of the peak
     */
    FinishedRun(
            Session session,
            Messages messages,
            ResultFolders folders,
            Path folder,
            SourceFinder sources,
            EarlierPeak earlier,
            boolean openBrowser) {
        this.session = session;
        this.messages = messages;
        this.folders = folders;
        this.folder = folder;
        this.sources = sources;
        this.earlier = earlier;
        this.openBrowser = openBrowser;
    }

    /**
     * @param command as typed
     * @param notes to be added to the report
     * @return whether the report was made
     */
    boolean report(List<String> command, List<String> notes, CommitReader commit, int exitCode) {
        Path raw = folder.resolve(ResultFiles.RAW_SNAPSHOT);
        try {
            if (!Files.isDirectory(folder)) {
                messages.error("no report: " + session.shown(folder) + " was deleted while the program ran");
                return false;
            }
            Files.deleteIfExists(folder.resolve(ResultFiles.AGENT_OPTIONS));
            if (!Files.exists(raw)) {
                Files.deleteIfExists(folder);
                messages.error("no report: the profiler did not start in the program's JVM");
                return false;
            }
            Profile recorded = RawSnapshotReader.read(raw);
            List<String> allNotes = new ArrayList<>(notes);
            allNotes.addAll(earlier.notes(recorded.certificate()));
            Profile run = Enriched.withRun(recorded, command, commit.await(COMMIT_PATIENCE_MILLIS), exitCode, allNotes);
            write(Enriched.withSources(run, sources.find(run)));
            Files.deleteIfExists(raw);
            return true;
        } catch (ProfileFormatException unusable) {
            messages.error("no report: " + IoFailure.words(unusable));
        } catch (IOException failure) {
            messages.error("no report: " + IoFailure.words(failure) + "; the recording is kept, to render it later: "
                    + "fil-profile report " + ShellQuoting.quote(List.of(session.shown(folder))));
        } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError bug) {
            messages.error("no report: internal error: " + bug + " at " + firstFrame(bug)
                    + "; the recording is kept in " + session.shown(raw));
        }
        return false;
    }

    private void write(Profile profile) throws IOException {
        Findings findings = Findings.of(profile);
        ReportWriter.write(profile, findings, folder);
        setLatest();
        earlier.shortfall(profile.certificate()).ifPresent(messages::line);
        new Announcement(session, messages, openBrowser).of(profile, findings, folder);
    }

    /** Of less worth than the report, which exists by now. */
    private void setLatest() {
        try {
            folders.setLatest(folder);
        } catch (IOException failure) {
            messages.line("cannot make " + ResultFolders.LATEST + " lead to this result: " + IoFailure.words(failure));
        }
    }

    private static String firstFrame(Throwable bug) {
        StackTraceElement[] frames = bug.getStackTrace();
        return frames.length == 0 ? "an unknown place" : frames[0].toString();
    }
}
