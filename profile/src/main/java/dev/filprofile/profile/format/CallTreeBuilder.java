package dev.filprofile.profile.format;

import dev.filprofile.profile.CallTree;
import dev.filprofile.profile.Frame;
import dev.filprofile.profile.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.eclipse.collections.impl.list.mutable.primitive.IntArrayList;

/**
 * Builds the call tree of what was alive: only nodes that lead to something, in pre-order, the children that hold most
 * first. Loops instead of recursion, because paths may be thousands of frames deep.
 */
final class CallTreeBuilder {

    private final RawDefinitions definitions;
    private final double[] bytes;
    private final boolean[] used;
    private final int[] newNumbers;
    private final Distinct<Method> methods = new Distinct<>();
    private final Distinct<Frame> frames = new Distinct<>();
    private final IntArrayList parents = new IntArrayList();
    private final IntArrayList frameIndexes = new IntArrayList();

    /** @param others further pictures whose nodes are to be in the tree; the order among them is by name */
    CallTreeBuilder(RawDefinitions definitions, LiveSums sums, List<LiveSums> others) {
        this.definitions = definitions;
        bytes = new double[definitions.nodeCount()];
        used = new boolean[definitions.nodeCount()];
        newNumbers = new int[definitions.nodeCount()];
        Arrays.fill(newNumbers, -1);
        sums.byKey().forEach((key, sum) -> {
            bytes[key.node()] += sum.bytes;
            used[key.node()] = true;
        });
        for (LiveSums other : others) {
            other.byKey().keySet().forEach(key -> used[key.node()] = true);
        }
        // A node stands behind its parent, so one pass backwards sums whole subtrees.
        for (int node = bytes.length - 1; node > 0; node--) {
            if (used[node]) {
                bytes[definitions.parent(node)] += bytes[node];
                used[definitions.parent(node)] = true;
            }
        }
    }

    CallTree build() {
        int[][] children = sortedChildren();
        IntArrayList pending = new IntArrayList();
        pending.add(0);
        while (!pending.isEmpty()) {
            int node = pending.removeAtIndex(pending.size() - 1);
            number(node);
            for (int i = children[node].length - 1; i >= 0; i--) {
                pending.add(children[node][i]);
            }
        }
        return new CallTree(methods.values(), frames.values(), parents.toArray(), frameIndexes.toArray());
    }

    /** The number in the tree built of a node that holds something. */
    int newNumber(int node) {
        return newNumbers[node];
    }

    private void number(int node) {
        newNumbers[node] = parents.size();
        if (node == 0) {
            parents.add(-1);
            frameIndexes.add(-1);
            return;
        }
        Frame frame = definitions.frame(node);
        int method = methods.indexOf(definitions.method(frame));
        parents.add(newNumbers[definitions.parent(node)]);
        frameIndexes.add(frames.indexOf(new Frame(method, frame.line())));
    }

    private int[][] sortedChildren() {
        int[] counts = new int[bytes.length];
        for (int node = 1; node < bytes.length; node++) {
            if (used[node]) {
                counts[definitions.parent(node)]++;
            }
        }
        Integer[][] unsorted = new Integer[bytes.length][];
        for (int node = 0; node < bytes.length; node++) {
            unsorted[node] = new Integer[counts[node]];
        }
        for (int node = bytes.length - 1; node > 0; node--) {
            if (used[node]) {
                int parent = definitions.parent(node);
                unsorted[parent][--counts[parent]] = node;
            }
        }
        Comparator<Integer> order = mostBytesThenName();
        int[][] children = new int[bytes.length][];
        for (int node = 0; node < bytes.length; node++) {
            Arrays.sort(unsorted[node], order);
            children[node] =
                    Arrays.stream(unsorted[node]).mapToInt(Integer::intValue).toArray();
        }
        return children;
    }

    private Comparator<Integer> mostBytesThenName() {
        return Comparator.comparingDouble((Integer node) -> -bytes[node])
                .thenComparing(node -> method(node).className())
                .thenComparing(node -> method(node).name())
                .thenComparing(node -> method(node).descriptor())
                .thenComparing(node -> method(node).location())
                .thenComparing(node -> definitions.frame(node).line());
    }

    private Method method(int node) {
        return definitions.method(definitions.frame(node));
    }
}
