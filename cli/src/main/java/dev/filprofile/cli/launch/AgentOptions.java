package dev.filprofile.cli.launch;

import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * What the agent is told, by way of a properties file: its path is taken whole, so that any path will do.
 *
 * @param output the raw snapshot's file, absolute; must not exist
 * @param jar the agent's, absolute
 * @param tolerance how far the heap may grow over the last confirmed peak before the next confirmation, as a fraction
 * @param gcBudget share of elapsed time that confirmations may take
 * @param firstThresholdBytes occupancy below which nothing is confirmed; 0 for none
 * @param intervalBytes mean bytes between two samples; 0 lets the agent adapt it
 * @param exact whether every allocation is recorded
 * @param engine {@code auto} or {@code portable}
 * @param cache directory for transformed JDK classes, absolute
 * @param collectorChosen whether the collector is our choice, not the user's
 * @param command the program's command line as typed, quoted for a shell
 * @param verbose whether the agent tells what it does
 */
public record AgentOptions(
        Path output,
        Path jar,
        double tolerance,
        double gcBudget,
        long firstThresholdBytes,
        long intervalBytes,
        boolean exact,
        String engine,
        Path cache,
        boolean collectorChosen,
        String command,
        boolean verbose) {

    /** Writes the file that {@link #javaAgent} names. */
    public void write(Path file) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("output", output.toString());
        properties.setProperty("jar", jar.toString());
        properties.setProperty("tolerance", Double.toString(tolerance));
        properties.setProperty("gcBudget", Double.toString(gcBudget));
        properties.setProperty("firstThresholdBytes", Long.toString(firstThresholdBytes));
        properties.setProperty("intervalBytes", Long.toString(intervalBytes));
        properties.setProperty("exact", Boolean.toString(exact));
        properties.setProperty("engine", engine);
        properties.setProperty("cache", cache.toString());
        properties.setProperty("collectorChosen", Boolean.toString(collectorChosen));
        properties.setProperty("command", command);
        properties.setProperty("verbose", Boolean.toString(verbose));
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
    }

    /**
     * The JVM options that start the agent with the options in {@code file}. Its jar is on the boot loader's path, too, and thus loaded
     * from there: quicker, as such classes are not verified, and not touched by a security manager that the program may have.
     */
    public List<String> jvmOptions(Path file) {
        String agent = "-javaagent:" + jar + "=config=" + file;
        boolean isOnePath = !jar.toString().contains(File.pathSeparator);
        return isOnePath ? List.of("-Xbootclasspath/a:" + jar, agent) : List.of(agent);
    }
}
