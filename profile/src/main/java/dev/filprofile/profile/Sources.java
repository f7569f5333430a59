package dev.filprofile.profile;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Text of source lines.
 *
 * @param lines by source path as {@link Method#sourcePath()} gives it, then by line number; the text is the whole line
 *     without its end
 */
public record Sources(Map<String, SortedMap<Integer, String>> lines) {

    public Sources {
        Map<String, SortedMap<Integer, String>> copy = new TreeMap<>();
        lines.forEach((path, texts) -> copy.put(path, new TreeMap<>(texts)));
        lines = copy;
    }

    /** No source was found. */
    public static Sources none() {
        return new Sources(Map.of());
    }

    /** The text of a line, or null where it was not found. */
    public @Nullable String line(String sourcePath, int line) {
        SortedMap<Integer, String> file = lines.get(sourcePath);
        return file == null ? null : file.get(line);
    }
}
