package dev.filprofile.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkClassCacheTest {

    private static final String KEY = "jdk 17, agent 1";
    private static final String FILE = "classes.bin";
    private static final byte[] BODY = {1, 2, 3};
    private static final byte[] OTHER_BODY = {4, 5};

    @TempDir
    Path directory;

    @Test
    void aMissingFileIsAnEmptyCache() {
        assertThat(open().isEmpty()).isTrue();
        assertThat(open().find("java/lang/String", 1, 2)).isEqualTo(JdkClassCache.NOT_FOUND);
        assertThat(open().findPristine("java/lang/String")).isEqualTo(JdkClassCache.NOT_FOUND);
    }

    @Test
    void givesBackWhatWasPublished() throws IOException {
        JdkClassCacheWriter writer = writer();
        for (int i = 0; i < 1000; i++) {
            writer.add("java/C" + i, i, 7 * i, i % 3 == 0 ? null : new byte[] {(byte) i, 9}, false);
        }
        assertThat(writer.publish(JdkClassCache.empty())).isTrue();
        JdkClassCache cache = open();
        assertThat(cache.entryCount()).isEqualTo(1000);
        for (int i = 0; i < 1000; i++) {
            int entry = cache.find("java/C" + i, i, 7 * i);
            assertThat(entry).isPositive();
            assertThat(cache.body(entry)).isEqualTo(i % 3 == 0 ? null : new byte[] {(byte) i, 9});
        }
        assertThat(cache.find("java/C1000", 1000, 7000)).isEqualTo(JdkClassCache.NOT_FOUND);
    }

    @Test
    void findsNothingForAClassThatSomebodyChanged() throws IOException {
        publish("java/A", 10, 20, BODY, false);
        assertThat(open().find("java/A", 10, 20)).isPositive();
        assertThat(open().find("java/A", 11, 20)).isEqualTo(JdkClassCache.NOT_FOUND);
        assertThat(open().find("java/A", 10, 21)).isEqualTo(JdkClassCache.NOT_FOUND);
    }

    @Test
    void aTransformerInstrumentsAnewWhatSomebodyChanged() throws IOException {
        byte[] original = classFile();
        String name = OfferedClasses.class.getName().replace('.', '/').replace("agent", "sample");
        publish(name, original.length, JdkClassCache.crc(original), BODY, false);
        AllocationTransformer transformer = new AllocationTransformer(
                HookTarget.fast("java/lang/FilProfileHook"),
                new OfferedClasses(),
                new Casualties(),
                new OwnKindCreations(Class::getClassLoader),
                new InlinedLines(Class::getClassLoader),
                new NoParking(),
                writer());
        transformer.useCache(open());
        Module base = Object.class.getModule();
        assertThat(transformer.transform(base, null, name, null, null, original))
                .isEqualTo(BODY);
        byte[] changed = original.clone();
        changed[7]--; // one version older: still a class, no longer the same
        assertThat(transformer.transform(base, null, name, null, null, changed))
                .isNotNull()
                .hasSizeGreaterThan(changed.length);
        assertThat(transformer.transform(
                        getClass().getModule(), getClass().getClassLoader(), name, null, null, original))
                .as("a class that is not the JDK's")
                .isNotEqualTo(BODY);
    }

    @Test
    void onlyPristineEntriesAreFoundWithoutSeeingTheClass() throws IOException {
        publish("java/A", 10, 20, BODY, false);
        assertThat(open().findPristine("java/A")).isEqualTo(JdkClassCache.NOT_FOUND);
        publish("java/A", 11, 21, OTHER_BODY, true);
        assertThat(open().body(open().findPristine("java/A"))).isEqualTo(OTHER_BODY);
        assertThat(open().body(open().find("java/A", 10, 20))).isEqualTo(BODY);
    }

    @Test
    void aPristineEntryTakesThePlaceOfTheSameOneThatWasNot() throws IOException {
        publish("java/A", 10, 20, BODY, false);
        publish("java/B", 11, 21, OTHER_BODY, false);
        publish("java/A", 10, 20, BODY, true);
        JdkClassCache cache = open();
        assertThat(cache.entryCount()).isEqualTo(2);
        assertThat(cache.body(cache.findPristine("java/A"))).isEqualTo(BODY);
        assertThat(cache.body(cache.find("java/B", 11, 21))).isEqualTo(OTHER_BODY);
        assertThat(cache.findPristine("java/B")).isEqualTo(JdkClassCache.NOT_FOUND);
    }

    @Test
    void aClassThatDiffersInEachRunDoesNotFillTheCache() throws IOException {
        for (int run = 0; run < 10; run++) {
            publish("java/A", run, run, BODY, false);
        }
        assertThat(open().entryCount()).isEqualTo(JdkClassCache.VARIANTS);
    }

    @Test
    void publishesNothingWhenThereIsNothingNew() throws IOException {
        publish("java/A", 10, 20, BODY, true);
        JdkClassCacheWriter writer = writer();
        assertThat(writer.publish(open())).isFalse();
        writer.add("java/A", 10, 20, BODY, true);
        assertThat(writer.publish(open())).isFalse();
        assertThat(writer.heapBytes()).isZero();
    }

    @Test
    void letsGoOfWhatItHolds() throws IOException {
        JdkClassCacheWriter writer = writer();
        writer.add("java/A", 10, 20, new byte[5000], false);
        assertThat(writer.heapBytes()).isGreaterThan(5000);
        assertThat(writer.publish(JdkClassCache.empty())).isTrue();
        assertThat(writer.heapBytes()).isZero();
    }

    @Test
    void isEmptyForAnotherKey() throws IOException {
        publish("java/A", 10, 20, BODY, false);
        assertThat(JdkClassCache.open(directory.resolve(FILE), KEY + "1").isEmpty())
                .isTrue();
        assertThat(JdkClassCache.open(directory.resolve(FILE), "jdk 17, agent 2")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void isEmptyWhateverByteIsDamagedOrMissing() throws IOException {
        publish("java/A", 10, 20, BODY, true);
        publish("java/B", 11, 21, null, false);
        byte[] whole = Files.readAllBytes(directory.resolve(FILE));
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;
            Files.write(directory.resolve(FILE), damaged);
            assertThat(open().isEmpty()).as("byte %d damaged", at).isTrue();
        }
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = new byte[length];
            System.arraycopy(whole, 0, cut, 0, length);
            Files.write(directory.resolve(FILE), cut);
            assertThat(open().isEmpty()).as("cut at byte %d", length).isTrue();
        }
        publish("java/A", 10, 20, BODY, true);
        assertThat(open().entryCount()).as("written anew").isEqualTo(1);
    }

    @Test
    void leavesNoTemporaryFileAndSaysWhyItCannotWrite() throws IOException {
        publish("java/A", 10, 20, BODY, true);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(directory.resolve(FILE));
        }
        Path occupied = Files.createFile(directory.resolve("a file"));
        JdkClassCacheWriter writer = new JdkClassCacheWriter(occupied, FILE, KEY);
        writer.add("java/A", 10, 20, BODY, true);
        assertThatThrownBy(() -> writer.publish(JdkClassCache.empty())).isInstanceOf(IOException.class);
        assertThat(writer.heapBytes()).isZero();
    }

    private void publish(String name, int length, int crc, byte @Nullable [] body, boolean pristine)
            throws IOException {
        JdkClassCacheWriter writer = writer();
        writer.add(name, length, crc, body, pristine);
        writer.publish(open());
    }

    private JdkClassCacheWriter writer() {
        return new JdkClassCacheWriter(directory, FILE, KEY);
    }

    private JdkClassCache open() {
        return JdkClassCache.open(directory.resolve(FILE), KEY);
    }

    private static byte[] classFile() throws IOException {
        try (var file = OfferedClasses.class.getResourceAsStream("OfferedClasses.class")) {
            return file.readAllBytes();
        }
    }
}
