package dev.filprofile.flamegraph.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.filprofile.flamegraph.MethodName;
import dev.filprofile.flamegraph.Origin;
import dev.filprofile.flamegraph.ProfileBuilder;
import dev.filprofile.flamegraph.ReportTree;
import dev.filprofile.flamegraph.SyntheticProfiles;
import dev.filprofile.flamegraph.TypeNames;
import dev.filprofile.profile.Method;
import dev.filprofile.profile.Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Java writes, the page's own decoder reads: the two halves are tested against each other. */
class TreeEncoderTest {

    @TempDir
    Path folder;

    static Stream<Profile> profiles() {
        return Stream.of(
                SyntheticProfiles.empty(),
                SyntheticProfiles.nothingTracked(),
                SyntheticProfiles.csvImport(),
                SyntheticProfiles.hostile(),
                SyntheticProfiles.deep(5000),
                SyntheticProfiles.large(2_000, 11),
                SyntheticProfiles.large(20_000, 12),
                new ProfileBuilder()
                        .held("[B", (double) ((1L << 53) - 1), 1, "a.A.a:65535")
                        .certificate((1L << 53) - 1, (1L << 53) - 1)
                        .build());
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void the_page_sees_what_the_tree_holds(Profile profile) throws IOException {
        Node.assumePresent();
        ReportTree tree = ReportTree.of(profile, 10_000);

        assertThat(decoded(profile, tree)).isEqualTo(expected(profile, tree));
    }

    @Test
    void random_trees_survive() throws IOException {
        Node.assumePresent();
        for (long seed = 1; seed <= 5; seed++) {
            Random random = new Random(seed);
            ProfileBuilder builder = new ProfileBuilder();
            for (int i = 0; i < 200; i++) {
                List<String> stack = new ArrayList<>();
                for (int depth = random.nextInt(12); depth >= 0; depth--) {
                    stack.add("p.C" + random.nextInt(4) + ".m" + random.nextInt(3) + ":" + (1 + random.nextInt(3)));
                }
                double bytes = random.nextInt(10) == 0 ? 0 : random.nextDouble() * 1e6;
                builder.heldWithError("[I", bytes, random.nextDouble() * 9, bytes * random.nextDouble(), stack);
            }
            Profile profile = builder.build();
            ReportTree tree = ReportTree.of(profile, 20 + random.nextInt(400));

            assertThat(decoded(profile, tree)).as("seed %d", seed).isEqualTo(expected(profile, tree));
        }
    }

    private List<List<String>> decoded(Profile profile, ReportTree tree) throws IOException {
        byte[] data = TreeEncoder.encode(profile, tree, new HashMap<>());
        Path file = folder.resolve("data.txt");
        Files.writeString(file, Base64.getEncoder().encodeToString(data), StandardCharsets.US_ASCII);
        Node.Result result = Node.run(List.of("src/test/js/decode.js", file.toString()));
        assertThat(result.exitCode()).as(result.output()).isZero();
        List<List<String>> nodes = new ArrayList<>();
        for (String line : result.output().lines().toList()) {
            nodes.add(strings(line));
        }
        return nodes;
    }

    private static List<String> strings(String json) throws IOException {
        List<String> values = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue()) {
                    values.add(parser.getText());
                }
            }
        }
        return values;
    }

    private static List<List<String>> expected(Profile profile, ReportTree tree) {
        List<List<String>> nodes = new ArrayList<>();
        for (int node = 0; node < tree.size(); node++) {
            List<String> values = new ArrayList<>();
            values.add(Integer.toString(tree.depth(node)));
            values.addAll(labels(profile, tree, node));
            values.add(Long.toString(tree.totalBytes(node)));
            for (ReportTree.Row row : tree.rows(node)) {
                String name = row.classIndex() < 0
                        ? "-"
                        : TypeNames.readable(profile.classes().get(row.classIndex()));
                String thread = row.threadIndex() < 0 ? "-" : tree.threads().get(row.threadIndex());
                values.add(
                        name + " " + thread + " " + row.bytes() + " " + row.objects() + " " + row.standardErrorBytes());
            }
            nodes.add(values);
        }
        for (SourceExcerpt.File file : SourceExcerpt.of(profile, tree).files()) {
            file.lines().forEach((line, text) -> nodes.add(List.of(file.path(), Integer.toString(line), text)));
        }
        return nodes;
    }

    private static String shortened(String line) {
        return line.length() > 240 ? line.substring(0, 240) + "…" : line;
    }

    private static List<String> labels(Profile profile, ReportTree tree, int node) {
        return switch (tree.frame(node)) {
            case ReportTree.ROOT -> List.of("root", "root", "");
            case ReportTree.RESIDUAL -> List.of("made by the JVM or before start", "residual", "");
            case ReportTree.REMAINDER ->
                List.of(
                        String.format(Locale.ROOT, "%,d smaller ", tree.foldedPaths(node))
                                + (tree.foldedPaths(node) == 1 ? "path" : "paths"),
                        "remainder",
                        "");
            default -> {
                var frame = profile.tree().frames().get(tree.frame(node));
                Method method = profile.tree().methods().get(frame.methodIndex());
                String line = frame.line() > 0 ? ":" + frame.line() : "";
                String text = profile.sources().line(method.sourcePath(), frame.line());
                String source =
                        text == null ? "" : shortened(text.stripTrailing()).strip();
                yield List.of(
                        MethodName.of(method).full() + line,
                        Origin.of(method).name().toLowerCase(Locale.ROOT),
                        source);
            }
        };
    }
}
