package dev.filprofile.flamegraph.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.flamegraph.ProfileBuilder;
import dev.filprofile.flamegraph.diff.Change.Status;
import dev.filprofile.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two sides of which one breaks statements over lines in another way. */
class ReformattedTest {

    private static final int MB = 1_000_000;

    private static final String WRAPPED = """
            {
                int[] a = f(
                        read(x),
                        new byte[n]);
            """;

    @Test
    void aStatementThatIsWrappedOrUnwrappedStaysTheSame() {
        assertPairs(
                code("{\n int[] a = f(read(x), new byte[n]);\n", "load:2 9"),
                code(WRAPPED, "load:2 1", "load:3 6", "load:4 2"),
                "2 → 3: 9 → 9");
        assertPairs(
                code(WRAPPED, "load:2 1", "load:3 6", "load:4 2"),
                code("{\n int[] a = f(read(x),\n new byte[n]);\n", "load:2 7", "load:3 2"),
                "3 → 2: 9 → 9");
    }

    @Test
    void whatItHoldsMoreIsTheStatements() {
        assertPairs(
                code("{\n int[] a = f(read(x), new byte[n]);\n", "load:2 9"),
                code(WRAPPED, "load:2 1", "load:3 6", "load:4 5"),
                "2 → 3: 9 → 12 MORE");
    }

    @Test
    void bracesCommentsAndBlankLinesDoNotCount() {
        assertPairs(
                code("""
                        {
                            for (String name : names) { held.add(new byte[name.length()]); }
                            if (isOpen(name)) {
                            } else if (isOpen(other)) {
                            }
                            add("a;b", new byte[3]);
                        """, "load:2 5", "load:4 4", "load:6 3"),
                code("""
                        {
                            for (String name : names)
                            {
                                // as long as it is; {
                                held.add(new byte[name.length()]); // they are small, taken one by one, and never read again
                            }
                            if (isOpen(name))
                            {
                            }
                            else if (isOpen(other))
                            {
                            }
                            add(
                                    // this is;

                                    "a;b",
                                    /* and; { */ new byte[3]);
                        """, "load:5 5", "load:10 4", "load:13 1", "load:16 2"),
                "2 → 5: 5 → 5",
                "4 → 10: 4 → 4",
                "6 → 16: 3 → 3");
    }

    @Test
    void theBodyOfALambdaIsComparedByItsOwnStatements() {
        assertPairs(
                code("""
                        {
                            rows.forEach(row -> { held.add(copy(row, 1)); });
                            return rows.stream().map(row -> row.split(",")).toList();
                        """, "lambda$load$0:2 5", "lambda$load$1:3 4", "load:3 3"),
                code("""
                        {
                            rows.forEach(row -> {
                                held.add(
                                        copy(row, 1));
                            });
                            return rows.stream()
                                    .map(row -> row.split(","))
                                    .toList();
                        """, "lambda$load$0:3 1", "lambda$load$0:4 4", "lambda$load$1:7 4", "load:8 3"),
                "2 → 4: 5 → 5",
                "3 → 7: 4 → 4",
                "3 → 8: 3 → 3");
    }

    @Test
    void theLinesOfAChainThatStaysAsItWasAreComparedOneByOne() {
        String chain = """
                {
                    return rows.stream()
                            .map(Row::copy)
                            .sorted()
                            .toList();
                """;
        assertPairs(
                code(chain, "load:3 9", "load:4 3", "load:5 1"),
                code("\n" + chain, "load:4 9", "load:5 6", "load:6 1"),
                "3 → 4: 9 → 9",
                "4 → 5: 3 → 6 MORE",
                "5 → 6: 1 → 1");
    }

    @Test
    void theLinesOfAChainThatStayWhereOthersWereEditedAreComparedOneByOne() {
        assertPairs(
                code("""
                        {
                            return rows.stream()
                                    .map(Row::copy)
                                    .sorted()
                                    .toList();
                        """, "load:3 9", "load:4 3", "load:5 1"),
                code("""
                        {
                            return rows.stream()
                                    .map(Row::parse)
                                    .filter(Row::isFull)
                                    .sorted()
                                    .toList();
                        """, "load:3 8", "load:5 3", "load:6 1"),
                "3 → 3: 9 → 8 LESS",
                "4 → 5: 3 → 3",
                "5 → 6: 1 → 1");
    }

    @Test
    void aStatementThatIsWrappedSinceItWasEditedIsTheSame() {
        assertPairs(
                code("{\n int[] a = f(read(x), new byte[n]);\n", "load:2 9"),
                code("{\n int[] a = f(\n read(x),\n separator,\n new byte[n]);\n", "load:3 4", "load:5 6"),
                "2 → 5: 9 → 10 MORE");
    }

    @Test
    void ofTwoStatementsThatWereOnOneLineTheLongerIsItsSuccessor() {
        assertPairs(
                code("{\n add(new byte[1]); keep(new byte[n]);\n", "load:2 9"),
                code("{\n add(new byte[1]);\n keep(new byte[n]);\n", "load:2 4", "load:3 5"),
                "- → 2: 0 → 4 MORE",
                "2 → 3: 9 → 5 LESS");
    }

    @Test
    void statementsOfTheSameTextAreComparedInTheirOrderButThoseWithTheSameLinesFirst() {
        assertPairs(
                code("{\n if (x) { return parse(y); }\n i++;\n return parse(y);\n", "load:2 4", "load:4 9"),
                code("{\n return parse(y);\n", "load:2 9"),
                "2 → -: 4 → 0 LESS",
                "4 → 2: 9 → 9");
        assertPairs(
                code("{\n add(new byte[1]);\n add(new byte[1]);\n", "load:2 4", "load:3 9"),
                code("{\n add(\n new byte[1]);\n add(\n new byte[1]);\n", "load:3 4", "load:4 1", "load:5 8"),
                "2 → 3: 4 → 4",
                "3 → 5: 9 → 9");
    }

