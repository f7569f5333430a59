package dev.filprofile.cli.command;

import dev.filprofile.cli.Messages;
import dev.filprofile.cli.Surroundings;
import java.nio.file.Path;

/** What all commands share. */
public record Session(Surroundings surroundings, Messages messages) {

    /** A path as the user would write it: relative where it lies below the working directory. */
    String shown(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path working = surroundings.workingDirectory().normalize();
        return absolute.startsWith(working) && !absolute.equals(working)
                ? working.relativize(absolute).toString()
                : absolute.toString();
    }

    /** A path that the user wrote, made absolute. */
    Path resolve(Path path) {
        return surroundings.workingDirectory().resolve(path).normalize();
    }
}
