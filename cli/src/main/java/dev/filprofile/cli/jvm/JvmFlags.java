package dev.filprofile.cli.jvm;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The flags of a JVM as {@code -XX:+PrintFlagsFinal} prints them, with where each value came from. */
public final class JvmFlags {

    private record Flag(String value, String origin) {}

    // "   size_t MaxHeapSize     = 6320816128      {product} {command line, ergonomic}"
    private static final Pattern LINE =
            Pattern.compile("\\s*\\w+\\s+(\\w+)\\s+:?=\\s?(.*?)\\s+\\{[^}]*\\}\\s*(?:\\{([^}]*)\\})?\\s*");

    private static final List<String> USER_ORIGINS =
            List.of("command line", "environment", "config file", "management");

    private final Map<String, Flag> flags;

    private JvmFlags(Map<String, Flag> flags) {
        this.flags = flags;
    }

    /** Reads the flags out of a JVM's output; lines that are not flags are skipped. */
    public static JvmFlags parse(String output) {
        Map<String, Flag> flags = new HashMap<>();
        output.lines().map(LINE::matcher).filter(Matcher::matches).forEach(line -> {
            String origin = line.group(3);
            flags.put(line.group(1), new Flag(line.group(2).strip(), origin == null ? "" : origin));
        });
        return new JvmFlags(flags);
    }

    public boolean has(String name) {
        return flags.containsKey(name);
    }

    public boolean isTrue(String name) {
        return is(name, "true");
    }

    /** Whether a flag has this value. */
    boolean is(String name, String value) {
        Flag flag = flags.get(name);
        return flag != null && flag.value.equals(value);
    }

    /** A flag's value in bytes, or null where the JVM has no such flag. */
    public @Nullable Long bytes(String name) {
        Flag flag = flags.get(name);
        return flag == null || !flag.value.matches("\\d{1,18}") ? null : Long.valueOf(flag.value);
    }

    /** Whether a person set it: on the command line, in a variable or in a file. */
    public boolean isSetByUser(String name) {
        Flag flag = flags.get(name);
        return flag != null && isFromUser(flag);
    }

    /** Names of all flags that a person set. */
    Set<String> namesSetByUser() {
        return flags.entrySet().stream()
                .filter(entry -> isFromUser(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isFromUser(Flag flag) {
        return USER_ORIGINS.stream().anyMatch(flag.origin::contains);
    }
}
