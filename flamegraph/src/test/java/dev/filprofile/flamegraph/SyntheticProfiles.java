package dev.filprofile.flamegraph;

import dev.filprofile.profile.Allocation;
import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.JvmMemory;
import dev.filprofile.profile.NextPeak;
import dev.filprofile.profile.OffHeap;
import dev.filprofile.profile.OutOfMemory;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.RunInfo;
import dev.filprofile.profile.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Made-up profiles with fixed seeds, for tests of reports and for looking at them. */
public final class SyntheticProfiles {

    private static final double MIB = 1 << 20;
    private static final String[] MAIN = {"com.acme.csv.Main.main:23", "com.acme.csv.CsvImporter.importAll:31"};
    private static final String[] WORDS = {
        "Order", "Row", "Import", "Cache", "Index", "Price", "Batch", "User", "Token", "Field", "Graph", "Store"
    };
    private static final String[] VERBS = {"load", "parse", "add", "build", "copy", "merge", "read", "resolve", "fill"};

    private SyntheticProfiles() {}

    /** A program that reads a table: one line holds most, a handful of others the rest. */
    public static Profile csvImport() {
        return csvImportBuilder().build();
    }

    /** As {@link #csvImport}, with direct buffers of 300 MiB beside it. */
    public static Profile offHeap() {
        return csvImportBuilder()
                .heldOutside(
                        "java.nio.DirectByteBuffer",
                        256 * MIB,
                        4,
                        append(MAIN, "com.acme.csv.CsvImporter.map:58", "java.nio.ByteBuffer.allocateDirect:332"))
                .heldOutside(
                        "java.nio.DirectByteBuffer",
                        44 * MIB,
                        11,
                        append(MAIN, "com.acme.csv.Sink.open:17", "java.nio.ByteBuffer.allocateDirect:332"))
                .source("com/acme/csv/CsvImporter.java", 58, "        return ByteBuffer.allocateDirect(WINDOW);")
                .timeline(withWindows(sawtooth(31_000, 12_400, 1171 * MIB, 7)))
                .build()
                .withJvmMemory(new JvmMemory(
                        (long) (300 * MIB), 0, (long) (21 * MIB), JvmMemory.UNKNOWN, (long) (9 * MIB), 17, (long)
                                (1900 * MIB)));
    }

    /** As {@link #csvImport}, with an index of 700 MiB built before, and an estimated 500 MiB of sorting after it. */
    public static Profile nextPeaks() {
        Profile profile = csvImportBuilder()
                .heldOutside("[I", 650 * MIB, 4, append(MAIN, "com.acme.index.Index.build:30"))
                .heldOutside("[J", 500 * MIB, 1_000, append(MAIN, "com.acme.csv.Sorter.sort:77"))
                .build();
        List<Allocation> others = profile.offHeap().allocations();
        return profile.withOffHeap(OffHeap.none())
                .withNextPeaks(List.of(
                        new NextPeak(false, (long) (700 * MIB), 4_200, others.subList(0, 1)),
                        new NextPeak(true, (long) (500 * MIB), 15_300, others.subList(1, 2))));
    }

