package dev.filprofile.cli.jvm;

import dev.filprofile.cli.Surroundings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Flags without which a JVM would not start with an agent, or would complain of it on the program's standard output.
 *
 * <p>With an agent a JVM refuses to write an archive of classes, and since JDK 24 it complains of one that was written
 * without the agent's module: so there are none. A limit on modules may leave out one that the agent needs.
 *
 * @see <a href="https://docs.oracle.com/en/java/javase/25/docs/specs/man/java.html">java, "Class Data Sharing"</a>
 */
public final class AgentPolicy {

    /** What the agent uses outside of {@code java.base}; the last tells it of collections, and needs the second. */
    static final List<String> MODULES = List.of("java.instrument", "java.management", "jdk.management");

    private static final Pattern ARCHIVE = Pattern.compile(
            "-XX:SharedArchiveFile=.+|-XX:ArchiveClassesAtExit=.+|-XX:\\+AutoCreateSharedArchive|-XX:AOT(?:Mode|Cache|CacheOutput|Configuration)=.+");

    private final List<String> words;
    private final Set<String> added = new LinkedHashSet<>();
    private final List<String> notes = new ArrayList<>();

    private AgentPolicy(List<String> words) {
        this.words = words;
    }

    /**
     * @param options to be appended after the user's
     * @param notes what the user should know of them, one sentence each
     */
    public record Decision(List<String> options, List<String> notes) {

        public Decision {
            options = List.copyOf(options);
            notes = List.copyOf(notes);
        }
    }

    /** @param options the user's, argument files replaced by their words; those in variables are looked at too */
    public static Decision decide(List<String> options, Surroundings surroundings) {
        List<String> words = new ArrayList<>(options);
        for (String name : Surroundings.JVM_VARIABLES) {
            words.addAll(OptionsVariable.words(surroundings.variable(name)));
        }
        return new AgentPolicy(words).decide();
    }

    private Decision decide() {
        if (words.stream().anyMatch(word -> word.startsWith("--limit-modules"))) {
            added.add("--add-modules=" + String.join(",", MODULES));
        }
        for (String word : words) {
            if (ARCHIVE.matcher(word).matches()) {
                without(word.replaceAll("^-XX:\\+?|=.*$", ""));
            }
        }
        return new Decision(List.copyOf(added), notes);
    }

    private void without(String archiveFlag) {
        if (archiveFlag.startsWith("AOT")) {
            added.add("-XX:AOTMode=off");
        } else if (archiveFlag.equals("AutoCreateSharedArchive")) {
            added.add("-XX:-AutoCreateSharedArchive");
        } else {
            added.add("-XX:" + archiveFlag + "=");
        }
        String note = "-XX:" + archiveFlag + " was overridden: archives of classes do not go together with profiling.";
        if (!notes.contains(note)) {
            notes.add(note);
        }
    }
}
