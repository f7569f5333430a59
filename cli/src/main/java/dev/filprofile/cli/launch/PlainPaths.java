package dev.filprofile.cli.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Our files under names that the program's JVM can open. It takes what stands before the first {@code =} in
 * {@code -javaagent:} as the agent's jar, and in the locale {@code C} it can name only files whose path is ASCII. A path
 * that will not do gets a symbolic link in a temporary directory, for as long as the program runs.
 */
public final class PlainPaths implements AutoCloseable {

    private final List<Path> links = new ArrayList<>();
    private @Nullable Path directory;

    /** The path itself where it will do, or where links cannot be made. */
    public Path of(Path path) {
        if (isPlain(path.toString())) {
            return path;
        }
        try {
            Path link = Files.createSymbolicLink(directory().resolve(name(path)), path);
            links.add(link);
            return link;
        } catch (IOException | UnsupportedOperationException noLinks) {
            return path;
        }
    }

    private static boolean isPlain(String path) {
        return path.indexOf('=') < 0 && path.chars().allMatch(character -> character < 0x80);
    }

    private Path directory() throws IOException {
        if (directory == null) {
            directory = Files.createTempDirectory("fil-profile-");
        }
        return directory;
    }

    private String name(Path path) {
        return links.size() + (path.toString().endsWith(".jar") ? ".jar" : "");
    }

    @Override
    public void close() {
        try {
            for (Path link : links) {
                Files.deleteIfExists(link);
            }
            if (directory != null) {
                Files.deleteIfExists(directory);
            }
        } catch (IOException left) {
            return; // a link in the directory for temporary files
        }
    }
}
