package dev.filprofile.cli.command;

import dev.filprofile.profile.format.RawSnapshotWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.collections.api.RichIterable;
import org.eclipse.collections.impl.map.mutable.primitive.IntObjectHashMap;
import org.jspecify.annotations.NullMarked;

/**
 * Stands in for the agent in tests of the launcher: reads the same options and writes a true raw snapshot, of one made-up
 * allocation. The peak is 60 MiB, or what {@code peak.megabytes} says.
 */
public final class RecordingAgent {

    private RecordingAgent() {}

    /** Makes the agent's jar file, which finds its classes where those of the tests are. */
    public static void jar(Path file) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", RecordingAgent.class.getName());
        manifest.getMainAttributes()
                .putValue(
                        "Class-Path",
                        Stream.of(
                                        RecordingAgent.class,
                                        RawSnapshotWriter.class,
                                        RichIterable.class,
                                        IntObjectHashMap.class,
                                        NullMarked.class)
                                .map(RecordingAgent::location)
                                .collect(Collectors.joining(" ")));
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.finish();
        }
    }

    /** Where the programs for tests are. */
    public static Path testClasses() {
        return Path.of(URI.create(location(RecordingAgent.class)));
    }

    private static String location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().toString();
    }

    public static void premain(String arguments) throws IOException {
        Properties options = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(arguments.substring("config=".length())))) {
            options.load(reader);
        }
        if (Boolean.getBoolean("records.nothing")) {
            return;
        }
        Path output = Path.of(options.getProperty("output", ""));
        if (Boolean.getBoolean("blocks.report")) {
            Files.createDirectories(output.resolveSibling("index.html").resolve("in-the-way"));
        }
        Map<String, String> header = Map.of(
                "toolVersion", "test",
                "startedEpochMillis", "1000",
                "command", options.getProperty("command", ""),
                "workingDirectory", Path.of("").toAbsolutePath().toString(),
                "pid", Long.toString(ProcessHandle.current().pid()),
                "engine", options.getProperty("engine", ""));
        try (RawSnapshotWriter writer = RawSnapshotWriter.create(output, header)) {
            String[] strings = {"", "com.acme.Main", "load", "()V", "Main.java", "[B", "main"};
            for (int id = 0; id < strings.length; id++) {
                writer.defineString(id, strings[id]);
            }
            writer.defineMethod(0, 1, 2, 3, 4, 0);
            writer.defineFrame(0, 0, 7);
            writer.definePath(1, 0, 0);
            writer.defineClass(0, 5);
            writer.defineThread(0, 6);
            long peak = Long.getLong("peak.megabytes", 60) << 20;
            writer.status(900, peak, peak + (3 << 20), 1 << 20, 3, true);
            writer.beginSnapshot(1);
            writer.row(1, 0, 0, 0, peak - (10 << 20), 1);
            writer.commitSnapshot(0, peak, 800, 1000, 4096);
        }
    }
}
