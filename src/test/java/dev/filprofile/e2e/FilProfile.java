package dev.filprofile.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The packaged command line, as a process of its own. */
final class FilProfile {

    private FilProfile() {}

    /** {@code fil-profile} with these arguments, started as its script does, as a list that may be added to. */
    static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                ChildJvm.java().toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:SharedArchiveFile=" + Project.cliJar().resolveSibling("fil-profile.jsa"),
                "-Xlog:disable",
                "-jar",
                Project.cliJar().toString()));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    /** Runs {@code fil-profile} with exactly these arguments. */
    static Outcome run(Path directory, String... arguments) {
        return run(directory, RunningProcess.environment(), arguments);
    }

    static Outcome run(Path directory, Map<String, String> environment, String... arguments) {
        try (RunningProcess process = RunningProcess.start(directory, environment, command(arguments))) {
            return process.feed(new byte[0]).await();
        }
    }
}
