package dev.filprofile.flamegraph.export;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.filprofile.flamegraph.TypeNames;
import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.Method;
import dev.filprofile.profile.Profile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;

/**
 * Version 2 of the file of DHAT, Valgrind's heap profiler. Its metric "at t-gmax", what each place held when the whole heap
 * was fullest, is ours.
 *
 * <p>A stack begins with the class that was allocated, then come the frames, the one that allocated first. The other metrics
 * need what is not recorded: totals and maxima of a place repeat what it held at the peak, lifetimes and what was left at the
 * end are 0. Times are in microseconds, because the viewer shows rates per million of the unit.
 */
public final class Dhat {

    private static final int VERSION = 2;
    private static final int MICROS = 1000;

    /** The viewer's frame 0 is its root; then come the classes, then the frames. */
    private static final int FIRST_CLASS = 1;

    private final JsonGenerator json;
    private final Profile profile;
    private final Stacks stacks;
    private final int firstFrame;

    private Dhat(JsonGenerator json, Profile profile) {
        this.json = json;
        this.profile = profile;
        this.stacks = new Stacks(profile.tree());
        this.firstFrame = FIRST_CLASS + profile.classes().size();
    }

    /** Writes a profile as UTF-8. {@code out} is flushed, not closed. */
    public static void write(Profile profile, OutputStream out) throws IOException {
        JsonFile.write(out, json -> new Dhat(json, profile).document());
    }

    private void document() throws IOException {
        Certificate certificate = profile.certificate();
        long end = Math.max(profile.run().durationMillis(), certificate.peakMillis());
        json.writeStartObject();
        json.writeNumberField("dhatFileVersion", VERSION);
        json.writeStringField("mode", "heap");
        json.writeStringField("verb", "Allocated");
        json.writeBooleanField("bklt", true);
        json.writeBooleanField("bkacc", false);
        json.writeStringField("bu", "byte");
        json.writeStringField("bsu", "bytes");
        json.writeStringField("bksu", "objects");
        json.writeStringField("tu", "us");
        json.writeStringField("Mtu", "s");
        json.writeNumberField("tuth", 0);
        json.writeStringField("cmd", String.join(" ", profile.run().command()));
        json.writeNumberField("pid", 0);
        // The viewer divides by it.
        json.writeNumberField("te", Math.max(1, end * MICROS));
        json.writeNumberField("tg", certificate.peakMillis() * MICROS);
        json.writeArrayFieldStart("pps");
        List<Held> paths = Held.of(
                profile, allocation -> new Held.Key(allocation.node(), allocation.classIndex(), Held.ANY, Held.ANY));
        for (Held held : paths) {
            point(held);
        }
        json.writeEndArray();
        frames();
        json.writeEndObject();
    }

    private void point(Held held) throws IOException {
        json.writeStartObject();
        for (String metric : new String[] {"tb", "mb", "gb"}) {
            json.writeNumberField(metric, held.bytes());
            json.writeNumberField(metric + "k", held.objects());
        }
        json.writeNumberField("tl", 0);
        json.writeNumberField("eb", 0);
        json.writeNumberField("ebk", 0);
        json.writeFieldName("fs");
        JsonFile.numbers(json, stack(held.key()));
        json.writeEndObject();
    }

    private int[] stack(Held.Key key) {
        int[] frames = stacks.leafFirst(key.place());
        int[] stack = new int[frames.length + 1];
        stack[0] = FIRST_CLASS + key.classIndex();
        Arrays.setAll(stack, i -> i == 0 ? stack[0] : firstFrame + frames[i - 1]);
        return stack;
    }

    private void frames() throws IOException {
        json.writeArrayFieldStart("ftbl");
        json.writeString("[root]");
        for (int i = 0; i < profile.classes().size(); i++) {
            entry(FIRST_CLASS + i, TypeNames.readable(profile.classes().get(i)), "allocated class");
        }
        for (int frame = 0; frame < stacks.frames(); frame++) {
            Method method = stacks.method(stacks.methodOf(frame));
            entry(firstFrame + frame, Stacks.name(method), place(method, frame));
        }
        json.writeEndArray();
    }

    /** As Valgrind writes frames, with a number of ours for the address. */
    private void entry(int number, String name, String place) throws IOException {
        json.writeString(
                "0x" + Integer.toHexString(number) + ": " + name + (place.isEmpty() ? "" : " (" + place + ")"));
    }

    private String place(Method method, int frame) {
        if (stacks.isNative(frame)) {
            return "native";
        }
        return method.sourceFile().isEmpty() || stacks.line(frame) == 0
                ? method.sourceFile()
                : method.sourceFile() + ":" + stacks.line(frame);
    }
}
