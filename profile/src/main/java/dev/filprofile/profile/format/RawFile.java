package dev.filprofile.profile.format;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A raw snapshot opened for reading. Reads through the channel instead of mapping: a file that ends early is an exception
 * with a message here, and a crash of the JVM there. On the systems we know of, both see the same pages.
 */
final class RawFile implements Closeable {

    private final Path path;
    private final FileChannel channel;

    RawFile(Path path) throws IOException {
        this.path = path;
        channel = FileChannel.open(path, StandardOpenOption.READ);
    }

    /** Length of the file now. */
    long length() throws IOException {
        return channel.size();
    }

    /**
     * A word that the writer may be changing. Nothing promises that the kernel copies eight bytes in one piece, so it is
     * read until it is the same twice.
     */
    long longAt(long offset) throws IOException {
        long value = bytes(offset, 8, "control").getLong(0);
        for (int attempt = 0; attempt < 1000; attempt++) {
            long again = bytes(offset, 8, "control").getLong(0);
            if (again == value) {
                return value;
            }
            value = again;
        }
        throw unreadable("is being written too fast to be read: the word at " + offset + " never stood still");
    }

    /** Reads a part of the file, named for the message if it is not there. */
    ByteBuffer bytes(long offset, long length, String what) throws IOException {
        long size = channel.size();
        if (offset < 0 || length < 0 || length > Integer.MAX_VALUE - 8 || offset > size - length) {
            throw damaged(what + " should be " + length + " bytes from " + offset + " on, but the file has " + size);
        }
        ByteBuffer buffer = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new EOFException(path + " was cut while it was read");
            }
        }
        return buffer.flip();
    }

    /** A text inside of {@code buffer}. */
    String text(ByteBuffer buffer, int index, int length, String what) throws IOException {
        if (length < 0 || index > buffer.limit() - length) {
            throw damaged(what + " is longer than its part of the file");
        }
        @Nullable String text = Utf8.decode(buffer, index, length);
        if (text == null) {
            throw damaged(what + " is not UTF-8 text");
        }
        return text;
    }

    ProfileFormatException damaged(String what) {
        return new ProfileFormatException(path + " is damaged: " + what);
    }

    /** An exception whose message begins with the file's path. */
    ProfileFormatException unreadable(String what) {
        return new ProfileFormatException(path + " " + what);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
