package dev.filprofile.cli.result;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An output directory ({@code fil-result}) with one folder for each run, and {@value #LATEST}, which leads to the newest
 * finished one: a symbolic link, or, where links cannot be made, a text file with the folder's name.
 *
 * @param directory absolute; need not exist
 */
public record ResultFolders(Path directory) {

    /** Name of what leads to the newest result. */
    public static final String LATEST = "latest";

    /** As ISO 8601, but without characters that file systems refuse. Sorts by time. */
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss.SSS", Locale.ROOT);

    private static final Pattern FOLDER_NAME =
            Pattern.compile("\\d{4,}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\d\\.\\d{3}(-\\d+)?");

    /** Makes a new, empty folder. Runs that start at the same moment get folders of their own. */
    public Path create(LocalDateTime now) throws IOException {
        Files.createDirectories(directory);
        String name = NAME.format(now);
        for (int number = 2; ; number++) {
            try {
                return Files.createDirectory(directory.resolve(name));
            } catch (FileAlreadyExistsException taken) {
                name = NAME.format(now) + "-" + number;
            }
        }
    }

    /** Makes {@value #LATEST} lead to a folder in this directory. Atomic: it always leads somewhere. */
    public void setLatest(Path folder) throws IOException {
        Path name = folder.getFileName();
        Path temporary =
                directory.resolve(LATEST + "." + ProcessHandle.current().pid() + ".tmp");
        Files.deleteIfExists(temporary);
        try {
            Files.createSymbolicLink(temporary, name);
        } catch (IOException | UnsupportedOperationException noLinks) {
            Files.writeString(temporary, name + "\n");
        }
        try {
            moveOverLink(temporary, directory.resolve(LATEST));
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void moveOverLink(Path temporary, Path latest) throws IOException {
        if (Files.exists(latest, LinkOption.NOFOLLOW_LINKS) && !isOurs(latest)) {
            throw new FileAlreadyExistsException(latest + " was not made by fil-profile; it is left alone");
        }
        Files.move(temporary, latest, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What is ours names a folder as {@link #create} does, whether that folder still exists or not. */
    private static boolean isOurs(Path latest) throws IOException {
        if (Files.isSymbolicLink(latest)) {
            return isFolderName(Files.readSymbolicLink(latest).toString());
        }
        return isSmallFile(latest)
                && isFolderName(
                        Files.readString(latest, StandardCharsets.ISO_8859_1).strip());
    }

    private static boolean isFolderName(String name) {
        return FOLDER_NAME.matcher(name).matches();
    }

    private static boolean isSmallFile(Path file) throws IOException {
        return Files.isRegularFile(file) && Files.size(file) < 4096;
    }

    /** Where {@value #LATEST} leads, if it leads to a folder. */
    public Optional<Path> latest() throws IOException {
        Path latest = directory.resolve(LATEST);
        if (Files.isDirectory(latest)) {
            return Optional.of(latest.toRealPath());
        }
        return isSmallFile(latest) ? named(Files.readAllLines(latest)) : Optional.empty();
    }

    private Optional<Path> named(List<String> lines) {
        return lines.stream().findFirst().map(directory::resolve).filter(Files::isDirectory);
    }
}
