package dev.filprofile.flamegraph.text;

import dev.filprofile.flamegraph.Site;
import dev.filprofile.flamegraph.WholeAmounts;
import dev.filprofile.profile.CallTree;
import dev.filprofile.profile.Frame;
import dev.filprofile.profile.Method;
import dev.filprofile.profile.Profile;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collapsed stacks ("folded stacks"), which every flame graph tool reads: one line per distinct stack, root first,
 * {@code ;} between frames, one space, and whole bytes. A frame is {@code pkg.Class.method:41}.
 *
 * <p>Readers have traps. A frame never holds {@code ;} (it would split) or white space (a trailing number would be
 * taken for a second value), and is never empty. A stack that rounds to zero bytes is left out. Bytes without a call
 * path (the residual) are left out too: every reader would take them for a stack of the program.
 *
 * <p>The lines' bytes add up to the attributed bytes, see {@link WholeAmounts}. Lines are sorted by walking the tree in the
 * order of the text, so that memory is proportional to the tree and not to the text, which on deep paths is many times larger.
 */
public final class CollapsedStacks {

    private final CallTree tree;
    private final Appendable out;
    private final String[] frames;
    private final long[] bytes;
    private final int[][] children;

    /** The text of the stack that is being written. */
    private final StringBuilder stack = new StringBuilder();

    private final Deque<Step> pending = new ArrayDeque<>();

    /**
     * What is still to be written behind the first {@code prefix} characters of the stack's text: a line, or, where there are
     * parents, the lines of everything below these. These have the same text and so are one.
     */
    private record Step(int prefix, String text, long bytes, List<Integer> parents) {}

    private CollapsedStacks(Profile profile, Appendable out) {
        this.tree = profile.tree();
        this.out = out;
        this.frames = new String[tree.frames().size()];
        for (int frame = 0; frame < frames.length; frame++) {
            frames[frame] = name(tree.frames().get(frame));
        }
        this.bytes = new long[tree.size()];
        WholeAmounts whole = WholeAmounts.of(profile);
        for (int i = 0; i < profile.allocations().size(); i++) {
            bytes[profile.allocations().get(i).node()] += whole.bytes(i);
        }
        this.children = children(tree);
    }

    /**
     * Writes a profile's stacks, sorted by text, lines ended by LF. To be encoded as UTF-8.
     *
     * @throws IOException if {@code out} does
     */
    public static void write(Profile profile, Appendable out) throws IOException {
        new CollapsedStacks(profile, out).write();
    }

    private void write() throws IOException {
        expand(0, List.of(0));
        while (!pending.isEmpty()) {
            Step step = pending.pop();
            stack.setLength(step.prefix);
            stack.append(step.text);
            if (step.parents.isEmpty()) {
                out.append(stack).append(' ').append(Long.toString(step.bytes)).append('\n');
            } else {
                expand(stack.length(), step.parents);
            }
        }
    }

    /** Puts what stands below some nodes before all that is pending, in the order of its text. */
    private void expand(int prefix, List<Integer> parents) {
        Map<String, List<Integer>> siblings = new TreeMap<>();
        for (int parent : parents) {
            for (int child : children[parent]) {
                siblings.computeIfAbsent(frames[tree.frameIndexes()[child]], text -> new ArrayList<>())
                        .add(child);
            }
        }
        List<Step> steps = new ArrayList<>();
        if (prefix == 0 && bytes[0] > 0) {
            steps.add(new Step(0, harmless(Site.NO_STACK), bytes[0], List.of()));
        }
        siblings.forEach((text, nodes) -> {
            long own = nodes.stream().mapToLong(node -> bytes[node]).sum();
            if (own > 0) {
                steps.add(new Step(prefix, text, own, List.of()));
            }
            List<Integer> inner =
                    nodes.stream().filter(node -> children[node].length > 0).toList();
            if (!inner.isEmpty()) {
                // with what follows in all its lines, which decides their order
                steps.add(new Step(prefix, text + ";", 0, inner));
            }
        });
        steps.sort(Comparator.comparing(Step::text).reversed());
        steps.forEach(pending::push);
    }

    private static int[][] children(CallTree tree) {
        int[] counts = new int[tree.size()];
        for (int node = 1; node < counts.length; node++) {
            counts[tree.parents()[node]]++;
        }
        int[][] children = new int[counts.length][];
        for (int node = 0; node < counts.length; node++) {
            children[node] = new int[counts[node]];
        }
        for (int node = 1; node < counts.length; node++) {
            int parent = tree.parents()[node];
            children[parent][--counts[parent]] = node;
        }
        return children;
    }

    private String name(Frame frame) {
        Method method = tree.methods().get(frame.methodIndex());
        // markers such as "(no Java stack)" have no method
        String name = method.name().isEmpty() ? method.className() : method.className() + "." + method.name();
        return harmless(frame.line() > 0 ? name + ":" + frame.line() : name);
    }

    /** Replaces what would be taken for structure, and lone surrogates, which no encoding has. */
    private static String harmless(String name) {
        StringBuilder safe = new StringBuilder(name.length());
        name.codePoints().forEach(c -> {
            if (c == ';') {
                safe.append(',');
            } else if (Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)) {
                safe.append('_');
            } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                safe.append('?');
            } else {
                safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }
}
