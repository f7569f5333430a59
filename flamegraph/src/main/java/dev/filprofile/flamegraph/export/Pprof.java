package dev.filprofile.flamegraph.export;

import dev.filprofile.flamegraph.Findings;
import dev.filprofile.flamegraph.Remarks;
import dev.filprofile.flamegraph.TypeNames;
import dev.filprofile.profile.Method;
import dev.filprofile.profile.Profile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.eclipse.collections.impl.map.mutable.primitive.ObjectIntHashMap;

/**
 * The gzipped profile of pprof ({@code perftools.profiles.Profile}). Values have the names of Go's heap profiles, bytes last
 * and named as the default, because readers differ in which of the two they heed. Class, thread and task are labels.
 *
 * <p>Written message by message; of the whole only the texts are kept, to number them.
 */
public final class Pprof {

    // Fields of a profile.
    private static final int SAMPLE_TYPE = 1;
    private static final int SAMPLE = 2;
    private static final int LOCATION = 4;
    private static final int FUNCTION = 5;
    private static final int STRING_TABLE = 6;
    private static final int TIME_NANOS = 9;
    private static final int DURATION_NANOS = 10;
    private static final int PERIOD_TYPE = 11;
    private static final int PERIOD = 12;
    private static final int COMMENT = 13;
    private static final int DEFAULT_SAMPLE_TYPE = 14;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Profile profile;
    private final Stacks stacks;
    private final OutputStream out;
    private final ObjectIntHashMap<String> strings = new ObjectIntHashMap<>();

    private Pprof(Profile profile, OutputStream out) {
        this.profile = profile;
        this.stacks = new Stacks(profile.tree());
        this.out = out;
    }

    /** Writes a profile. {@code out} is flushed, not closed. */
    public static void write(Profile profile, OutputStream out) throws IOException {
        GZIPOutputStream zipped = new GZIPOutputStream(out, 1 << 16);
        new Pprof(profile, zipped).document();
        zipped.finish();
        out.flush();
    }

    private void document() throws IOException {
        string(""); // number 0 must be this
        put(new ProtoMessage().message(SAMPLE_TYPE, valueType("inuse_objects", "count")));
        put(new ProtoMessage().message(SAMPLE_TYPE, valueType("inuse_space", "bytes")));
        put(new ProtoMessage().number(DEFAULT_SAMPLE_TYPE, string("inuse_space")));
        facts();
        functions();
        locations();
        List<Held> groups = Held.of(
                profile,
                allocation -> new Held.Key(
                        allocation.node(), allocation.classIndex(), allocation.threadIndex(), allocation.taskIndex()));
        for (Held held : groups) {
            put(new ProtoMessage().message(SAMPLE, sample(held)));
        }
    }

    private void facts() throws IOException {
        long started = profile.run().started().toEpochMilli();
        long interval = profile.run().intervalBytes();
        put(new ProtoMessage()
                .number(TIME_NANOS, (started + profile.certificate().peakMillis()) * NANOS_PER_MILLI)
                .number(DURATION_NANOS, profile.run().durationMillis() * NANOS_PER_MILLI)
                .message(PERIOD_TYPE, valueType("space", "bytes"))
                .number(PERIOD, Math.max(1, interval)));
        Remarks remarks = new Remarks(profile, Findings.of(profile));
        comment("fil-profile " + profile.run().toolVersion());
        comment(String.join(" ", profile.run().command()));
        comment(remarks.promise() + " " + remarks.certificate());
        for (String warning : remarks.warnings()) {
            comment(warning);
        }
    }

    private void comment(String text) throws IOException {
        // Without an index of 0, which would be left out
        if (!text.isBlank()) {
            put(new ProtoMessage().number(COMMENT, string(text.strip())));
        }
    }

    /** Numbers begin with 1, as everywhere in this format. */
    private void functions() throws IOException {
        int[] firstLines = firstLines();
        for (int number = 0; number < stacks.methods(); number++) {
            Method method = stacks.method(number);
            put(new ProtoMessage()
                    .message(
                            FUNCTION,
                            new ProtoMessage()
                                    .number(1, number + 1L)
                                    .number(2, string(Stacks.name(method)))
                                    .number(3, string(Stacks.name(method) + method.descriptor()))
                                    .number(4, string(method.sourcePath()))
                                    .number(5, firstLines[number])));
        }
    }

    /** The lowest line of each method that stands on a path, 0 where there is none. */
    private int[] firstLines() {
        int[] lines = new int[stacks.methods()];
        for (int frame = 0; frame < stacks.frames(); frame++) {
            int method = stacks.methodOf(frame);
            int line = stacks.line(frame);
            if (line > 0 && (lines[method] == 0 || line < lines[method])) {
                lines[method] = line;
            }
        }
        return lines;
    }

    private void locations() throws IOException {
        for (int frame = 0; frame < stacks.frames(); frame++) {
            ProtoMessage line =
                    new ProtoMessage().number(1, stacks.methodOf(frame) + 1L).number(2, stacks.line(frame));
            put(new ProtoMessage()
                    .message(LOCATION, new ProtoMessage().number(1, frame + 1L).message(4, line)));
        }
    }

    private ProtoMessage sample(Held held) throws IOException {
        long[] locations = Arrays.stream(stacks.leafFirst(held.key().place()))
                .mapToLong(frame -> frame + 1L)
                .toArray();
        ProtoMessage sample = new ProtoMessage().numbers(1, locations).numbers(2, held.objects(), held.bytes());
        label(
                sample,
                "class",
                TypeNames.readable(profile.classes().get(held.key().classIndex())));
        label(sample, "thread", profile.threads().get(held.key().threadIndex()));
        label(sample, "task", profile.tasks().get(held.key().taskIndex()));
        return sample;
    }

    private void label(ProtoMessage sample, String key, String value) throws IOException {
        if (!value.isEmpty()) {
            sample.message(3, new ProtoMessage().number(1, string(key)).number(2, string(value)));
        }
    }

    private ProtoMessage valueType(String type, String unit) throws IOException {
        return new ProtoMessage().number(1, string(type)).number(2, string(unit));
    }

    /** A text's number. The table's entries may stand anywhere between the other messages. */
    private int string(String text) throws IOException {
        int number = strings.getIfAbsent(text, strings.size());
        if (number == strings.size()) {
            strings.put(text, number);
            put(new ProtoMessage().text(STRING_TABLE, text));
        }
        return number;
    }

    private void put(ProtoMessage fields) throws IOException {
        fields.writeTo(out);
    }
}
