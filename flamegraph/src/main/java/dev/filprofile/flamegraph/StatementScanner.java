package dev.filprofile.flamegraph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;

/** Splits a piece of a Java source file into statements. The piece may begin and end anywhere. */
final class StatementScanner {

    /**
     * A statement that is there from end to end.
     *
     * @param text without white space and comments
     * @param isHead whether a block follows
     */
    record Part(String text, int firstLine, int lastLine, boolean isHead) {}

    private static final char BLOCK = '{';

    /** A list of values in braces. */
    private static final char VALUES = '=';

    private final List<Part> parts = new ArrayList<>();
    private final Deque<Character> open = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();
    private int firstLine;

    /** Whether what is in {@link #text} is known from its beginning. */
    private boolean isBeginKnown;

    /** What ends the comment or text that the piece's lines go on with; {@code ""} within code. */
    private String goesOnTo = "";

    private StatementScanner() {}

    /** The statements of lines without gaps, by number. */
    static List<Part> scan(SortedMap<Integer, String> lines) {
        StatementScanner scanner = new StatementScanner();
        int first = lines.firstKey();
        scanner.isBeginKnown = first == 1;
        lines.forEach((number, line) -> {
            scanner.line(line, number);
            // Within a statement blank lines and lines of comment alone are rare.
            scanner.isBeginKnown |= number == first && scanner.text.isEmpty();
        });
        return scanner.parts;
    }

    private void line(String line, int number) {
        int at = 0;
        while (at < line.length()) {
            if (!goesOnTo.isEmpty()) {
                at = goOn(line, at, number);
            } else if (line.startsWith("//", at)) {
                return;
            } else if (line.startsWith("/*", at)) {
                goesOnTo = "*/";
                at += 2;
            } else if (line.startsWith("*/", at)) {
                open.clear(); // all that was read was a comment
                begin();
                at += 2;
            } else if (line.startsWith("\"\"\"", at)) {
                append("\"\"\"", number);
                goesOnTo = "\"\"\"";
                at += 3;
            } else if (line.charAt(at) == '"' || line.charAt(at) == '\'') {
                int end = endOfLiteral(line, at);
                append(line.substring(at, end), number);
                at = end;
            } else {
                code(line.charAt(at), number);
                at++;
            }
        }
    }

    /** The rest of a comment or of a text over several lines. */
    private int goOn(String line, int from, int number) {
        int end = line.indexOf(goesOnTo, from);
        int next = end < 0 ? line.length() : end + goesOnTo.length();
        if (!goesOnTo.equals("*/")) {
            append(line.substring(from, next), number);
        }
        goesOnTo = end < 0 ? goesOnTo : "";
        return next;
    }

    private static int endOfLiteral(String line, int from) {
        int at = from + 1;
        while (at < line.length() && line.charAt(at) != line.charAt(from)) {
            at += line.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(line.length(), at + 1);
    }

    private void code(char c, int number) {
        switch (c) {
            case ';' -> {
                if (open.isEmpty() || open.peek() == BLOCK) {
                    end(number, false);
                } else {
                    append(';', number); // in the head of a loop
                }
            }
            case '{' -> {
                boolean values = beginsValues();
                open.push(values ? VALUES : BLOCK);
                if (values) {
                    append('{', number);
                } else {
                    end(number, true);
                }
            }
            case '}' -> {
                if (!open.isEmpty() && open.peek() == VALUES) {
                    open.pop();
                    append('}', number);
                } else {
                    closeBlock();
                    end(number, false);
                }
            }
            case '(' -> {
                open.push(c);
                append('(', number);
            }
            case ')' -> {
                if (!open.isEmpty() && open.peek() == '(') {
                    open.pop();
                } else {
                    isBeginKnown &= text.isEmpty(); // it was opened before the piece begins
                }
                append(')', number);
            }
            default -> append(c, number);
        }
    }

    /** Behind {@code =}, {@code []}, {@code (}, and within such a list, a brace holds values, not a block. */
    private boolean beginsValues() {
        char before = text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
        boolean within = !open.isEmpty() && open.peek() == VALUES;
        return "=](".indexOf(before) >= 0 || within && ",{".indexOf(before) >= 0;
    }

    /** With what was left open in it. */
    private void closeBlock() {
        while (!open.isEmpty() && open.pop() != BLOCK) {
            continue;
        }
    }

    private void append(String code, int number) {
        for (int i = 0; i < code.length(); i++) {
            append(code.charAt(i), number);
        }
    }

    private void append(char c, int number) {
        if (!Character.isWhitespace(c)) {
            firstLine = text.isEmpty() ? number : firstLine;
            text.append(c);
        }
    }

    private void end(int number, boolean isHead) {
        boolean saysSomething = text.chars().anyMatch(c -> Character.isJavaIdentifierPart(c) || c == '"');
        if (isBeginKnown && saysSomething) {
            parts.add(new Part(text.toString(), firstLine, number, isHead));
        }
        begin();
    }

    private void begin() {
        text.setLength(0);
        isBeginKnown = true;
    }
}
