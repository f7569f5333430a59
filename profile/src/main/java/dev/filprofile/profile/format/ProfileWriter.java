package dev.filprofile.profile.format;

import dev.filprofile.profile.Profile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes a profile as a file that {@link ProfileReader} reads back equal, bit by bit. */
public final class ProfileWriter {

    private final OutputStream out;
    private final Distinct<String> strings = new Distinct<>();

    private ProfileWriter(OutputStream out) {
        this.out = out;
    }

    /**
     * Writes a profile. The file appears under its name only when it is whole, in the place of one that was there.
     *
     * @throws IOException if the file cannot be written; what was under the name before is still there then
     */
    public static void write(Profile profile, Path file) throws IOException {
        Path target = file.toAbsolutePath();
        Path temporary = target.resolveSibling(target.getFileName() + "."
                + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()) + ".tmp");
        try {
            try (OutputStream out = Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW)) {
                new ProfileWriter(out).write(profile);
            }
            move(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void move(Path temporary, Path target) throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void write(Profile profile) throws IOException {
        byte[] header = new byte[ProfileLayout.FILE_HEADER];
        littleEndian(header).putLong(ProfileLayout.MAGIC).putInt(ProfileLayout.VERSION);
        out.write(header);

        block(ProfileLayout.RUN, content -> RunBlock.write(profile.run(), content));
        block(ProfileLayout.CERTIFICATE, content -> CertificateBlock.write(profile.certificate(), content));
        block(ProfileLayout.TIMELINE, content -> TimelineBlock.write(profile.timeline(), content));
        block(
                ProfileLayout.METHODS,
                content -> TreeBlocks.writeMethods(profile.tree().methods(), content));
        block(
                ProfileLayout.FRAMES,
                content -> TreeBlocks.writeFrames(profile.tree().frames(), content));
        block(ProfileLayout.TREE, content -> TreeBlocks.writeNodes(profile.tree(), content));
        texts(ProfileLayout.CLASSES, profile.classes());
        texts(ProfileLayout.THREADS, profile.threads());
        texts(ProfileLayout.TASKS, profile.tasks());
        block(ProfileLayout.ALLOCATIONS, content -> AllocationsBlock.write(profile.allocations(), content));
        block(ProfileLayout.SOURCES, content -> SourcesBlock.write(profile.sources(), content));
        texts(ProfileLayout.NOTES, profile.notes());
        if (profile.outOfMemory().happened()) {
            block(ProfileLayout.OUT_OF_MEMORY, content -> OutOfMemoryBlock.write(profile.outOfMemory(), content));
        }
        if (profile.offHeap().happened()) {
            block(ProfileLayout.OFF_HEAP, content -> OffHeapBlock.write(profile.offHeap(), content));
        }
        if (profile.jvmMemory().isKnown()) {
            block(ProfileLayout.JVM_MEMORY, content -> JvmMemoryBlock.write(profile.jvmMemory(), content));
        }
        if (!profile.nextPeaks().isEmpty()) {
            block(ProfileLayout.NEXT_PEAKS, content -> NextPeaksBlock.write(profile.nextPeaks(), content));
        }
        if (!profile.timeline().offHeap().isEmpty()) {
            block(
                    ProfileLayout.OFF_HEAP_USAGE,
                    content -> TimelineBlock.writeUsage(profile.timeline().offHeap(), content));
        }
        // Last, because the other blocks fill it.
        block(ProfileLayout.STRINGS, content -> {
            content.unsigned(strings.values().size());
            strings.values().forEach(content::literal);
        });
        block(ProfileLayout.END, content -> {});
    }

    private void texts(int type, List<String> texts) throws IOException {
        block(type, content -> content.texts(texts));
    }

    private void block(int type, Consumer<BlockOutput> writer) throws IOException {
        BlockOutput content = new BlockOutput(strings);
        writer.accept(content);
        byte[] bytes = content.toByteArray();
        byte[] stored = deflate(bytes);
        byte[] header = new byte[ProfileLayout.BLOCK_HEADER];
        littleEndian(header)
                .putInt(type)
                .putInt(stored.length)
                .putInt(bytes.length)
                .putInt(crc(ByteBuffer.wrap(header, 0, ProfileLayout.BLOCK_CRC_AT), ByteBuffer.wrap(stored)));
        out.write(header);
        out.write(stored);
    }

    /** CRC-32 of a block's header up to the CRC itself, and of what is stored. Neither buffer's position moves. */
    static int crc(ByteBuffer header, ByteBuffer stored) {
        CRC32 crc = new CRC32();
        crc.update(header.duplicate());
        crc.update(stored.duplicate());
        return (int) crc.getValue();
    }

    private static byte[] deflate(byte[] bytes) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(bytes);
            deflater.finish();
            // Never longer than what cannot be compressed at all.
            byte[] stored = new byte[bytes.length + bytes.length / 1000 + 64];
            int length = 0;
            while (!deflater.finished()) {
                length += deflater.deflate(stored, length, stored.length - length);
            }
            return Arrays.copyOf(stored, length);
        } finally {
            deflater.end();
        }
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
