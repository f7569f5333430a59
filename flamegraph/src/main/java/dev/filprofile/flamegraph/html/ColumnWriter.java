package dev.filprofile.flamegraph.html;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes unsigned variable-length numbers, seven bits a byte, lowest first, and prefix-coded strings. */
final class ColumnWriter {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    void number(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("negative number in a column: " + value);
        }
        long rest = value;
        while (rest >= 0x80) {
            bytes.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    /**
     * Writes strings in order, each as the number of UTF-16 units it shares with the one before, the length in bytes of
     * the rest, and the rest in UTF-8. Sorted strings become small.
     */
    void strings(List<String> sorted) {
        number(sorted.size());
        String previous = "";
        for (String text : sorted) {
            int shared = sharedPrefix(previous, text);
            byte[] rest = text.substring(shared).getBytes(StandardCharsets.UTF_8);
            number(shared);
            number(rest.length);
            bytes.writeBytes(rest);
            previous = text;
        }
    }

    /** What was written, in zlib's format, which browsers call "deflate". */
    byte[] deflated() {
        return deflated(bytes.toByteArray());
    }

    /** Bytes in zlib's format. */
    static byte[] deflated(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater)) {
            out.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            deflater.end();
        }
        return packed.toByteArray();
    }

    /** Never ends between the halves of a surrogate pair: each rest must be encodable by itself. */
    private static int sharedPrefix(String a, String b) {
        int limit = Math.min(a.length(), b.length());
        int shared = 0;
        while (shared < limit && a.charAt(shared) == b.charAt(shared)) {
            shared++;
        }
        return shared > 0 && Character.isHighSurrogate(b.charAt(shared - 1)) ? shared - 1 : shared;
    }
}