    @Test
    void aStatementThatIsLongerThanWhatIsKnownIsComparedLineByLine() {
        String values = "a,\n".repeat(30);
        assertPairs(
                code("{\n f(" + values + "new byte[1],\n new byte[2]);\n", "load:32 4", "load:33 9"),
                code("{\n f(" + values + "new byte[1], new byte[2]);\n", "load:32 13"),
                "- → 32: 0 → 13 MORE",
                "32 → -: 4 → 0 LESS",
                "33 → -: 9 → 0 LESS");
    }

    @Test
    void otherLanguagesAreComparedLineByLine() {
        String wrapped = "{\n val a = f(\n new byte[n])\n";
        assertPairs(
                kotlin(wrapped, "load:2 4", "load:3 9"),
                kotlin("\n" + wrapped, "load:3 4", "load:4 9"),
                "2 → 3: 4 → 4",
                "3 → 4: 9 → 9");
    }

    @Test
    void theRunsOfASideSpreadByWhatAllLinesOfTheStatementHeld() {
        Side base = Side.of(
                "base",
                List.of(
                        code("{\n f(x, new byte[1]);\n", "load:2 10"),
                        code("{\n f(x, new byte[1]);\n", "load:2 11"),
                        code("{\n f(x, new byte[1]);\n", "load:2 12")));
        Side next = Side.of(
                "new",
                List.of(
                        code("{\n f(x,\n new byte[1]);\n", "load:2 4", "load:3 6"),
                        code("{\n f(x,\n new byte[1]);\n", "load:2 11"),
                        code("{\n f(x,\n new byte[1]);\n", "load:3 12")));

        assertThat(ProfileDiff.between(base, next, Noise.DEFAULT).sites())
                .singleElement()
                .satisfies(site -> assertThat(site.bytes().afterSpread()).isEqualTo(new Spread(10 * MB, 12 * MB)));
    }

    @Test
    void howeverProgramsAreReformattedNothingIsNewOrGone() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<Integer> sizes =
                    random.ints(1 + random.nextInt(8), 1, 9).boxed().toList();
            ProfileDiff diff = between(reformatted(sizes, random), reformatted(sizes, random));
            assertThat(diff.sites())
                    .as("seed %s", seed)
                    .allSatisfy(site -> assertThat(site.bytes().delta()).isZero());
            assertThat(diff.sites().stream()
                            .mapToDouble(site -> site.bytes().before())
                            .sum())
                    .as("seed %s", seed)
                    .isEqualTo(diff.peak().before() - diff.rest().before());
        }
    }

    /** A statement for each size, broken over lines at random. Two of its words hold half of the size each. */
    private static Profile reformatted(List<Integer> sizes, Random random) {
        StringBuilder text = new StringBuilder("{\n");
        List<String> held = new ArrayList<>();
        int line = 2;
        for (int i = 0; i < sizes.size(); i++) {
            for (String word : List.of("keep(", "read(x" + i + "),", "/* ; */ ", "new byte[1]", ");", "\n")) {
                if (word.startsWith("read") || word.startsWith("new")) {
                    held.add("load:" + line + " " + sizes.get(i) / 2.0);
                }
                String space = List.of("", "", " ", "\n", "\n// why;\n").get(random.nextInt(5));
                text.append(word).append(space);
                line += (int) (word + space).chars().filter(c -> c == '\n').count();
            }
        }
        return code(text.toString(), held.toArray(String[]::new));
    }

    /** Each pair as {@code LINE → LINE: MB → MB}, by line; swapped, the mirror image of that. */
    private static void assertPairs(Profile before, Profile after, String... expected) {
        assertThat(between(before, after).sites().stream().map(site -> pair(site, true)))
                .containsExactlyInAnyOrder(expected);
        assertThat(between(after, before).sites().stream().map(site -> pair(site, false)))
                .containsExactlyInAnyOrder(expected);
    }

    private static String pair(SiteChange site, boolean forwards) {
        RunSite before = forwards ? site.before() : site.after();
        RunSite after = forwards ? site.after() : site.before();
        int sign = forwards ? 1 : -1;
        Status status = site.bytes().status();
        String seen = status == Status.SAME
                ? ""
                : site.bytes().delta() * sign > 0 && status != Status.UNCLEAR ? " MORE" : " LESS";
        return line(before) + " → " + line(after) + ": " + megabytes(before) + " → " + megabytes(after) + seen;
    }

    private static String line(@Nullable RunSite site) {
        return site == null ? "-" : Integer.toString(site.line());
    }

    private static long megabytes(@Nullable RunSite site) {
        return site == null ? 0 : Math.round(site.bytes() / MB);
    }

    private static ProfileDiff between(Profile base, Profile next) {
        return ProfileDiff.between(Side.of("base", List.of(base)), Side.of("new", List.of(next)), Noise.DEFAULT);
    }

    private static Profile code(String text, String... held) {
        return file("app/Csv.java", text, held);
    }

    private static Profile kotlin(String text, String... held) {
        return Profiles.withSourceFile(file("app/Csv.kt", text, held), "Csv.kt");
    }

    /** A program with this text, which holds {@code METHOD:LINE MB} each. */
    private static Profile file(String path, String text, String... held) {
        ProfileBuilder builder = new ProfileBuilder();
        for (String each : held) {
            String[] words = each.split(" ");
            builder.held("[B", Double.parseDouble(words[1]) * MB, 1, "app.Csv." + words[0]);
        }
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            builder.source(path, i + 1, lines.get(i));
        }
        return builder.build();
    }
}
