package dev.filprofile.cli.command;

import dev.filprofile.cli.CliFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The values of {@code --source}. One that is not there is a slip of the user's, to be told before a long run. */
final class NamedSources {

    private NamedSources() {}

    /** The paths, absolute. */
    static List<Path> resolve(Session session, List<Path> sources, int exitCodeOtherwise) throws CliFailure {
        List<Path> resolved = new ArrayList<>();
        for (Path source : sources) {
            Path path = session.resolve(source);
            if (!Files.exists(path)) {
                throw new CliFailure(exitCodeOtherwise, "--source not found: " + source);
            }
            resolved.add(path);
        }
        return resolved;
    }
}
