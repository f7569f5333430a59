package dev.filprofile.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a program's source says about its peak: each line that ends in {@code // holds COUNT x WHAT} (several joined by
 * {@code +}), where WHAT is an array, {@code byte[N]}, {@code int[N]}, {@code long[N]}, {@code ref[N]}, or an object with its fields,
 * {@code object(int ref)}. At the end may stand {@code in Class.method}: that method holds it, whatever its line.
 *
 * @param lines with the bytes that they hold
 */
record Truth(List<Line> lines) {

    /**
     * A line and what it holds at the peak.
     *
     * @param method the method that holds it, for code that has no line of its own; mostly {@code ""}
     */
    record Line(SourceLine source, String method, long bytes) {}

    private static final Pattern HOLDS = Pattern.compile("// holds (.*?)(?: in (\\S+))?$");
    private static final Pattern TERM = Pattern.compile("([\\d_]+) x (?:(\\w+)\\[([\\d_]+)\\]|object\\(([a-z ]*)\\))");

    static Truth of(Class<?> program, Layout layout) {
        List<String> text;
        try {
            Path file = Project.testSources().resolve(program.getName().replace('.', '/') + ".java");
            text = Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < text.size(); i++) {
            Matcher holds = HOLDS.matcher(text.get(i));
            if (holds.find()) {
                SourceLine line = new SourceLine(program.getName(), i + 1, text.get(i));
                String method = holds.group(2) == null ? "" : holds.group(2);
                lines.add(new Line(line, method, sum(holds.group(1), layout)));
            }
        }
        if (lines.isEmpty()) {
            throw new IllegalArgumentException(program + " says nothing about its peak");
        }
        return new Truth(lines);
    }

    private static long sum(String expression, Layout layout) {
        long bytes = 0;
        for (String part : expression.split(" \\+ ", -1)) {
            Matcher term = TERM.matcher(part);
            if (!term.matches()) {
                throw new IllegalArgumentException("not understood: " + part);
            }
            bytes += number(term.group(1)) * each(term, layout);
        }
        return bytes;
    }

    private static long each(Matcher term, Layout layout) {
        if (term.group(2) == null) {
            return layout.object(fieldBytes(term.group(4), layout));
        }
        int length = (int) number(term.group(3));
        return switch (term.group(2)) {
            case "byte" -> layout.bytes(length);
            case "int" -> layout.ints(length);
            case "long" -> layout.longs(length);
            case "ref" -> layout.references(length);
            default -> throw new IllegalArgumentException("no array of " + term.group(2));
        };
    }

    private static int fieldBytes(String fields, Layout layout) {
        int bytes = 0;
        if (fields.isEmpty()) {
            return bytes;
        }
        for (String field : fields.split(" ", -1)) {
            bytes += switch (field) {
                case "int" -> 4;
                case "long" -> 8;
                case "ref" -> layout.referenceBytes();
                default -> throw new IllegalArgumentException("no field of type " + field);
            };
        }
        return bytes;
    }

    private static long number(String text) {
        return Long.parseLong(text.replace("_", ""));
    }

    /** What all lines hold together. */
    long bytes() {
        return lines.stream().mapToLong(Line::bytes).sum();
    }
}
