package dev.filprofile.flamegraph.export;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** A pprof profile as protobuf-java reads it; field numbers as in pprof's own {@code profile.proto}. */
final class PprofFile {

    /** One sample; the stack is leaf first, a frame {@code name file:line}. */
    record Sample(List<String> stack, List<Long> values, Map<String, String> labels) {}

    private final UnknownFieldSet profile;
    private final List<String> strings = new ArrayList<>();
    private final Map<Long, String> functions = new HashMap<>();
    private final Map<Long, String> locations = new HashMap<>();

    PprofFile(byte[] gzipped) throws IOException {
        profile = UnknownFieldSet.parseFrom(new GZIPInputStream(new ByteArrayInputStream(gzipped)));
        for (ByteString text : profile.getField(6).getLengthDelimitedList()) {
            if (!text.isValidUtf8()) {
                throw new IOException("not UTF-8: " + text);
            }
            strings.add(text.toStringUtf8());
        }
        for (UnknownFieldSet function : messages(profile, 5)) {
            unique(functions.put(number(function, 1), text(function, 2) + " " + text(function, 4)));
        }
        for (UnknownFieldSet location : messages(profile, 4)) {
            UnknownFieldSet line = only(messages(location, 4));
            unique(locations.put(number(location, 1), functions.get(number(line, 1)) + ":" + number(line, 2)));
        }
    }

    List<String> strings() {
        return strings;
    }

    /** A number of the profile itself; 0 where it is left out. */
    long number(int field) throws IOException {
        return number(profile, field);
    }

    /** A text of the profile itself, referred to by its number. */
    String text(int field) throws IOException {
        return text(profile, field);
    }

    List<String> comments() throws IOException {
        List<String> comments = new ArrayList<>();
        for (long index : numbers(profile, 13)) {
            comments.add(strings.get((int) index));
        }
        return comments;
    }

    /** Type and unit of each value of a sample. */
    List<String> sampleTypes() throws IOException {
        List<String> types = new ArrayList<>();
        for (UnknownFieldSet type : messages(profile, 1)) {
            types.add(text(type, 1) + "/" + text(type, 2));
        }
        return types;
    }

    List<Sample> samples() throws IOException {
        List<Sample> samples = new ArrayList<>();
        for (UnknownFieldSet sample : messages(profile, 2)) {
            List<String> stack = new ArrayList<>();
            for (long location : numbers(sample, 1)) {
                stack.add(String.valueOf(locations.get(location)));
            }
            Map<String, String> labels = new HashMap<>();
            for (UnknownFieldSet label : messages(sample, 3)) {
                unique(labels.put(text(label, 1), text(label, 2)));
            }
            samples.add(new Sample(stack, numbers(sample, 2), labels));
        }
        return samples;
    }

    private String text(UnknownFieldSet message, int field) throws IOException {
        return strings.get((int) number(message, field));
    }

    private static long number(UnknownFieldSet message, int field) throws IOException {
        List<Long> numbers = numbers(message, field);
        return numbers.isEmpty() ? 0 : only(numbers);
    }

    /** Numbers of a field, packed or not. */
    private static List<Long> numbers(UnknownFieldSet message, int field) throws IOException {
        Field values = message.getField(field);
        List<Long> numbers = new ArrayList<>(values.getVarintList());
        for (ByteString packed : values.getLengthDelimitedList()) {
            CodedInputStream in = packed.newCodedInput();
            while (!in.isAtEnd()) {
                numbers.add(in.readInt64());
            }
        }
        return numbers;
    }

    private static List<UnknownFieldSet> messages(UnknownFieldSet message, int field) throws IOException {
        List<UnknownFieldSet> messages = new ArrayList<>();
        for (ByteString bytes : message.getField(field).getLengthDelimitedList()) {
            messages.add(UnknownFieldSet.parseFrom(bytes));
        }
        return messages;
    }

    private static <T> T only(List<T> values) throws IOException {
        if (values.size() != 1) {
            throw new IOException("one value expected, not " + values);
        }
        return values.get(0);
    }

    private static void unique(@org.jspecify.annotations.Nullable String before) throws IOException {
        if (before != null) {
            throw new IOException("twice: " + before);
        }
    }
}
