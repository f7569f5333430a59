package dev.filprofile.profile.format;

import dev.filprofile.profile.Allocation;
import dev.filprofile.profile.CallTree;
import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.Certificate.Kind;
import dev.filprofile.profile.Frame;
import dev.filprofile.profile.JvmMemory;
import dev.filprofile.profile.Method;
import dev.filprofile.profile.NextPeak;
import dev.filprofile.profile.OffHeap;
import dev.filprofile.profile.OutOfMemory;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.RunInfo;
import dev.filprofile.profile.RunInfo.End;
import dev.filprofile.profile.Sources;
import dev.filprofile.profile.Timeline;
import dev.filprofile.profile.Timeline.Collection;
import dev.filprofile.profile.Timeline.Confirmation;
import dev.filprofile.profile.Timeline.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Profiles made from a seed: every field takes usual and extreme values, no text is well-behaved. */
final class GeneratedProfiles {

    static final List<String> HOSTILE_TEXTS = List.of(
            "",
            " ",
            "\0",
            "a\nb\r\n\tc",
            "</script>\"'&;",
            "naïve — Ünïcödé",
            "🧠💾 𝔭𝔢𝔞𝔨",
            "\uD83E",
            "\uDDE0\uD83E",
            "lone \uDC00 low, lone \uD800",
            "\uFFFF\uFFFE\uFEFF",
            "\u007F\u0080\u07FF\u0800",
            "x".repeat(4096),
            "🧠".repeat(1024),
            "\uD800".repeat(1366));

    private final Random random;
    private final int size;

    private GeneratedProfiles(long seed, int size) {
        random = new Random(seed);
        this.size = size;
    }

    /** A profile with up to {@code size} entries in each of its lists. */
    static Profile of(long seed, int size) {
        return new GeneratedProfiles(seed, size).profile();
    }

    private Profile profile() {
        CallTree tree = tree();
        List<String> classes = texts(1);
        List<String> threads = texts(1);
        List<String> tasks = texts(1);
        Supplier<List<Allocation>> allocations =
                () -> allocations(tree.size(), classes.size(), threads.size(), tasks.size());
        Profile profile = new Profile(
                run(),
                certificate(),
                timeline(),
                tree,
                allocations.get(),
                classes,
                threads,
                tasks,
                sources(),
                texts(0));
        return profile.withOutOfMemory(random.nextBoolean() ? OutOfMemory.none() : outOfMemory())
                .withOffHeap(random.nextBoolean() ? OffHeap.none() : offHeap(allocations))
                .withJvmMemory(random.nextBoolean() ? JvmMemory.unknown() : jvmMemory())
                .withNextPeaks(random.nextBoolean() ? List.of() : nextPeaks(allocations));
    }

    private List<Allocation> allocations(int nodes, int classes, int threads, int tasks) {
        List<Allocation> allocations = new ArrayList<>();
        for (int i = random.nextInt(size); i > 0; i--) {
            allocations.add(new Allocation(
                    random.nextInt(nodes),
                    random.nextInt(classes),
                    random.nextInt(threads),
                    random.nextInt(tasks),
                    real(),
                    real(),
                    real()));
        }
        return allocations;
    }

    private OffHeap offHeap(Supplier<List<Allocation>> allocations) {
        return new OffHeap(
                1 + random.nextInt(1000),
                random.nextLong(),
                random.nextLong(),
                allocations.get(),
                new OffHeap.Combined(random.nextLong(), random.nextLong(), random.nextLong(), allocations.get()));
    }

