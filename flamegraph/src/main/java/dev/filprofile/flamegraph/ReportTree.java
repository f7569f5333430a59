package dev.filprofile.flamegraph;

import dev.filprofile.profile.Allocation;
import dev.filprofile.profile.CallTree;
import dev.filprofile.profile.Frame;
import dev.filprofile.profile.Method;
import dev.filprofile.profile.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The call tree as the report draws it: whole bytes, the widest child first, paths without bytes left out, and no more
 * nodes than a page can carry. What is folded stays visible as one child, "n smaller paths", of the frame it was below.
 * The residual is a child of the root, so that the root is the peak.
 *
 * <p>Nodes are in pre-order; node 0 is the root. Rows say what a node's own frame allocated, by class.
 */
public final class ReportTree {

    /** The root, the residual, and one node for all paths. */
    public static final int MIN_NODES = 3;

    /** {@link #frame} of the root. */
    public static final int ROOT = -1;

    /** {@link #frame} of the residual: made by the JVM or before start. */
    public static final int RESIDUAL = -2;

    /** {@link #frame} of paths that were folded because they are too small. */
    public static final int REMAINDER = -3;

    /** {@link Row#classIndex} of the residual. */
    public static final int NO_CLASS = -1;

    /** {@link Row#threadIndex} of the residual. */
    public static final int NO_THREAD = -1;

    /**
     * What a node's own frame allocated of one class on one thread.
     *
     * @param classIndex index into {@code Profile.classes()}, or {@link #NO_CLASS}
     * @param threadIndex index into {@link #threads()}, or {@link #NO_THREAD}
     * @param bytes live bytes, rounded
     * @param objects live objects, rounded
     * @param standardErrorBytes standard error of {@code bytes}, rounded
     */
    public record Row(int classIndex, int threadIndex, long bytes, long objects, long standardErrorBytes) {}

    private final List<Integer> frames = new ArrayList<>();
    private final List<Integer> depths = new ArrayList<>();
    private final List<List<Row>> rows = new ArrayList<>();
    private final List<Integer> foldedPaths = new ArrayList<>();
    private final ShownThreads threads;
    private final long thresholdBytes;
    private final long foldedBytes;

    private ReportTree(Profile profile, int maxNodes) {
        if (maxNodes < MIN_NODES) {
            throw new IllegalArgumentException("a tree needs " + MIN_NODES + " nodes, not " + maxNodes);
        }
        this.threads = ShownThreads.of(profile);
        Source source = new Source(profile, threads);
        this.thresholdBytes = source.threshold(maxNodes);
        this.foldedBytes = copy(profile, source);
    }

    /**
     * The tree of a profile.
     *
     * @param maxNodes how many nodes the tree may have; at least 3: the root, the residual and one for all paths
     */
    public static ReportTree of(Profile profile, int maxNodes) {
        return new ReportTree(profile, maxNodes);
    }

    /** Number of nodes, the root included. */
    public int size() {
        return frames.size();
    }

    /** Index into {@code CallTree.frames()}, or {@link #ROOT}, {@link #RESIDUAL}, {@link #REMAINDER}. */
    public int frame(int node) {
        return frames.get(node);
    }

    /** Distance from the root. */
    public int depth(int node) {
        return depths.get(node);
    }

    /** What the node's own frame allocated. */
    public List<Row> rows(int node) {
        return rows.get(node);
    }

    /** How many call paths a {@link #REMAINDER} stands for; 0 for all other nodes. */
    public int foldedPaths(int node) {
        return foldedPaths.get(node);
    }

    /** Names of threads; those of a program with very many stand together under the last. */
    public List<String> threads() {
        return threads.names();
    }

    /** Paths that hold fewer bytes than this were folded; 0 when none was. */
    public long thresholdBytes() {
        return thresholdBytes;
    }

    /** Bytes of all folded paths. */
    public long foldedBytes() {
        return foldedBytes;
    }

    /** Bytes of a node and all below it. */
    public long totalBytes(int node) {
        long sum = 0;
        for (int i = node; i < size() && (i == node || depth(i) > depth(node)); i++) {
            for (Row row : rows(i)) {
                sum += row.bytes();
            }
        }
        return sum;
    }

