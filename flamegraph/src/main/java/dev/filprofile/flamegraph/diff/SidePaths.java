package dev.filprofile.flamegraph.diff;

import dev.filprofile.flamegraph.MethodKey;
import dev.filprofile.profile.Allocation;
import dev.filprofile.profile.CallTree;
import dev.filprofile.profile.Method;
import dev.filprofile.profile.Profile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The call paths of one side that hold anything, to be laid over those of the other. */
final class SidePaths {

    private static final List<Function<Method, String>> KEYS =
            List.of(MethodKey::of, MethodKey::withoutNumbers, MethodKey::withoutDescriptor);

    /** Rules by which methods are the same, the strictest first. */
    static final int RULES = KEYS.size();

    /** Generated code has lines of any length. */
    private static final int LONGEST_TEXT = 240;

    private final Profile profile;
    private final Renames renames;
    private final CallTree tree;
    private final List<List<Allocation>> held = new ArrayList<>();
    private final List<List<Integer>> children = new ArrayList<>();
    private final List<List<String>> keys;

    SidePaths(Side side) {
        this.profile = side.median();
        this.renames = side.renames();
        this.tree = profile.tree();
        List<Method> methods = tree.methods().stream().map(renames::method).toList();
        keys = KEYS.stream().map(key -> methods.stream().map(key).toList()).toList();
        boolean[] holds = new boolean[tree.size()];
        for (int node = 0; node < tree.size(); node++) {
            held.add(new ArrayList<>(0));
            children.add(new ArrayList<>(0));
        }
        for (Allocation allocation : profile.allocations()) {
            held.get(allocation.node()).add(allocation);
            holds[allocation.node()] = true;
        }
        for (int node = tree.size() - 1; node > 0; node--) {
            holds[tree.parents()[node]] |= holds[node];
        }
        for (int node = 1; node < tree.size(); node++) {
            if (holds[node]) {
                children.get(tree.parents()[node]).add(node);
            }
        }
    }

    Profile profile() {
        return profile;
    }

    long peakBytes() {
        return profile.certificate().peakBytes();
    }

    /** The nodes that these call, those of the same method together. */
    List<List<Integer>> calledFrom(List<Integer> nodes) {
        Map<String, List<Integer>> called = new LinkedHashMap<>();
        for (int node : nodes) {
            for (int child : children.get(node)) {
                called.computeIfAbsent(key(child, 0), key -> new ArrayList<>()).add(child);
            }
        }
        return new ArrayList<>(called.values());
    }

    /** Groups of nodes of one method each, by the method's key under a rule. */
    Map<String, List<List<Integer>>> byKey(List<List<Integer>> groups, int rule) {
        Map<String, List<List<Integer>>> byKey = new LinkedHashMap<>();
        for (List<Integer> group : groups) {
            byKey.computeIfAbsent(key(group.get(0), rule), key -> new ArrayList<>())
                    .add(group);
        }
        return byKey;
    }

    private String key(int node, int rule) {
        return keys.get(rule).get(tree.frame(node).methodIndex());
    }

    Method method(int node) {
        return tree.method(node);
    }

    /** The line that all these nodes have, or {@link DiffTree#NO_SINGLE_LINE}; {@link DiffTree#ABSENT} for no nodes. */
    int singleLine(List<Integer> nodes) {
        if (nodes.isEmpty()) {
            return DiffTree.ABSENT;
        }
        int[] lines = nodes.stream()
                .mapToInt(node -> tree.frame(node).line())
                .distinct()
                .toArray();
        return lines.length == 1 ? lines[0] : DiffTree.NO_SINGLE_LINE;
    }

    /** The trimmed text of a line, cut where it is very long; {@code ""} where it is not known. */
    String text(Method method, int line) {
        String text = line > 0 ? profile.sources().line(method.sourcePath(), line) : null;
        String trimmed = text == null ? "" : text.strip();
        return trimmed.codePointCount(0, trimmed.length()) <= LONGEST_TEXT
                ? trimmed
                : trimmed.substring(0, trimmed.offsetByCodePoints(0, LONGEST_TEXT)) + "…";
    }

    /** Bytes, objects and variance that these nodes' own frames hold, by class without what differs from run to run. */
    Map<String, double[]> heldBy(List<Integer> nodes) {
        Map<String, double[]> sums = new TreeMap<>();
        for (int node : nodes) {
            for (Allocation allocation : held.get(node)) {
                String name =
                        MethodKey.ofClass(renames.className(profile.classes().get(allocation.classIndex())));
                double[] sum = sums.computeIfAbsent(name, key -> new double[3]);
                sum[0] += allocation.bytes();
                sum[1] += allocation.objects();
                sum[2] += allocation.variance();
            }
        }
        return sums;
    }
}
