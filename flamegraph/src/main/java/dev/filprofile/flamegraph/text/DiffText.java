package dev.filprofile.flamegraph.text;

import dev.filprofile.flamegraph.diff.Change;
import dev.filprofile.flamegraph.diff.ProfileDiff;
import dev.filprofile.flamegraph.diff.Side;
import java.util.ArrayList;
import java.util.List;

/** A comparison for a terminal of 100 columns. */
public final class DiffText {

    static final int COLUMNS = 100;

    private static final String TABLE = "%11s  %9s  %9s  ";
    private static final int WHERE_AT = 11 + 2 + 9 + 2 + 9 + 2;

    private static final String BOLD = "\u001B[1m";
    private static final String ORANGE = "\u001B[33m";
    private static final String BLUE = "\u001B[34m";
    private static final String GREY = "\u001B[2m";
    private static final String PLAIN = "\u001B[0m";

    private final boolean colours;
    private final List<String> lines = new ArrayList<>();

    private DiffText(boolean colours) {
        this.colours = colours;
    }

    /**
     * The lines, without ends.
     *
     * @param colours whether ANSI colours are wanted; nothing is said by colour alone
     */
    public static List<String> lines(DiffReport report, boolean colours) {
        DiffText text = new DiffText(colours);
        text.head(report.diff());
        text.table(report.diff());
        text.remarks("obstacle, compared by force: ", report.comparability().obstacles());
        text.remarks("note: ", report.comparability().remarks());
        text.remarks("LIMIT BROKEN: ", report.brokenLimits());
        return text.lines;
    }

    private void head(ProfileDiff diff) {
        wrapped(BOLD, "Peak memory: " + DiffWords.peaks(diff.peak()) + ": " + DiffWords.verdict(diff));
        side("  base  ", diff.base());
        side("  new   ", diff.next());
    }

    private void side(String label, Side side) {
        add("", label + side.name());
        add("", "        " + DiffWords.runs(side));
    }

    private void table(ProfileDiff diff) {
        lines.add("");
        add(BOLD, String.format(TABLE, "Change", "Before", "After") + "Where");
        for (DiffRow row : DiffRow.of(diff)) {
            row(row);
        }
        Change peak = diff.peak();
        row(new DiffRow(peak.before(), peak.after(), true, true, Change.Status.SAME, "the peak", "", null));
    }

    private void row(DiffRow row) {
        String numbers = String.format(
                TABLE,
                DiffWords.signed(row.delta()),
                DiffWords.amountOrDash(row.before(), row.hasBefore()),
                DiffWords.amountOrDash(row.after(), row.hasAfter()));
        add(colour(row.status()), numbers + row.where());
        if (!row.source().isEmpty()) {
            add(GREY, " ".repeat(WHERE_AT) + row.source());
        }
    }

    private static String colour(Change.Status status) {
        return switch (status) {
            case MORE -> ORANGE;
            case LESS -> BLUE;
            case UNCLEAR -> GREY;
            case SAME -> "";
        };
    }

    private void remarks(String label, List<String> remarks) {
        if (!remarks.isEmpty()) {
            lines.add("");
        }
        remarks.forEach(remark -> wrapped("", label + remark));
    }

    private void add(String colour, String text) {
        String line = clipped(text, COLUMNS);
        lines.add(colours && !colour.isEmpty() ? colour + line + PLAIN : line);
    }

    /** Breaks at spaces; what follows is indented. */
    private void wrapped(String colour, String text) {
        String rest = harmless(text).stripTrailing();
        String indent = "";
        while (indent.length() + rest.codePointCount(0, rest.length()) > COLUMNS) {
            int most = rest.offsetByCodePoints(0, COLUMNS - indent.length());
            int space = rest.lastIndexOf(' ', most);
            int end = space > 0 ? space : most;
            add(colour, indent + rest.substring(0, end));
            rest = rest.substring(end).stripLeading();
            indent = "  ";
        }
        add(colour, indent + rest);
    }

    /** Cut in the middle, so that package and line both stay. */
    static String clipped(String text, int columns) {
        String line = harmless(text).stripTrailing();
        int length = line.codePointCount(0, line.length());
        if (length <= columns) {
            return line;
        }
        int tail = columns / 4;
        return line.substring(0, line.offsetByCodePoints(0, columns - tail - 1))
                + "…"
                + line.substring(line.offsetByCodePoints(line.length(), -tail));
    }

    /** Terminals obey control characters. */
    private static String harmless(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]+", " ");
    }
}
