package dev.filprofile.flamegraph.diff;

import dev.filprofile.profile.Allocation;
import dev.filprofile.profile.CallTree;
import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.Frame;
import dev.filprofile.profile.Method;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.Sources;
import dev.filprofile.profile.Timeline;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The call paths of two peaks as one tree, which has what each path held before and after. Threads are summed up, as in the
 * whole comparison.
 *
 * <p>Both peaks stand in one {@link Profile}, in which a side takes the place of a thread: so this tree is folded and encoded as
 * any other. A frame's line is the one that it has in the new peak; see {@link #linesBefore} for the other.
 *
 * @param profile its threads are {@link #BEFORE} and {@link #AFTER}, its bytes are whole, its peak is the sum of both peaks
 * @param linesBefore for each frame of the profile's tree its line in the base
 * @param restBefore bytes of the base's peak that no call path holds
 * @param restAfter bytes of the new peak that no call path holds
 */
public record DiffTree(Profile profile, List<Line> linesBefore, long restBefore, long restAfter) {

    /** Name of the thread that stands for the base. */
    public static final String BEFORE = "before";

    /** Name of the thread that stands for the new side. */
    public static final String AFTER = "after";

    /** {@code Frame.line()} of a method of which this path runs through several lines; and of one that only the base has. */
    public static final int NO_SINGLE_LINE = 0;

    /** {@link Line#number} of a method that the base does not have on this path. */
    public static final int ABSENT = -3;

    /**
     * A line of the base.
     *
     * @param number as {@code Frame.line()} gives it, or {@link #NO_SINGLE_LINE}, or {@link #ABSENT}
     * @param text its trimmed text, {@code ""} where that is not known
     * @param gone whether only the base has the method on this path
     */
    public record Line(int number, String text, boolean gone) {}

    public DiffTree {
        linesBefore = List.copyOf(linesBefore);
    }

    /** The tree of the runs that stand for two sides. */
    public static DiffTree of(Side base, Side next) {
        return new Builder(new SidePaths(base), new SidePaths(next)).build();
    }

    /** Bytes of the base's picture: what its paths hold, and the rest. */
    public long beforeBytes() {
        return sum(BEFORE) + restBefore;
    }

    /** Bytes of the new side's picture. */
    public long afterBytes() {
        return sum(AFTER) + restAfter;
    }

    private long sum(String side) {
        int thread = profile.threads().indexOf(side);
        return profile.allocations().stream()
                .filter(allocation -> allocation.threadIndex() == thread)
                .mapToLong(allocation -> Math.round(allocation.bytes()))
                .sum();
    }

    /** Lays one tree over the other, from the root on. No recursion: paths can be thousands of frames deep. */
    private static final class Builder {
        private final SidePaths base;
        private final SidePaths next;
        private final List<Integer> parents = new ArrayList<>();
        private final List<Integer> frameIndexes = new ArrayList<>();
        private final Map<Method, Integer> methods = new LinkedHashMap<>();
        private final Map<BothLines, Integer> frames = new LinkedHashMap<>();
        private final Map<String, Integer> classes = new LinkedHashMap<>();
        private final List<Line> linesBefore = new ArrayList<>();
        private final Map<String, SortedMap<Integer, String>> texts = new HashMap<>();
        private final List<Allocation> allocations = new ArrayList<>();
        private final long[] attributed = new long[2];

        /** What makes a frame of the tree. */
        private record BothLines(int methodIndex, int before, int after) {}

        /** A node to come: the nodes that it stands for on either side. */
        private record Step(int parent, List<Integer> before, List<Integer> after) {}

        Builder(SidePaths base, SidePaths next) {
            this.base = base;
            this.next = next;
        }

        DiffTree build() {
            Deque<Step> pending = new ArrayDeque<>();
            pending.push(new Step(-1, List.of(0), List.of(0)));
            while (!pending.isEmpty()) {
                Step step = pending.pop();
                int node = parents.size();
                parents.add(step.parent);
                frameIndexes.add(node == 0 ? -1 : frame(step));
                hold(node, 0, base.heldBy(step.before));
                hold(node, 1, next.heldBy(step.after));
                children(node, step).forEach(pending::push);
            }
            long restBefore = Math.max(0, base.peakBytes() - attributed[0]);
            long restAfter = Math.max(0, next.peakBytes() - attributed[1]);
            long peak = attributed[0] + restBefore + attributed[1] + restAfter;
            return new DiffTree(profile(peak), linesBefore, restBefore, restAfter);
        }

        private Profile profile(long peak) {
            List<Frame> shown = frames.keySet().stream()
                    .map(lines -> new Frame(lines.methodIndex, lines.after == ABSENT ? NO_SINGLE_LINE : lines.after))
                    .toList();
            CallTree tree = new CallTree(List.copyOf(methods.keySet()), shown, array(parents), array(frameIndexes));
            return new Profile(
                    next.profile().run(),
                    new Certificate(Certificate.Kind.CONFIRMED, peak, peak, 0, 0, 0, 0, true),
                    Timeline.empty(),
                    tree,
                    allocations,
                    List.copyOf(classes.keySet()),
                    List.of(BEFORE, AFTER),
                    List.of(""),
                    new Sources(texts),
                    List.of());
        }

        private static int[] array(List<Integer> numbers) {
            return numbers.stream().mapToInt(Integer::intValue).toArray();
        }

        private void hold(int node, int side, Map<String, double[]> held) {
            held.forEach((name, sum) -> {
                long bytes = Math.round(sum[0]);
                if (bytes > 0) {
                    int classIndex = classes.computeIfAbsent(name, key -> classes.size());
                    allocations.add(
                            new Allocation(node, classIndex, side, 0, (double) bytes, Math.round(sum[1]), sum[2]));
                    attributed[side] += bytes;
                }
            });
        }

        private int frame(Step step) {
            Method method = step.after.isEmpty() ? base.method(step.before.get(0)) : next.method(step.after.get(0));
            int methodIndex = methods.computeIfAbsent(method, key -> methods.size());
            BothLines lines = new BothLines(methodIndex, base.singleLine(step.before), next.singleLine(step.after));
            return frames.computeIfAbsent(lines, key -> {
                String textBefore =
                        step.before.isEmpty() ? "" : base.text(base.method(step.before.get(0)), lines.before);
                linesBefore.add(new Line(lines.before, textBefore, step.after.isEmpty()));
                String text = next.text(method, lines.after);
                if (!text.isEmpty()) {
                    texts.computeIfAbsent(method.sourcePath(), path -> new TreeMap<>())
                            .put(lines.after, text);
                }
                return frames.size();
            });
        }

        /**
         * What is called on either side, by the first rule that finds exactly one method on both: a method that was given
         * another parameter is the same if there is no other of its name.
         */
        private List<Step> children(int node, Step step) {
            List<List<Integer>> before = base.calledFrom(step.before);
            List<List<Integer>> after = next.calledFrom(step.after);
            List<Step> children = new ArrayList<>();
            for (int rule = 0; rule < SidePaths.RULES && !before.isEmpty() && !after.isEmpty(); rule++) {
                Map<String, List<List<Integer>>> old = base.byKey(before, rule);
                Set<List<Integer>> pairedBefore = new HashSet<>();
                Set<List<Integer>> pairedAfter = new HashSet<>();
                next.byKey(after, rule).forEach((key, groups) -> {
                    List<List<Integer>> others = old.getOrDefault(key, List.of());
                    if (groups.size() == 1 && others.size() == 1) {
                        children.add(new Step(node, others.get(0), groups.get(0)));
                        pairedBefore.addAll(others);
                        pairedAfter.addAll(groups);
                    }
                });
                before.removeAll(pairedBefore);
                after.removeAll(pairedAfter);
            }
            before.forEach(gone -> children.add(new Step(node, gone, List.of())));
            after.forEach(come -> children.add(new Step(node, List.of(), come)));
            return children;
        }
    }
}
