package dev.filprofile.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Commands as a user types them: with {@code fil-profile}, the child JVM's tools and the system's own on the path. */
final class Shell {

    private Shell() {}

    static Outcome run(Path directory, String command) {
        return run(directory, Map.of(), command);
    }

    /** @param variables what the environment has besides that of a plain user */
    static Outcome run(Path directory, Map<String, String> variables, String command) {
        Map<String, String> environment = RunningProcess.environment();
        environment.putAll(variables);
        environment.put(
                "PATH",
                String.join(
                        ":",
                        Project.root().toString(),
                        ChildJvm.home().resolve("bin").toString(),
                        String.valueOf(environment.get("PATH"))));
        try (RunningProcess process = RunningProcess.start(directory, environment, List.of("sh", "-c", command))) {
            return process.feed(new byte[0]).await();
        }
    }

    /** Whether the path of a plain user has the program. */
    static boolean has(String program) {
        return Stream.of("/usr/local/bin", "/usr/bin", "/bin")
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
