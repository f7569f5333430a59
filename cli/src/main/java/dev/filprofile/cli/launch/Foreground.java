package dev.filprofile.cli.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Tells whether this process is in the foreground of a terminal, where a Ctrl-C reaches the program by itself. */
final class Foreground {

    private static final Path OWN_STATE = Path.of("/proc/self/stat");

    private Foreground() {}

    /** Windows sends Ctrl-C to every process of the console, and nothing else comes as an interrupt there. */
    static boolean isOurs(boolean windows) {
        if (windows) {
            return true;
        }
        try {
            return Files.exists(OWN_STATE) ? fromProc(Files.readString(OWN_STATE)) : fromPs(askPs());
        } catch (IOException unknown) {
            return false;
        }
    }

    /**
     * The fields after the command's closing parenthesis: state, parent, process group, session, terminal, foreground
     * group of the terminal.
     *
     * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
     */
    static boolean fromProc(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        return fields.length > 5 && !fields[4].equals("0") && fields[5].equals(fields[2]);
    }

    /** The output of {@code ps -o pgid= -o tpgid=}: our process group and the terminal's foreground group. */
    static boolean fromPs(String output) {
        String[] fields = output.strip().split("\\s+", -1);
        return fields.length == 2 && fields[0].equals(fields[1]);
    }

    private static String askPs() throws IOException {
        Process ps = new ProcessBuilder(
                        "ps",
                        "-o",
                        "pgid=",
                        "-o",
                        "tpgid=",
                        "-p",
                        Long.toString(ProcessHandle.current().pid()))
                .redirectErrorStream(true)
                .start();
        try {
            if (!ps.waitFor(5, TimeUnit.SECONDS)) {
                return "";
            }
            return new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "";
        } finally {
            ps.destroy();
        }
    }
}
