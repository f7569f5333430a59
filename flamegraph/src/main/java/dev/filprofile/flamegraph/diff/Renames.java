package dev.filprofile.flamegraph.diff;

import dev.filprofile.profile.Method;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Classes and packages that have another name on the new side. Of several rules that fit a class that with the longest old name
 * counts, whatever their order.
 *
 * @param rules what was renamed
 */
public record Renames(List<Rule> rules) {

    /** Everything has kept its name. */
    public static final Renames NONE = new Renames(List.of());

    private static final Pattern NAME_IN_DESCRIPTOR = Pattern.compile("L([^;]+);");

    public Renames {
        rules = rules.stream()
                .sorted(Comparator.comparingInt((Rule rule) -> rule.old().length())
                        .reversed())
                .toList();
    }

    /**
     * A class with its nested classes, or a package with all below it.
     *
     * @param old name on the base's side, with dots
     * @param now name on the new side, likewise
     */
    public record Rule(String old, String now) {

        private static final Pattern RULE =
                Pattern.compile("(?<old>N(?:\\.N)*)=(?<now>N(?:\\.N)*)".replace("N", "[^\\s.=*/;\\[\\\\]+"));

        /**
         * Reads {@code OLD=NEW}.
         *
         * @throws IllegalArgumentException it is nothing of that kind; the message is for the user
         */
        public static Rule parse(String text) {
            Matcher rule = RULE.matcher(text);
            if (!rule.matches()) {
                throw new IllegalArgumentException("'" + text
                        + "' is not OLD=NEW, two names of a class or a package such as com.acme.Old=com.acme.New");
            }
            return new Rule(rule.group("old"), rule.group("now"));
        }

        private boolean fits(String className) {
            int start = start(className);
            int end = start + old.length();
            return className.startsWith(old, start)
                    && (end == className.length() || ".$;/".indexOf(className.charAt(end)) >= 0);
        }

        @Override
        public String toString() {
            return old + "=" + now;
        }
    }

    /** The name on the new side; as {@link Class#getName()} gives names, arrays included. */
    public String className(String name) {
        int start = start(name);
        return rules.stream()
                .filter(rule -> rule.fits(name))
                .findFirst()
                .map(rule -> name.substring(0, start) + rule.now + name.substring(start + rule.old.length()))
                .orElse(name);
    }

    /** Where the name begins: behind the brackets of an array. */
    private static int start(String className) {
        return className.startsWith("[") ? className.indexOf('L') + 1 : 0;
    }

    /** The method as the new side calls it. */
    Method method(Method method) {
        return rules.isEmpty()
                ? method
                : new Method(
                        className(method.className()),
                        method.name(),
                        descriptor(method.descriptor()),
                        method.sourceFile(),
                        method.location());
    }

    private String descriptor(String descriptor) {
        return NAME_IN_DESCRIPTOR
                .matcher(descriptor)
                .replaceAll(name -> Matcher.quoteReplacement(
                        "L" + className(name.group(1).replace('/', '.')).replace('.', '/') + ";"));
    }

    /** Rules by which nothing on this side is renamed: slips of the pen, perhaps. */
    public List<Rule> unused(Side base) {
        List<String> names = base.runs().stream()
                .flatMap(run ->
                        Stream.concat(run.tree().methods().stream().map(Method::className), run.classes().stream()))
                .distinct()
                .toList();
        return rules.stream()
                .filter(rule -> names.stream().noneMatch(name -> rule.fits(name)))
                .toList();
    }
}
