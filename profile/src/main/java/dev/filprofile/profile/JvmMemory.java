package dev.filprofile.profile;

/**
 * What the process held beside the Java heap when the heap's peak was found, as the JVM and the operating system count it; parts
 * of it overlap with each other, so they are not to be added up. {@value #UNKNOWN} where a number is not known.
 *
 * @param directBytes capacity of the direct buffers that the JVM keeps count of
 * @param mappedBytes files mapped with {@code FileChannel.map}, without the profiler's own
 * @param metaspaceBytes metaspace in use, which holds classes, the compressed class space included
 * @param classSpaceBytes compressed class space in use
 * @param codeCacheBytes compiled code
 * @param threads live platform threads, without the profiler's own
 * @param residentBytes physical memory of the whole process, the profiler's included
 */
public record JvmMemory(
        long directBytes,
        long mappedBytes,
        long metaspaceBytes,
        long classSpaceBytes,
        long codeCacheBytes,
        long threads,
        long residentBytes) {

    /** In the place of a number that is not known. */
    public static final long UNKNOWN = -1;

    /** Nothing is known. */
    public static JvmMemory unknown() {
        return new JvmMemory(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN);
    }

    /** Whether any of the numbers is known. */
    public boolean isKnown() {
        return !equals(unknown());
    }
}
