package dev.filprofile.cli.command;

import dev.filprofile.cli.CliFailure;
import dev.filprofile.cli.ExitCodes;
import dev.filprofile.cli.result.Recordings;
import dev.filprofile.cli.result.Recordings.Recording;
import dev.filprofile.cli.result.ReportWriter;
import dev.filprofile.cli.result.ResultFiles;
import dev.filprofile.cli.result.ResultFolders;
import dev.filprofile.cli.source.SourceFinder;
import dev.filprofile.cli.source.SourceScope;
import dev.filprofile.flamegraph.Findings;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.format.ProfileFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fil-profile report}: renders a profile or a raw snapshot again. */
@Command(
        name = "report",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "",
            "Makes the report of an earlier run again, or of a run that never came to make one: from a result folder, "
                    + "a profile (" + ResultFiles.PROFILE + "), a raw snapshot (" + ResultFiles.RAW_SNAPSHOT
                    + "), or the word latest. Collapsed stacks of another tool will do, too.",
            ""
        })
public final class ReportCommand implements Callable<Integer> {

    private static final Path DEFAULT_RESULTS = Path.of("fil-result");

    private final Session session;

    @Parameters(paramLabel = "PATH", description = "What to render.")
    private Path path = Path.of(ResultFolders.LATEST);

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Where the report goes (default: the result folder itself, or NAME-report beside a file "
                    + "that lies elsewhere).")
    private @Nullable Path output;

    @Option(
            names = "--source",
            paramLabel = "PATH",
            description = "A directory, jar or zip file with sources, to show the text of lines; may be repeated.")
    private List<Path> sources = new ArrayList<>();

    @Option(
            names = "--source-text",
            paramLabel = "none|app|all",
            description = "Whose source text the report may hold: nobody's, your own code's, or that of JDK and "
                    + "libraries too (default: app, and what a profile has already).")
    private @Nullable SourceScope sourceText;

    @Option(names = "--no-browser", description = "Do not open the report in a browser.")
    private boolean noBrowser;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    public ReportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws CliFailure {
        Recording recording = read();
        Path folder = output == null ? defaultFolder(recording.file()) : session.resolve(output);
        Profile profile = withSources(recording, NamedSources.resolve(session, sources, ExitCodes.BAD_INPUT));
        Findings findings = Findings.of(profile);
        try {
            ReportWriter.write(profile, findings, folder);
        } catch (IOException failure) {
            throw new CliFailure(
                    ExitCodes.FAILED,
                    "cannot write the report: " + IoFailure.words(failure) + " (choose another place with -o DIR)");
        }
        new Announcement(session, session.messages(), !noBrowser).of(profile, findings, folder);
        return ExitCodes.OK;
    }

    private Recording read() throws CliFailure {
        try {
            Path given = Recordings.find(
                            session.surroundings().workingDirectory(), session.resolve(DEFAULT_RESULTS), path)
                    .orElseThrow(() -> new CliFailure(ExitCodes.BAD_INPUT, "not found: " + path));
            return Recordings.read(given);
        } catch (ProfileFormatException foreign) {
            throw new CliFailure(ExitCodes.BAD_INPUT, IoFailure.words(foreign));
        } catch (IOException unreadable) {
            throw new CliFailure(ExitCodes.BAD_INPUT, "cannot read " + path + ": " + IoFailure.words(unreadable));
        }
    }

    /** The folder of a result is known by the names in it; other files get a folder beside them. */
    private static Path defaultFolder(Path file) {
        boolean inResultFolder = file.endsWith(ResultFiles.PROFILE) || file.endsWith(ResultFiles.RAW_SNAPSHOT);
        Path parent = file.toAbsolutePath().getParent();
        if (inResultFolder && parent != null) {
            return parent;
        }
        String name = String.valueOf(file.getFileName())
                .replaceFirst("\\.(filprofile|filraw|collapsed|folded|(collapsedstack\\.)?txt)$", "");
        return file.resolveSibling(name + "-report");
    }

    /** A profile keeps the text it was made with; what the user names now may add to it. */
    private Profile withSources(Recording recording, List<Path> named) {
        Profile profile = recording.profile();
        if (recording.raw() || !named.isEmpty() || sourceText == SourceScope.all) {
            SourceFinder finder = new SourceFinder(named, sourceText == null ? SourceScope.app : sourceText);
            profile = Enriched.withSources(profile, Enriched.merged(profile.sources(), finder.find(profile)));
        }
        return sourceText == null ? profile : Enriched.withSources(profile, sourceText.within(profile));
    }
}
