package dev.filprofile.profile.format;

import dev.filprofile.profile.CallTree;
import dev.filprofile.profile.Frame;
import dev.filprofile.profile.JvmMemory;
import dev.filprofile.profile.Method;
import dev.filprofile.profile.OffHeap;
import dev.filprofile.profile.OutOfMemory;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.Timeline;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.eclipse.collections.impl.map.mutable.primitive.IntObjectHashMap;

/** Reads a profile that {@link ProfileWriter} wrote. Blocks that are not known are skipped. */
public final class ProfileReader {

    /** What a byte of deflated data can become at most. */
    private static final long LARGEST_RATIO = 1032;

    private final Path file;
    private final IntObjectHashMap<ByteBuffer> blocks = new IntObjectHashMap<>();
    private List<String> strings = List.of();

    private ProfileReader(Path file) {
        this.file = file;
    }

    /** Whether the file begins like a profile, of any version. */
    public static boolean isProfile(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(8);
            return start.length == 8 && littleEndian(start).getLong() == ProfileLayout.MAGIC;
        }
    }

    /**
     * Reads a profile.
     *
     * @throws ProfileFormatException if the file is foreign, cut, damaged or of a newer version; the message names the
     *     file and the reason
     * @throws IOException if the file cannot be read
     */
    public static Profile read(Path file) throws IOException {
        return new ProfileReader(file).read(littleEndian(Files.readAllBytes(file)));
    }

    private Profile read(ByteBuffer bytes) throws ProfileFormatException {
        checkHeader(bytes);
        collectBlocks(bytes);
        strings = strings();
        List<Method> methods = TreeBlocks.readMethods(block(ProfileLayout.METHODS, "methods"));
        List<Frame> frames = TreeBlocks.readFrames(block(ProfileLayout.FRAMES, "frames"), methods.size());
        CallTree tree = TreeBlocks.readTree(block(ProfileLayout.TREE, "call tree"), methods, frames);
        List<String> classes = block(ProfileLayout.CLASSES, "classes").texts();
        List<String> threads = block(ProfileLayout.THREADS, "threads").texts();
        List<String> tasks = block(ProfileLayout.TASKS, "tasks").texts();
        return new Profile(
                RunBlock.read(block(ProfileLayout.RUN, "run")),
                CertificateBlock.read(block(ProfileLayout.CERTIFICATE, "certificate")),
                TimelineBlock.read(block(ProfileLayout.TIMELINE, "timeline"), offHeapUsage()),
                tree,
                AllocationsBlock.read(
                        block(ProfileLayout.ALLOCATIONS, "allocations"),
                        tree.size(),
                        classes.size(),
                        threads.size(),
                        tasks.size()),
                classes,
                threads,
                tasks,
                SourcesBlock.read(block(ProfileLayout.SOURCES, "sources")),
                block(ProfileLayout.NOTES, "notes").texts(),
                blocks.containsKey(ProfileLayout.OUT_OF_MEMORY)
                        ? OutOfMemoryBlock.read(block(ProfileLayout.OUT_OF_MEMORY, "out of memory"))
                        : OutOfMemory.none(),
                blocks.containsKey(ProfileLayout.OFF_HEAP)
                        ? OffHeapBlock.read(
                                block(ProfileLayout.OFF_HEAP, "off-heap memory"),
                                tree.size(),
                                classes.size(),
                                threads.size(),
                                tasks.size())
                        : OffHeap.none(),
                blocks.containsKey(ProfileLayout.JVM_MEMORY)
                        ? JvmMemoryBlock.read(block(ProfileLayout.JVM_MEMORY, "memory of the JVM"))
                        : JvmMemory.unknown(),
                blocks.containsKey(ProfileLayout.NEXT_PEAKS)
                        ? NextPeaksBlock.read(
                                block(ProfileLayout.NEXT_PEAKS, "next peaks"),
                                tree.size(),
                                classes.size(),
                                threads.size(),
                                tasks.size())
                        : List.of());
    }

    private List<Timeline.Usage> offHeapUsage() throws ProfileFormatException {
        return blocks.containsKey(ProfileLayout.OFF_HEAP_USAGE)
                ? TimelineBlock.readUsage(block(ProfileLayout.OFF_HEAP_USAGE, "off-heap usage"))
                : List.of();
    }

    private void checkHeader(ByteBuffer bytes) throws ProfileFormatException {
        if (bytes.remaining() == 0) {
            throw new ProfileFormatException(file + " is empty");
        }
        if (bytes.remaining() < 8 || bytes.getLong() != ProfileLayout.MAGIC) {
            throw new ProfileFormatException(file + " is not a profile of fil-profile");
        }
        if (bytes.remaining() < 4) {
            throw damaged("it ends within its first twelve bytes");
        }
        int version = bytes.getInt();
        if (version > ProfileLayout.VERSION) {
            throw new ProfileFormatException(file + " is a profile of format " + version
                    + ", written by a newer fil-profile; this one reads formats up to " + ProfileLayout.VERSION);
        }
        if (version < 1) {
            throw damaged("it says to be of format " + version);
        }
    }

    private void collectBlocks(ByteBuffer bytes) throws ProfileFormatException {
        while (true) {
            if (bytes.remaining() < ProfileLayout.BLOCK_HEADER) {
                throw damaged("it ends early, after " + bytes.limit() + " bytes");
            }
            ByteBuffer header = bytes.slice(bytes.position(), ProfileLayout.BLOCK_CRC_AT);
            int type = bytes.getInt();
            int storedLength = bytes.getInt();
            int length = bytes.getInt();
            int crc = bytes.getInt();
            if (storedLength < 0 || storedLength > bytes.remaining()) {
                throw damaged("it ends early, within block " + type);
            }
            ByteBuffer stored = bytes.slice(bytes.position(), storedLength);
            bytes.position(bytes.position() + storedLength);
            if (ProfileWriter.crc(header, stored) != crc) {
                throw damaged("the checksum of block " + type + " is wrong");
            }
            if (type == ProfileLayout.END) {
                break;
            }
            if (blocks.containsKey(type)) {
                throw damaged("it has two blocks " + type);
            }
            blocks.put(type, inflate(type, stored, length));
        }
        if (bytes.hasRemaining()) {
            throw damaged("something follows its end");
        }
    }

    private ByteBuffer inflate(int type, ByteBuffer stored, int length) throws ProfileFormatException {
        if (length < 0 || length > stored.remaining() * LARGEST_RATIO) {
            throw damaged("block " + type + " announces " + length + " bytes");
        }
        byte[] content = new byte[length];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(stored);
            int read = inflater.inflate(content);
            // A stream that was read to its last byte may still have to see its end.
            if (read != length
                    || (!inflater.finished() && inflater.inflate(new byte[1]) != 0)
                    || !inflater.finished()) {
                throw damaged("block " + type + " does not have the length that it announces");
            }
        } catch (DataFormatException e) {
            throw damaged("block " + type + " cannot be decompressed");
        } finally {
            inflater.end();
        }
        return littleEndian(content);
    }

    private List<String> strings() throws ProfileFormatException {
        BlockInput in = block(ProfileLayout.STRINGS, "texts");
        int count = in.count(1);
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(in.literal());
        }
        return texts;
    }

    private BlockInput block(int type, String name) throws ProfileFormatException {
        ByteBuffer content = blocks.get(type);
        if (content == null) {
            throw damaged("it has no block " + type + " (" + name + ")");
        }
        return new BlockInput(file + ", block " + name + ",", content, strings);
    }

    private ProfileFormatException damaged(String what) {
        return new ProfileFormatException(file + " is damaged: " + what);
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
