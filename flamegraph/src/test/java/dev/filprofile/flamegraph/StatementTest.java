package dev.filprofile.flamegraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatementTest {

    @Test
    void aStatementReachesOverItsLinesWithTheWholeOfThem() {
        String code = """
                void f() {
                    int[] a = f(x,

                            new byte[n]); // kept
                    g();
                """;
        Statement statement =
                new Statement("int[]a=f(x,newbyte[n])", 2, List.of("int[] a = f(x,", "", "new byte[n]); // kept"));

        assertThat(at(code, 2)).isEqualTo(statement);
        assertThat(at(code, 3)).isEqualTo(statement);
        assertThat(at(code, 4)).isEqualTo(statement);
        assertThat(statement.lastLine()).isEqualTo(4);
    }

    @Test
    void whatIsWithinTextsAndCommentsEndsNothing() {
        assertThat(text("""
                {
                    f("; { \\" }", ';', '{', '\\'', // ; {
                            /* ; { */ 2,
                            // and then; {
                            /* first;
                               second; { */
                            \"""
                            ; { "a" }
                            \""", x);
                """, 2)).isEqualTo("f(\";{\\\"}\",';','{','\\'',2,\"\"\";{\"a\"}\"\"\",x)");
    }

    @Test
    void aBlockIsNoPartOfWhatItBelongsTo() {
        String code = """
                {
                    for (int i = 0; i < n; i++)
                    {
                        if (a)
                            b();
                    }
                    rows.forEach(row -> {
                        c(row);
                    }, new Object() {
                        int d;
                    });
                """;
        assertThat(IntStream.rangeClosed(1, 11).mapToObj(line -> text(code, line)))
                .containsExactly(
                        "",
                        "for(inti=0;i<n;i++)",
                        "for(inti=0;i<n;i++)",
                        "if(a)b()",
                        "if(a)b()",
                        "",
                        "rows.forEach(row->",
                        "c(row)",
                        ",newObject()",
                        "intd",
                        "");
    }

    @Test
    void bracesMayHoldValues() {
        assertThat(text("""
                {
                    int[][] a = {
                        {1, 2},
                        {3, f(() -> { return 4; })}
                    };
                """, 2)).isEqualTo("int[][]a={{1,2},{3,f(()->");
        assertThat(text("""
                {
                    int[][] a = {
                        {1, 2},
                        {3, 4},
                    }, b = new int[][] {{5}};
                """, 4)).isEqualTo("int[][]a={{1,2},{3,4},},b=newint[][]{{5}}");
    }

    @Test
    void ofSeveralStatementsOnALineItIsTheLongestThatIsNoHead() {
        assertThat(text("{\n for (String name : names) { f(name); }\n", 2)).isEqualTo("f(name)");
        assertThat(text("{\n i++; f(name); j++;\n", 2)).isEqualTo("f(name)");
        assertThat(text("{\n } else if (f(name)) {\n", 2)).isEqualTo("elseif(f(name))");
    }

    @Test
    void whatIsNotKnownFromEndToEndIsNone() {
        assertThat(text("f(x,\ny);\n", 2, 2)).isEmpty();
        assertThat(text("{\nf(x,\n", 2)).isEmpty();
        assertThat(text("  g, h(y));\n", 1, 2)).isEmpty();
        assertThat(text("f(y);", 1, 1)).isEqualTo("f(y)");
        assertThat(text("f(y);", 1, 2)).isEmpty();
        assertThat(Statement.at("A.java", new TreeMap<>(), 1)).isNull();
        assertThat(text("{\nf(1);\n" + "g();".repeat(100_000), 2)).isEmpty();
        assertThat(Statement.at("A.kt", lines("{\nf();\n", 1), 2)).isNull();
        assertThat(Statement.at("A.java", lines("{\nf();\n", Integer.MAX_VALUE - 1), Integer.MAX_VALUE))
                .isNull();
    }

    @Test
    void aCommentOrABlankLineAtTheEdgeOfWhatIsKnownIsBeforeTheStatement() {
        assertThat(text("// about\nf(x,\ny);\n", 2, 9)).isEqualTo("f(x,y)");
        assertThat(text("\nf(x,\ny);\n", 2, 9)).isEqualTo("f(x,y)");
        assertThat(text("  * about (it;\n  */\nf(x,\ny);\n", 3, 9)).isEqualTo("f(x,y)");
    }

    @Test
    void aStatementThatBeginsOrEndsTooFarAwayIsNone() {
        String longest = "{\nf(" + "x,\n".repeat(Statement.LINES_AROUND) + "y);\n";
        String longer = "{\nf(" + "x,\n".repeat(Statement.LINES_AROUND + 1) + "y);\n";

        assertThat(text(longest, 2)).isNotEmpty();
        assertThat(text(longer, 2)).isEmpty();
        assertThat(text(longest, 1 + Statement.LINES_AROUND)).isNotEmpty();
    }

    private static String text(String code, int line) {
        return text(code, line, 1);
    }

    /** The text of the statement on a line of the piece, which begins at some line of its file. */
    private static String text(String code, int line, int firstLine) {
        Statement statement = Statement.at("A.java", lines(code, firstLine), line + firstLine - 1);
        return statement == null ? "" : statement.text();
    }

    private static Statement at(String code, int line) {
        return Objects.requireNonNull(Statement.at("A.java", lines(code, 1), line));
    }

    private static SortedMap<Integer, String> lines(String code, int firstLine) {
        SortedMap<Integer, String> lines = new TreeMap<>();
        code.lines().forEach(line -> lines.put(firstLine + lines.size(), line));
        return lines;
    }
}
