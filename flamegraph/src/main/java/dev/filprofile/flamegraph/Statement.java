package dev.filprofile.flamegraph;

import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The statement that a line of Java source belongs to. A formatter may break it over lines in another way; its text stays.
 *
 * <p>It reaches from behind a semicolon or the brace of a block to the next of these. So a block is no part of the statement
 * that it belongs to, but the head of a loop, of a method or of a lambda is one.
 *
 * @param text without white space, comments and what ended it
 * @param firstLine number of its first line
 * @param lines the whole lines that it is on, trimmed, also those within that are blank
 */
public record Statement(String text, int firstLine, List<String> lines) {

    /** Statements are looked for up to so many lines from the line that is asked for. */
    public static final int LINES_AROUND = 20;

    /** Generated code has lines of any length; where there is more text around a line than this, it is left alone. */
    private static final int MOST_CHARACTERS = 20_000;

    /** Class files know no larger ones. */
    private static final int LARGEST_LINE = 65_535;

    public Statement {
        lines = List.copyOf(lines);
    }

    /**
     * The statement of a line; of several on one line the longest, where possible one that is no head of a block.
     *
     * @param sourcePath tells the language by its ending
     * @param lines known lines of the file by number
     * @param line number of the line
     * @return null where the line is of another language, has no statement, or the statement is not known from end to end
     */
    public static @Nullable Statement at(String sourcePath, SortedMap<Integer, String> lines, int line) {
        if (!sourcePath.endsWith(".java") || line <= 0 || line > LARGEST_LINE || !lines.containsKey(line)) {
            return null;
        }
        int first = line;
        while (first > Math.max(1, line - LINES_AROUND) && lines.containsKey(first - 1)) {
            first--;
        }
        int last = line;
        while (last < line + LINES_AROUND && lines.containsKey(last + 1)) {
            last++;
        }
        SortedMap<Integer, String> around = lines.subMap(first, last + 1);
        if (around.values().stream().mapToLong(String::length).sum() > MOST_CHARACTERS) {
            return null;
        }
        return StatementScanner.scan(around).stream()
                .filter(part -> part.firstLine() <= line && line <= part.lastLine())
                .min(Comparator.comparing(StatementScanner.Part::isHead)
                        .thenComparing(part -> -part.text().length()))
                .map(part -> of(part, lines))
                .orElse(null);
    }

    private static Statement of(StatementScanner.Part part, SortedMap<Integer, String> lines) {
        return new Statement(
                part.text(),
                part.firstLine(),
                lines.subMap(part.firstLine(), part.lastLine() + 1).values().stream()
                        .map(String::strip)
                        .toList());
    }

    public int lastLine() {
        return firstLine + lines.size() - 1;
    }
}
