package dev.filprofile.cli.launch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * The files in which the agent keeps rewritten classes of the JDK, one for each JDK and each build of the agent. None is written to again
 * once all is in it, so those of JDKs and agents that are gone are told by their age, and one that is still in use is made again.
 */
public final class ClassCaches {

    private static final String FILES = "jdk-classes-*.bin";
    private static final Duration LONGEST_KEPT = Duration.ofDays(60);

    private ClassCaches() {}

    /**
     * Deletes the files that were last written more than sixty days ago. What cannot be read or deleted stays.
     *
     * @param directory may not exist
     */
    public static void deleteOld(Path directory, Instant now) {
        Instant oldest = now.minus(LONGEST_KEPT);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, FILES)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
                    Files.delete(file);
                }
            }
        } catch (IOException left) {
            return; // another process was faster, or the next run does it
        }
    }
}
