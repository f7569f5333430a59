package dev.filprofile.flamegraph.export;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.filprofile.profile.Method;
import dev.filprofile.profile.Profile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The file format of speedscope, <a href="https://www.speedscope.app/file-format-schema.json">as its schema has it</a>:
 * two sampled profiles, of bytes and of objects, whose samples are the call paths.
 *
 * <p>A frame's name ends with its line, because speedscope's tables show nothing else to tell two lines of a method apart.
 */
public final class Speedscope {

    private static final String SCHEMA = "https://www.speedscope.app/file-format-schema.json";

    private final JsonGenerator json;
    private final Stacks stacks;
    private final List<Held> paths;

    private Speedscope(JsonGenerator json, Profile profile) {
        this.json = json;
        this.stacks = new Stacks(profile.tree());
        this.paths = Held.byPath(profile);
    }

    /** Writes a profile as UTF-8. {@code out} is flushed, not closed. */
    public static void write(Profile profile, OutputStream out) throws IOException {
        JsonFile.write(out, json -> new Speedscope(json, profile).document(profile));
    }

    private void document(Profile profile) throws IOException {
        String version = profile.run().toolVersion();
        json.writeStartObject();
        json.writeStringField("$schema", SCHEMA);
        json.writeStringField("exporter", version.isEmpty() ? "fil-profile" : "fil-profile@" + version);
        json.writeStringField("name", String.join(" ", profile.run().command()));
        json.writeNumberField("activeProfileIndex", 0);
        json.writeObjectFieldStart("shared");
        json.writeArrayFieldStart("frames");
        for (int frame = 0; frame < stacks.frames(); frame++) {
            frame(frame);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeArrayFieldStart("profiles");
        profile("Live bytes at the peak", "bytes", Held::bytes);
        profile("Live objects at the peak", "none", Held::objects);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void frame(int frame) throws IOException {
        Method method = stacks.method(stacks.methodOf(frame));
        json.writeStartObject();
        json.writeStringField("name", stacks.nameWithLine(frame));
        if (!method.sourcePath().isEmpty()) {
            json.writeStringField("file", method.sourcePath());
        }
        if (stacks.line(frame) > 0) {
            json.writeNumberField("line", stacks.line(frame));
        }
        json.writeEndObject();
    }

    private void profile(String name, String unit, ToLongFunction<Held> amount) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "sampled");
        json.writeStringField("name", name);
        json.writeStringField("unit", unit);
        json.writeNumberField("startValue", 0);
        json.writeNumberField("endValue", paths.stream().mapToLong(amount).sum());
        json.writeArrayFieldStart("samples");
        for (Held held : paths) {
            if (amount.applyAsLong(held) > 0) {
                JsonFile.numbers(json, rootFirst(held.key().place()));
            }
        }
        json.writeEndArray();
        json.writeArrayFieldStart("weights");
        for (Held held : paths) {
            if (amount.applyAsLong(held) > 0) {
                json.writeNumber(amount.applyAsLong(held));
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private int[] rootFirst(int node) {
        int[] frames = stacks.leafFirst(node);
        for (int i = 0, j = frames.length - 1; i < j; i++, j--) {
            int frame = frames[i];
            frames[i] = frames[j];
            frames[j] = frame;
        }
        return frames;
    }
}
