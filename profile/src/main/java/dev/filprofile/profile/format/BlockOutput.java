package dev.filprofile.profile.format;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** The content of a block being written: numbers of variable length, and texts as numbers of the string table. */
final class BlockOutput {

    private final Distinct<String> strings;
    private byte[] bytes = new byte[256];
    private int length;

    /** Content whose texts go to {@code strings}. */
    BlockOutput(Distinct<String> strings) {
        this.strings = strings;
    }

    /** Seven bits per byte, low ones first; the highest bit says that more follow. */
    void unsigned(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    /** As {@link #unsigned} with the sign in the lowest bit, so that small negative numbers are short too. */
    void signed(long value) {
        unsigned((value << 1) ^ (value >> 63));
    }

    void flag(boolean value) {
        unsigned(value ? 1 : 0);
    }

    /** All bits of a double. */
    void real(double value) {
        ensure(8);
        long bits = Double.doubleToRawLongBits(value);
        for (int i = 0; i < 8; i++) {
            bytes[length++] = (byte) (bits >>> (8 * i));
        }
    }

    void text(String text) {
        unsigned(strings.indexOf(text));
    }

    void texts(List<String> texts) {
        unsigned(texts.size());
        texts.forEach(this::text);
    }

    /** A text itself: for the string table. */
    void literal(String text) {
        int size = Math.toIntExact(Utf8.length(text));
        unsigned(size);
        ensure(size);
        length = Utf8.put(ByteBuffer.wrap(bytes), length, length + size, text);
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(length, more)));
        }
    }
}
