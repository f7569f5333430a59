package dev.filprofile.flamegraph;

import dev.filprofile.profile.Allocation;
import dev.filprofile.profile.CallTree;
import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.Frame;
import dev.filprofile.profile.Method;
import dev.filprofile.profile.OffHeap;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.RunInfo;
import dev.filprofile.profile.Sources;
import dev.filprofile.profile.Timeline;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Builds profiles for tests, stack by stack. A frame is written {@code com.acme.Csv.load:41}; classes below
 * {@code java.}, {@code jdk.} and {@code sun.} come from the JDK, all others from a jar.
 */
public final class ProfileBuilder {

    private final Map<Method, Integer> methods = new LinkedHashMap<>();
    private final Map<Frame, Integer> frames = new LinkedHashMap<>();
    private final Map<String, Integer> frameOfText = new HashMap<>();
    private final Map<String, Integer> classes = new LinkedHashMap<>();
    private final Map<String, Integer> threads = new LinkedHashMap<>();
    private String threadName = "main";
    private final Map<String, SortedMap<Integer, String>> sources = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();
    private final Node root = new Node(-1);
    private int nodes = 1;
    private double attributed;

    private Timeline timeline = Timeline.empty();
    private Certificate.Kind kind = Certificate.Kind.CONFIRMED;
    private long peakBytes = -1;
    private long upperBoundBytes = -1;
    private long peakMillis = 12_400;
    private long durationMillis = 31_000;
    private long intervalBytes = 131_072;
    private boolean collectorChosenByUs = true;
    private RunInfo.End end = RunInfo.End.SHUTDOWN;
    private final Map<String, Long> counters = new HashMap<>();
    private String jvm = "OpenJDK 64-Bit Server VM 17.0.15+6";
    private String collector = "Serial";
    private List<String> jvmFlags = List.of("-Xmx2g");
    private List<String> command = List.of("java", "-jar", "importer.jar", "orders.csv");

    /** What one path and class held. */
    private record Held(String className, int thread, double bytes, double objects, double variance) {}

    private static final class Node {
        private final int frame;
        private final Map<Integer, Node> children = new LinkedHashMap<>();
        private final List<Held> held = new ArrayList<>();
        private final List<Held> heldOutside = new ArrayList<>();

        Node(int frame) {
            this.frame = frame;
        }
    }

    /** What is held from here on is held by this thread; without it, by "main". */
    public ProfileBuilder thread(String name) {
        threadName = name;
        return this;
    }

    private int thread() {
        return threads.computeIfAbsent(threadName, key -> threads.size());
    }

    /** Adds exact bytes at the end of a stack, written root first. */
    public ProfileBuilder held(String className, double bytes, double objects, String... stack) {
        return heldWithError(className, bytes, objects, 0, List.of(stack));
    }

    /** Adds bytes with a standard error at the end of a stack, written root first. */
    public ProfileBuilder heldWithError(
            String className, double bytes, double objects, double standardError, List<String> stack) {
        node(stack).held.add(new Held(className, thread(), bytes, objects, standardError * standardError));
        attributed += bytes;
        return this;
    }

    /** Adds exact bytes outside the heap, which were there at the off-heap peak and at that of both together. */
    public ProfileBuilder heldOutside(String className, double bytes, double objects, String... stack) {
        node(List.of(stack)).heldOutside.add(new Held(className, thread(), bytes, objects, 0));
        return this;
    }

    private Node node(List<String> stack) {
        Node node = root;
        for (String frame : stack) {
            int index = frame(frame);
            Node child = node.children.get(index);
            if (child == null) {
                child = new Node(index);
                node.children.put(index, child);
                nodes++;
            }
            node = child;
        }
        return node;
    }

    /** Number of nodes so far, the root included. */
    public int nodes() {
        return nodes;
    }

    /** Gives a line of a class's source file its text. */
    public ProfileBuilder source(String path, int line, String text) {
        sources.computeIfAbsent(path, key -> new TreeMap<>()).put(line, text);
        return this;
    }

    public ProfileBuilder note(String note) {
        notes.add(note);
        return this;
    }

    /** One of the profiler's own books, see {@code docs/profile-format.md}. */
    public ProfileBuilder counter(String name, long value) {
        counters.put(name, value);
        return this;
    }

    public ProfileBuilder timeline(Timeline value) {
        timeline = value;
        return this;
    }

    public ProfileBuilder kind(Certificate.Kind value) {
        kind = value;
        return this;
    }

    /** P and U; without this both follow from what is held. */
    public ProfileBuilder certificate(long peak, long upperBound) {
        peakBytes = peak;
        upperBoundBytes = upperBound;
        return this;
    }

    /** When the peak was and how long the run took. */
    public ProfileBuilder time(long peakAtMillis, long runMillis) {
        peakMillis = peakAtMillis;
        durationMillis = runMillis;
        return this;
    }

    public ProfileBuilder interval(long bytes) {
        intervalBytes = bytes;
        return this;
    }

