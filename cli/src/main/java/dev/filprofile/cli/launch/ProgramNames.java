package dev.filprofile.cli.launch;

import dev.filprofile.cli.CliFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a recorded command line ran, whatever its options and arguments: what stays the same from commit to commit. */
public final class ProgramNames {

    private ProgramNames() {}

    /**
     * The main class, the module, the source file or the jar; of files the name without folder and version. The words of the
     * command where it cannot be understood, since an argument file is gone, for instance.
     *
     * @param command as {@code RunInfo} has it
     * @param workingDirectory where it ran
     */
    public static String of(List<String> command, String workingDirectory) {
        List<String> words = new ArrayList<>(List.of("--"));
        words.addAll(command);
        try {
            JavaCommandLine line = RunArguments.split(
                            words, new OwnOptions(Set.of(), Set.of()), Path.of(workingDirectory))
                    .java();
            return line == null ? String.join(" ", command) : name(line.program());
        } catch (CliFailure notUnderstood) {
            return String.join(" ", command);
        }
    }

    private static String name(Program program) {
        if (program instanceof Program.Jar jar) {
            return fileName(jar.path()).replaceFirst("-\\d[\\w.+-]*\\.jar$", ".jar");
        }
        if (program instanceof Program.SourceFile file) {
            return fileName(file.path());
        }
        List<String> words = program.words();
        return words.get(words.size() - 1).replace('/', program instanceof Program.Module ? '/' : '.');
    }

    private static String fileName(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }
}
