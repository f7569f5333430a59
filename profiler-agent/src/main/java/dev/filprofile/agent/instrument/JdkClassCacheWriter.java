package dev.filprofile.agent.instrument;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Collects what was instrumented in this run and writes it, together with what the cache held before, to a new cache file.
 *
 * <p>{@link #add} is called by any thread while classes load: it takes no lock and does no I/O. {@link #publish} is called by
 * one thread at a time. The file is written under a name of its own and moved into place, so that other processes see the old
 * or the new one; of two that publish at once the later wins, and the next run makes up for what was lost.
 */
final class JdkClassCacheWriter {

    private static final int PIECE = 8 * 1024;

    private final Path directory;
    private final String fileName;
    private final byte[] key;
    private final ConcurrentLinkedQueue<Entry> pending = new ConcurrentLinkedQueue<>();
    private final AtomicLong pendingBytes = new AtomicLong();

    JdkClassCacheWriter(Path directory, String fileName, String key) {
        this.directory = directory;
        this.fileName = fileName;
        this.key = key.getBytes(StandardCharsets.UTF_8);
    }

    /** One class: its bytes as they were offered, and what became of them (null: nothing to instrument). */
    void add(String name, int originalLength, int originalCrc, byte @Nullable [] body, boolean pristine) {
        if (name.length() <= JdkClassCache.LONGEST_NAME && isAscii(name)) {
            Entry entry = new Entry(name, originalLength, originalCrc, body, pristine);
            pendingBytes.addAndGet(entry.fileBytes());
            pending.add(entry);
        }
    }

    /** Heap bytes that wait to be written. */
    long heapBytes() {
        return pendingBytes.get();
    }

    /**
     * Writes all that was added so far.
     *
     * @param before what the file held; its entries are kept
     * @return whether there was anything to write
     * @throws IOException if the directory cannot be made or written to; what was added is forgotten then
     */
    boolean publish(JdkClassCache before) throws IOException {
        Set<Integer> superseded = new HashSet<>();
        List<Entry> added = drain(before, superseded);
        if (added.isEmpty()) {
            return false;
        }
        Files.createDirectories(directory);
        Path temporary = directory.resolve(
                fileName + "." + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()) + ".tmp");
        try {
            write(temporary, keptRuns(before.entries(), superseded), added, before.entryCount() - superseded.size());
            Files.move(
                    temporary,
                    directory.resolve(fileName),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
        return true;
    }

    /** What is to be added, and the old entries that it takes the place of: the same class, not known then to be pristine. */
    private List<Entry> drain(JdkClassCache before, Set<Integer> superseded) {
        List<Entry> added = new ArrayList<>();
        for (Entry entry = pending.poll(); entry != null; entry = pending.poll()) {
            pendingBytes.addAndGet(-entry.fileBytes());
            int old = before.find(entry.name, entry.originalLength, entry.originalCrc);
            if (old == JdkClassCache.NOT_FOUND) {
                if (before.variants(entry.name) < JdkClassCache.VARIANTS) {
                    added.add(entry);
                }
            } else if (entry.isPristine() && !before.isPristine(old) && superseded.add(old)) {
                added.add(entry);
            }
        }
        return added;
    }

    /** The old entries without some of them, in as few pieces as possible. */
    private static List<ByteBuffer> keptRuns(ByteBuffer entries, Set<Integer> superseded) {
        List<ByteBuffer> runs = new ArrayList<>();
        int runStart = entries.position();
        for (int at = entries.position(); at < entries.limit(); at += entryBytes(entries, at)) {
            if (superseded.contains(at)) {
                addRun(runs, entries, runStart, at);
                runStart = at + entryBytes(entries, at);
            }
        }
        addRun(runs, entries, runStart, entries.limit());
        return runs;
    }

    private static void addRun(List<ByteBuffer> runs, ByteBuffer entries, int from, int to) {
        if (from < to) {
            ByteBuffer run = entries.duplicate();
            run.limit(to);
            run.position(from);
            runs.add(run);
        }
    }

    private static int entryBytes(ByteBuffer entries, int at) {
        return JdkClassCache.ENTRY_HEADER + entries.get(at + 9) + entries.getInt(at + 10);
    }

    private void write(Path file, List<ByteBuffer> kept, List<Entry> added, int keptCount) throws IOException {
        int entryCount = keptCount + added.size();
        int slots = Integer.highestOneBit(entryCount) * 4;
        int[] table = new int[slots];
        int tableStart = JdkClassCache.KEY_START + key.length;
        for (ByteBuffer run : kept) {
            enter(table, run, tableStart);
            tableStart += run.remaining();
        }
        for (Entry entry : added) {
            enter(table, entry.name.hashCode(), tableStart);
            tableStart += entry.fileBytes();
        }
        try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
            CheckedOutput output = new CheckedOutput(opened);
            opened.seek(JdkClassCache.CHECKED_FROM);
            output.write(ByteBuffer.allocate(16)
                    .putInt(key.length)
                    .putInt(entryCount)
                    .putInt(tableStart)
                    .putInt(slots)
                    .flip());
            output.write(ByteBuffer.wrap(key));
            for (ByteBuffer run : kept) {
                output.write(run);
            }
            for (Entry entry : added) {
                output.write(entry.encode());
            }
            output.write(encode(table));
            ByteBuffer head = ByteBuffer.allocate(JdkClassCache.CHECKED_FROM)
                    .putInt(JdkClassCache.MAGIC)
                    .putInt(JdkClassCache.FORMAT_VERSION)
                    .putInt(tableStart + 4 * slots)
                    .putInt(output.crc())
                    .flip();
            opened.seek(0);
            writeFully(opened, head);
        }
    }

    /** Enters the entries of the old file, which all move by the same distance. */
    private static void enter(int[] table, ByteBuffer entries, int newStart) {
        int shift = newStart - entries.position();
        int at = entries.position();
        while (at < entries.limit()) {
            int nameLength = entries.get(at + 9);
            int hash = 0;
            for (int i = 0; i < nameLength; i++) {
                hash = 31 * hash + entries.get(at + JdkClassCache.ENTRY_HEADER + i);
            }
            enter(table, hash, at + shift);
            at += entryBytes(entries, at);
        }
    }

    private static void enter(int[] table, int nameHash, int offset) {
        int slot = JdkClassCache.firstSlot(nameHash, table.length);
        while (table[slot] != 0) {
            slot = (slot + 1) & (table.length - 1);
        }
        table[slot] = offset;
    }

    private static ByteBuffer encode(int[] table) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * table.length);
        for (int offset : table) {
            bytes.putInt(offset);
        }
        return bytes.flip();
    }

    /** Not through a channel, whose direct buffers would count against what the program may have of them. */
    private static void writeFully(RandomAccessFile file, ByteBuffer bytes) throws IOException {
        if (bytes.hasArray()) {
            file.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            return;
        }
        byte[] piece = new byte[Math.min(PIECE, bytes.remaining())];
        while (bytes.hasRemaining()) {
            int length = Math.min(piece.length, bytes.remaining());
            bytes.get(piece, 0, length);
            file.write(piece, 0, length);
        }
    }

    private static boolean isAscii(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) > 0x7F) {
                return false;
            }
        }
        return true;
    }

    /** Keeps the check sum of what it writes. */
    private static final class CheckedOutput {

        private final RandomAccessFile file;
        private final CRC32 crc = new CRC32();

        CheckedOutput(RandomAccessFile file) {
            this.file = file;
        }

        void write(ByteBuffer bytes) throws IOException {
            crc.update(bytes.duplicate());
            writeFully(file, bytes);
        }

        int crc() {
            return (int) crc.getValue();
        }
    }

    private static final class Entry {

        private static final byte[] NO_BODY = {};

        private final String name;
        private final int originalLength;
        private final int originalCrc;
        private final int flags;
        private final byte[] body;

        Entry(String name, int originalLength, int originalCrc, byte @Nullable [] body, boolean pristine) {
            this.name = name;
            this.originalLength = originalLength;
            this.originalCrc = originalCrc;
            this.flags = (body == null ? 0 : JdkClassCache.HAS_BODY) | (pristine ? JdkClassCache.PRISTINE : 0);
            this.body = body == null ? NO_BODY : body;
        }

        boolean isPristine() {
            return (flags & JdkClassCache.PRISTINE) != 0;
        }

        int fileBytes() {
            return JdkClassCache.ENTRY_HEADER + name.length() + body.length;
        }

        ByteBuffer encode() {
            ByteBuffer bytes = ByteBuffer.allocate(fileBytes())
                    .putInt(originalLength)
                    .putInt(originalCrc)
                    .put((byte) flags)
                    .put((byte) name.length())
                    .putInt(body.length);
            for (int i = 0; i < name.length(); i++) {
                bytes.put((byte) name.charAt(i));
            }
            return bytes.put(body).flip();
        }
    }
}
