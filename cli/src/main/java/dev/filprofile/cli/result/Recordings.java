package dev.filprofile.cli.result;

import dev.filprofile.flamegraph.text.CollapsedReader;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.format.ProfileFormatException;
import dev.filprofile.profile.format.ProfileReader;
import dev.filprofile.profile.format.RawSnapshotReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What {@code report} can read: a profile, a raw snapshot, a result folder with either, or collapsed stacks of any tool. */
public final class Recordings {

    private Recordings() {}

    /**
     * A profile and the file it was read from.
     *
     * @param raw whether the file is a raw snapshot, which knows neither sources nor commit
     */
    public record Recording(Profile profile, Path file, boolean raw) {}

    /**
     * What a path means that a user typed: the word latest is the newest result, unless there is something of that name in the
     * working directory; a file of that name may stand for a link where links cannot be made.
     *
     * @param results where results are, absolute
     * @return empty where there is no such file or folder
     */
    public static Optional<Path> find(Path workingDirectory, Path results, Path typed) throws IOException {
        Path given = workingDirectory.resolve(typed).normalize();
        if (Files.exists(given)) {
            Path directory = given.getParent();
            boolean link = given.endsWith(ResultFolders.LATEST) && Files.isRegularFile(given);
            return link && directory != null
                    ? new ResultFolders(directory).latest().or(() -> Optional.of(given))
                    : Optional.of(given);
        }
        boolean latest = typed.equals(Path.of(ResultFolders.LATEST)) && Files.isDirectory(results);
        return latest ? Optional.of(results) : Optional.empty();
    }

    /**
     * Reads a file or a folder.
     *
     * @throws ProfileFormatException it is none of these, or is damaged; the message says so
     */
    public static Recording read(Path path) throws IOException {
        Path file = Files.isDirectory(path) ? inFolder(path) : path;
        if (ProfileReader.isProfile(file)) {
            return new Recording(ProfileReader.read(file), file, false);
        }
        if (RawSnapshotReader.isRawSnapshot(file) || file.endsWith(ResultFiles.RAW_SNAPSHOT)) {
            return new Recording(RawSnapshotReader.read(file, isRunning(file)), file, true);
        }
        if (Files.size(file) == 0) {
            throw new ProfileFormatException(file + " is empty");
        }
        return new Recording(stacks(file), file, false);
    }

    /** Last, because whatever is text could be this. */
    private static Profile stacks(Path file) throws IOException {
        // What is no UTF-8 is replaced: a strange name is no reason to refuse a file.
        try (Reader in = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)) {
            return CollapsedReader.read(in, String.valueOf(file.getFileName()), List.of());
        } catch (ProfileFormatException noStacks) {
            throw new ProfileFormatException(
                    file + " is neither a profile nor a raw snapshot of fil-profile, nor collapsed" + " stacks: "
                            + noStacks.getMessage());
        }
    }

    /** A profile is preferred: it knows more. A raw snapshot beside it is of a run whose report failed. */
    private static Path inFolder(Path folder) throws IOException {
        for (String name : new String[] {ResultFiles.PROFILE, ResultFiles.RAW_SNAPSHOT}) {
            if (Files.isRegularFile(folder.resolve(name))) {
                return folder.resolve(name);
            }
        }
        var latest = new ResultFolders(folder).latest();
        if (latest.isPresent() && !latest.get().equals(folder)) {
            return inFolder(latest.get());
        }
        throw new ProfileFormatException(folder + " holds neither " + ResultFiles.PROFILE + " nor "
                + ResultFiles.RAW_SNAPSHOT + " nor a " + ResultFolders.LATEST + " result");
    }

    /** Whether the process that writes the raw snapshot is alive, as far as can be told. */
    private static boolean isRunning(Path rawSnapshot) throws IOException {
        long pid = RawSnapshotReader.pid(rawSnapshot);
        return pid > 0 && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }
}
