package dev.filprofile.cli.launch;

import dev.filprofile.cli.Surroundings;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The programs that are being profiled right now by this user: one small file each, named by the program's process id,
 * in our cache directory. How {@code fil-profile snapshot PID} finds the recording.
 */
public final class RunningPrograms {

    private final Path directory;

    public RunningPrograms(Surroundings surroundings) {
        this(surroundings.cacheDirectory().resolve("running"));
    }

    RunningPrograms(Path directory) {
        this.directory = directory;
    }

    /**
     * @param pid the program's process id
     * @param launcherPid that of the {@code fil-profile} that started it
     * @param resultFolder absolute
     */
    public record Entry(long pid, long launcherPid, Path resultFolder) {}

    /** Makes the program known. Its end is noticed by {@link #list}, should {@link #remove} never be called. */
    public void add(ProcessHandle program, Path resultFolder) throws IOException {
        Files.createDirectories(directory);
        String content = resultFolder.toAbsolutePath() + "\n"
                + ProcessHandle.current().pid() + "\n" + startMillis(program) + "\n";
        Path temporary = Files.createTempFile(directory, "new", ".tmp");
        Files.writeString(temporary, content);
        Files.move(temporary, file(program.pid()), StandardCopyOption.REPLACE_EXISTING);
    }

    public void remove(long pid) {
        deleteQuietly(file(pid));
    }

    /** Programs that are alive; files of those that are not are cleaned up. */
    public List<Entry> list() throws IOException {
        List<Entry> alive = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return alive;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "[0-9]*")) {
            for (Path file : files) {
                read(file).ifPresentOrElse(alive::add, () -> deleteQuietly(file));
            }
        }
        return alive;
    }

    private Path file(long pid) {
        return directory.resolve(Long.toString(pid));
    }

    private static Optional<Entry> read(Path file) throws IOException {
        try {
            List<String> lines = Files.readAllLines(file);
            long pid = Long.parseLong(String.valueOf(file.getFileName()));
            if (lines.size() < 3 || !isAlive(pid, Long.parseLong(lines.get(2)))) {
                return Optional.empty();
            }
            return Optional.of(new Entry(pid, Long.parseLong(lines.get(1)), Path.of(lines.get(0))));
        } catch (NumberFormatException | InvalidPathException foreign) {
            return Optional.empty();
        }
    }

    /** Process ids come again: the start time tells a namesake. */
    private static boolean isAlive(long pid, long startMillis) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(handle -> startMillis(handle) == startMillis)
                .orElse(false);
    }

    private static long startMillis(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException left) {
            return; // seen as stale by the next reader
        }
    }
}
