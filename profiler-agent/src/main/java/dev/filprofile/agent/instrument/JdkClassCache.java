package dev.filprofile.agent.instrument;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Instrumented JDK classes of an earlier run, in a memory-mapped file: rewriting hundreds of classes with ASM on a JVM that
 * has just started takes longer than many a program runs.
 *
 * <p>An entry says, for a class name and a check sum of the class as it was offered, what instrumenting it gave: new bytes, or
 * nothing to do. Up to {@value #VARIANTS} entries share a name: a class that was already loaded when the agent started is
 * offered in a form which the VM has put together again, not the one in the JDK's image.
 *
 * <p>File, all numbers big-endian:
 *
 * <pre>
 * int magic, int format version, int file length, int CRC-32 of everything after this field
 * int key length, int number of entries, int offset of the table, int slots of the table (a power of two)
 * key: UTF-8
 * entries: int original length, int original CRC-32, byte flags, byte name length, int body length, name (ASCII), body
 * table: for each slot an int offset of an entry or 0; the first slot is the name's hash modulo slots, then the next free one
 * </pre>
 *
 * A file that is missing, damaged, of another format or made for another key is an empty cache, never an error. Nothing is
 * kept on the heap. Safe for use by many threads; the mapped file is never written to, only replaced ({@link
 * JdkClassCacheWriter}).
 */
final class JdkClassCache {

    static final int MAGIC = 0x46696C43; // FilC
    static final int FORMAT_VERSION = 1;
    static final int CHECKED_FROM = 16;
    static final int KEY_START = 32;
    static final int ENTRY_HEADER = 14;

    /** There is a body; without this flag the class has nothing to instrument. */
    static final int HAS_BODY = 1;

    /** Made from the JDK's own class, which no other agent had touched: may be used without seeing the class. */
    static final int PRISTINE = 2;

    static final int VARIANTS = 2;
    static final int LONGEST_NAME = 127;
    static final int NOT_FOUND = -1;

    private static final JdkClassCache EMPTY = new JdkClassCache(ByteBuffer.allocate(KEY_START), 0, KEY_START, 0, 1);

    private final ByteBuffer file;
    private final int entryCount;
    private final int entriesStart;
    private final int tableStart;
    private final int slots;

    private JdkClassCache(ByteBuffer file, int entryCount, int entriesStart, int tableStart, int slots) {
        this.file = file;
        this.entryCount = entryCount;
        this.entriesStart = entriesStart;
        this.tableStart = tableStart;
        this.slots = slots;
    }

    static JdkClassCache empty() {
        return EMPTY;
    }

    /**
     * The cache in this file, or an empty one.
     *
     * @param key what the entries depend on: JDK, agent, dialect
     */
    static JdkClassCache open(Path path, String key) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long length = channel.size();
            if (length < KEY_START || length > Integer.MAX_VALUE) {
                return EMPTY;
            }
            return checked(channel.map(FileChannel.MapMode.READ_ONLY, 0, length), key);
        } catch (NoSuchFileException e) {
            return EMPTY;
        } catch (IOException | RuntimeException e) {
            return EMPTY; // unreadable in whatever way: as good as missing, and written anew
        }
    }

    private static JdkClassCache checked(ByteBuffer file, String key) {
        int length = file.capacity();
        if (file.getInt(0) != MAGIC
                || file.getInt(4) != FORMAT_VERSION
                || file.getInt(8) != length
                || file.getInt(12) != crc(slice(file, CHECKED_FROM, length))) {
            return EMPTY;
        }
        ByteBuffer expectedKey = StandardCharsets.UTF_8.encode(key);
        int entriesStart = KEY_START + file.getInt(16);
        if (!slice(file, KEY_START, entriesStart).equals(expectedKey)) {
            return EMPTY;
        }
        return new JdkClassCache(file, file.getInt(20), entriesStart, file.getInt(24), file.getInt(28));
    }

    boolean isEmpty() {
        return entryCount == 0;
    }

    /** Bytes of the file, which is mapped; 0 for an empty cache that has none. */
    long mappedBytes() {
        return file.isDirect() ? file.capacity() : 0;
    }

    int entryCount() {
        return entryCount;
    }

    /** The entry for a class that is offered with these bytes, or {@link #NOT_FOUND}. */
    int find(String name, int originalLength, int originalCrc) {
        for (int slot = firstSlot(name); entryIn(slot) != 0; slot = nextSlot(slot)) {
            int entry = entryIn(slot);
            if (file.getInt(entry) == originalLength && file.getInt(entry + 4) == originalCrc && isNamed(entry, name)) {
                return entry;
            }
        }
        return NOT_FOUND;
    }

    /** An entry that holds for this class of the JDK's without seeing its bytes, or {@link #NOT_FOUND}. */
    int findPristine(String name) {
        for (int slot = firstSlot(name); entryIn(slot) != 0; slot = nextSlot(slot)) {
            int entry = entryIn(slot);
            if (isPristine(entry) && isNamed(entry, name)) {
                return entry;
            }
        }
        return NOT_FOUND;
    }

    /** Number of entries with this name. */
    int variants(String name) {
        int count = 0;
        for (int slot = firstSlot(name); entryIn(slot) != 0; slot = nextSlot(slot)) {
            if (isNamed(entryIn(slot), name)) {
                count++;
            }
        }
        return count;
    }

    /** Whether {@link #findPristine} may find this entry. */
    boolean isPristine(int entry) {
        return (file.get(entry + 8) & PRISTINE) != 0;
    }

    /** The instrumented class, or null if this class has nothing to instrument. */
    byte @Nullable [] body(int entry) {
        if ((file.get(entry + 8) & HAS_BODY) == 0) {
            return null;
        }
        byte[] body = new byte[file.getInt(entry + 10)];
        file.get(entry + ENTRY_HEADER + file.get(entry + 9), body);
        return body;
    }

    /** All entries one behind the other, as they are in the file. */
    ByteBuffer entries() {
        return entryCount == 0 ? slice(file, 0, 0) : slice(file, entriesStart, tableStart);
    }

    static int crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, bytes.length);
        return (int) crc.getValue();
    }

    static int crc(ByteBuffer bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /** {@code String.hashCode} is specified, so that it may stand in a file. */
    static int firstSlot(int nameHash, int slots) {
        return (nameHash ^ nameHash >>> 16) & (slots - 1);
    }

    private int firstSlot(String name) {
        return entryCount == 0 ? 0 : firstSlot(name.hashCode(), slots);
    }

    private int nextSlot(int slot) {
        return (slot + 1) & (slots - 1);
    }

    private int entryIn(int slot) {
        return entryCount == 0 ? 0 : file.getInt(tableStart + 4 * slot);
    }

    private boolean isNamed(int entry, String name) {
        int length = file.get(entry + 9);
        if (length != name.length()) {
            return false;
        }
        for (int i = length - 1; i >= 0; i--) {
            if (file.get(entry + ENTRY_HEADER + i) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static ByteBuffer slice(ByteBuffer buffer, int from, int to) {
        ByteBuffer view = buffer.duplicate();
        view.limit(to);
        view.position(from);
        return view;
    }
}
