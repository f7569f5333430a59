package dev.filprofile.cli.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user typed after our own options.
 *
 * @param typed all of it, verbatim
 * @param launcher the {@code java} that stood first, or null where there was none
 * @param jvmOptions the JVM's options, in order, without {@code -jar}; argument files that hold nothing but options
 *     stand as typed
 * @param expandedJvmOptions the same with every argument file replaced by its words
 * @param program what to run
 * @param arguments the program's own, verbatim
 */
public record JavaCommandLine(
        List<String> typed,
        @Nullable String launcher,
        List<String> jvmOptions,
        List<String> expandedJvmOptions,
        Program program,
        List<String> arguments) {

    public JavaCommandLine {
        typed = List.copyOf(typed);
        jvmOptions = List.copyOf(jvmOptions);
        expandedJvmOptions = List.copyOf(expandedJvmOptions);
        arguments = List.copyOf(arguments);
    }

    /** The command that runs the program on a JVM; {@code added} options come last, where they win. */
    public List<String> command(Path java, List<String> added) {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(jvmOptions);
        command.addAll(added);
        command.addAll(program.words());
        command.addAll(arguments);
        return List.copyOf(command);
    }

    /** Where classes are looked for, as given by the last class path option, or null where none was given. */
    public @Nullable String classPath() {
        String classPath = null;
        for (int i = 0; i < expandedJvmOptions.size(); i++) {
            String option = expandedJvmOptions.get(i);
            if (option.startsWith("--class-path=")) {
                classPath = option.substring("--class-path=".length());
            } else if (isClassPathOption(option) && i + 1 < expandedJvmOptions.size()) {
                classPath = expandedJvmOptions.get(++i);
            }
        }
        return classPath;
    }

    private static boolean isClassPathOption(String option) {
        return option.equals("-cp") || option.equals("-classpath") || option.equals("--class-path");
    }
}
