package dev.filprofile.cli.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A jar or zip file with sources, at its top or below some directory within it ({@code project-1.0/src/main/java}).
 */
final class ArchiveRoot implements SourceRoot, Closeable {

    private final ZipFile archive;
    private @Nullable Map<String, List<String>> entriesByFileName;

    ArchiveRoot(Path file) throws IOException {
        archive = new ZipFile(file.toFile());
    }

    @Override
    public byte @Nullable [] read(String sourcePath) throws IOException {
        byte[] content = readEntry(sourcePath);
        return content == null ? readEntry(deeper(sourcePath)) : content;
    }

    /** An entry by its full name, or null. */
    byte @Nullable [] readEntry(@Nullable String name) throws IOException {
        ZipEntry entry = name == null ? null : archive.getEntry(name);
        if (entry == null || entry.isDirectory() || entry.getSize() > MOST_BYTES) {
            return null;
        }
        try (InputStream content = archive.getInputStream(entry)) {
            return content.readNBytes(MOST_BYTES);
        }
    }

    /** The entry nearest to the top that ends with the path, or null. */
    private @Nullable String deeper(String sourcePath) {
        return index().getOrDefault(fileName(sourcePath), List.of()).stream()
                .filter(name -> name.endsWith("/" + sourcePath))
                .min(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
                .orElse(null);
    }

    private Map<String, List<String>> index() {
        if (entriesByFileName == null) {
            Map<String, List<String>> index = new HashMap<>();
            archive.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> !name.endsWith(".class"))
                    .forEach(name -> index.computeIfAbsent(fileName(name), any -> new ArrayList<>())
                            .add(name));
            entriesByFileName = index;
        }
        return entriesByFileName;
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }
}