    public ProfileBuilder collectorChosenByUs(boolean value) {
        collectorChosenByUs = value;
        return this;
    }

    public ProfileBuilder end(RunInfo.End value) {
        end = value;
        return this;
    }

    public ProfileBuilder command(String... words) {
        command = List.of(words);
        return this;
    }

    public ProfileBuilder jvm(String value) {
        jvm = value;
        return this;
    }

    public ProfileBuilder collector(String value) {
        collector = value;
        return this;
    }

    public ProfileBuilder jvmFlags(String... flags) {
        jvmFlags = List.of(flags);
        return this;
    }

    /** The profile; siblings in the order in which they were added. */
    public Profile build() {
        int[] parents = new int[nodes];
        int[] frameIndexes = new int[nodes];
        List<Allocation> allocations = new ArrayList<>();
        List<Allocation> outside = new ArrayList<>();
        number(parents, frameIndexes, allocations, outside);
        long peak = peakBytes >= 0 ? peakBytes : Math.round(attributed * 1.02);
        long upper = upperBoundBytes >= 0 ? upperBoundBytes : Math.round(peak * 1.043);
        Profile profile = new Profile(
                run(),
                new Certificate(kind, peak, upper, peakMillis, 1_400_000, 220_000, 9, end != RunInfo.End.RUNNING),
                timeline,
                new CallTree(List.copyOf(methods.keySet()), List.copyOf(frames.keySet()), parents, frameIndexes),
                allocations,
                List.copyOf(classes.keySet()),
                List.copyOf(threads.keySet()),
                List.of(""),
                new Sources(new HashMap<>(sources)),
                notes);
        return outside.isEmpty() ? profile : profile.withOffHeap(offHeap(peak, allocations, outside));
    }

    /** The heap is highest together with the other memory, which alone is as high a little later. */
    private OffHeap offHeap(long heapBytes, List<Allocation> allocations, List<Allocation> outside) {
        long bytes = Math.round(outside.stream().mapToDouble(Allocation::bytes).sum());
        List<Allocation> both = new ArrayList<>(allocations);
        both.addAll(outside);
        return new OffHeap(
                bytes, peakMillis + 700, bytes, outside, new OffHeap.Combined(heapBytes, bytes, peakMillis, both));
    }

    private void number(int[] parents, int[] frameIndexes, List<Allocation> allocations, List<Allocation> outside) {
        record Step(Node node, int parent) {}
        Deque<Step> pending = new ArrayDeque<>();
        pending.push(new Step(root, -1));
        int next = 0;
        while (!pending.isEmpty()) {
            Step step = pending.pop();
            int number = next++;
            parents[number] = step.parent;
            frameIndexes[number] = step.node.frame;
            step.node.held.forEach(held -> allocations.add(allocation(number, held)));
            step.node.heldOutside.forEach(held -> outside.add(allocation(number, held)));
            List<Node> children = new ArrayList<>(step.node.children.values());
            for (int i = children.size() - 1; i >= 0; i--) {
                pending.push(new Step(children.get(i), number));
            }
        }
    }

    private Allocation allocation(int node, Held held) {
        int classIndex = classes.computeIfAbsent(held.className, key -> classes.size());
        return new Allocation(node, classIndex, held.thread, 0, held.bytes, held.objects, held.variance);
    }

    private RunInfo run() {
        return new RunInfo(
                "0.1.0",
                Instant.parse("2026-03-14T09:26:53Z"),
                durationMillis,
                command,
                "/home/ada/importer",
                jvm,
                "",
                collector,
                collectorChosenByUs,
                jvmFlags,
                2L << 30,
                intervalBytes,
                "fast",
                "a1b2c3d4e5f60718293a4b5c6d7e8f9001122334",
                false,
                end == RunInfo.End.SHUTDOWN ? 0 : -1,
                end,
                counters);
    }

    private int frame(String text) {
        return frameOfText.computeIfAbsent(text, key -> {
            Frame frame = parse(key);
            return frames.computeIfAbsent(frame, absent -> frames.size());
        });
    }

    private Frame parse(String text) {
        int colon = text.lastIndexOf(':');
        int line = colon < 0 ? Frame.NO_LINE : Integer.parseInt(text.substring(colon + 1));
        String name = colon < 0 ? text : text.substring(0, colon);
        int dot = name.lastIndexOf('.');
        String className = name.substring(0, dot);
        boolean jdk = className.startsWith("java.") || className.startsWith("jdk.") || className.startsWith("sun.");
        Method method = new Method(
                className,
                name.substring(dot + 1),
                "()V",
                line == Frame.NO_LINE ? "" : sourceFile(className),
                jdk ? "jrt:/java.base" : "file:/app/importer.jar");
        return new Frame(methods.computeIfAbsent(method, absent -> methods.size()), line);
    }

    private static String sourceFile(String className) {
        String simple = className.substring(className.lastIndexOf('.') + 1);
        int nested = simple.indexOf('$', 1);
        return (nested < 0 ? simple : simple.substring(0, nested)) + ".java";
    }
}
