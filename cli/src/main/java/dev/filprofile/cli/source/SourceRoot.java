package dev.filprofile.cli.source;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A place below which source files lie by package. */
interface SourceRoot {

    /** A source file larger than this is left alone: generated, or not a source file. */
    int MOST_BYTES = 8 * 1024 * 1024;

    /** The content of a source file, or null where it is not here. */
    byte @Nullable [] read(String sourcePath) throws IOException;
}
