package dev.filprofile.flamegraph;

import dev.filprofile.profile.JvmMemory;
import dev.filprofile.profile.OffHeap;
import dev.filprofile.profile.Profile;
import java.util.ArrayList;
import java.util.List;

/** What the process held beside the Java heap when that was fullest, in words. */
final class OutsideHeap {

    private OutsideHeap() {}

    /** A few sentences; {@code ""} where nothing is known. */
    static String inWords(Profile profile) {
        List<String> sentences = new ArrayList<>();
        OffHeap offHeap = profile.offHeap();
        if (offHeap.happened()) {
            sentences.add("Java code held " + Units.preciseBytes(offHeap.bytesAtHeapPeak())
                    + " of direct buffers and other off-heap memory; most it ever held was "
                    + Units.preciseBytes(offHeap.peakBytes()) + ", at " + Units.duration(offHeap.peakMillis())
                    + ": see Memory in the graph.");
        }
        List<String> numbers = numbers(profile.jvmMemory());
        if (!numbers.isEmpty()) {
            sentences.add("The process held, by the counts of JVM and system, which overlap: "
                    + String.join(", ", numbers) + ".");
        }
        return String.join(" ", sentences);
    }

    private static List<String> numbers(JvmMemory memory) {
        List<String> numbers = new ArrayList<>();
        addBytes(numbers, "mapped files", memory.mappedBytes());
        addBytes(numbers, "metaspace", memory.metaspaceBytes());
        addBytes(numbers, "compiled code", memory.codeCacheBytes());
        if (memory.threads() != JvmMemory.UNKNOWN) {
            numbers.add(Units.count(memory.threads()) + (memory.threads() == 1 ? " thread" : " threads"));
        }
        addBytes(numbers, "resident memory", memory.residentBytes());
        return numbers;
    }

    private static void addBytes(List<String> numbers, String name, long bytes) {
        if (bytes != JvmMemory.UNKNOWN) {
            numbers.add(name + " " + Units.preciseBytes(bytes));
        }
    }
}
