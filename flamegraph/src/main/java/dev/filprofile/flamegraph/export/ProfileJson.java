package dev.filprofile.flamegraph.export;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.filprofile.flamegraph.Findings;
import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.Frame;
import dev.filprofile.profile.Method;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.RunInfo;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that a profile knows, as JSON for programs: tables that refer to each other by index, as in {@link Profile}.
 * Amounts are the estimates themselves, with their fractions. The keys are documented in {@code docs/exports.md}; they are only
 * ever added to.
 */
public final class ProfileJson {

    private static final int SCHEMA_VERSION = 1;

    private final JsonGenerator json;
    private final Profile profile;

    private ProfileJson(JsonGenerator json, Profile profile) {
        this.json = json;
        this.profile = profile;
    }

    /** Writes a profile as UTF-8. {@code out} is flushed, not closed. */
    public static void write(Profile profile, OutputStream out) throws IOException {
        JsonFile.write(out, json -> new ProfileJson(json, profile).document());
    }

    private void document() throws IOException {
        json.writeStartObject();
        json.writeStringField("format", "fil-profile");
        json.writeNumberField("schemaVersion", SCHEMA_VERSION);
        json.writeStringField("toolVersion", profile.run().toolVersion());
        json.writeStringField("answer", Findings.of(profile).answer().text());
        certificate(profile.certificate());
        json.writeNumberField("attributedBytes", profile.attributedBytes());
        json.writeNumberField("residualBytes", profile.residualBytes());
        json.writeNumberField("standardErrorBytes", profile.standardErrorBytes());
        run(profile.run());
        strings("classes", profile.classes());
        strings("threads", profile.threads());
        strings("tasks", profile.tasks());
        methods();
        frames();
        nodes();
        allocations();
        strings("notes", profile.notes());
        json.writeEndObject();
    }

    private void certificate(Certificate certificate) throws IOException {
        json.writeObjectFieldStart("certificate");
        json.writeStringField("kind", certificate.kind().name());
        json.writeNumberField("peakBytes", certificate.peakBytes());
        json.writeNumberField("upperBoundBytes", certificate.upperBoundBytes());
        json.writeNumberField("peakMillis", certificate.peakMillis());
        json.writeNumberField("baseBytes", certificate.baseBytes());
        json.writeNumberField("ownBytes", certificate.ownBytes());
        json.writeNumberField("confirmations", certificate.confirmations());
        json.writeBooleanField("finalPeak", certificate.finalPeak());
        json.writeEndObject();
    }

    private void run(RunInfo run) throws IOException {
        json.writeObjectFieldStart("run");
        json.writeStringField("started", run.started().toString());
        json.writeNumberField("durationMillis", run.durationMillis());
        strings("command", run.command());
        json.writeStringField("workingDirectory", run.workingDirectory());
        json.writeStringField("jvm", run.jvm());
        strings("jvmFlags", run.jvmFlags());
        json.writeStringField("collector", run.collector());
        json.writeBooleanField("collectorChosenByUs", run.collectorChosenByUs());
        json.writeNumberField("maxHeapBytes", run.maxHeapBytes());
        json.writeNumberField("intervalBytes", run.intervalBytes());
        json.writeStringField("engine", run.engine());
        json.writeStringField("commit", run.commit());
        json.writeBooleanField("commitDirty", run.commitDirty());
        json.writeNumberField("exitCode", run.exitCode());
        json.writeStringField("end", run.end().name());
        json.writeObjectFieldStart("counters");
        for (Map.Entry<String, Long> counter : new TreeMap<>(run.counters()).entrySet()) {
            json.writeNumberField(counter.getKey(), counter.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void methods() throws IOException {
        json.writeArrayFieldStart("methods");
        for (Method method : profile.tree().methods()) {
            json.writeStartObject();
            json.writeStringField("class", method.className());
            json.writeStringField("name", method.name());
            json.writeStringField("descriptor", method.descriptor());
            json.writeStringField("file", method.sourceFile());
            json.writeStringField("location", method.location());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void frames() throws IOException {
        json.writeArrayFieldStart("frames");
        for (Frame frame : profile.tree().frames()) {
            json.writeStartObject();
            json.writeNumberField("method", frame.methodIndex());
            json.writeNumberField("line", frame.line());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void nodes() throws IOException {
        json.writeObjectFieldStart("nodes");
        json.writeFieldName("parent");
        JsonFile.numbers(json, profile.tree().parents());
        json.writeFieldName("frame");
        JsonFile.numbers(json, profile.tree().frameIndexes());
        json.writeEndObject();
    }

    private void allocations() throws IOException {
        json.writeArrayFieldStart("allocations");
        for (var allocation : profile.allocations()) {
            json.writeStartObject();
            json.writeNumberField("node", allocation.node());
            json.writeNumberField("class", allocation.classIndex());
            json.writeNumberField("thread", allocation.threadIndex());
            json.writeNumberField("task", allocation.taskIndex());
            json.writeNumberField("bytes", allocation.bytes());
            json.writeNumberField("objects", allocation.objects());
            json.writeNumberField("variance", allocation.variance());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void strings(String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
