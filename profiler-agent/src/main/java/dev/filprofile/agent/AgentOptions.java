package dev.filprofile.agent;

import java.io.File;
import java.io.FileReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What the agent is told, by the launcher or by hand: {@code -javaagent:fil-profile-agent.jar=config=FILE} with a
 * properties file, or {@code =output=FILE} for the defaults.
 *
 * @param output the raw snapshot file; must not exist
 * @param jar the agent's, where the launcher had it loaded by the boot loader; null = ask the class loader
 * @param tolerance share by which occupancy passes the peak before it is confirmed
 * @param gcBudget share of elapsed time for confirmations
 * @param firstThresholdBytes occupancy below which nothing is confirmed; 0 = confirm from the start
 * @param intervalBytes fixed sampling interval; 0 = adaptive
 * @param exact record every allocation
 * @param portable use the portable engine even where the fast one works
 * @param cache directory for rewritten JDK classes, or null for none
 * @param collectorChosen whether the launcher chose the collector
 * @param command the program's command line for the report; empty = ask the JVM
 * @param verbose say more on standard error
 */
record AgentOptions(
        Path output,
        @Nullable File jar,
        double tolerance,
        double gcBudget,
        long firstThresholdBytes,
        long intervalBytes,
        boolean exact,
        boolean portable,
        @Nullable Path cache,
        boolean collectorChosen,
        String command,
        boolean verbose) {

    private static final String CONFIG = "config=";
    private static final String OUTPUT = "output=";

    /** Reads the option string. {@link IllegalArgumentException}s have messages for the user. */
    static AgentOptions parse(@Nullable String arguments) throws IOException {
        Properties properties = new Properties();
        if (arguments != null && arguments.startsWith(CONFIG)) {
            Path config = Path.of(arguments.substring(CONFIG.length()));
            try (Reader reader = new FileReader(config.toFile(), StandardCharsets.UTF_8)) {
                properties.load(reader);
            }
        } else if (arguments != null && arguments.startsWith(OUTPUT)) {
            properties.setProperty("output", arguments.substring(OUTPUT.length()));
        } else if (arguments != null && !arguments.isEmpty()) {
            throw new IllegalArgumentException(
                    "unknown agent option '" + arguments + "'; valid are config=FILE and output=FILE");
        }
        return of(properties);
    }

    private static AgentOptions of(Properties properties) {
        String cache = properties.getProperty("cache", "");
        String jar = properties.getProperty("jar", "");
        String output = properties.getProperty("output", "");
        return new AgentOptions(
                output.isEmpty() ? defaultOutput() : Path.of(output),
                jar.isEmpty() ? null : new File(jar),
                Double.parseDouble(properties.getProperty("tolerance", "0.1")),
                Double.parseDouble(properties.getProperty("gcBudget", "0.2")),
                Long.parseLong(properties.getProperty("firstThresholdBytes", "0")),
                Long.parseLong(properties.getProperty("intervalBytes", "0")),
                Boolean.parseBoolean(properties.getProperty("exact", "false")),
                properties.getProperty("engine", "auto").equals("portable"),
                cache.isEmpty() ? null : Path.of(cache),
                Boolean.parseBoolean(properties.getProperty("collectorChosen", "false")),
                properties.getProperty("command", ""),
                Boolean.parseBoolean(properties.getProperty("verbose", "false")));
    }

    private static Path defaultOutput() {
        return Path.of("fil-profile-" + ProcessHandle.current().pid() + ".filraw");
    }
}
