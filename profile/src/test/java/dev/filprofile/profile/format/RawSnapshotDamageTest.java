package dev.filprofile.profile.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Raw snapshots have no checksums; what is damaged is told or does no harm. */
@Timeout(120)
class RawSnapshotDamageTest {

    private static final long SEED = 42;

    /** The area of the one snapshot is the last piece of the file. */
    private static final int ROWS_FROM_END = 4096 * RawLayout.ROW;

    @TempDir
    Path directory;

    @Test
    void everyTruncationIsNamed() throws IOException {
        byte[] bytes = written();
        int used = used(bytes);
        Path cut = directory.resolve("cut");
        for (int length = used - used % 64; length >= 0; length -= length > 16_384 ? 4096 : 64) {
            Files.write(cut, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> RawSnapshotReader.read(cut))
                    .as("first %d bytes", length)
                    .isInstanceOf(ProfileFormatException.class)
                    .hasMessageStartingWith(cut.toString());
        }
    }

    @Test
    void changedBytesAreToldOrHarmless() throws IOException {
        byte[] bytes = written();
        Random random = new Random(SEED);
        Path changed = Files.write(directory.resolve("changed"), bytes);
        int refused = 0;
        for (int i = 0; i < 4000; i++) {
            // The control words, the header, the definitions, the rows: the rest is timeline and nothing.
            int at = i < 640 ? i : interesting(bytes, random);
            put(changed, at, (byte) (bytes[at] ^ (1 + random.nextInt(255))));
            try {
                assertThat(RawSnapshotReader.read(changed).tree().size()).isPositive();
            } catch (ProfileFormatException e) {
                refused++;
                assertThat(e).as("byte %d changed, seed %d", at, SEED).hasMessageStartingWith(changed.toString());
            }
            put(changed, at, bytes[at]);
        }
        assertThat(refused).isGreaterThan(100);
    }

    @Test
    void foreignFilesAndNewerVersionsAreNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("foreign"), "PK this is a jar and no snapshot");
        assertThatThrownBy(() -> RawSnapshotReader.read(file))
                .isInstanceOf(ProfileFormatException.class)
                .hasMessage(file + " is not a raw snapshot of fil-profile");
        assertThat(RawSnapshotReader.isRawSnapshot(file)).isFalse();

        Files.write(file, new byte[5000]);
        assertThatThrownBy(() -> RawSnapshotReader.read(file))
                .isInstanceOf(ProfileFormatException.class)
                .hasMessageContaining("was never finished");

        byte[] bytes = written();
        bytes[RawLayout.VERSION_AT] = 9;
        Files.write(file, bytes);
        assertThatThrownBy(() -> RawSnapshotReader.read(file))
                .isInstanceOf(ProfileFormatException.class)
                .hasMessage(file + " is a raw snapshot of format 9, written by a newer fil-profile; this one reads"
                        + " formats up to 1");
    }

    @Test
    void aLogThatEndsNowhereIsNamed() throws IOException {
        byte[] bytes = written();
        // The log's end is moved where no chunk is.
        Arrays.fill(bytes, RawLayout.LOG_END_AT, RawLayout.LOG_END_AT + 8, (byte) 0x11);
        Path file = Files.write(directory.resolve("endless"), bytes);
        assertThatThrownBy(() -> RawSnapshotReader.read(file))
                .isInstanceOf(ProfileFormatException.class)
                .hasMessageStartingWith(file + " is damaged: the chunk of definitions at");
    }

    private byte[] written() throws IOException {
        Path file = directory.resolve("written");
        Files.deleteIfExists(file);
        try (RawSnapshotWriter writer = RawSnapshotWriter.create(file, Map.of("jvm", "17", "maxHeapBytes", "77"))) {
            new RawScenario(new Random(SEED), 100).write(writer, 200);
            writer.status(1, 2, 3, 4, 5, true);
            writer.counter("samples", 200);
            writer.usage(1, 1);
            writer.confirmation(1, 1);
            writer.collection(1, 1, 1, true);
        }
        return Files.readAllBytes(file);
    }

    private static void put(Path file, int at, byte value) throws IOException {
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.seek(at);
            out.write(value);
        }
    }

    /** One byte less than what the last row needs. */
    private static int used(byte[] bytes) {
        return bytes.length - ROWS_FROM_END + 200 * RawLayout.ROW - 1;
    }

    private static int interesting(byte[] bytes, Random random) {
        int header = RawLayout.CONTROL_BYTES / RawLayout.PAGE * RawLayout.PAGE + RawLayout.PAGE;
        return switch (random.nextInt(3)) {
            case 0 -> header + random.nextInt(60);
            case 1 -> header + RawLayout.PAGE + random.nextInt(2500);
            default -> bytes.length - ROWS_FROM_END + random.nextInt(200 * RawLayout.ROW);
        };
    }
}
