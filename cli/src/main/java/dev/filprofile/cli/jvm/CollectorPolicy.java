package dev.filprofile.cli.jvm;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which flags the profiled JVM gets on top of the user's.
 *
 * <p>Without a choice of the user's: the serial collector, whose full collections cost least, with a young generation
 * small enough to make the upper bound of the peak tight, and the heap limit that the JVM would have taken by itself.
 * The user's choice of a collector is kept; then only what goes with it is added. {@code MarkSweepDeadRatio=0} makes
 * "used after a full collection" mean "live": otherwise it holds up to a seventh of dead objects.
 */
public final class CollectorPolicy {

    private static final long MIB = 1024 * 1024;
    private static final long SMALL_HEAP_BYTES = 256 * MIB;
    private static final long LARGE_HEAP_BYTES = 2048 * MIB;

    /** Below, the collectors round the generations so coarsely that a wish of ours may keep the JVM from starting. */
    private static final long LEAST_HEAP_BYTES = 8 * MIB;

    private static final Set<String> YOUNG_GENERATION = Set.of("NewSize", "MaxNewSize", "NewRatio");
    private static final List<String> COLLECTORS =
            List.of("Serial", "Parallel", "G1", "Z", "Shenandoah", "Epsilon", "ConcMarkSweep");

    private final JvmFlags flags;
    private final List<String> added = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private CollectorPolicy(JvmFlags flags) {
        this.flags = flags;
    }

    /**
     * @param options JVM options to be appended after the user's
     * @param notes what the user should know of them, one sentence each
     * @param collector the collector that the program will run with, e.g. {@code Serial}
     * @param chosenByUs whether that is our choice
     */
    public record Decision(List<String> options, List<String> notes, String collector, boolean chosenByUs) {

        public Decision {
            options = List.copyOf(options);
            notes = List.copyOf(notes);
        }
    }

    public static Decision decide(JvmFlags flags) {
        return new CollectorPolicy(flags).decide();
    }

    private Decision decide() {
        boolean chosenByUs = !isCollectorChosen() && flags.has("UseSerialGC");
        String collector = chosenByUs ? "Serial" : activeCollector();
        if (chosenByUs) {
            added.add("-XX:+UseSerialGC");
            addHeapLimit();
        }
        if (collector.equals("Serial") || collector.equals("Parallel")) {
            addYoungGeneration();
        }
        if (collector.equals("Serial") || collector.equals("G1")) {
            addDeadRatio();
        }
        allowForcedCollections();
        if (collector.equals("Shenandoah") && flags.is("ShenandoahGCMode", "generational")) {
            added.add("-XX:ShenandoahGCMode=satb");
            notes.add("-XX:ShenandoahGCMode=generational was overridden: there a collection of the young generation may"
                    + " pass for the one that is needed to confirm the peak.");
        }
        if (collector.equals("Epsilon")) {
            notes.add("The Epsilon collector frees nothing: live bytes cannot be told from garbage.");
        }
        return new Decision(added, notes, collector, chosenByUs);
    }

    /** A flag that only G1 understands is a choice of G1, and one against the serial collector is to be respected. */
    private boolean isCollectorChosen() {
        Set<String> names = flags.namesSetByUser();
        return COLLECTORS.stream().anyMatch(name -> names.contains(flagOf(name)) && flags.isTrue(flagOf(name)))
                || names.contains("UseSerialGC")
                || names.contains("UseStringDeduplication")
                || names.stream().anyMatch(name -> name.startsWith("G1"));
    }

    private String activeCollector() {
        return COLLECTORS.stream()
                .filter(name -> flags.isTrue(flagOf(name)))
                .findFirst()
                .orElse("unknown");
    }

    private static String flagOf(String collector) {
        return "Use" + collector + "GC";
    }

    private void addHeapLimit() {
        Long maxHeapBytes = flags.bytes("MaxHeapSize");
        if (maxHeapBytes != null && !flags.isSetByUser("MaxHeapSize")) {
            added.add("-Xmx" + maxHeapBytes);
        }
    }

    private void addYoungGeneration() {
        Long maxHeapBytes = flags.bytes("MaxHeapSize");
        if (maxHeapBytes == null
                || maxHeapBytes < LEAST_HEAP_BYTES
                || YOUNG_GENERATION.stream().anyMatch(flags::isSetByUser)) {
            return;
        }
        long youngBytes = youngBytes(maxHeapBytes);
        long firstBytes = Math.min(youngBytes, halfOfInitialHeap(youngBytes));
        // The JVM warns, on the program's standard output, of a young generation that does not fit the initial heap.
        added.add(firstBytes == youngBytes ? "-Xmn" + size(youngBytes) : "-XX:NewSize=" + firstBytes);
        if (firstBytes != youngBytes) {
            added.add("-XX:MaxNewSize=" + youngBytes);
        }
    }

    private long halfOfInitialHeap(long otherwise) {
        Long initialBytes = flags.bytes("InitialHeapSize");
        return initialBytes == null || initialBytes == 0 ? otherwise : initialBytes / 2;
    }

    private static long youngBytes(long maxHeapBytes) {
        if (maxHeapBytes < SMALL_HEAP_BYTES) {
            return Math.min(8 * MIB, maxHeapBytes / 4 / MIB * MIB);
        }
        return maxHeapBytes <= LARGE_HEAP_BYTES ? 16 * MIB : 32 * MIB;
    }

    private static String size(long bytes) {
        return bytes / MIB + "m";
    }

    private void addDeadRatio() {
        if (flags.has("MarkSweepDeadRatio") && !flags.isSetByUser("MarkSweepDeadRatio")) {
            added.add("-XX:MarkSweepDeadRatio=0");
        }
    }

    private void allowForcedCollections() {
        switchOff("DisableExplicitGC", "forced collections are needed to confirm the peak");
        switchOff("ExplicitGCInvokesConcurrent", "concurrent collections do not confirm the peak");
    }

    private void switchOff(String flag, String reason) {
        if (flags.isTrue(flag)) {
            added.add("-XX:-" + flag);
            notes.add("-XX:+" + flag + " was overridden: " + reason + ".");
        }
    }
}