    private int add(int frame, int depth, List<Row> own, int folded) {
        frames.add(frame);
        depths.add(depth);
        rows.add(own);
        foldedPaths.add(folded);
        return frames.size() - 1;
    }

    /** Copies the nodes that are large enough, iteratively: paths can be thousands of frames deep. */
    private long copy(Profile profile, Source source) {
        record Step(int node, int depth) {}
        List<Step> pending = new ArrayList<>();
        long residual = Math.max(0, profile.certificate().peakBytes() - source.totals[0]);
        boolean residualPending = residual > 0;
        long folded = 0;
        pending.add(new Step(0, 0));
        while (!pending.isEmpty()) {
            Step step = pending.remove(pending.size() - 1);
            if (residualPending && step.depth == 1 && source.totals[Math.abs(step.node)] < residual) {
                residualPending = false;
                add(RESIDUAL, 1, List.of(new Row(NO_CLASS, NO_THREAD, residual, 0, 0)), 0);
            }
            if (step.node < 0) {
                folded += addRemainder(source, -step.node, step.depth);
                continue;
            }
            add(step.node == 0 ? ROOT : source.tree.frameIndexes()[step.node], step.depth, source.rows(step.node), 0);
            int[] children = source.childrenWidestFirst(step.node);
            int kept = 0;
            while (kept < children.length && source.totals[children[kept]] >= Math.max(1, thresholdBytes)) {
                kept++;
            }
            if (kept < children.length && source.totals[children[kept]] > 0) {
                // Stands for itself and all its smaller siblings.
                pending.add(new Step(-children[kept], step.depth + 1));
            }
            for (int i = kept - 1; i >= 0; i--) {
                pending.add(new Step(children[i], step.depth + 1));
            }
        }
        if (residualPending) {
            add(RESIDUAL, 1, List.of(new Row(NO_CLASS, NO_THREAD, residual, 0, 0)), 0);
        }
        return folded;
    }

    private long addRemainder(Source source, int largest, int depth) {
        int parent = source.tree.parents()[largest];
        SortedMap<RowKey, double[]> sums = new TreeMap<>();
        int paths = 0;
        for (int child : source.childrenWidestFirst(parent)) {
            if (source.totals[child] >= Math.max(1, thresholdBytes)) {
                continue;
            }
            for (int node = child; node < source.ends[child]; node++) {
                List<Row> own = source.rows(node);
                paths += own.isEmpty() ? 0 : 1;
                for (Row row : own) {
                    double[] sum =
                            sums.computeIfAbsent(new RowKey(row.classIndex(), row.threadIndex()), key -> new double[3]);
                    sum[0] += row.bytes();
                    sum[1] += row.objects();
                    sum[2] += (double) row.standardErrorBytes() * row.standardErrorBytes();
                }
            }
        }
        List<Row> merged = new ArrayList<>();
        long bytes = 0;
        for (var sum : sums.entrySet()) {
            double[] value = sum.getValue();
            merged.add(sum.getKey().row(value[0], value[1], value[2]));
            bytes += (long) value[0];
        }
        add(REMAINDER, depth, merged, paths);
        return bytes;
    }

    /** What one row of a node sums up. */
    private record RowKey(int classIndex, int threadIndex) implements Comparable<RowKey> {

        Row row(double bytes, double objects, double variance) {
            return new Row(
                    classIndex, threadIndex, Math.round(bytes), Math.round(objects), Math.round(Math.sqrt(variance)));
        }

        @Override
        public int compareTo(RowKey other) {
            int order = Integer.compare(classIndex, other.classIndex);
            return order != 0 ? order : Integer.compare(threadIndex, other.threadIndex);
        }
    }

    /** The profile's own tree with its sums. */
    private static final class Source {
        private final CallTree tree;
        private final List<List<Row>> rows;
        private final long[] totals;
        private final int[] ends;
        private final int[][] children;

