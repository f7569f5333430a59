package dev.filprofile.profile.format;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads what a running writer may be changing: read the word that tells, read the part, read the word again. */
final class RawConsistency {

    /** The writer needs many milliseconds for what the reader does in a few; this many collisions are no chance. */
    private static final int ATTEMPTS = 1000;

    private RawConsistency() {}

    /** Reads a part of the file; may meet half-written data, which is then thrown away together with any exception. */
    interface Part<T> {
        T read(ByteBuffer slot) throws IOException;
    }

    /** Reads a part of the file that belongs to a value of its control word. */
    interface GenerationPart<T> {
        T read(long generation) throws IOException;
    }

    /**
     * Reads the current one of two slots: that with the higher sequence number in its first word.
     *
     * @return null if neither slot has been completed
     */
    static <T> @Nullable T readCurrentSlot(RawFile file, int slotsAt, int slotBytes, String what, Part<T> part)
            throws IOException {
        boolean sawNone = true;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long first = file.longAt(slotsAt);
            long second = file.longAt(slotsAt + slotBytes);
            if (first < 0 || second < 0 || (first == second && first != 0)) {
                throw file.damaged(what + " has the sequence numbers " + first + " and " + second);
            }
            // Both may be seen as 0 in passing, when the writer finishes one and begins the other in between.
            if (first != 0 || second != 0) {
                sawNone = false;
                int slotAt = first > second ? slotsAt : slotsAt + slotBytes;
                T read = readUnmoved(
                        file, slotAt, Math.max(first, second), () -> part.read(file.bytes(slotAt, slotBytes, what)));
                if (read != null) {
                    return read;
                }
            }
        }
        if (sawNone) {
            return null;
        }
        throw file.unreadable("is being written too fast to be read: " + what + " never stood still");
    }

    /** Reads a part that is valid as long as the word at {@code wordAt} keeps its value. */
    static <T> T readGeneration(RawFile file, int wordAt, String what, GenerationPart<T> part) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long generation = file.longAt(wordAt);
            T read = readUnmoved(file, wordAt, generation, () -> part.read(generation));
            if (read != null) {
                return read;
            }
        }
        throw file.unreadable("is being written too fast to be read: " + what + " never stood still");
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> @Nullable T readUnmoved(RawFile file, int wordAt, long expected, Reading<T> reading)
            throws IOException {
        VarHandle.fullFence();
        T read = null;
        IOException problem = null;
        try {
            read = reading.read();
        } catch (ProfileFormatException e) {
            problem = e;
        }
        VarHandle.fullFence();
        if (file.longAt(wordAt) != expected) {
            return null;
        }
        if (problem != null) {
            throw problem;
        }
        return read;
    }
}
