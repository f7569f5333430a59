package dev.filprofile.profile.format;

import dev.filprofile.profile.Allocation;
import dev.filprofile.profile.CallTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The pictures of a raw snapshot on one call tree: that of the heap, which also orders it, and those that show memory outside.
 * Numbers of classes, threads and tasks are given in the order in which allocations ask for them.
 */
final class RawPictures {

    private final RawDefinitions definitions;
    private final LiveSums heap;
    private final LiveSums offHeap;
    private final LiveSums combined;
    private final List<LiveSums> nextPeaks;
    private final CallTreeBuilder treeBuilder;
    private final CallTree tree;
    private final Distinct<String> classes = new Distinct<>();
    private final Distinct<String> threads = new Distinct<>();
    private final Distinct<String> tasks = new Distinct<>();

    private RawPictures(
            RawDefinitions definitions, LiveSums heap, LiveSums offHeap, LiveSums combined, List<LiveSums> nextPeaks) {
        this.definitions = definitions;
        this.heap = heap;
        this.offHeap = offHeap;
        this.combined = combined;
        this.nextPeaks = nextPeaks;
        List<LiveSums> others = new ArrayList<>(List.of(offHeap, combined));
        others.addAll(nextPeaks);
        treeBuilder = new CallTreeBuilder(definitions, heap, others);
        tree = treeBuilder.build();
        tasks.indexOf("");
    }

    /** @param nextPeaks the heap at other moments */
    static RawPictures of(
            RawDefinitions definitions, LiveSums heap, LiveSums offHeap, LiveSums combined, List<LiveSums> nextPeaks) {
        return new RawPictures(definitions, heap, offHeap, combined, nextPeaks);
    }

    CallTree tree() {
        return tree;
    }

    LiveSums heap() {
        return heap;
    }

    LiveSums offHeap() {
        return offHeap;
    }

    LiveSums combined() {
        return combined;
    }

    List<LiveSums> nextPeaks() {
        return nextPeaks;
    }

    /** One of the pictures in the numbers of {@link #tree()}, {@link #classes()} and so on, which it adds to. */
    List<Allocation> allocations(LiveSums sums) {
        List<Allocation> allocations = new ArrayList<>();
        for (LiveSums.Key key : sortedKeys(sums)) {
            LiveSums.Sum sum = sums.of(key);
            allocations.add(new Allocation(
                    treeBuilder.newNumber(key.node()),
                    classes.indexOf(definitions.classes().get(key.classIndex())),
                    threads.indexOf(definitions.threads().get(key.threadIndex())),
                    tasks.indexOf(definitions.tasks().get(key.taskIndex())),
                    sum.bytes,
                    sum.objects,
                    sum.variance));
        }
        return allocations;
    }

    /** In the order of the tree; on one node by definition, which is the order of first appearance in the run. */
    private List<LiveSums.Key> sortedKeys(LiveSums sums) {
        List<LiveSums.Key> keys = new ArrayList<>(sums.byKey().keySet());
        keys.sort(Comparator.comparingInt((LiveSums.Key key) -> treeBuilder.newNumber(key.node()))
                .thenComparingInt(LiveSums.Key::classIndex)
                .thenComparingInt(LiveSums.Key::threadIndex)
                .thenComparingInt(LiveSums.Key::taskIndex));
        return keys;
    }

    List<String> classes() {
        return classes.values();
    }

    List<String> threads() {
        return threads.values();
    }

    List<String> tasks() {
        return tasks.values();
    }
}
