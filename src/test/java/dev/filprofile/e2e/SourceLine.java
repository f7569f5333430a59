package dev.filprofile.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A line of a program, found by its text, so that no test carries line numbers.
 *
 * @param className the top-level class
 * @param number from 1
 * @param text the whole line
 */
record SourceLine(String className, int number, String text) {

    /** The one line of the class's source file that contains {@code part}. */
    static SourceLine of(Class<?> topLevel, String part) {
        return of(topLevel.getName(), part);
    }

    static SourceLine of(String className, String part) {
        List<String> lines = read(className);
        int[] found = IntStream.range(0, lines.size())
                .filter(i ->
                        lines.get(i).contains(part) && !lines.get(i).strip().startsWith("*"))
                .toArray();
        if (found.length != 1) {
            throw new IllegalArgumentException(
                    "\"" + part + "\" is in " + found.length + " lines of the source of " + className + ", not in one");
        }
        return new SourceLine(className, found[0] + 1, lines.get(found[0]));
    }

    private static List<String> read(String className) {
        String path = className.replace('.', '/') + ".java";
        for (Path root : List.of(Project.testSources(), Project.sampleSources())) {
            Path file = root.resolve(path);
            if (Files.exists(file)) {
                try {
                    return Files.readAllLines(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        throw new IllegalArgumentException("no source of " + className);
    }

    /** Whether a stack frame with this class and line stands for it; nested classes share the file. */
    boolean matches(String frameClass, int frameLine) {
        return frameLine == number && isInFile(frameClass);
    }

    /** Whether a class is this line's or nested in it. */
    boolean isInFile(String frameClass) {
        return frameClass.equals(className) || frameClass.startsWith(className + "$");
    }

    @Override
    public String toString() {
        return className + ":" + number + " \"" + text.strip() + "\"";
    }
}
