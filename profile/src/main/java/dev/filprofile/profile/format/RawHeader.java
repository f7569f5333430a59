package dev.filprofile.profile.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The header of a raw snapshot: keys and values that stood fixed when the program started. */
final class RawHeader {

    private final RawFile file;
    private final Map<String, String> values;

    private RawHeader(RawFile file, Map<String, String> values) {
        this.file = file;
        this.values = values;
    }

    /** Checks that the file is a raw snapshot of a version that is known here, and reads its header. */
    static RawHeader read(RawFile file) throws IOException {
        checkMagic(file);
        int version = file.bytes(RawLayout.VERSION_AT, 4, "format version").getInt(0);
        if (version > RawLayout.VERSION) {
            throw file.unreadable("is a raw snapshot of format " + version
                    + ", written by a newer fil-profile; this one reads" + " formats up to " + RawLayout.VERSION);
        }
        if (version < 1) {
            throw file.damaged("it says to be of format " + version);
        }
        int length = file.bytes(RawLayout.HEADER_LENGTH_AT, 4, "header").getInt(0);
        ByteBuffer header = file.bytes(file.longAt(RawLayout.HEADER_OFFSET_AT), length, "header");
        return new RawHeader(file, parse(file, header));
    }

    private static void checkMagic(RawFile file) throws IOException {
        long magic = file.length() < 8 ? 0 : file.longAt(RawLayout.MAGIC_AT);
        if (magic == 0) {
            throw file.unreadable("is empty or was never finished: its program ended before the profiler had started");
        }
        if (magic != RawLayout.MAGIC) {
            throw file.unreadable("is not a raw snapshot of fil-profile");
        }
    }

    private static Map<String, String> parse(RawFile file, ByteBuffer header) throws IOException {
        Map<String, String> values = new HashMap<>();
        int count = intAt(file, header, 0);
        int at = 4;
        for (int i = 0; i < count; i++) {
            int keyLength = intAt(file, header, at);
            String key = file.text(header, at + 4, keyLength, "header");
            at += 4 + keyLength;
            int valueLength = intAt(file, header, at);
            values.put(key, file.text(header, at + 4, valueLength, "header value " + key));
            at += 4 + valueLength;
        }
        return values;
    }

    private static int intAt(RawFile file, ByteBuffer header, int at) throws IOException {
        if (at > header.limit() - 4) {
            throw file.damaged("its header is cut");
        }
        return header.getInt(at);
    }

    /** The value of a key, {@code ""} if it is missing. */
    String text(String key) {
        return values.getOrDefault(key, "");
    }

    /** The value of a key, by lines; an empty list if it is missing or empty. */
    List<String> lines(String key) {
        String text = text(key);
        return text.isEmpty() ? List.of() : List.of(text.split("\n", -1));
    }

    /** The value of a key, 0 if it is missing. */
    long number(String key) throws IOException {
        String text = text(key);
        try {
            return text.isEmpty() ? 0 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw file.damaged("header value " + key + " is not a number: " + text);
        }
    }
}
