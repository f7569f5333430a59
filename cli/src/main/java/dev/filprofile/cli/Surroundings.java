package dev.filprofile.cli;

import java.io.Console;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command knows of the process it runs in; a value, so that tests can make one up.
 *
 * @param environment environment variables
 * @param workingDirectory absolute
 * @param userHome the user's home directory, absolute
 * @param operatingSystem as in {@code os.name}
 * @param terminal whether standard error is a terminal that a person reads
 * @param outputTerminal whether standard output is a terminal
 * @param agentJar the agent's jar file; it may be missing
 */
public record Surroundings(
        Map<String, String> environment,
        Path workingDirectory,
        Path userHome,
        String operatingSystem,
        boolean terminal,
        boolean outputTerminal,
        Path agentJar) {

    /** Names the agent's jar file instead of the one beside our own jar; for tests and packagers. */
    static final String AGENT_JAR_PROPERTY = "fil-profile.agent";

    /** Set by the launcher script, which can see whether standard error is a terminal; Java cannot. */
    static final String TERMINAL_PROPERTY = "fil-profile.terminal";

    /** Set likewise, for standard output. */
    static final String OUTPUT_TERMINAL_PROPERTY = "fil-profile.output-terminal";

    /** Variables that every JVM heeds. */
    public static final List<String> JVM_VARIABLES = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    /**
     * The launcher script hides those variables from our own JVM, for which they are not meant, behind names with this
     * prefix.
     */
    static final String HIDDEN_PREFIX = "FIL_PROFILE_HIDDEN_";

    /** Hidden likewise, and replaced, where the user's locale knows ASCII only. Empty means that it was not set. */
    private static final String LOCALE_VARIABLE = "LC_ALL";

    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** The surroundings of this very process. */
    public static Surroundings ofThisProcess() {
        return new Surroundings(
                unhidden(System.getenv()),
                Path.of("").toAbsolutePath(),
                Path.of(System.getProperty("user.home", ".")).toAbsolutePath(),
                System.getProperty("os.name", ""),
                isTerminal(TERMINAL_PROPERTY),
                isTerminal(OUTPUT_TERMINAL_PROPERTY),
                agentJarOfThisProcess());
    }

    /** A variable's value, or null where it is unset or empty. */
    public @Nullable String variable(String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value;
    }

    /**
     * Gives a child process, which inherits our environment, the variables for JVMs and the locale as the user set them;
     * nothing else is touched.
     */
    public void giveJvmVariables(Map<String, String> childEnvironment) {
        for (String name : JVM_VARIABLES) {
            childEnvironment.remove(HIDDEN_PREFIX + name);
            String value = environment.get(name);
            if (value == null) {
                childEnvironment.remove(name);
            } else {
                childEnvironment.put(name, value);
            }
        }
        unhideLocale(childEnvironment);
    }

    static Map<String, String> unhidden(Map<String, String> environment) {
        Map<String, String> restored = new HashMap<>(environment);
        for (String name : JVM_VARIABLES) {
            String hidden = restored.remove(HIDDEN_PREFIX + name);
            if (hidden != null) {
                restored.put(name, hidden);
            }
        }
        unhideLocale(restored);
        return restored;
    }

    private static void unhideLocale(Map<String, String> environment) {
        String hidden = environment.remove(HIDDEN_PREFIX + LOCALE_VARIABLE);
        if (hidden != null && hidden.isEmpty()) {
            environment.remove(LOCALE_VARIABLE);
        } else if (hidden != null) {
            environment.put(LOCALE_VARIABLE, hidden);
        }
    }

    public boolean isWindows() {
        return operatingSystem.toLowerCase(Locale.ROOT).startsWith("windows");
    }

    public boolean isMac() {
        return operatingSystem.toLowerCase(Locale.ROOT).startsWith("mac");
    }

    /** Our directory in the user's cache directory; absolute, may not exist yet. */
    public Path cacheDirectory() {
        return userCaches().resolve("fil-profile");
    }

    private Path userCaches() {
        if (isWindows()) {
            return absoluteOr("LOCALAPPDATA", userHome.resolve("AppData").resolve("Local"));
        }
        if (isMac()) {
            return userHome.resolve("Library").resolve("Caches");
        }
        return absoluteOr("XDG_CACHE_HOME", userHome.resolve(".cache"));
    }

    /** The XDG specification wants relative values ignored. */
    private Path absoluteOr(String name, Path otherwise) {
        String value = variable(name);
        return value != null && Path.of(value).isAbsolute() ? Path.of(value) : otherwise;
    }

    /**
     * Without word from the launcher script, a console counts: standard input and output are then both a terminal. From JDK 22 on there is a console object even when nobody reads it; only {@code isTerminal} tells.
     */
    private static boolean isTerminal(String property) {
        String told = System.getProperty(property);
        if (told != null) {
            return Boolean.parseBoolean(told);
        }
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException before22) {
            return true;
        }
    }

    /** Whether what is printed on standard output may have colours. */
    public boolean showsColours() {
        return outputTerminal && variable("NO_COLOR") == null && !"dumb".equals(variable("TERM"));
    }

    private static Path agentJarOfThisProcess() {
        String override = System.getProperty(AGENT_JAR_PROPERTY);
        if (override != null) {
            return Path.of(override).toAbsolutePath();
        }
        return ownLocation().resolveSibling("fil-profile-agent.jar");
    }

    private static Path ownLocation() {
        try {
            return Path.of(Surroundings.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toAbsolutePath();
        } catch (URISyntaxException malformed) {
            return Path.of("fil-profile.jar").toAbsolutePath();
        }
    }
}
