package dev.filprofile.e2e;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the build put what the tests start. */
final class Project {

    private static final Path MODULE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Path ROOT = MODULE.resolve("../..").normalize();

    private Project() {}

    /** The repository's root directory. */
    static Path root() {
        return ROOT;
    }

    /** The command line's jar in the distribution, with the agent's beside it. */
    static Path cliJar() {
        return built("cli/target/fil-profile/lib/fil-profile.jar");
    }

    static Path agentJar() {
        return built("cli/target/fil-profile/lib/fil-profile-agent.jar");
    }

    static Path samplesJar() {
        return built("samples/target/samples.jar");
    }

    /** The directory with the classes of the workloads. */
    static Path workloadClasses() {
        return built("src/test/target/test-classes");
    }

    /** The class files of a module, before they are packaged. */
    static Path classes(String module) {
        return built(module + "/target/classes");
    }

    static Path testSources() {
        return MODULE.resolve("java");
    }

    static Path sampleSources() {
        return ROOT.resolve("samples/src/main/java");
    }

    /** A directory or file below that of the real programs. */
    static Path real(String name) {
        return built("src/test/target/real/" + name);
    }

    /** The jar or directory of a library that we use as well, in a version that we do not use. */
    static Path otherVersion(String name) {
        return built("src/test/target/other-versions/" + name);
    }

    /** The jar of a library in one of two releases, {@code before} or {@code after} a change. */
    static Path release(String release, String library) {
        return built("src/test/target/releases/" + release + "/" + library + ".jar");
    }

    /** A cache directory of our own: the tests neither use nor change the user's. */
    static Path cacheDirectory() {
        return MODULE.resolve("target/cache");
    }

    private static Path built(String path) {
        Path file = ROOT.resolve(path);
        if (!Files.exists(file)) {
            throw new IllegalStateException(file + " is missing: run mvn verify in the repository's root first");
        }
        return file;
    }
}
