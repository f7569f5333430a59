package dev.filprofile.profile.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filprofile.profile.CallTree;
import dev.filprofile.profile.Profile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileFileTest {

    private static final long SEED = 20_260_101;

    @TempDir
    Path directory;

    @Test
    void everyGeneratedProfileComesBackEqual() throws IOException {
        for (int i = 0; i < 300; i++) {
            long seed = SEED + i;
            Profile profile = GeneratedProfiles.of(seed, 1 + i % 60);
            Path file = directory.resolve("peak.filprofile");
            ProfileWriter.write(profile, file);
            assertEqual(ProfileReader.read(file), profile, "seed " + seed);
        }
    }

    @Test
    void aTreeOfManyThousandNodesComesBackEqual() throws IOException {
        Profile profile = GeneratedProfiles.of(SEED, 40_000);
        Path file = directory.resolve("large.filprofile");
        ProfileWriter.write(profile, file);
        assertEqual(ProfileReader.read(file), profile, "seed " + SEED);
    }

    @Test
    void hostileTextsComeBackEqual() throws IOException {
        Profile profile = GeneratedProfiles.of(SEED, 10).withNotes(GeneratedProfiles.HOSTILE_TEXTS);
        Path file = directory.resolve("peak.filprofile");
        ProfileWriter.write(profile, file);
        assertThat(ProfileReader.read(file).notes()).isEqualTo(GeneratedProfiles.HOSTILE_TEXTS);
    }

    @Test
    void theSameProfileGivesTheSameBytes() throws IOException {
        Profile profile = GeneratedProfiles.of(SEED, 50);
        Path one = directory.resolve("one");
        Path other = directory.resolve("other");
        ProfileWriter.write(profile, one);
        ProfileWriter.write(ProfileReader.read(one), other);
        assertThat(other).hasSameBinaryContentAs(one);
    }

    @Test
    void writingReplacesTheFileAndLeavesNothingElse() throws IOException {
        Path file = directory.resolve("peak.filprofile");
        ProfileWriter.write(GeneratedProfiles.of(SEED, 10), file);
        Profile second = GeneratedProfiles.of(SEED + 1, 10);
        ProfileWriter.write(second, file);
        assertEqual(ProfileReader.read(file), second, "second");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aFailedWriteLeavesNothingBehind() throws IOException {
        // A directory that is not empty cannot be replaced by a file.
        Path occupied = Files.createDirectory(directory.resolve("peak.filprofile"));
        Path content = Files.writeString(occupied.resolve("content"), "kept");
        assertThatThrownBy(() -> ProfileWriter.write(GeneratedProfiles.of(SEED, 10), occupied))
                .isInstanceOf(IOException.class);
        assertThat(content).hasContent("kept");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(occupied);
        }
    }

    @Test
    void blocksThatAreNotKnownAreSkipped() throws IOException {
        Profile profile = GeneratedProfiles.of(SEED, 20);
        Path file = directory.resolve("peak.filprofile");
        ProfileWriter.write(profile, file);
        byte[] bytes = Files.readAllBytes(file);
        byte[] unknown = block(4711, new byte[] {0x78, (byte) 0x9C, 3, 0, 0, 0, 0, 1}, 0);
        ByteBuffer extended = ByteBuffer.allocate(bytes.length + unknown.length);
        extended.put(bytes, 0, ProfileLayout.FILE_HEADER)
                .put(unknown)
                .put(bytes, ProfileLayout.FILE_HEADER, bytes.length - ProfileLayout.FILE_HEADER);
        Files.write(file, extended.array());
        assertEqual(ProfileReader.read(file), profile, "with an unknown block");
    }

    @Test
    void aNewerVersionIsNamed() throws IOException {
        Path file = written();
        byte[] bytes = Files.readAllBytes(file);
        bytes[8] = 2;
        Files.write(file, bytes);
        assertThatThrownBy(() -> ProfileReader.read(file))
                .isInstanceOf(ProfileFormatException.class)
                .hasMessage(
                        file + " is a profile of format 2, written by a newer fil-profile; this one reads formats up"
                                + " to 1");
    }

    @Test
    void otherFilesAreNamedAsWhatTheyAreNot() throws IOException {
        Path empty = Files.createFile(directory.resolve("empty"));
        assertThatThrownBy(() -> ProfileReader.read(empty))
                .isInstanceOf(ProfileFormatException.class)
                .hasMessage(empty + " is empty");
        for (byte[] content :
                List.of(new byte[] {'P', 'K'}, "PK\3\4 a jar file, long enough".getBytes(StandardCharsets.US_ASCII))) {
            Path foreign = Files.write(directory.resolve("foreign"), content);
            assertThatThrownBy(() -> ProfileReader.read(foreign))
                    .isInstanceOf(ProfileFormatException.class)
                    .hasMessage(foreign + " is not a profile of fil-profile");
            assertThat(ProfileReader.isProfile(foreign)).isFalse();
        }
        assertThat(ProfileReader.isProfile(written())).isTrue();
        assertThatThrownBy(() -> ProfileReader.read(directory.resolve("missing")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void everyTruncationIsNamed() throws IOException {
        byte[] bytes = Files.readAllBytes(written());
        Path cut = directory.resolve("cut");
        for (int length = 1; length < bytes.length; length += length < 256 ? 1 : 64) {
            Files.write(cut, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> ProfileReader.read(cut))
                    .as("first %d bytes", length)
                    .isInstanceOf(ProfileFormatException.class)
                    .hasMessageStartingWith(cut.toString());
        }
        Files.write(cut, Arrays.copyOf(bytes, bytes.length + 1));
        assertThatThrownBy(() -> ProfileReader.read(cut)).hasMessage(cut + " is damaged: something follows its end");
    }

    @Test
    void everyChangedByteIsNoticed() throws IOException {
        byte[] bytes = Files.readAllBytes(written());
        Path changed = directory.resolve("changed");
        Random random = new Random(SEED);
        for (int i = 0; i < bytes.length; i++) {
            byte kept = bytes[i];
            bytes[i] ^= (byte) (1 + random.nextInt(255));
            Files.write(changed, bytes);
            bytes[i] = kept;
            assertThatThrownBy(() -> ProfileReader.read(changed))
                    .as("byte %d changed, seed %d", i, SEED)
                    .isInstanceOf(ProfileFormatException.class)
                    .hasMessageStartingWith(changed.toString());
        }
    }

    /** What a checksum cannot tell: contents that were wrong when they were written. */
    @Test
    void contentsThatCannotBeRightAreNamed() throws IOException {
        Path file = written();
        byte[] bytes = Files.readAllBytes(file);
        Random random = new Random(SEED);
        int refused = 0;
        for (int i = 0; i < 3000; i++) {
            Files.write(file, withChangedContent(bytes, random));
            try {
                assertThat(ProfileReader.read(file).tree().size()).isPositive();
            } catch (ProfileFormatException e) {
                refused++;
                assertThat(e).as("round %d, seed %d", i, SEED).hasMessageStartingWith(file.toString());
            }
        }
        assertThat(refused).isGreaterThan(500);
    }

    /** Changes one byte of one block's content and stores the block with a right checksum. */
    private static byte[] withChangedContent(byte[] bytes, Random random) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer out = ByteBuffer.allocate(2 * bytes.length + 4096);
        out.put(bytes, 0, ProfileLayout.FILE_HEADER);
        in.position(ProfileLayout.FILE_HEADER);
        int victim = random.nextInt(16);
        for (int block = 0; in.hasRemaining(); block++) {
            int type = in.getInt();
            byte[] stored = new byte[in.getInt()];
            int length = in.getInt();
            in.getInt();
            in.get(stored);
            if (block == victim && type != ProfileLayout.END) {
                stored = changed(stored, length, random);
            }
            out.put(block(type, stored, length));
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    private static byte[] changed(byte[] stored, int length, Random random) throws IOException {
        try (var inflater = new InflaterInputStream(new ByteArrayInputStream(stored));
                var deflated = new ByteArrayOutputStream()) {
            byte[] content = inflater.readAllBytes();
            content[random.nextInt(length)] = (byte) random.nextInt();
            try (var deflater = new DeflaterOutputStream(deflated)) {
                deflater.write(content);
            }
            return deflated.toByteArray();
        }
    }

    private static byte[] block(int type, byte[] stored, int length) {
        byte[] block = new byte[ProfileLayout.BLOCK_HEADER + stored.length];
        CRC32 crc = new CRC32();
        ByteBuffer buffer = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(type).putInt(stored.length).putInt(length);
        crc.update(block, 0, ProfileLayout.BLOCK_CRC_AT);
        crc.update(stored);
        buffer.putInt((int) crc.getValue()).put(stored);
        return block;
    }

    private Path written() throws IOException {
        Path file = directory.resolve("written.filprofile");
        ProfileWriter.write(GeneratedProfiles.of(SEED + 3, 8), file);
        return file;
    }

    private static void assertEqual(Profile actual, Profile expected, String description) {
        CallTree tree = expected.tree();
        assertThat(actual.tree().methods()).as(description).isEqualTo(tree.methods());
        assertThat(actual.tree().frames()).as(description).isEqualTo(tree.frames());
        assertThat(actual.tree().parents()).as(description).isEqualTo(tree.parents());
        assertThat(actual.tree().frameIndexes()).as(description).isEqualTo(tree.frameIndexes());
        assertThat(withTree(actual, tree).equals(expected)).as(description).isTrue();
    }

    /** The trees' arrays have been compared, and would not be equal as records. */
    private static Profile withTree(Profile profile, CallTree tree) {
        return new Profile(
                profile.run(),
                profile.certificate(),
                profile.timeline(),
                tree,
                profile.allocations(),
                profile.classes(),
                profile.threads(),
                profile.tasks(),
                profile.sources(),
                profile.notes(),
                profile.outOfMemory(),
                profile.offHeap(),
                profile.jvmMemory(),
                profile.nextPeaks());
    }
}
