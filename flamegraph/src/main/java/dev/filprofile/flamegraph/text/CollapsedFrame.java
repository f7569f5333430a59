package dev.filprofile.flamegraph.text;

import dev.filprofile.profile.Frame;
import dev.filprofile.profile.Method;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A frame as it stands in collapsed stacks, understood as far as that goes. {@code pkg.Class.method:41} and
 * {@code pkg/Class.method} are methods; a name of another language is kept whole, as a class without a method. Marks of the
 * kind {@code _[j]}, which tell a frame's kind, are taken off.
 *
 * @param method the method, without descriptor, source file and location
 * @param line source line, or {@link Frame#NO_LINE}
 * @param allocatedClass whether this is no frame but the class of the objects allocated: a class with the mark
 *     {@code _[i]} or {@code _[k]}, with which such profiles end their stacks
 */
record CollapsedFrame(Method method, int line, boolean allocatedClass) {

    /** Stands for a frame without a name. */
    static final String UNNAMED = "(unnamed)";

    private static final Pattern KIND = Pattern.compile("(.+)_\\[([0-9a-z])]", Pattern.DOTALL);
    private static final Pattern LINE = Pattern.compile("(.+):([1-9]\\d{0,8})", Pattern.DOTALL);

    // Possessive, so that no name, however long, makes the matcher recurse or try again.
    private static final String START = "[\\p{L}_$]";
    private static final String IDENTIFIER = START + "[\\p{L}\\p{N}_$-]*+";
    private static final String QUALIFIED = "(?:" + IDENTIFIER + "[./](?=" + START + "))*+";
    private static final Pattern METHOD = Pattern.compile("<init>|<clinit>|" + IDENTIFIER);
    private static final Pattern CLASS = Pattern.compile(QUALIFIED + IDENTIFIER + "(?:[/+.]0x[0-9a-f]++|/\\d++)?");
    private static final Pattern ALLOCATED_CLASS =
            Pattern.compile(QUALIFIED + "(?:(?=\\p{Lu})" + IDENTIFIER + "(?:\\[])*+|" + IDENTIFIER + "(?:\\[])++)");
    private static final Pattern SLASHED = Pattern.compile("[^./]++/" + START + ".*", Pattern.DOTALL);

    /** Understands a frame; never fails. */
    static CollapsedFrame of(String text) {
        Matcher kind = KIND.matcher(text);
        boolean marked = kind.matches();
        String plain = marked ? kind.group(1) : text;
        if (marked
                && "ik".contains(kind.group(2))
                && ALLOCATED_CLASS.matcher(plain).matches()) {
            return new CollapsedFrame(method(plain.replace('/', '.'), ""), Frame.NO_LINE, true);
        }
        Matcher line = LINE.matcher(plain);
        return line.matches()
                ? new CollapsedFrame(method(line.group(1)), Integer.parseInt(line.group(2)), false)
                : new CollapsedFrame(method(plain), Frame.NO_LINE, false);
    }

    private static Method method(String name) {
        int dot = name.lastIndexOf('.');
        String className = name.substring(0, Math.max(0, dot));
        String method = name.substring(dot + 1);
        if (!METHOD.matcher(method).matches() || !CLASS.matcher(className).matches()) {
            return method(name.isBlank() ? UNNAMED : name, "");
        }
        return method(SLASHED.matcher(className).matches() ? className.replace('/', '.') : className, method);
    }

    private static Method method(String className, String name) {
        return new Method(className, name, "", "", "");
    }
}