    /** As {@link #csvImport}, still to be changed. */
    public static ProfileBuilder csvImportBuilder() {
        ProfileBuilder builder = new ProfileBuilder();
        String[] load = append(MAIN, "com.acme.csv.CsvImporter.load:47", "com.acme.csv.Csv.split:41");
        String[] split = append(load, "java.lang.String.split:3117", "java.lang.String.split:3176");
        builder.held("[Ljava.lang.String;", 380 * MIB, 1_400_000, append(split, "java.util.ArrayList.toArray:401"))
                .held(
                        "java.lang.String",
                        310 * MIB,
                        4_100_000,
                        append(split, "java.lang.String.substring:2834", "java.lang.StringLatin1.newString:769"))
                .heldWithError(
                        "[B",
                        244 * MIB,
                        3_900_000,
                        4 * MIB,
                        List.of(append(
                                split,
                                "java.lang.String.substring:2834",
                                "java.lang.StringLatin1.newString:769",
                                "java.util.Arrays.copyOfRange:3822")))
                .held(
                        "[Ljava.lang.Object;",
                        96 * MIB,
                        12,
                        append(
                                MAIN,
                                "com.acme.csv.CsvImporter.load:49",
                                "java.util.ArrayList.add:454",
                                "java.util.ArrayList.grow:239"))
                .held(
                        "[B",
                        62 * MIB,
                        1,
                        append(MAIN, "com.acme.csv.CsvImporter.load:38", "java.nio.file.Files.readAllBytes:3281"))
                .heldWithError(
                        "java.util.HashMap$Node",
                        31 * MIB,
                        1_015_000,
                        1.1 * MIB,
                        List.of(
                                "com.acme.csv.Main.main:17",
                                "com.acme.cache.PriceCache.<init>:22",
                                "com.acme.cache.PriceCache.lambda$warm$3:90",
                                "java.util.HashMap.computeIfAbsent:1220"))
                .heldWithError(
                        "com.acme.cache.Price",
                        24 * MIB,
                        1_015_000,
                        0.9 * MIB,
                        List.of(
                                "com.acme.csv.Main.main:17",
                                "com.acme.cache.PriceCache.<init>:22",
                                "com.acme.cache.PriceCache.lambda$warm$3:91",
                                "com.acme.cache.Price.<init>:12"))
                .held(
                        "java.lang.Class",
                        4 * MIB,
                        3800,
                        "com.acme.csv.Main.<clinit>:9",
                        "com.fasterxml.jackson.databind.ObjectMapper.<init>:640",
                        "java.lang.ClassLoader.loadClass:525")
                .held(
                        "[Ljava.lang.Object;",
                        2 * MIB,
                        9,
                        "com.acme.csv.Main.main:23",
                        "com.acme.csv.Metrics$Proxy.record:14",
                        "jdk.internal.reflect.GeneratedMethodAccessor9.invoke")
                .certificate((long) (1171 * MIB), (long) (1223 * MIB))
                .source("com/acme/csv/Csv.java", 41, "        String[] parts = line.split(\",\");")
                .source("com/acme/csv/Csv.java", 38, "    String[] split(String line) {")
                .source("com/acme/csv/Csv.java", 39, "        if (quoted) {")
                .source("com/acme/csv/Csv.java", 40, "        }")
                .source("com/acme/csv/Csv.java", 42, "        return parts;")
                .source("com/acme/csv/Csv.java", 43, "    }")
                .source("com/acme/csv/CsvImporter.java", 31, "            rows.addAll(load(file));")
                .source("com/acme/csv/CsvImporter.java", 38, "        byte[] text = Files.readAllBytes(file);")
                .source("com/acme/csv/CsvImporter.java", 47, "            String[] row = csv.split(line);")
                .source("com/acme/csv/CsvImporter.java", 49, "            rows.add(row);")
                .source("com/acme/csv/Main.java", 23, "        new CsvImporter(options).importAll(files);")
                .source("com/acme/csv/Main.java", 17, "        PriceCache cache = new PriceCache(options);")
                .source("com/acme/cache/PriceCache.java", 90, "        prices.computeIfAbsent(key, k -> fetch(k));")
                .source("com/acme/cache/PriceCache.java", 91, "        return new Price(key, amount, currency);")
                .source("com/acme/cache/Price.java", 12, "    this.amount = amount;")
                .timeline(sawtooth(31_000, 12_400, 1171 * MIB, 7))
                .note("2 classes were not instrumented: com.acme.gen.BigTable (a method would pass 64 KiB).");
        return builder;
    }

    /** A heap that rises to its peak and falls again, with young collections and a few confirmations. */
    public static Timeline sawtooth(long durationMillis, long peakMillis, double peakBytes, long seed) {
        Random random = new Random(seed);
        List<Timeline.Usage> usage = new ArrayList<>();
        List<Timeline.Confirmation> confirmations = new ArrayList<>();
        List<Timeline.Collection> collections = new ArrayList<>();
        int steps = 400;
        for (int i = 0; i < steps; i++) {
            long millis = durationMillis * i / steps;
            double live = peakBytes * Math.min(1, shape((double) millis / peakMillis)) * 0.98;
            double garbage = peakBytes * 0.04 * (i % 8) / 8 + random.nextDouble() * peakBytes * 0.004;
            usage.add(new Timeline.Usage(millis, (long) live, (long) (live + garbage)));
            if (i % 8 == 7) {
                collections.add(new Timeline.Collection(millis, (long) (live + garbage), (long) live, i % 64 == 63));
            }
        }
        for (double part : new double[] {0.1, 0.25, 0.45, 0.63, 0.82, 0.94}) {
            confirmations.add(new Timeline.Confirmation((long) (peakMillis * part), (long) (peakBytes * shape(part))));
        }
        confirmations.add(new Timeline.Confirmation(peakMillis, (long) peakBytes));
        confirmations.add(
                new Timeline.Confirmation(Math.min(durationMillis, peakMillis * 2), (long) (peakBytes * shape(2))));
        return new Timeline(usage, confirmations, collections);
    }

    private static double shape(double part) {
        return part <= 1 ? 0.04 + 0.96 * Math.pow(part, 1.4) : 0.22 + 0.78 * Math.exp(-3 * (part - 1));
    }

