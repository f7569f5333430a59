package dev.filprofile.profile.format;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The content of a block being read. What cannot be right ends in an exception, before memory is taken for it. */
final class BlockInput {

    private final String what;
    private final ByteBuffer bytes;
    private final List<String> strings;

    /**
     * Content with texts in {@code strings}.
     *
     * @param what file and block, for messages
     */
    BlockInput(String what, ByteBuffer bytes, List<String> strings) {
        this.what = what;
        this.bytes = bytes;
        this.strings = strings;
    }

    long unsigned() throws ProfileFormatException {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (!bytes.hasRemaining()) {
                throw damaged("it ends early");
            }
            byte next = bytes.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw damaged("it has a number of more than ten bytes");
    }

    long signed() throws ProfileFormatException {
        long value = unsigned();
        return value >>> 1 ^ -(value & 1);
    }

    int signedInt() throws ProfileFormatException {
        long value = signed();
        if (value != (int) value) {
            throw damaged("it has a number " + value + " that is too large");
        }
        return (int) value;
    }

    boolean flag() throws ProfileFormatException {
        return index(2) == 1;
    }

    /** A number from 0 to {@code limit − 1}. */
    int index(int limit) throws ProfileFormatException {
        long value = unsigned();
        if (value < 0 || value >= limit) {
            throw damaged("it refers to entry " + value + " of " + limit);
        }
        return (int) value;
    }

    /** A number of entries that follow, each at least {@code leastBytes} long. */
    int count(int leastBytes) throws ProfileFormatException {
        long value = unsigned();
        if (value < 0 || value > bytes.remaining() / leastBytes) {
            throw damaged("it announces " + value + " entries with " + bytes.remaining() + " bytes left");
        }
        return (int) value;
    }

    double real() throws ProfileFormatException {
        if (bytes.remaining() < 8) {
            throw damaged("it ends early");
        }
        return Double.longBitsToDouble(bytes.getLong());
    }

    String text() throws ProfileFormatException {
        return strings.get(index(strings.size()));
    }

    /** A constant by its name. */
    <E extends Enum<E>> E constant(Class<E> type) throws ProfileFormatException {
        String name = text();
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw damaged("there is no " + type.getSimpleName() + " " + name);
    }

    List<String> texts() throws ProfileFormatException {
        int count = count(1);
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(text());
        }
        return texts;
    }

    String literal() throws ProfileFormatException {
        int size = count(1);
        @Nullable String text = Utf8.decode(bytes, bytes.position(), size);
        if (text == null) {
            throw damaged("it has a text that is not UTF-8");
        }
        bytes.position(bytes.position() + size);
        return text;
    }

    ProfileFormatException damaged(String why) {
        return new ProfileFormatException(what + " is damaged: " + why);
    }
}