        Source(Profile profile, ShownThreads threads) {
            this.tree = profile.tree();
            this.rows = rowsOfEachNode(profile, threads);
            this.totals = new long[tree.size()];
            this.ends = new int[tree.size()];
            for (int node = tree.size() - 1; node >= 0; node--) {
                ends[node] = Math.max(ends[node], node + 1);
                for (Row row : rows.get(node)) {
                    totals[node] += row.bytes();
                }
                if (node > 0) {
                    int parent = tree.parents()[node];
                    totals[parent] += totals[node];
                    ends[parent] = Math.max(ends[parent], ends[node]);
                }
            }
            this.children = childrenOfEachNode();
        }

        List<Row> rows(int node) {
            return rows.get(node);
        }

        int[] childrenWidestFirst(int node) {
            return children[node];
        }

        /** The smallest threshold that leaves at most {@code maxNodes}; 0 when all fit. */
        long threshold(int maxNodes) {
            long[] sorted =
                    Arrays.stream(totals).filter(total -> total > 0).sorted().toArray();
            if (sorted.length + 1 <= maxNodes) {
                return 0;
            }
            // A kept node can bring one remainder, and the residual takes a place: count both.
            int index = Math.max(0, sorted.length - Math.max(1, maxNodes - 1));
            long threshold = sorted[index] + 1;
            while (nodesAt(threshold) > maxNodes && threshold <= totals[0]) {
                threshold += Math.max(1, threshold / 8);
            }
            return threshold;
        }

        private int nodesAt(long threshold) {
            int count = 2;
            boolean[] hasRemainder = new boolean[tree.size()];
            for (int node = 1; node < tree.size(); node++) {
                int parent = tree.parents()[node];
                if (totals[node] >= threshold) {
                    count++;
                } else if (totals[node] > 0 && !hasRemainder[parent] && (parent == 0 || totals[parent] >= threshold)) {
                    hasRemainder[parent] = true;
                    count++;
                }
            }
            return count;
        }

        private int[][] childrenOfEachNode() {
            int[] counts = new int[tree.size()];
            for (int node = 1; node < counts.length; node++) {
                counts[tree.parents()[node]]++;
            }
            int[][] all = new int[counts.length][];
            for (int node = 0; node < counts.length; node++) {
                all[node] = new int[counts[node]];
            }
            for (int node = counts.length - 1; node > 0; node--) {
                int parent = tree.parents()[node];
                all[parent][--counts[parent]] = node;
            }
            for (int node = 0; node < all.length; node++) {
                all[node] = sorted(all[node]);
            }
            return all;
        }

        private int[] sorted(int[] siblings) {
            if (siblings.length < 2) {
                return siblings;
            }
            return Arrays.stream(siblings)
                    .boxed()
                    .sorted((a, b) -> totals[a] != totals[b]
                            ? Long.compare(totals[b], totals[a])
                            : byName(tree.frame(a), tree.method(a), tree.frame(b), tree.method(b)))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }

        private static int byName(Frame frameA, Method a, Frame frameB, Method b) {
            int order = a.className().compareTo(b.className());
            order = order != 0 ? order : a.name().compareTo(b.name());
            return order != 0 ? order : Integer.compare(frameA.line(), frameB.line());
        }

        private static List<List<Row>> rowsOfEachNode(Profile profile, ShownThreads threads) {
            List<SortedMap<RowKey, double[]>> sums = new ArrayList<>();
            for (int node = 0; node < profile.tree().size(); node++) {
                sums.add(new TreeMap<>());
            }
            for (Allocation allocation : profile.allocations()) {
                RowKey row = new RowKey(allocation.classIndex(), threads.shownAs(allocation.threadIndex()));
                double[] sum = sums.get(allocation.node()).computeIfAbsent(row, key -> new double[3]);
                sum[0] += allocation.bytes();
                sum[1] += allocation.objects();
                sum[2] += allocation.variance();
            }
            List<List<Row>> rows = new ArrayList<>();
            for (SortedMap<RowKey, double[]> ofNode : sums) {
                List<Row> own = new ArrayList<>(ofNode.size());
                ofNode.forEach((row, sum) -> {
                    if (Math.round(sum[0]) > 0) {
                        own.add(row.row(sum[0], sum[1], sum[2]));
                    }
                });
                rows.add(List.copyOf(own));
            }
            return rows;
        }
    }
}