    /** Windows of 64 MiB that are mapped one by one beside some smaller buffers, and given up later. */
    private static Timeline withWindows(Timeline heap) {
        List<Timeline.Usage> offHeap = new ArrayList<>();
        for (long millis = 3000; millis < 31_000; millis += 250) {
            long windows = millis < 13_100 ? Math.min(4, millis / 3000) : Math.max(0, 4 - (millis - 13_100) / 2500);
            long bytes = (long) ((44 + 64 * windows) * MIB);
            offHeap.add(new Timeline.Usage(millis, bytes, bytes));
        }
        return new Timeline(heap.usage(), heap.confirmations(), heap.collections(), offHeap);
    }

    /** A tree of about {@code nodes} nodes, long-tailed in bytes, about 40 deep, with some recursion. */
    public static Profile large(int nodes, long seed) {
        Random random = new Random(seed);
        ProfileBuilder builder = new ProfileBuilder();
        List<String> trunk = new ArrayList<>(List.of("com.acme.app.Main.main:12", "com.acme.app.Server.run:88"));
        for (int i = 0; i < 6; i++) {
            trunk.add("org.springframework.web.Filter" + i + ".doFilter:" + (100 + i));
        }
        List<List<String>> paths = new ArrayList<>(List.of(trunk));
        while (builder.nodes() < nodes) {
            List<String> base = paths.get((int) (paths.size() * Math.pow(random.nextDouble(), 1.5)));
            List<String> path =
                    new ArrayList<>(base.subList(0, trunk.size() + random.nextInt(base.size() - trunk.size() + 1)));
            int more = 2 + random.nextInt(9);
            for (int i = 0; i < more && path.size() < 60; i++) {
                path.add(frame(random));
            }
            if (paths.size() < 20_000) {
                paths.add(path);
            }
            double bytes = Math.ceil(48 * Math.exp(random.nextGaussian() * 2.4 + 4));
            String[] classes = {
                "[B", "java.lang.String", "java.util.HashMap$Node", "[Ljava.lang.Object;", "com.acme.app.Row"
            };
            double error = random.nextInt(4) == 0 ? bytes * 0.3 : 0;
            builder.heldWithError(classes[random.nextInt(classes.length)], bytes, Math.ceil(bytes / 48), error, path);
        }
        for (int word = 0; word < 6; word++) {
            for (int line = 10; line < 200; line++) {
                builder.source(
                        "com/acme/app/" + WORDS[word] + (line % 40) + ".java",
                        line,
                        "        var value = this.index.get(key, " + line + ");");
            }
        }
        return builder.timeline(sawtooth(31_000, 12_400, 600 * MIB, seed)).build();
    }

    private static String frame(Random random) {
        double skew = Math.pow(random.nextDouble(), 2);
        int number = (int) (skew * 40);
        String word = WORDS[(int) (Math.pow(random.nextDouble(), 1.5) * WORDS.length)];
        String verb = VERBS[random.nextInt(VERBS.length)];
        int line = 10 + random.nextInt(12) * 7;
        return switch (random.nextInt(8)) {
            case 0, 1 -> "java.util.stream." + word + "Pipeline" + number % 9 + "." + verb + ":" + line;
            case 2 -> "com.fasterxml.jackson." + word + number + "." + verb + ":" + line;
            case 3 -> "com.acme.app." + word + number + ".lambda$" + verb + "$" + number % 5 + ":" + line;
            default -> "com.acme.app." + word + number + "." + verb + ":" + line;
        };
    }

    /** One recursion, {@code depth} frames deep, that holds something at every hundredth step and most at its end. */
    public static Profile deep(int depth) {
        ProfileBuilder builder = new ProfileBuilder();
        List<String> path = new ArrayList<>(List.of("com.acme.tree.Main.main:7"));
        for (int i = 1; i < depth; i++) {
            path.add("com.acme.tree.Parser." + (i % 2 == 0 ? "expression:40" : "term:61"));
            if (i % 100 == 0) {
                builder.held("com.acme.tree.Node", 48_000, 1000, path.toArray(String[]::new));
            }
        }
        return builder.held("[B", 40 * MIB, 40, path.toArray(String[]::new))
                .source("com/acme/tree/Parser.java", 61, "        return new Node(expression(), operator());")
                .build();
    }

    /** A pool of threads that run the same code, and one that feeds them. */
    public static Profile threads() {
        ProfileBuilder builder = new ProfileBuilder();
        for (int i = 1; i <= 4; i++) {
            String[] task = {
                "java.lang.Thread.run:840",
                "java.util.concurrent.ThreadPoolExecutor$Worker.run:635",
                "com.acme.pool.Task.run:18",
                "com.acme.pool.Task.parse:31",
                "java.util.HashMap.put:610"
            };
            builder.thread("pool-1-thread-" + i)
                    .held("java.util.HashMap$Node", i * 10 * MIB, i * 300_000, task)
                    .held("[B", i * 4 * MIB, i * 100, Arrays.copyOf(task, 4));
        }
        return builder.thread("feeder")
                .held("[B", 20 * MIB, 20, "com.acme.pool.Feeder.run:9", "com.acme.pool.Feeder.read:22")
                .source("com/acme/pool/Task.java", 30, "\t\tfor (String line : lines) {")
                .source("com/acme/pool/Task.java", 31, "\t\t\tseen.put(line, new byte[SIZE]);")
                .source("com/acme/pool/Task.java", 32, "\t\t}")
                .build();
    }

