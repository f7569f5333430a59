package dev.filprofile.cli.command;

import dev.filprofile.cli.Messages;
import dev.filprofile.cli.result.Browser;
import dev.filprofile.cli.result.EndLines;
import dev.filprofile.cli.result.ResultFiles;
import dev.filprofile.flamegraph.Findings;
import dev.filprofile.profile.Profile;
import java.nio.file.Path;

/** Tells of a report that has been written: peak, top line, path; and opens it where a person is there to see it. */
record Announcement(Session session, Messages messages, boolean openBrowser) {

    void of(Profile profile, Findings findings, Path folder) {
        Path report = folder.resolve(ResultFiles.REPORT);
        EndLines.of(profile, findings).forEach(messages::line);
        messages.line("Report: " + session.shown(report));
        if (openBrowser) {
            new Browser(session.surroundings()).open(report);
        }
    }
}
