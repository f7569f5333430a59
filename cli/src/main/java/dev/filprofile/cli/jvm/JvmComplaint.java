package dev.filprofile.cli.jvm;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A JVM's own words on why it does not start, without its frame, on one line. */
final class JvmComplaint {

    private static final int MOST_CHARACTERS = 400;
    private static final Pattern FLAG_TABLE = Pattern.compile("\\[Global flags\\]|.*\\{.*\\}\\s*|\\tat .*");
    private static final List<String> FRAME = List.of(
            "Error occurred during initialization of",
            "Error: Could not create the Java Virtual Machine",
            "Error: A fatal exception has occurred",
            "Picked up ",
            "NOTE: Picked up ");

    private JvmComplaint() {}

    static String of(String output) {
        String words = output.lines()
                .filter(line -> !line.isBlank() && !FLAG_TABLE.matcher(line).matches())
                .filter(line -> FRAME.stream().noneMatch(line::startsWith))
                .map(String::strip)
                .collect(Collectors.joining("; "));
        if (words.isEmpty()) {
            return "it ended without a word";
        }
        return words.length() <= MOST_CHARACTERS ? words : words.substring(0, MOST_CHARACTERS) + "…";
    }
}
