package dev.filprofile.cli.result;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a {@code summary.json} tells of its run, without the profile being read.
 *
 * @param started when the JVM started
 * @param command the program's command line as typed
 * @param workingDirectory where it ran
 * @param commit hash, {@code ""} where none was recorded
 * @param commitDirty whether tracked files differed from it
 * @param jvm name and version
 * @param collector garbage collector
 * @param maxHeapBytes the heap's limit
 * @param peakBytes the confirmed peak
 * @param answer the report's first sentence
 */
public record RunSummary(
        Instant started,
        List<String> command,
        String workingDirectory,
        String commit,
        boolean commitDirty,
        String jvm,
        String collector,
        long maxHeapBytes,
        long peakBytes,
        String answer) {

    public RunSummary {
        command = List.copyOf(command);
    }

    /**
     * Reads a summary.
     *
     * @throws IOException it cannot be read, is cut or damaged, or was not written by us
     */
    public static RunSummary read(Path file) throws IOException {
        Map<String, String> values = new HashMap<>();
        List<String> command = new ArrayList<>();
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                JsonParser json = JsonFactory.builder().build().createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException(file + " is not a summary of fil-profile");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("command") && value == JsonToken.START_ARRAY) {
                    while (json.nextToken() == JsonToken.VALUE_STRING) {
                        command.add(json.getText());
                    }
                } else if (value.isStructStart()) {
                    json.skipChildren();
                } else {
                    values.put(name, json.getText());
                }
            }
        }
        return of(file, values, command);
    }

    private static RunSummary of(Path file, Map<String, String> values, List<String> command) throws IOException {
        if (!SummaryJson.TOOL.equals(values.get("tool"))) {
            throw new IOException(file + " is not a summary of fil-profile");
        }
        try {
            return new RunSummary(
                    Instant.parse(values.getOrDefault("started", "")),
                    command,
                    values.getOrDefault("workingDirectory", ""),
                    values.getOrDefault("commit", ""),
                    Boolean.parseBoolean(values.get("commitDirty")),
                    values.getOrDefault("jvm", ""),
                    values.getOrDefault("collector", ""),
                    Long.parseLong(values.getOrDefault("maxHeapBytes", "0")),
                    Long.parseLong(values.getOrDefault("peakBytes", "0")),
                    values.getOrDefault("answer", ""));
        } catch (NumberFormatException | DateTimeParseException damaged) {
            throw new IOException(file + " is damaged: " + damaged.getMessage());
        }
    }
}
