package dev.filprofile.cli.jvm;

import dev.filprofile.cli.CliFailure;
import dev.filprofile.cli.ExitCodes;
import dev.filprofile.cli.Surroundings;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which {@code java} runs the program: {@code --java}; else the one that was typed, as a shell would find it; else
 * {@code JAVA_HOME}; else the one in {@code PATH}.
 */
public final class JavaLocator {

    private final Surroundings surroundings;

    public JavaLocator(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * @param option the value of {@code --java}, an executable or a JDK's directory, or null
     * @param typed the {@code java} that stood first on the program's command line, or null
     */
    public Path locate(@Nullable String option, @Nullable String typed) throws CliFailure {
        if (option != null) {
            return named(option, "--java " + option);
        }
        if (typed != null) {
            return typed.indexOf('/') >= 0 || typed.indexOf('\\') >= 0 ? named(typed, typed) : inPath();
        }
        String home = surroundings.variable("JAVA_HOME");
        return home == null ? inPath() : named(home, "JAVA_HOME " + home);
    }

    private Path named(String path, String shown) throws CliFailure {
        Path given = resolve(path);
        if (Files.isDirectory(given)) {
            given = given.resolve("bin").resolve(executableName());
        }
        if (!Files.exists(given)) {
            throw new CliFailure(ExitCodes.NOT_FOUND, "no JVM at " + shown + ": " + given + " does not exist");
        }
        if (!Files.isExecutable(given)) {
            throw new CliFailure(ExitCodes.CANNOT_START, "the JVM at " + shown + " may not be executed");
        }
        return given;
    }

    private Path inPath() throws CliFailure {
        String path = surroundings.variable("PATH");
        for (String directory : path == null ? new String[0] : path.split(File.pathSeparator, -1)) {
            Path candidate = resolve(directory).resolve(executableName());
            if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        throw new CliFailure(
                ExitCodes.NOT_FOUND,
                "no JVM found: there is no java in PATH, JAVA_HOME or --java (17 or later is needed)");
    }

    private Path resolve(String path) throws CliFailure {
        try {
            return surroundings.workingDirectory().resolve(path);
        } catch (InvalidPathException notAPath) {
            throw new CliFailure(ExitCodes.NOT_FOUND, "no JVM found: not a path: " + path);
        }
    }

    private String executableName() {
        return surroundings.isWindows() ? "java.exe" : "java";
    }
}
