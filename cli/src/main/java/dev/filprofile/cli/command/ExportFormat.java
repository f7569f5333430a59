package dev.filprofile.cli.command;

import dev.filprofile.flamegraph.export.Dhat;
import dev.filprofile.flamegraph.export.Pprof;
import dev.filprofile.flamegraph.export.ProfileJson;
import dev.filprofile.flamegraph.export.SitesCsv;
import dev.filprofile.flamegraph.export.Speedscope;
import dev.filprofile.flamegraph.text.CollapsedStacks;
import dev.filprofile.profile.Profile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** What {@code export} can write. Constants are spelled as they are typed. */
enum ExportFormat {
    collapsed(ExportFormat::collapsedStacks),
    speedscope(Speedscope::write),
    pprof(Pprof::write),
    dhat(Dhat::write),
    csv(SitesCsv::write),
    json(ProfileJson::write);

    @FunctionalInterface
    private interface Exporter {
        void write(Profile profile, OutputStream out) throws IOException;
    }

    private final Exporter exporter;

    ExportFormat(Exporter exporter) {
        this.exporter = exporter;
    }

    /** Whether a terminal shows nothing but garbage. */
    boolean isBinary() {
        return this == pprof;
    }

    /** Writes a profile; {@code out} is flushed, not closed. */
    void write(Profile profile, OutputStream out) throws IOException {
        exporter.write(profile, out);
    }

    private static void collapsedStacks(Profile profile, OutputStream out) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        CollapsedStacks.write(profile, text);
        text.flush();
    }
}
