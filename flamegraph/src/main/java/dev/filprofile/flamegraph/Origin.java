package dev.filprofile.flamegraph;

import dev.filprofile.profile.Method;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Whose code a frame is. The one place that decides it; colours, the answer sentence and the sites follow from it.
 *
 * <p>"Application" is everything that is not known to be something else: the reader's own code must never be mistaken
 * for a library's, whereas an unlisted library that counts as application does no harm.
 */
public enum Origin {
    /** The program's own code. */
    APPLICATION(0),
    /** A well-known library or framework. */
    LIBRARY(1),
    /** The JDK. */
    JDK(2),
    /** Made at run time: proxies, lambda objects, method-handle glue. */
    GENERATED(3);

    private static final List<String> JDK_PACKAGES = List.of("java.", "jdk.", "sun.", "com.sun.");

    private static final List<String> LIBRARY_PACKAGES = List.of(
            "javax.",
            "jakarta.",
            "kotlin.",
            "kotlinx.",
            "scala.",
            "groovy.",
            "org.codehaus.groovy.",
            "org.apache.groovy.",
            "org.springframework.",
            "io.netty.",
            "com.fasterxml.",
            "reactor.",
            "org.junit.",
            "junit.",
            "org.apache.maven.surefire.");

    private static final Pattern GENERATED_NAME = Pattern.compile(String.join(
            "|",
            "\\$\\$Lambda",
            "(^|\\.)\\$Proxy\\d+",
            "Generated(Serialization)?(Method|Constructor)Accessor\\d+",
            "LambdaForm\\$",
            "\\$\\$EnhancerBy",
            "\\$\\$FastClassBy",
            "\\$\\$SpringCGLIB",
            "\\$ByteBuddy\\$",
            "\\$HibernateProxy",
            "_\\$\\$_javassist",
            "/0x[0-9a-f]+$"));

    private final int code;

    Origin(int code) {
        this.code = code;
    }

    /** A small number that stands for this origin in the page's data; {@code tree.js} has the same list. */
    public int code() {
        return code;
    }

    /** Decides whose code a method is. */
    public static Origin of(Method method) {
        String className = method.className();
        if (GENERATED_NAME.matcher(className).find()) {
            return GENERATED;
        }
        if (method.isJdk() || startsWithAny(className, JDK_PACKAGES)) {
            return JDK;
        }
        return startsWithAny(className, LIBRARY_PACKAGES) ? LIBRARY : APPLICATION;
    }

    private static boolean startsWithAny(String className, List<String> prefixes) {
        for (String prefix : prefixes) {
            if (className.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
