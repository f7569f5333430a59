package dev.filprofile.flamegraph;

import dev.filprofile.profile.Method;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What identifies a method across runs: class, name and descriptor, with what differs from run to run replaced. Links
 * into a report are made of these keys, so that they survive a second run of the same program.
 */
public final class MethodKey {

    private record Rule(Pattern pattern, String replacement) {}

    private static final List<Rule> CLASS_RULES = List.of(
            rule("\\$\\$Lambda.*", "\\$\\$Lambda"),
            rule("\\$Proxy\\d+", "\\$Proxy*"),
            rule("(Generated(?:Serialization)?(?:Method|Constructor)Accessor)\\d+", "$1*"),
            rule("(\\$\\$EnhancerBy\\w+?|\\$\\$FastClassBy\\w+?)\\$\\$[0-9a-f]+.*", "$1*"),
            rule("\\$\\$SpringCGLIB\\$\\$\\d+", "\\$\\$SpringCGLIB*"),
            rule("\\$ByteBuddy\\$\\w+", "\\$ByteBuddy*"),
            rule("(LambdaForm\\$\\w+).*", "$1"),
            rule("/0x[0-9a-f]+$", ""));

    private static final List<Rule> NAME_RULES = List.of(
            rule("^(lambda(?:\\$.+)?)\\$\\d+$", "$1\\$*"),
            rule("\\$lambda\\$\\d+", "\\$lambda\\$*"),
            rule("^(\\$anonfun\\$.+?)\\$\\d+", "$1\\$*"),
            rule("^access\\$\\d+$", "access\\$*"));

    private static final List<Rule> LOOSE_CLASS_RULES = List.of(rule("\\$\\d+", "\\$*"));

    private MethodKey() {}

    /** The key as text, e.g. {@code com.acme.Csv.lambda$load$*()V}. */
    public static String of(Method method) {
        return ofClass(method.className()) + "." + member(method);
    }

    /** The key of a class by its name alone; an array's is that of its element, with the brackets. */
    public static String ofClass(String className) {
        return apply(CLASS_RULES, className);
    }

    /** The key with the numbers of anonymous and local classes replaced too: {@code Csv$1} and {@code Csv$2} are alike. */
    public static String withoutNumbers(Method method) {
        return apply(LOOSE_CLASS_RULES, ofClass(method.className())) + "." + member(method);
    }

    /** Class and method name alone: a method keeps this key when it is given another parameter. */
    public static String withoutDescriptor(Method method) {
        return ofClass(method.className()) + "." + apply(NAME_RULES, method.name());
    }

    /** Method name and descriptor alone: a method keeps this key when its class is renamed. */
    public static String member(Method method) {
        return apply(NAME_RULES, method.name()) + method.descriptor();
    }

    /** 32-bit FNV-1a hash of the key's UTF-16 code units. */
    public static int hash(Method method) {
        String key = of(method);
        int hash = 0x811c9dc5;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * 0x01000193;
        }
        return hash;
    }

    private static Rule rule(String pattern, String replacement) {
        return new Rule(Pattern.compile(pattern), replacement);
    }

    private static String apply(List<Rule> rules, String text) {
        String result = text;
        for (Rule rule : rules) {
            result = rule.pattern.matcher(result).replaceAll(rule.replacement);
        }
        return result;
    }
}
