package dev.filprofile.cli.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A source directory. */
record DirectoryRoot(Path directory) implements SourceRoot {

    @Override
    public byte @Nullable [] read(String sourcePath) throws IOException {
        try {
            Path file = directory.resolve(sourcePath);
            return Files.isRegularFile(file) && Files.size(file) <= MOST_BYTES ? Files.readAllBytes(file) : null;
        } catch (InvalidPathException notHere) {
            return null;
        }
    }
}
