package dev.filprofile.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Surroundings for tests: Linux, no terminal, an empty environment but for what a test needs. */
public final class TestSurroundings {

    private TestSurroundings() {}

    public static Surroundings in(Path directory, String... variables) {
        return on("Linux", directory, false, variables);
    }

    /** @param variables names and values by turns */
    public static Surroundings on(String system, Path directory, boolean terminal, String... variables) {
        Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        return new Surroundings(
                environment,
                directory,
                directory.resolve("home"),
                system,
                terminal,
                false,
                directory.resolve("agent.jar"));
    }

    /** The JVM that runs the tests. */
    public static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }
}
