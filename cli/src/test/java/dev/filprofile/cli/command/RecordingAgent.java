package dev.filprofile.cli.command;

import dev.filprofile.profile.format.RawSnapshotWriter;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * Stands in for the agent in tests of the launcher: reads the same options and writes a true raw snapshot, of one made-up
 * allocation.
 */
public final class RecordingAgent {

    private RecordingAgent() {}

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
            writer.status(900, 60 << 20, 63 << 20, 1 << 20, 3, true);
            writer.beginSnapshot(1);
            writer.row(1, 0, 0, 0, 50 << 20, 1);
            writer.commitSnapshot(0, 60 << 20, 800, 1000, 4096);
        }
    }
}
