package dev.filprofile.flamegraph;

import dev.filprofile.flamegraph.diff.Comparability;
import dev.filprofile.flamegraph.diff.Noise;
import dev.filprofile.flamegraph.diff.ProfileDiff;
import dev.filprofile.flamegraph.diff.Side;
import dev.filprofile.flamegraph.text.DiffReport;
import dev.filprofile.profile.Profile;
import java.util.List;
import java.util.stream.Stream;

/** Made-up comparisons, to be drawn. */
public final class SyntheticDiffs {

    private static final double MIB = 1 << 20;

    private SyntheticDiffs() {}

    /**
     * The importer of {@link SyntheticProfiles#csvImport} and how it was before: the line that splits held less and stood
     * elsewhere, there was a dictionary in the place of the price cache, and the table grew by a line that is now written otherwise.
     */
    public static DiffReport importer() {
        return of(List.of(importerBefore(600)), List.of(SyntheticProfiles.csvImport()));
    }

    /** The other way round. */
    public static DiffReport swapped() {
        return of(List.of(SyntheticProfiles.csvImport()), List.of(importerBefore(600)));
    }

    /** Three runs on each side, and what was too much. */
    public static DiffReport severalRuns() {
        ProfileDiff diff = between(
                List.of(importerBefore(590), importerBefore(600), importerBefore(612)),
                List.of(SyntheticProfiles.csvImport(), SyntheticProfiles.csvImport()));
        return new DiffReport(
                diff,
                new Comparability(
                        List.of(
                                "objects have other sizes: references of 8 bytes in the base, references of 4 bytes in the new side"),
                        List.of(
                                "JVM versions differ: 17 in the base, 25 in the new side",
                                "exit codes differ: 0 in the base, 1 in the new side")),
                List.of("the peak rose by 348 MiB, more than the limit of 10 %"));
    }

    /** One run with itself. */
    public static DiffReport identical() {
        return of(List.of(SyntheticProfiles.csvImport()), List.of(SyntheticProfiles.csvImport()));
    }

    /** There was nothing before. */
    public static DiffReport emptyBase() {
        return of(List.of(new ProfileBuilder().certificate(0, 0).build()), List.of(SyntheticProfiles.csvImport()));
    }

    /** Nothing on either side. */
    public static DiffReport nothing() {
        return of(List.of(SyntheticProfiles.nothingTracked()), List.of(SyntheticProfiles.nothingTracked()));
    }

    /** Stacks of another tool before. */
    public static DiffReport collapsedBase() {
        return of(List.of(SyntheticProfiles.imported()), List.of(SyntheticProfiles.csvImport()));
    }

    /** Names that end elements and attributes. */
    public static DiffReport hostile() {
        return of(List.of(SyntheticProfiles.csvImport()), List.of(SyntheticProfiles.hostile()));
    }

    /** Two trees of many nodes that have much in common. */
    public static DiffReport large() {
        return of(List.of(SyntheticProfiles.large(20_000, 1)), List.of(SyntheticProfiles.large(20_000, 2)));
    }

    private static DiffReport of(List<Profile> base, List<Profile> next) {
        return new DiffReport(between(base, next), new Comparability(List.of(), List.of()), List.of());
    }

    private static ProfileDiff between(List<Profile> base, List<Profile> next) {
        return ProfileDiff.between(
                Side.of("main (a1b2c3d4e5)", base), Side.of("HEAD (d4e5f60718 with changes)", next), Noise.DEFAULT);
    }

    /** @param splitMib what the line that splits holds */
    private static Profile importerBefore(double splitMib) {
        String main = "com.acme.csv.Main.main:21";
        String all = "com.acme.csv.CsvImporter.importAll:29";
        List<String> split = List.of(
                main,
                all,
                "com.acme.csv.CsvImporter.load:41",
                "com.acme.csv.Csv.split:35",
                "java.lang.String.split:3117");
        double total = splitMib + 96 + 40 + 120 + 4;
        return new ProfileBuilder()
                .heldWithError(
                        "[Ljava.lang.String;",
                        splitMib * 0.4 * MIB,
                        900_000,
                        0,
                        append(split, "java.lang.String.split:3176", "java.util.ArrayList.toArray:401"))
                .heldWithError(
                        "java.lang.String",
                        splitMib * 0.6 * MIB,
                        2_600_000,
                        0,
                        append(
                                split,
                                "java.lang.String.split:3176",
                                "java.lang.String.substring:2834",
                                "java.lang.StringLatin1.newString:769"))
                .held(
                        "[Ljava.lang.Object;",
                        96 * MIB,
                        12,
                        main,
                        all,
                        "com.acme.csv.CsvImporter.load:43",
                        "java.util.ArrayList.add:454",
                        "java.util.ArrayList.grow:239")
                .held(
                        "[B",
                        40 * MIB,
                        1,
                        main,
                        all,
                        "com.acme.csv.CsvImporter.load:32",
                        "java.nio.file.Files.readAllBytes:3281")
                .held(
                        "java.util.HashMap$Node",
                        120 * MIB,
                        1_500_000,
                        "com.acme.csv.Main.main:15",
                        "com.acme.cache.Dictionary.fill:61",
                        "java.util.HashMap.put:612")
                .held(
                        "java.lang.Class",
                        4 * MIB,
                        3800,
                        "com.acme.csv.Main.<clinit>:9",
                        "com.fasterxml.jackson.databind.ObjectMapper.<init>:640",
                        "java.lang.ClassLoader.loadClass:525")
                .source("com/acme/csv/Csv.java", 35, "    String[] parts = line.split(\",\");")
                .source("com/acme/csv/CsvImporter.java", 32, "        byte[] raw = Files.readAllBytes(path);")
                .source("com/acme/csv/CsvImporter.java", 43, "            rows.add(row);")
                .source("com/acme/cache/Dictionary.java", 61, "        words.put(word, word.length());")
                .certificate((long) ((total + 14) * MIB), (long) ((total + 24) * MIB))
                .time(9_800, 24_000)
                .timeline(SyntheticProfiles.sawtooth(24_000, 9_800, (total + 14) * MIB, 11))
                .build();
    }

    private static List<String> append(List<String> head, String... tail) {
        return Stream.concat(head.stream(), Stream.of(tail)).toList();
    }
}
