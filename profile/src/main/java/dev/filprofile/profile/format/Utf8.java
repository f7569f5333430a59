package dev.filprofile.profile.format;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Text as UTF-8, without allocation when writing. Unlike the JDK's encoder it keeps lone surrogates, which class names and
 * thread names may contain: each is written as three bytes, as in WTF-8, so that every string comes back equal.
 */
final class Utf8 {

    private Utf8() {}

    /** Number of bytes that {@link #put} writes for a text. */
    static long length(String text) {
        long bytes = 0;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (isPair(text, i)) {
                bytes += 4;
                i++;
            } else {
                bytes += 3;
            }
        }
        return bytes;
    }

    /**
     * Writes a text at {@code index} without touching the buffer's position.
     *
     * @param limit index that must not be reached; characters that do not fit are left out with all that follow
     * @return the index after the last byte written
     */
    static int put(ByteBuffer buffer, int index, int limit, String text) {
        int at = index;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            int c = text.charAt(i);
            int bytes = 3;
            if (c < 0x80) {
                bytes = 1;
            } else if (c < 0x800) {
                bytes = 2;
            } else if (isPair(text, i)) {
                c = Character.toCodePoint((char) c, text.charAt(++i));
                bytes = 4;
            }
            if (bytes > limit - at) {
                return at;
            }
            putCodePoint(buffer, at, c, bytes);
            at += bytes;
        }
        return at;
    }

    private static boolean isPair(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
    }

    private static void putCodePoint(ByteBuffer buffer, int at, int c, int bytes) {
        if (bytes == 1) {
            buffer.put(at, (byte) c);
            return;
        }
        int rest = c;
        for (int i = bytes - 1; i > 0; i--) {
            buffer.put(at + i, (byte) (0x80 | (rest & 0x3F)));
            rest >>= 6;
        }
        // As many leading ones as there are bytes, then a zero, then the highest bits.
        buffer.put(at, (byte) ((0xF00 >> bytes) | rest));
    }

    /** The text in {@code length} bytes from {@code index} on, or null if they are no text. */
    static @Nullable String decode(ByteBuffer buffer, int index, int length) {
        char[] chars = new char[length];
        int count = 0;
        int at = index;
        int end = index + length;
        while (at < end) {
            int first = buffer.get(at) & 0xFF;
            int bytes =
                    first < 0x80 ? 1 : first < 0xC0 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF8 ? 4 : 0;
            if (bytes == 0 || bytes > end - at) {
                return null;
            }
            int c = bytes == 1 ? first : first & (0x7F >> bytes);
            for (int i = 1; i < bytes; i++) {
                int next = buffer.get(at + i) & 0xFF;
                if (next >> 6 != 2) {
                    return null;
                }
                c = (c << 6) | (next & 0x3F);
            }
            if (!Character.isValidCodePoint(c)) {
                return null;
            }
            count += Character.toChars(c, chars, count);
            at += bytes;
        }
        return new String(chars, 0, count);
    }
}
