package dev.filprofile.cli.launch;

import java.util.Set;
import java.util.TreeSet;

/**
 * The names of our own options of {@code run}.
 *
 * @param flags those without a value
 * @param withValue those with one, as the next word or after {@code =}
 */
public record OwnOptions(Set<String> flags, Set<String> withValue) {

    public OwnOptions {
        flags = Set.copyOf(flags);
        withValue = Set.copyOf(withValue);
    }

    boolean has(String word) {
        return flags.contains(word) || takesNextWord(word) || withValue.contains(name(word));
    }

    boolean takesNextWord(String word) {
        return withValue.contains(word);
    }

    /** All names with two dashes, sorted, for an error message. */
    String longNames() {
        Set<String> names = new TreeSet<>(flags);
        names.addAll(withValue);
        names.removeIf(name -> !name.startsWith("--"));
        return String.join(", ", names);
    }

    private static String name(String word) {
        int equals = word.indexOf('=');
        return equals < 0 ? word : word.substring(0, equals);
    }
}