    private List<NextPeak> nextPeaks(Supplier<List<Allocation>> allocations) {
        List<NextPeak> peaks = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            peaks.add(new NextPeak(random.nextBoolean(), random.nextLong(), random.nextLong(), allocations.get()));
        }
        return peaks;
    }

    private JvmMemory jvmMemory() {
        return new JvmMemory(
                number(), JvmMemory.UNKNOWN, number(), random.nextLong(), number(), random.nextInt(), number());
    }

    private OutOfMemory outOfMemory() {
        List<OutOfMemory.Line> stack = new ArrayList<>();
        for (int i = random.nextInt(size); i > 0; i--) {
            stack.add(new OutOfMemory.Line(text(), text(), text(), random.nextInt()));
        }
        return new OutOfMemory(
                1 + random.nextInt(1000),
                random.nextInt(2),
                random.nextLong(),
                random.nextLong(),
                text(),
                text(),
                stack);
    }

    private RunInfo run() {
        Map<String, Long> counters = new HashMap<>();
        texts(0).forEach(name -> counters.put(name, number()));
        return new RunInfo(
                text(),
                Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
                number(),
                texts(0),
                text(),
                text(),
                text(),
                text(),
                random.nextBoolean(),
                texts(0),
                number(),
                number(),
                text(),
                text(),
                random.nextBoolean(),
                random.nextInt(),
                oneOf(List.of(End.values())),
                counters);
    }

    private Certificate certificate() {
        long one = number();
        long other = number();
        return new Certificate(
                oneOf(List.of(Kind.values())),
                Math.min(one, other),
                Math.max(one, other),
                number(),
                number(),
                number(),
                random.nextInt(),
                random.nextBoolean());
    }

    private Timeline timeline() {
        List<Usage> usage = new ArrayList<>();
        List<Confirmation> confirmations = new ArrayList<>();
        List<Collection> collections = new ArrayList<>();
        for (int i = random.nextInt(size); i > 0; i--) {
            usage.add(new Usage(number(), number(), number()));
            confirmations.add(new Confirmation(number(), number()));
            collections.add(new Collection(number(), number(), number(), random.nextBoolean()));
        }
        List<Usage> offHeap = new ArrayList<>();
        for (int i = random.nextInt(size); i > 0; i--) {
            offHeap.add(new Usage(number(), number(), number()));
        }
        return new Timeline(usage, confirmations, collections, offHeap);
    }

    /** In pre-order: the parent of a node is the node before it or one of that one's ancestors. */
    private CallTree tree() {
        List<Method> methods = new ArrayList<>();
        List<Frame> frames = new ArrayList<>();
        for (int i = random.nextInt(size) + 1; i > 0; i--) {
            methods.add(new Method(text(), text(), text(), text(), text()));
        }
        for (int i = random.nextInt(size) + 1; i > 0; i--) {
            frames.add(new Frame(random.nextInt(methods.size()), random.nextInt(70_000) - 2));
        }
        int[] parents = new int[random.nextInt(size) + 1];
        int[] frameIndexes = new int[parents.length];
        parents[0] = -1;
        frameIndexes[0] = -1;
        for (int node = 1; node < parents.length; node++) {
            int parent = node - 1;
            while (parent > 0 && random.nextInt(4) == 0) {
                parent = parents[parent];
            }
            parents[node] = parent;
            frameIndexes[node] = random.nextInt(frames.size());
        }
        return new CallTree(methods, frames, parents, frameIndexes);
    }

    private Sources sources() {
        Map<String, SortedMap<Integer, String>> files = new HashMap<>();
        for (String path : texts(0)) {
            SortedMap<Integer, String> lines = new TreeMap<>();
            texts(0).forEach(line -> lines.put(random.nextInt(100_000), line));
            files.put(path, lines);
        }
        return new Sources(files);
    }

    /** Few enough that sources, which are lists of lists, stay small. */
    private List<String> texts(int least) {
        List<String> texts = new ArrayList<>();
        for (int i = random.nextInt(Math.min(size, 400) / 4 + 1) + least; i > 0; i--) {
            texts.add(text());
        }
        return texts;
    }

    private String text() {
        if (random.nextInt(4) == 0) {
            return oneOf(HOSTILE_TEXTS);
        }
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            text.append((char) (random.nextInt(20) == 0 ? random.nextInt(0x10000) : 'a' + random.nextInt(26)));
        }
        return text.toString();
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private long number() {
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> Long.MAX_VALUE;
            case 2 -> Long.MIN_VALUE;
            case 3 -> -1;
            default -> random.nextLong() >> random.nextInt(64);
        };
    }

    private double real() {
        return switch (random.nextInt(8)) {
            case 0 -> -0.0;
            case 1 -> Double.MIN_VALUE;
            case 2 -> Double.POSITIVE_INFINITY;
            case 3 -> random.nextInt();
            default -> Double.longBitsToDouble(random.nextLong() & 0x7FEF_FFFF_FFFF_FFFFL);
        };
    }
}
