package dev.filprofile.flamegraph.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.filprofile.flamegraph.diff.Change;
import dev.filprofile.flamegraph.diff.ProfileDiff;
import dev.filprofile.flamegraph.diff.RunSite;
import dev.filprofile.flamegraph.diff.Side;
import dev.filprofile.flamegraph.diff.SiteChange;
import dev.filprofile.profile.Profile;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A comparison as JSON, with all sites. The keys are documented in {@code docs/diff.md}; they are only ever added to. */
public final class DiffJson {

    private final JsonGenerator json;

    private DiffJson(JsonGenerator json) {
        this.json = json;
    }

    /**
     * Writes it, ended by LF, and leaves {@code out} open.
     *
     * @throws IOException if {@code out} does
     */
    public static void write(DiffReport report, Writer out) throws IOException {
        JsonFactory factory = JsonFactory.builder().build();
        try (JsonGenerator json = factory.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
            json.setPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
            new DiffJson(json).report(report);
            json.writeRaw('\n');
        }
        out.flush();
    }

    private void report(DiffReport report) throws IOException {
        ProfileDiff diff = report.diff();
        json.writeStartObject();
        json.writeStringField("tool", "fil-profile");
        json.writeStringField("kind", "diff");
        json.writeNumberField("schemaVersion", 1);
        strings("brokenLimits", report.brokenLimits());
        strings("obstacles", report.comparability().obstacles());
        strings("remarks", report.comparability().remarks());
        json.writeNumberField("noiseFloorBytes", Math.round(diff.floorBytes()));
        json.writeObjectFieldStart("peak");
        change(diff.peak());
        json.writeEndObject();
        json.writeObjectFieldStart("rest");
        change(diff.rest());
        json.writeEndObject();
        side("base", diff.base());
        side("new", diff.next());
        json.writeArrayFieldStart("sites");
        for (SiteChange site : diff.sites()) {
            site(site);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void change(Change change) throws IOException {
        json.writeStringField("status", change.status().name());
        json.writeNumberField("beforeBytes", Math.round(change.before()));
        json.writeNumberField("afterBytes", Math.round(change.after()));
        json.writeNumberField("deltaBytes", Math.round(change.delta()));
        json.writeNumberField("noiseBytes", Math.round(change.noiseBytes()));
        json.writeNumberField("doubtBytes", Math.round(change.doubtBytes()));
        json.writeNumberField(
                "beforeLowestBytes", Math.round(change.beforeSpread().lowest()));
        json.writeNumberField(
                "beforeHighestBytes", Math.round(change.beforeSpread().highest()));
        json.writeNumberField(
                "afterLowestBytes", Math.round(change.afterSpread().lowest()));
        json.writeNumberField(
                "afterHighestBytes", Math.round(change.afterSpread().highest()));
    }

    private void side(String field, Side side) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("name", side.name());
        json.writeNumberField("medianRun", side.runs().indexOf(side.median()));
        json.writeArrayFieldStart("runs");
        for (Profile run : side.runs()) {
            json.writeStartObject();
            json.writeStringField("started", run.run().started().toString());
            strings("command", run.run().command());
            json.writeStringField("commit", run.run().commit());
            json.writeBooleanField("commitDirty", run.run().commitDirty());
            json.writeStringField("jvm", run.run().jvm());
            json.writeStringField("collector", run.run().collector());
            json.writeStringField("certificateKind", run.certificate().kind().name());
            json.writeNumberField("peakBytes", run.certificate().peakBytes());
            json.writeNumberField("upperBoundBytes", run.certificate().upperBoundBytes());
            json.writeNumberField("peakMillis", run.certificate().peakMillis());
            json.writeNumberField("standardErrorBytes", Math.round(run.standardErrorBytes()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void site(SiteChange site) throws IOException {
        json.writeStartObject();
        change(site.bytes());
        json.writeStringField("match", site.match().name());
        runSite("before", site.before());
        runSite("after", site.after());
        json.writeEndObject();
    }

    private void runSite(String field, @Nullable RunSite site) throws IOException {
        if (site == null) {
            json.writeNullField(field);
            return;
        }
        json.writeObjectFieldStart(field);
        json.writeStringField("name", site.site().fullName());
        json.writeStringField("location", site.site().location());
        json.writeStringField("origin", site.site().origin().name());
        json.writeStringField("source", site.site().sourceText());
        json.writeNumberField("bytes", Math.round(site.bytes()));
        json.writeNumberField("standardErrorBytes", Math.round(Math.sqrt(site.variance())));
        json.writeNumberField("objects", Math.round(site.objects()));
        json.writeStringField("mainClass", site.site().mainClass());
        json.writeEndObject();
    }

    private void strings(String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
