package dev.filprofile.cli.command;

import dev.filprofile.cli.CliFailure;
import dev.filprofile.cli.ExitCodes;
import dev.filprofile.cli.result.Browser;
import dev.filprofile.flamegraph.html.HtmlDiff;
import dev.filprofile.flamegraph.text.DiffReport;
import dev.filprofile.flamegraph.text.DiffWords;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The file that a comparison's page is written to. It appears under its name only when it is whole, and takes the place of such
 * a page alone.
 *
 * @param file as the user named it
 */
record DiffPageFile(Session session, Path file) {

    /** Where it goes if the user names no other place. */
    static final String DEFAULT = "diff.html";

    /** Writes the page, tells where, and opens it if that is wanted and a person is there to see it. */
    void write(DiffReport report, boolean open) throws CliFailure {
        Path target = session.resolve(file);
        try {
            refuseForeign(target);
            replace(target, report);
        } catch (IOException failure) {
            throw new CliFailure(ExitCodes.FAILED, "cannot write " + file + ": " + IoFailure.words(failure));
        }
        session.messages()
                .line("Peak memory: " + DiffWords.peaks(report.diff().peak()) + ": "
                        + DiffWords.verdict(report.diff()));
        report.brokenLimits().forEach(limit -> session.messages().line("LIMIT BROKEN: " + limit));
        session.messages().line("Comparison: " + session.shown(target));
        if (open) {
            new Browser(session.surroundings()).open(target);
        }
    }

    private void refuseForeign(Path target) throws IOException, CliFailure {
        if (!Files.exists(target)) {
            return;
        }
        if (!Files.isRegularFile(target) || !isDiffPage(target)) {
            throw new CliFailure(
                    ExitCodes.BAD_INPUT,
                    file + " exists and is no page of a comparison; it is left alone (--to names another file)");
        }
    }

    private static boolean isDiffPage(Path target) throws IOException {
        try (InputStream in = Files.newInputStream(target)) {
            return HtmlDiff.isBeginningOfOne(new String(in.readNBytes(HtmlDiff.BEGINNING), StandardCharsets.UTF_8));
        }
    }

    private static void replace(Path target, DiffReport report) throws IOException {
        Path whole = target.resolveSibling(
                target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            // Unlike a writer of Files, this one replaces half characters, which names may hold, instead of failing.
            try (Writer out =
                    new BufferedWriter(new OutputStreamWriter(Files.newOutputStream(whole), StandardCharsets.UTF_8))) {
                HtmlDiff.write(report, out);
            }
            Files.move(whole, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole);
        }
    }
}
