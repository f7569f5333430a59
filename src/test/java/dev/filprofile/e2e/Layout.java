package dev.filprofile.e2e;

import java.util.ArrayList;
import java.util.List;

/**
 * Sizes of objects in HotSpot, for the truth that the tests compare with. Objects are aligned to 8 bytes.
 *
 * @param objectHeaderBytes mark word and class word
 * @param arrayBaseBytes offset of an array's first element, for elements of at most 4 bytes
 * @param referenceBytes of a field or element that refers to an object
 */
record Layout(int objectHeaderBytes, int arrayBaseBytes, int referenceBytes) {

    /** 64-bit HotSpot with a heap below 32 GB: the default on JDK 17 and 25. */
    static final Layout DEFAULT = new Layout(12, 16, 4);

    /** {@code -XX:-UseCompressedOops}: classes are still compressed, hence headers as by default. */
    static final Layout WIDE_REFERENCES = new Layout(12, 16, 8);

    /** {@code -XX:+UseCompactObjectHeaders} of JDK 25 (JEP 519): 8 bytes, and 4 for an array's length. */
    static final Layout COMPACT_HEADERS = new Layout(8, 12, 4);

    /** A JVM option and the layout that it leads to. */
    record Option(String jvmOption, Layout layout) {}

    /** All layouts of the child JVM. */
    static List<Option> options() {
        List<Option> options = new ArrayList<>(List.of(
                new Option("-XX:+UseCompressedOops", DEFAULT), new Option("-XX:-UseCompressedOops", WIDE_REFERENCES)));
        if (ChildJvm.featureVersion() >= 25) {
            options.add(new Option("-XX:+UseCompactObjectHeaders", COMPACT_HEADERS));
        }
        return options;
    }

    long bytes(int length) {
        return aligned(arrayBaseBytes + (long) length);
    }

    long ints(int length) {
        return aligned(arrayBaseBytes + 4L * length);
    }

    /** Elements of eight bytes stand at multiples of eight. */
    long longs(int length) {
        return aligned(aligned(arrayBaseBytes) + 8L * length);
    }

    long references(int length) {
        long base = referenceBytes == 8 ? aligned(arrayBaseBytes) : arrayBaseBytes;
        return aligned(base + (long) referenceBytes * length);
    }

    /** An object with that many bytes of fields without gaps, the widest first. */
    long object(int fieldBytes) {
        return aligned(objectHeaderBytes + (long) fieldBytes);
    }

    /** {@link String}: a reference, an int, a byte and a boolean. */
    long string() {
        return object(referenceBytes + 4 + 1 + 1);
    }

    /** {@link Integer}. */
    long integer() {
        return object(4);
    }

    private static long aligned(long bytes) {
        return (bytes + 7) & ~7L;
    }
}
