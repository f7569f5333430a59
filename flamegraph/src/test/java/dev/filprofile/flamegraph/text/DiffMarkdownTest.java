package dev.filprofile.flamegraph.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;

class DiffMarkdownTest {

    @Test
    void aMarkdownParserFindsTheCells() {
        String markdown = DiffMarkdown.of(DiffReports.importer());

        assertThat(markdown).startsWith("<!-- fil-profile diff -->\n### Peak memory: 836 MiB → 1.06 GiB (");
        assertThat(rows(markdown))
                .startsWith(List.of("Change", "Before", "After", "Where", "Line"))
                .contains(
                        List.of(
                                "+240 MiB",
                                "820 MiB",
                                "1.04 GiB",
                                "CsvImporter.load, CsvImporter.java:41 → :47 (moved)",
                                "String[] parts = line.split(\"|\")"),
                        List.of("+24.0 MiB", "–", "24.0 MiB", "Rows.keep, Rows.java:9 (new)", ""),
                        List.of("−12.0 MiB", "12.0 MiB", "–", "Cache.warm, Cache.java:90 (gone from the peak)", ""));
        assertThat(markdown).contains("- ❌ the peak rose by too much\n");
    }

    @Test
    void namesCannotEndACellOrBecomeMarkup() {
        String markdown = DiffMarkdown.of(DiffReports.hostile());

        assertThat(rows(markdown))
                .hasSizeGreaterThan(4)
                .allSatisfy(row -> assertThat(row).hasSize(5));
        assertThat(markdown.lines().filter(line -> !line.startsWith("<!--")))
                .allSatisfy(line -> assertThat(line.replace("<br>", "").replaceAll("</?code>", ""))
                        .doesNotContain("<", "`", "@", "["));
    }

    @Test
    void itFitsIntoAComment() {
        assertThat(DiffMarkdown.of(DiffReports.many(400))).hasSizeLessThan(65_000);
        assertThat(DiffMarkdown.of(DiffReports.hostile())).hasSizeLessThan(65_000);
        List<String> long400 = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            long400.add("|".repeat(400));
        }
        DiffReport many = DiffReports.many(400);
        assertThat(DiffMarkdown.of(new DiffReport(many.diff(), many.comparability(), long400)))
                .hasSizeLessThan(65_000)
                .contains("- and 390 more\n");
    }

    private static List<List<String>> rows(String markdown) {
        Node document = Parser.builder()
                .extensions(List.of(TablesExtension.create()))
                .build()
                .parse(markdown);
        List<List<String>> rows = new ArrayList<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(CustomNode node) {
                if (node instanceof TableRow) {
                    rows.add(new ArrayList<>());
                }
                if (node instanceof TableCell) {
                    rows.get(rows.size() - 1).add(text(node));
                }
                visitChildren(node);
            }
        });
        return rows;
    }

    /** What a reader sees, without the elements. */
    private static String text(Node node) {
        StringBuilder text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(CustomNode cell) {
                visitChildren(cell);
            }

            @Override
            public void visit(Text part) {
                text.append(part.getLiteral());
            }
        });
        return text.toString();
    }
}
