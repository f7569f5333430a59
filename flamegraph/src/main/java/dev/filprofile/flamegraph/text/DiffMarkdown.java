package dev.filprofile.flamegraph.text;

import dev.filprofile.flamegraph.diff.ProfileDiff;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A comparison as Markdown, for the comment of a pull request or the summary of a build. The first line is a comment by which a
 * program finds what it wrote before, to replace it.
 *
 * <p>Names and source lines are the program's and may hold anything. What Markdown or HTML would take for structure is written as
 * a character reference, which no table, code or link rule looks into. Cells are cut, so that the whole stays far below the
 * 65,000 characters that a comment may have.
 */
public final class DiffMarkdown {

    /** First line of every comparison. */
    public static final String MARKER = "<!-- fil-profile diff -->";

    /** With at most 24 rows and 10 remarks of this length, each character at most six when escaped, 40,000 are not reached. */
    private static final int LONGEST_CELL = 120;

    private static final int MOST_REMARKS = 10;

    private static final String STRUCTURE = "\\`*_[]<>|&~@#$:";

    private final StringBuilder text = new StringBuilder();

    private DiffMarkdown() {}

    /** The text, lines ended by LF. */
    public static String of(DiffReport report) {
        DiffMarkdown markdown = new DiffMarkdown();
        ProfileDiff diff = report.diff();
        markdown.line(MARKER);
        markdown.line("### Peak memory: " + DiffWords.peaks(diff.peak())
                + (report.brokenLimits().isEmpty() ? "" : " ❌"));
        markdown.line("");
        markdown.list("❌ ", report.brokenLimits());
        if (!diff.peak().isCertain()) {
            markdown.line(escaped(DiffWords.sentence(DiffWords.verdict(diff))));
        }
        markdown.table(diff);
        markdown.line("");
        markdown.line("Base: " + escaped(diff.base().name()) + " · " + escaped(DiffWords.runs(diff.base())) + "<br>");
        markdown.line("New: " + escaped(diff.next().name()) + " · " + escaped(DiffWords.runs(diff.next())) + "<br>");
        markdown.line("Noise: " + escaped(DiffWords.amount(diff.floorBytes())));
        markdown.line("");
        markdown.list("⚠️ Compared by force: ", report.comparability().obstacles());
        markdown.list("Note: ", report.comparability().remarks());
        return markdown.text.toString();
    }

    private void table(ProfileDiff diff) {
        line("");
        line("| Change | Before | After | Where | Line |");
        line("| ---: | ---: | ---: | --- | --- |");
        for (DiffRow row : DiffRow.of(diff)) {
            String code = row.source().isEmpty() ? "" : "<code>" + escaped(row.source()) + "</code>";
            line(List.of(
                            escaped(DiffWords.signed(row.delta())),
                            escaped(DiffWords.amountOrDash(row.before(), row.hasBefore())),
                            escaped(DiffWords.amountOrDash(row.after(), row.hasAfter())),
                            escaped(row.where()),
                            code)
                    .stream()
                    .collect(Collectors.joining(" | ", "| ", " |")));
        }
    }

    private void list(String label, List<String> sentences) {
        sentences.stream().limit(MOST_REMARKS).forEach(sentence -> line("- " + label + escaped(sentence)));
        if (sentences.size() > MOST_REMARKS) {
            line("- and " + (sentences.size() - MOST_REMARKS) + " more");
        }
        if (!sentences.isEmpty()) {
            line("");
        }
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private static String escaped(String plain) {
        StringBuilder safe = new StringBuilder();
        DiffText.clipped(plain, LONGEST_CELL).codePoints().forEach(c -> {
            if (STRUCTURE.indexOf(c) >= 0) {
                safe.append("&#").append(c).append(';');
            } else {
                safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }
}
