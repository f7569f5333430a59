package dev.filprofile.flamegraph.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.filprofile.flamegraph.SyntheticProfiles;
import dev.filprofile.flamegraph.text.CollapsedStacks;
import dev.filprofile.profile.Allocation;
import dev.filprofile.profile.Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import one.convert.Arguments;
import one.convert.FlameGraph;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each format as somebody else's reader sees it: the sums are the profile's, to the byte, whatever the names. */
class ExportsTest {

    @FunctionalInterface
    private interface Writer {
        void write(Profile profile, OutputStream out) throws IOException;
    }

    static List<Profile> profiles() {
        return ExportedProfiles.all();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void collapsed(Profile profile) throws IOException {
        long sum = 0;
        List<String> stacks = new ArrayList<>();
        for (String line : collapsedText(profile).lines().toList()) {
            int space = line.lastIndexOf(' ');
            stacks.add(line.substring(0, space));
            sum += Long.parseLong(line.substring(space + 1));
        }

        assertThat(sum).isEqualTo(bytes(profile));
        assertThat(stacks).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void collapsed_as_another_flame_graph_tool_reads_and_writes_it() throws IOException {
        for (Profile profile : List.of(SyntheticProfiles.csvImport(), SyntheticProfiles.large(20_000, 5))) {
            String ours = collapsedText(profile);
            FlameGraph graph = new FlameGraph(new Arguments("--output", "collapsed"));
            graph.parseCollapsed(new StringReader(ours));
            ByteArrayOutputStream theirs = new ByteArrayOutputStream();
            graph.dump(new PrintStream(theirs, true, StandardCharsets.UTF_8));

            assertThat(theirs.toString(StandardCharsets.UTF_8).lines())
                    .containsExactlyInAnyOrderElementsOf(ours.lines().toList());
        }
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void speedscope(Profile profile) throws IOException {
        JsonObject file = json(profile, Speedscope::write);
        JsonArray frames = file.getAsJsonObject("shared").getAsJsonArray("frames");
        JsonArray views = file.getAsJsonArray("profiles");

        assertThat(file.get("$schema").getAsString()).isEqualTo("https://www.speedscope.app/file-format-schema.json");
        assertThat(views).hasSize(2);
        assertThat(sumOf(views.get(0), frames.size())).isEqualTo(bytes(profile));
        assertThat(sumOf(views.get(1), frames.size())).isEqualTo(objects(profile));
    }

    /** Checks on the way what the viewer checks. */
    private static long sumOf(JsonElement view, int frames) {
        JsonObject profile = view.getAsJsonObject();
        JsonArray samples = profile.getAsJsonArray("samples");
        JsonArray weights = profile.getAsJsonArray("weights");
        assertThat(weights).hasSameSizeAs(samples);
        long sum = 0;
        for (int i = 0; i < samples.size(); i++) {
            sum += weights.get(i).getAsLong();
            assertThat(samples.get(i).getAsJsonArray())
                    .isNotEmpty()
                    .allMatch(frame -> frame.getAsInt() >= 0 && frame.getAsInt() < frames);
        }
        assertThat(profile.get("endValue").getAsLong()).isEqualTo(sum);
        return sum;
    }

    @Test
    void speedscope_stacks_are_root_first() throws IOException {
        JsonObject file = json(SyntheticProfiles.csvImport(), Speedscope::write);
        JsonArray frames = file.getAsJsonObject("shared").getAsJsonArray("frames");
        JsonArray first = file.getAsJsonArray("profiles")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("samples")
                .get(0)
                .getAsJsonArray();
        JsonObject root = frames.get(first.get(0).getAsInt()).getAsJsonObject();

        assertThat(root.get("name").getAsString()).isEqualTo("com.acme.csv.Main.main:23");
        assertThat(root.get("file").getAsString()).isEqualTo("com/acme/csv/Main.java");
        assertThat(root.get("line").getAsInt()).isEqualTo(23);
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void pprof(Profile profile) throws IOException {
        PprofFile file = new PprofFile(written(profile, Pprof::write));
        List<PprofFile.Sample> samples = file.samples();

        assertThat(file.strings()).startsWith("").doesNotHaveDuplicates();
        assertThat(samples)
                .allSatisfy(sample -> assertThat(sample.values()).hasSize(2))
                .allSatisfy(sample -> assertThat(sample.stack()).isNotEmpty().doesNotContain("null"));
        assertThat(samples.stream().mapToLong(sample -> sample.values().get(0)).sum())
                .isEqualTo(objects(profile));
        assertThat(samples.stream().mapToLong(sample -> sample.values().get(1)).sum())
                .isEqualTo(bytes(profile));
    }

    @Test
    void pprof_says_what_it_measured_and_where() throws IOException {
        PprofFile file = new PprofFile(written(SyntheticProfiles.csvImport(), Pprof::write));

        assertThat(file.sampleTypes()).containsExactly("inuse_objects/count", "inuse_space/bytes");
        assertThat(file.text(14)).isEqualTo("inuse_space");
        assertThat(file.number(9)).isEqualTo(1_773_480_425_400_000_000L); // 2026-03-14T09:26:53Z + 12.4 s
        assertThat(file.number(10)).isEqualTo(31_000_000_000L);
        assertThat(file.number(12)).isEqualTo(131_072);
        assertThat(file.comments())
                .containsExactly(
                        "fil-profile 0.1.0",
                        "java -jar importer.jar orders.csv",
                        "Peak: 1.14 GiB live at 12.4 s of 31.0 s."
                                + " The true peak lies between 1.14 GiB and 1.19 GiB.");
        PprofFile.Sample toArray = file.samples().stream()
                .filter(sample -> sample.stack().get(0).startsWith("java.util.ArrayList.toArray "))
                .findFirst()
                .orElseThrow();
        assertThat(toArray.stack())
                .startsWith("java.util.ArrayList.toArray java/util/ArrayList.java:401")
                .endsWith("com.acme.csv.Main.main com/acme/csv/Main.java:23");
        assertThat(toArray.labels())
                .containsEntry("class", "java.lang.String[]")
                .containsEntry("thread", "main");
        assertThat(toArray.values()).containsExactly(1_400_000L, 380L << 20);
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void dhat(Profile profile) throws IOException {
        JsonObject file = json(profile, Dhat::write);
        int frames = file.getAsJsonArray("ftbl").size();
        Set<JsonElement> stacks = new HashSet<>();
        long bytes = 0;
        long objects = 0;
        for (JsonElement each : file.getAsJsonArray("pps")) {
            JsonObject point = each.getAsJsonObject();
            bytes += point.get("gb").getAsLong();
            objects += point.get("gbk").getAsLong();
            assertThat(point.keySet()).contains("tb", "tbk", "tl", "mb", "mbk", "eb", "ebk");
            // the viewer takes each stack only once
            assertThat(stacks.add(point.get("fs"))).isTrue();
            assertThat(point.getAsJsonArray("fs"))
                    .hasSizeGreaterThan(1)
                    .allMatch(frame -> frame.getAsInt() > 0 && frame.getAsInt() < frames);
        }

        assertThat(file.get("dhatFileVersion").getAsInt()).isEqualTo(2);
        assertThat(bytes).isEqualTo(bytes(profile));
        assertThat(objects).isEqualTo(objects(profile));
    }

    @Test
    void dhat_frames_begin_with_the_class() throws IOException {
        JsonObject file = json(SyntheticProfiles.deep(3), Dhat::write);
        JsonArray names = file.getAsJsonArray("ftbl");

        assertThat(file.getAsJsonArray("pps").get(0).getAsJsonObject().getAsJsonArray("fs").asList().stream()
                        .map(frame -> names.get(frame.getAsInt()).getAsString().replaceFirst("^0x[0-9a-f]+: ", "")))
                .containsExactly(
                        "byte[] (allocated class)",
                        "com.acme.tree.Parser.expression (Parser.java:40)",
                        "com.acme.tree.Parser.term (Parser.java:61)",
                        "com.acme.tree.Main.main (Main.java:7)");
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void csv(Profile profile) throws IOException {
        List<CSVRecord> rows = csvRows(profile);

        assertThat(rows.stream()
                        .mapToLong(row -> Long.parseLong(row.get("bytes")))
                        .sum())
                .isEqualTo(bytes(profile));
        assertThat(rows.stream()
                        .mapToLong(row -> Long.parseLong(row.get("objects")))
                        .sum())
                .isEqualTo(objects(profile));
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.isConsistent()).isTrue();
            assertThat(row.toList()).noneMatch(cell -> cell.startsWith("=") || cell.startsWith("@"));
        });
    }

    @Test
    void csv_has_a_line_for_each_line_of_the_program_and_class() throws IOException {
        List<CSVRecord> rows = csvRows(SyntheticProfiles.csvImport());

        assertThat(rows).hasSize(9);
        assertThat(rows.get(0).toList())
                .containsExactly(
                        String.valueOf(380L << 20),
                        "1400000",
                        "0",
                        "java.lang.String[]",
                        "com.acme.csv.Csv.split",
                        "Csv.java",
                        "41",
                        "String[] parts = line.split(\",\");");
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void json(Profile profile) throws IOException {
        JsonObject file = json(profile, ProfileJson::write);
        double bytes = 0;
        for (JsonElement allocation : file.getAsJsonArray("allocations")) {
            bytes += allocation.getAsJsonObject().get("bytes").getAsDouble();
        }
        JsonObject nodes = file.getAsJsonObject("nodes");

        assertThat(bytes).isEqualTo(profile.attributedBytes());
        assertThat(file.get("attributedBytes").getAsDouble()).isEqualTo(bytes);
        assertThat(nodes.getAsJsonArray("parent")).hasSize(profile.tree().size());
        assertThat(nodes.getAsJsonArray("frame")).hasSize(profile.tree().size());
        assertThat(file.getAsJsonArray("frames")).hasSameSizeAs(profile.tree().frames());
        assertThat(file.getAsJsonObject("certificate").get("peakBytes").getAsLong())
                .isEqualTo(profile.certificate().peakBytes());
    }

    @Test
    void the_same_profile_gives_the_same_bytes() throws IOException {
        for (Writer format :
                List.<Writer>of(Speedscope::write, Pprof::write, Dhat::write, SitesCsv::write, ProfileJson::write)) {
            assertThat(written(ExportedProfiles.estimated(3), format))
                    .isEqualTo(written(ExportedProfiles.estimated(3), format));
        }
    }

    private static long bytes(Profile profile) {
        return Math.round(profile.attributedBytes());
    }

    private static long objects(Profile profile) {
        return Math.round(
                profile.allocations().stream().map(Allocation::objects).reduce(0.0, Double::sum));
    }

    private static List<CSVRecord> csvRows(Profile profile) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser parser = CSVParser.parse(utf8(written(profile, SitesCsv::write)), format)) {
            return parser.getRecords();
        }
    }

    private static JsonObject json(Profile profile, Writer format) throws IOException {
        return JsonParser.parseString(utf8(written(profile, format))).getAsJsonObject();
    }

    private static byte[] written(Profile profile, Writer format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.write(profile, out);
        return out.toByteArray();
    }

    /** Refuses what is not UTF-8. */
    private static String utf8(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private static String collapsedText(Profile profile) throws IOException {
        StringBuilder text = new StringBuilder();
        CollapsedStacks.write(profile, text);
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text)).isTrue();
        return text.toString();
    }
}
