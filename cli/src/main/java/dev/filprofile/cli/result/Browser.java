package dev.filprofile.cli.result;

import dev.filprofile.cli.Surroundings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Opens a report in the user's browser when a person is there to see it. Never fails because of it. */
public final class Browser {

    private final Surroundings surroundings;

    public Browser(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Opens the file, or does nothing; returns at once. */
    public void open(Path report) {
        command(report).ifPresent(Browser::start);
    }

    /** The command that opens the file; empty where nobody is there to see it. */
    Optional<List<String>> command(Path report) {
        if (!surroundings.terminal() || surroundings.variable("CI") != null) {
            return Optional.empty();
        }
        String named = surroundings.variable("BROWSER");
        if (named != null) {
            return Optional.of(named(named, report));
        }
        return hasDisplay() ? Optional.of(customary(report)) : Optional.empty();
    }

    /** The first of several; {@code %s} stands for the address. */
    private static List<String> named(String value, Path report) {
        String address = report.toUri().toString();
        String first = value.split(Pattern.quote(File.pathSeparator), 2)[0].strip();
        List<String> words = new ArrayList<>(List.of(first.split("\\s+", -1)));
        if (words.stream().anyMatch(word -> word.contains("%s"))) {
            words.replaceAll(word -> word.replace("%s", address));
        } else {
            words.add(address);
        }
        return words;
    }

    private boolean hasDisplay() {
        if (surroundings.isWindows()) {
            return true;
        }
        if (surroundings.isMac()) {
            return surroundings.variable("SSH_CONNECTION") == null;
        }
        return surroundings.variable("DISPLAY") != null || surroundings.variable("WAYLAND_DISPLAY") != null;
    }

    private List<String> customary(Path report) {
        if (surroundings.isWindows()) {
            return List.of(
                    "rundll32", "url.dll,FileProtocolHandler", report.toUri().toString());
        }
        return List.of(
                surroundings.isMac() ? "open" : "xdg-open", report.toUri().toString());
    }

    private static void start(List<String> command) {
        try {
            Process browser = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            browser.getOutputStream().close();
        } catch (IOException noBrowser) {
            return; // the report's path was printed
        }
    }
}
