package dev.filprofile.cli.launch;

import java.util.ArrayList;
import java.util.List;

/**
 * The syntax of {@code java @file}: words separated by white space; quotes of either kind hold white space; within
 * quotes a backslash escapes, and at the end of a line joins it with the next one; {@code #} outside of quotes starts a
 * comment.
 *
 * @see <a href="https://docs.oracle.com/en/java/javase/17/docs/specs/man/java.html">java, "Command-Line Argument
 *     Files"</a>
 */
final class ArgumentFile {

    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int position;

    private ArgumentFile(String text) {
        this.text = text;
    }

    static List<String> parse(String text) {
        ArgumentFile file = new ArgumentFile(text);
        while (file.position < text.length()) {
            file.step(text.charAt(file.position++));
        }
        file.endWord();
        return List.copyOf(file.words);
    }

    private void step(char next) {
        switch (next) {
            case ' ', '\t', '\f', '\r', '\n' -> endWord();
            case '#' -> skipLine();
            case '"', '\'' -> quoted(next);
            case '\\' -> escapedOutsideQuotes();
            default -> append(next);
        }
    }

    /** Outside of quotes a backslash stands for itself, except that it joins lines. */
    private void escapedOutsideQuotes() {
        if (!skipLineEnd()) {
            append('\\');
        }
    }

    private void quoted(char quote) {
        inWord = true;
        while (position < text.length()) {
            char next = text.charAt(position++);
            if (next == quote || next == '\n' || next == '\r') {
                return;
            }
            if (next == '\\' && position < text.length()) {
                escapedInQuotes();
            } else {
                word.append(next);
            }
        }
    }

    private void escapedInQuotes() {
        if (skipLineEnd()) {
            return;
        }
        char escaped = text.charAt(position++);
        word.append(
                switch (escaped) {
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 't' -> '\t';
                    case 'f' -> '\f';
                    default -> escaped;
                });
    }

    /** Skips a line end and the white space that leads the next line, if one stands here. */
    private boolean skipLineEnd() {
        int start = position;
        while (position < text.length() && isLineEnd(text.charAt(position))) {
            position++;
        }
        if (position == start) {
            return false;
        }
        while (position < text.length() && (text.charAt(position) == ' ' || text.charAt(position) == '\t')) {
            position++;
        }
        return true;
    }

    private static boolean isLineEnd(char character) {
        return character == '\n' || character == '\r';
    }

    private void skipLine() {
        endWord();
        while (position < text.length() && !isLineEnd(text.charAt(position))) {
            position++;
        }
    }

    private void append(char character) {
        inWord = true;
        word.append(character);
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }
}
