package dev.filprofile.profile.format;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * The append-only log of definitions, in chunks of the file. A record becomes visible as a whole, when the word
 * {@link RawLayout#LOG_END_AT} moves behind it; what was visible never changes.
 */
final class DefinitionLog {

    private static final int FIRST_CHUNK = 256 * 1024;
    private static final int LARGEST_CHUNK = 8 * 1024 * 1024;

    private final FileRegions regions;
    private final ByteBuffer control;
    private FileRegion chunk;
    private int at = RawLayout.CHUNK_HEADER;
    private int nextChunkBytes = 2 * FIRST_CHUNK;

    DefinitionLog(FileRegions regions, ByteBuffer control) throws IOException {
        this.regions = regions;
        this.control = control;
        chunk = regions.allocate(FIRST_CHUNK);
        chunk.buffer().putLong(RawLayout.CHUNK_LENGTH, chunk.buffer().capacity());
        control.putLong(RawLayout.LOG_START_AT, chunk.offset());
        publish(RawLayout.CHUNK_HEADER);
    }

    /** Appends a record of a type byte and numbers. */
    void append(byte type, int a, int b) throws IOException {
        reserve(9);
        chunk.buffer().putInt(at + 1, a).putInt(at + 5, b).put(at, type);
        publish(at + 9);
    }

    void append(byte type, int a, int b, int c) throws IOException {
        reserve(13);
        chunk.buffer().putInt(at + 1, a).putInt(at + 5, b).putInt(at + 9, c).put(at, type);
        publish(at + 13);
    }

    void append(byte type, int a, int b, int c, int d, int e, int f) throws IOException {
        reserve(25);
        chunk.buffer()
                .putInt(at + 1, a)
                .putInt(at + 5, b)
                .putInt(at + 9, c)
                .putInt(at + 13, d)
                .putInt(at + 17, e)
                .putInt(at + 21, f)
                .put(at, type);
        publish(at + 25);
    }

    /** Appends a record of a type byte, a number, the text's length in bytes and the text. */
    void append(byte type, int a, String text) throws IOException {
        long length = 9 + Utf8.length(text);
        reserve(length);
        int start = at + 9;
        int end = Utf8.put(chunk.buffer(), start, start + (int) length - 9, text);
        chunk.buffer().putInt(at + 1, a).putInt(at + 5, end - start).put(at, type);
        publish(end);
    }

    private void reserve(long bytes) throws IOException {
        if (bytes <= chunk.buffer().capacity() - at) {
            return;
        }
        long least = bytes + RawLayout.CHUNK_HEADER;
        if (least > Integer.MAX_VALUE - RawLayout.PAGE) {
            throw new IOException("too long a text");
        }
        FileRegion next = regions.allocate(Math.max(nextChunkBytes, (int) least));
        next.buffer().putLong(RawLayout.CHUNK_LENGTH, next.buffer().capacity());
        if (at < chunk.buffer().capacity()) {
            // Zero already, unless an error in the caller's thread (stack overflow) left a record half-written here.
            chunk.buffer().put(at, RawLayout.END_OF_CHUNK);
        }
        chunk.buffer().putLong(RawLayout.CHUNK_NEXT, next.offset());
        chunk = next;
        at = RawLayout.CHUNK_HEADER;
        nextChunkBytes = Math.min(LARGEST_CHUNK, 2 * nextChunkBytes);
    }

    private void publish(int end) {
        at = end;
        VarHandle.releaseFence();
        control.putLong(RawLayout.LOG_END_AT, chunk.offset() + end);
    }
}
