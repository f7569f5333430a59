package dev.filprofile.cli.source;

import dev.filprofile.flamegraph.Statement;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.Sources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Finds the text of the source lines that a profile's report will show, and of what is needed to compare them. */
public final class SourceFinder {

    private static final long PATIENCE_SECONDS = 20;
    private static final int LINES_AROUND = 3;

    private final List<Path> named;
    private final SourceScope scope;

    /**
     * @param named the directories, jars and zip files that the user named; they come first
     * @param scope whose lines are looked for
     */
    public SourceFinder(List<Path> named, SourceScope scope) {
        this.named = List.copyOf(named);
        this.scope = scope;
    }

    /**
     * Never fails: what is not found within {@value #PATIENCE_SECONDS} seconds, or cannot be read, is left out. Text
     * is read as UTF-8, with replacement characters for what is not.
     */
    public Sources find(Profile profile) {
        Map<WantedLines.File, SortedSet<Integer>> wanted = WantedLines.of(profile, scope);
        Map<String, SortedMap<Integer, String>> found = new HashMap<>();
        long startNanos = System.nanoTime();
        try (SourceRoots roots = new SourceRoots(
                named, workingDirectories(profile), pathOr(profile.run().javaHome(), "no-java-home"))) {
            for (Map.Entry<WantedLines.File, SortedSet<Integer>> entry : wanted.entrySet()) {
                if (System.nanoTime() - startNanos > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                    break;
                }
                WantedLines.File file = entry.getKey();
                if (!found.containsKey(file.path())) {
                    String text = read(roots.forLocation(file.location()), file.path());
                    if (text != null) {
                        found.put(file.path(), lines(file.path(), text, entry.getValue()));
                    }
                }
            }
        }
        return new Sources(found);
    }

    /** Where the program ran, and, for {@code java Main.java}, where its source file lies. */
    private static List<Path> workingDirectories(Profile profile) {
        List<Path> directories = new ArrayList<>();
        Path working = pathOr(profile.run().workingDirectory(), "");
        directories.add(working);
        for (String word : profile.run().command()) {
            if (word.endsWith(".java")) {
                Path parent = working.resolve(pathOr(word, "")).getParent();
                if (parent != null) {
                    directories.add(parent);
                }
            }
        }
        return directories;
    }

    private static Path pathOr(String text, String otherwise) {
        try {
            return Path.of(text.isEmpty() ? otherwise : text);
        } catch (InvalidPathException foreign) {
            return Path.of(otherwise);
        }
    }

    private static @Nullable String read(List<SourceRoot> roots, String path) {
        for (SourceRoot root : roots) {
            try {
                byte[] content = root.read(path);
                if (content != null) {
                    return new String(content, StandardCharsets.UTF_8);
                }
            } catch (IOException | RuntimeException damaged) {
                continue; // perhaps another place has it
            }
        }
        return null;
    }

    /** The lines with some around each, and with the whole statement that each belongs to. */
    private static SortedMap<Integer, String> lines(String path, String text, SortedSet<Integer> numbers) {
        SortedMap<Integer, String> all = new TreeMap<>();
        text.lines().forEach(line -> all.put(all.size() + 1, line));
        SortedMap<Integer, String> lines = new TreeMap<>();
        for (int number : numbers.headSet(all.size() + 1)) {
            lines.putAll(all.subMap(number - LINES_AROUND, number + LINES_AROUND + 1));
            Statement statement = Statement.at(path, all, number);
            if (statement != null) {
                // The line before tells that the statement begins there.
                lines.putAll(all.subMap(statement.firstLine() - 1, statement.lastLine() + 1));
            }
        }
        return lines;
    }
}
