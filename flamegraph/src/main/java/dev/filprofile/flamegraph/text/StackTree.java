package dev.filprofile.flamegraph.text;

import dev.filprofile.profile.Allocation;
import dev.filprofile.profile.CallTree;
import dev.filprofile.profile.Frame;
import dev.filprofile.profile.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.eclipse.collections.impl.list.mutable.primitive.DoubleArrayList;
import org.eclipse.collections.impl.list.mutable.primitive.IntArrayList;
import org.eclipse.collections.impl.map.mutable.primitive.LongIntHashMap;
import org.eclipse.collections.impl.map.mutable.primitive.ObjectIntHashMap;

/**
 * Merges stacks, given as text, into one tree; the children that hold most come first. Loops instead of recursion, because
 * stacks may be thousands of frames deep.
 */
final class StackTree {

    private static final int NONE = -1;

    private final List<Method> methods = new ArrayList<>();
    private final ObjectIntHashMap<Method> methodNumbers = new ObjectIntHashMap<>();
    private final List<Frame> frames = new ArrayList<>();
    private final ObjectIntHashMap<Frame> frameNumbers = new ObjectIntHashMap<>();
    private final ObjectIntHashMap<String> frameOfText = new ObjectIntHashMap<>();
    private final List<String> classes = new ArrayList<>();
    private final ObjectIntHashMap<String> classNumbers = new ObjectIntHashMap<>();

    // Nodes in the order in which they came; a node's parent came before it.
    private final IntArrayList parents = IntArrayList.newListWith(NONE);
    private final IntArrayList nodeFrames = IntArrayList.newListWith(NONE);
    private final LongIntHashMap nodes = new LongIntHashMap();

    // What was given, by node and class.
    private final LongIntHashMap held = new LongIntHashMap();
    private final IntArrayList heldNodes = new IntArrayList();
    private final IntArrayList heldClasses = new IntArrayList();
    private final DoubleArrayList heldBytes = new DoubleArrayList();

    /** Adds bytes at the end of a stack, root first, {@code ;} between frames. Bytes of one stack and class are summed. */
    void add(String stack, double bytes) {
        if (bytes <= 0) {
            return;
        }
        int node = 0;
        String className = "";
        for (int start = 0; start <= stack.length(); ) {
            int semicolon = stack.indexOf(';', start);
            int end = semicolon < 0 ? stack.length() : semicolon;
            String text = stack.substring(start, end);
            start = end + 1;
            CollapsedFrame last = start > stack.length() ? CollapsedFrame.of(text) : null;
            if (last != null && last.allocatedClass()) {
                className = last.method().className();
            } else {
                node = child(node, frame(text));
            }
        }
        add(node, number(classNumbers, classes, className), bytes);
    }

    private void add(int node, int classIndex, double bytes) {
        int index = held.getIfAbsentPut(key(node, classIndex), heldBytes.size());
        if (index == heldBytes.size()) {
            heldNodes.add(node);
            heldClasses.add(classIndex);
            heldBytes.add(bytes);
        } else {
            heldBytes.set(index, heldBytes.get(index) + bytes);
        }
    }

    private int child(int parent, int frame) {
        int node = nodes.getIfAbsentPut(key(parent, frame), parents.size());
        if (node == parents.size()) {
            parents.add(parent);
            nodeFrames.add(frame);
        }
        return node;
    }

    private int frame(String text) {
        return frameOfText.getIfAbsentPutWithKey(text, key -> {
            CollapsedFrame frame = CollapsedFrame.of(key);
            int method = number(methodNumbers, methods, frame.method());
            return number(frameNumbers, frames, new Frame(method, frame.line()));
        });
    }

    private static <T> int number(ObjectIntHashMap<T> numbers, List<T> values, T value) {
        int number = numbers.getIfAbsentPut(value, values.size());
        if (number == values.size()) {
            values.add(value);
        }
        return number;
    }

    double totalBytes() {
        return heldBytes.sum();
    }

    /** Names of the classes allocated; one is {@code ""} where some stack did not tell. */
    List<String> classes() {
        return classes;
    }

    /** The tree and what its nodes hold. */
    Merged merged() {
        int[] order = preOrder();
        int[] newNumbers = new int[order.length];
        int[] newParents = new int[order.length];
        int[] newFrames = new int[order.length];
        for (int number = 0; number < order.length; number++) {
            newNumbers[order[number]] = number;
            int parent = parents.get(order[number]);
            newParents[number] = parent == NONE ? NONE : newNumbers[parent];
            newFrames[number] = nodeFrames.get(order[number]);
        }
        List<Allocation> allocations = new ArrayList<>(heldBytes.size());
        for (int i = 0; i < heldBytes.size(); i++) {
            allocations.add(
                    new Allocation(newNumbers[heldNodes.get(i)], heldClasses.get(i), 0, 0, heldBytes.get(i), 0, 0));
        }
        allocations.sort(Comparator.comparingInt(Allocation::node).thenComparingInt(Allocation::classIndex));
        return new Merged(new CallTree(methods, frames, newParents, newFrames), allocations);
    }

    /** A whole tree, numbered in pre-order, and what its nodes hold. */
    record Merged(CallTree tree, List<Allocation> allocations) {}

    private int[] preOrder() {
        int[][] children = children();
        int[] order = new int[parents.size()];
        IntArrayList pending = IntArrayList.newListWith(0);
        for (int number = 0; number < order.length; number++) {
            int node = pending.removeAtIndex(pending.size() - 1);
            order[number] = node;
            // the first child must come off first
            for (int i = children[node].length - 1; i >= 0; i--) {
                pending.add(children[node][i]);
            }
        }
        return order;
    }

    /** Each node's children, most bytes first, the older first among equals. */
    private int[][] children() {
        double[] bytes = new double[parents.size()];
        int[] counts = new int[bytes.length];
        for (int i = 0; i < heldBytes.size(); i++) {
            bytes[heldNodes.get(i)] += heldBytes.get(i);
        }
        Integer[] nodesByBytes = new Integer[bytes.length];
        for (int node = bytes.length - 1; node >= 0; node--) {
            nodesByBytes[node] = node;
            if (node > 0) {
                bytes[parents.get(node)] += bytes[node];
                counts[parents.get(node)]++;
            }
        }
        Arrays.sort(nodesByBytes, Comparator.comparingDouble((Integer node) -> -bytes[node]));
        int[][] children = new int[bytes.length][];
        Arrays.setAll(children, node -> new int[counts[node]]);
        Arrays.fill(counts, 0);
        for (int node : nodesByBytes) {
            if (node > 0) {
                int parent = parents.get(node);
                children[parent][counts[parent]++] = node;
            }
        }
        return children;
    }

    private static long key(int high, int low) {
        return (long) high << 32 | low;
    }
}
