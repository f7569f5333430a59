package dev.filprofile.cli.doctor;

import dev.filprofile.cli.jvm.Jvm;
import dev.filprofile.cli.jvm.JvmFlags;
import org.jspecify.annotations.Nullable;

/**
 * What {@link KnownPeak} is told to hold on a JVM, and how many bytes that are.
 *
 * @param arrays how many arrays
 * @param garbageMegabytes made twice, over them and after them
 * @param arrayBytes of one array with its header
 */
record KnownBytes(int arrays, int garbageMegabytes, long arrayBytes) {

    private static final long MIB = 1024 * 1024;
    private static final int MOST_ARRAYS = (int) (24 * MIB / KnownPeak.ARRAY_BYTES);
    private static final int LEAST_ARRAYS = 4;
    private static final int MOST_GARBAGE_MEGABYTES = 64;

    /** From here on the elements of arrays may begin at a multiple of 4 (JDK-8139457). */
    private static final int DENSE_ARRAYS_FEATURE = 23;

    /** A quarter of the heap's limit at most, so that a small heap can be checked too. */
    static KnownBytes on(Jvm jvm) {
        Long limit = jvm.flags().bytes("MaxHeapSize");
        long heapBytes = limit == null ? 256 * MIB : limit;
        long arrays = Math.max(LEAST_ARRAYS, Math.min(MOST_ARRAYS, heapBytes / 4 / KnownPeak.ARRAY_BYTES));
        long garbage = Math.max(1, Math.min(MOST_GARBAGE_MEGABYTES, heapBytes / 4 / MIB));
        return new KnownBytes((int) arrays, (int) garbage, arrayBytes(jvm.feature(), jvm.flags()));
    }

    private static long arrayBytes(int feature, JvmFlags flags) {
        Long alignment = flags.bytes("ObjectAlignmentInBytes");
        return aligned(header(feature, flags) + KnownPeak.ARRAY_BYTES, alignment);
    }

    /** Mark word, class and length. */
    private static int header(int feature, JvmFlags flags) {
        if (flags.isTrue("UseCompactObjectHeaders")) {
            return 8 + 4;
        }
        // the flag is gone where there is no other way
        if (flags.isTrue("UseCompressedClassPointers") || !flags.has("UseCompressedClassPointers")) {
            return 8 + 4 + 4;
        }
        return feature >= DENSE_ARRAYS_FEATURE ? 8 + 8 + 4 : 8 + 8 + 4 + 4;
    }

    private static long aligned(long bytes, @Nullable Long alignment) {
        long to = alignment == null ? 8 : alignment;
        return (bytes + to - 1) / to * to;
    }

    long bytes() {
        return arrays * arrayBytes;
    }
}