    /** Names that end scripts, split formats, run right to left or never end. */
    public static Profile hostile() {
        String longName = "x".repeat(2000) + "\uD83D\uDE00" + "y".repeat(2000);
        return new ProfileBuilder()
                .held(
                        "com.acme.<b>Bold</b>",
                        9 * MIB,
                        10,
                        "com.acme.</script><script>alert(1)</script>.run:1",
                        "com.acme.Quote\"'&amp;`${1+1}.<init>:2")
                .held(
                        "[Lcom.acme.\u05E9\u05DC\u05D5\u05DD;",
                        5 * MIB,
                        10,
                        "com.acme.Main.main:3",
                        "com.acme.\u202E\u05E9\u05DC\u05D5\u05DD.\u0645\u0631\u062D\u0628\u0627:4")
                .held(
                        "com.acme.\uD83D\uDE00",
                        3 * MIB,
                        10,
                        "com.acme.Main.main:3",
                        "com.acme.\uD83D\uDE00\uD83D\uDC69\u200D\uD83D\uDCBB.smile now 3:5")
                .held(
                        "com.acme.Line\u2028Break",
                        2 * MIB,
                        10,
                        "com.acme.Main.main:3",
                        "com.acme." + longName + "." + longName + ":6")
                .held("com.acme.Semi;colon", MIB, 10, "com.acme.Main.main:3", "com.acme.Semi;colon.a\tb:7")
                .source(
                        "com/acme/</script><script>alert(1)</script>.java",
                        1,
                        "<!-- <script> \"x\" & 'y' ]]> </textarea>")
                .source(
                        "com/acme/Main.java",
                        3,
                        "\tString s = \"</script><img src=x onerror=alert(1)>\"; // \u2028 " + "z".repeat(300))
                .command("java", "-cp", "a b:</title><script>alert(1)</script>", "Main", "--x=\"'&\n")
                .note("A note with <b>markup</b> & \"quotes\".")
                .build();
    }

    /** A profile in which nothing was tracked. */
    public static Profile nothingTracked() {
        return new ProfileBuilder()
                .certificate((long) (3 * MIB), (long) (4 * MIB))
                .build();
    }

    /** A profile without even a peak. */
    public static Profile empty() {
        return new ProfileBuilder().certificate(0, 0).time(0, 0).build();
    }

    /** Memory that grew until the end. */
    public static Profile growing() {
        return csvImportBuilder()
                .time(30_990, 31_000)
                .timeline(sawtooth(31_000, 30_990, 1171 * MIB, 7))
                .build();
    }

    /** A report on demand, of a program that goes on. */
    public static Profile running() {
        return csvImportBuilder().end(RunInfo.End.RUNNING).build();
    }

    /** A collector that gives no exact bytes: P is what the samples sum up to. */
    public static Profile sampled() {
        return csvImportBuilder()
                .kind(Certificate.Kind.SAMPLED)
                .certificate((long) (1153 * MIB), (long) (1700 * MIB))
                .collectorChosenByUs(false)
                .build();
    }

    /** A peak that no collection could confirm, and a program that was killed. */
    public static Profile provisional() {
        return csvImportBuilder()
                .kind(Certificate.Kind.PROVISIONAL)
                .certificate((long) (1171 * MIB), (long) (1760 * MIB))
                .end(RunInfo.End.ABRUPT)
                .build();
    }

    /** Stacks that another tool wrote, of which nothing else is known. */
    public static Profile imported() {
        return csvImportBuilder().kind(Certificate.Kind.UNKNOWN).build();
    }

    /** A program that had not enough memory, and did not catch the error. */
    public static Profile outOfMemory() {
        return growing()
                .withOutOfMemory(new OutOfMemory(
                        1,
                        1,
                        30_990,
                        (long) (1171 * MIB),
                        "Java heap space",
                        "main",
                        List.of(
                                new OutOfMemory.Line("java.util.Arrays", "copyOf", "Arrays.java", 3537),
                                new OutOfMemory.Line("com.acme.csv.CsvImporter", "load", "CsvImporter.java", 49),
                                new OutOfMemory.Line("com.acme.csv.Main", "main", "Main.java", 23))));
    }

    private static String[] append(String[] head, String... tail) {
        String[] both = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, both, head.length, tail.length);
        return both;
    }
}
