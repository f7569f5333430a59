package dev.filprofile.profile.format;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory-mapped pieces of a file: what is put into them belongs to the kernel at once and outlives the process.
 *
 * <p>Each piece is first written as zeros. A mapped page without a block on disk would end in SIGBUS
 * when the disk is full, in the middle of the profiled program; a write ends in an exception here.
 *
 * <p>Written as a plain file: a channel would copy through direct buffers, and these count against what the program may
 * have of them (-XX:MaxDirectMemorySize). Mapped memory does not.
 */
final class MappedRegions implements FileRegions {

    private final Path file;
    private final byte[] zeros = new byte[8 * 1024];
    private final List<WeakReference<ByteBuffer>> pieces = new ArrayList<>();
    private RandomAccessFile opened;
    private long end;
    private boolean closed;

    /** Creates the file, which must not exist. */
    MappedRegions(Path file) throws IOException {
        this.file = file.toAbsolutePath();
        Files.createFile(this.file);
        opened = new RandomAccessFile(this.file.toFile(), "rw");
    }

    /**
     * {@inheritDoc}
     *
     * <p>The caller may be a thread of the profiled program with its interrupt pending, which closes a channel in use. The
     * interrupt is set aside meanwhile, and the file opened again if one arrived in between.
     */
    @Override
    public FileRegion allocate(int bytes) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return allocateUninterrupted(bytes);
                } catch (ClosedByInterruptException e) {
                    interrupted = true;
                    boolean unused = Thread.interrupted();
                    opened = openAgain();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private RandomAccessFile openAgain() throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString()); // to open it would make a new one
        }
        return new RandomAccessFile(file.toFile(), "rw");
    }

    private FileRegion allocateUninterrupted(int bytes) throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        long length = ((long) bytes + RawLayout.PAGE - 1) / RawLayout.PAGE * RawLayout.PAGE;
        if (length > Integer.MAX_VALUE) {
            throw new IOException("too large a piece");
        }
        writeZeros(end, length);
        ByteBuffer buffer = opened.getChannel()
                .map(FileChannel.MapMode.READ_WRITE, end, length)
                .order(ByteOrder.LITTLE_ENDIAN);
        FileRegion region = new FileRegion(end, buffer);
        pieces.add(new WeakReference<>(buffer));
        end += length;
        return region;
    }

    /** A piece that was replaced is unmapped once a collection has found its buffer dead. */
    @Override
    public long mappedBytes() {
        long bytes = 0;
        for (int i = pieces.size() - 1; i >= 0; i--) {
            ByteBuffer piece = pieces.get(i).get();
            if (piece == null) {
                pieces.remove(i);
            } else {
                bytes += piece.capacity();
            }
        }
        return bytes;
    }

    private void writeZeros(long start, long length) throws IOException {
        opened.seek(start);
        for (long left = length; left > 0; left -= zeros.length) {
            opened.write(zeros, 0, (int) Math.min(zeros.length, left));
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            opened.close();
        } catch (IOException e) {
            // Nothing is buffered, so nothing is lost, and the profiled program must not notice.
        }
    }
}
