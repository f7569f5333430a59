package dev.filprofile.cli.launch;

import dev.filprofile.cli.CliFailure;
import dev.filprofile.cli.ExitCodes;
import dev.filprofile.cli.Surroundings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * Refuses programs that the JVM could only refuse too, before anything is started or written. Where we cannot be sure
 * (class loaders of the user's own, agents, class paths within manifests) the JVM has the word.
 */
public final class ProgramCheck {

    private static final List<String> MAKES_CLASSES_APPEAR = List.of(
            "-javaagent:",
            "-agentlib:",
            "-agentpath:",
            "-Xbootclasspath",
            "--patch-module",
            "-Djava.system.class.loader",
            "-Djava.class.path",
            "-XX:Flags",
            "-XX:VMOptionsFile");
    private static final List<String> JDK_PREFIXES = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

    private final JavaCommandLine line;
    private final Surroundings surroundings;

    public ProgramCheck(JavaCommandLine line, Surroundings surroundings) {
        this.line = line;
        this.surroundings = surroundings;
    }

    /** @throws CliFailure naming what is missing */
    public void check() throws CliFailure {
        Program program = line.program();
        if (program instanceof Program.Jar jar) {
            checkJar(jar.path());
        } else if (program instanceof Program.SourceFile source) {
            checkFile("source file", source.path());
        } else if (program instanceof Program.MainClass main) {
            checkMainClass(main.name().replace('/', '.'));
        }
    }

    private void checkJar(String path) throws CliFailure {
        Path file = checkFile("jar", path);
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            if (manifest == null || manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS) == null) {
                throw new CliFailure(
                        ExitCodes.CANNOT_START,
                        path + " names no Main-Class in its manifest; name it yourself: fil-profile run -cp " + path
                                + " YourMainClass");
            }
        } catch (IOException damaged) {
            throw new CliFailure(
                    ExitCodes.CANNOT_START, path + " is not a jar that can be read: " + damaged.getMessage());
        }
    }

    private Path checkFile(String kind, String path) throws CliFailure {
        Path file = resolve(path);
        if (!Files.exists(file)) {
            throw new CliFailure(ExitCodes.NOT_FOUND, kind + " not found: " + path);
        }
        if (!Files.isRegularFile(file) && Files.isDirectory(file)) {
            throw new CliFailure(ExitCodes.CANNOT_START, path + " is a directory, not a " + kind);
        }
        if (!Files.isReadable(file)) {
            throw new CliFailure(ExitCodes.CANNOT_START, kind + " may not be read: " + path);
        }
        return file;
    }

    private Path resolve(String path) throws CliFailure {
        try {
            return surroundings.workingDirectory().resolve(path);
        } catch (InvalidPathException notAPath) {
            throw new CliFailure(ExitCodes.NOT_FOUND, "not a path: " + path);
        }
    }

    private void checkMainClass(String name) throws CliFailure {
        if (mayComeFromElsewhere(name)) {
            return;
        }
        String classPath = classPath();
        if (cannotHold(classPath, name.replace('.', '/') + ".class")) {
            throw new CliFailure(
                    ExitCodes.NOT_FOUND,
                    "main class " + name + " not found in the class path " + (classPath.isEmpty() ? "." : classPath));
        }
    }

    private boolean mayComeFromElsewhere(String mainClass) {
        return JDK_PREFIXES.stream().anyMatch(mainClass::startsWith)
                || Surroundings.JVM_VARIABLES.stream().anyMatch(name -> surroundings.variable(name) != null)
                || line.expandedJvmOptions().stream()
                        .anyMatch(option -> MAKES_CLASSES_APPEAR.stream().anyMatch(option::startsWith));
    }

    private String classPath() {
        String given = line.classPath();
        if (given != null) {
            return given;
        }
        String variable = surroundings.variable("CLASSPATH");
        return variable == null ? "." : variable;
    }

    /** Whether every entry was looked into and none has the file. */
    private boolean cannotHold(String classPath, String classFile) {
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            if (mayHold(entry, classFile)) {
                return false;
            }
        }
        return true;
    }

    private boolean mayHold(String entry, String classFile) {
        try {
            if (entry.equals("*") || entry.endsWith("/*") || entry.endsWith("\\*")) {
                return anyJarMayHold(
                        surroundings.workingDirectory().resolve(entry.substring(0, entry.length() - 1)), classFile);
            }
            Path path = surroundings.workingDirectory().resolve(entry);
            return Files.isDirectory(path)
                    ? Files.exists(path.resolve(classFile))
                    : Files.exists(path) && jarMayHold(path, classFile);
        } catch (IOException | InvalidPathException unsure) {
            return true;
        }
    }

    private static boolean anyJarMayHold(Path directory, String classFile) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (var jars = Files.newDirectoryStream(directory, "*.{jar,JAR}")) {
            for (Path jar : jars) {
                if (jarMayHold(jar, classFile)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean jarMayHold(Path file, String classFile) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            return jar.getEntry(classFile) != null
                    || (manifest != null && manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH) != null);
        }
    }
}
