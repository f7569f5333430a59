package dev.filprofile.cli.compare;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.RunInfo;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A {@link Baseline} as a JSON file; the keys are documented in {@code docs/diff.md}. */
public final class BaselineFile {

    /** Its usual name. */
    public static final String NAME = "fil-baseline.json";

    private static final String TOOL = "fil-profile";
    private static final String KIND = "baseline";
    private static final int VERSION = 1;

    /** The values of an object that are no objects themselves, and its lists. */
    private record Values(
            Map<String, String> texts, Map<String, List<String>> lists, Map<String, List<Values>> objects) {

        private Values() {
            this(new HashMap<>(), new HashMap<>(), new HashMap<>());
        }

        String text(String name) throws IOException {
            String text = texts.get(name);
            if (text == null) {
                throw new IOException("it has no " + name);
            }
            return text;
        }

        long number(String name) throws IOException {
            try {
                long number = Long.parseLong(text(name));
                if (number >= -1) {
                    return number;
                }
            } catch (NumberFormatException noNumber) {
                throw new IOException(name + " is not a whole number", noNumber);
            }
            throw new IOException(name + " is negative");
        }
    }

    private BaselineFile() {}

    /**
     * Writes a baseline, over an older one.
     *
     * @throws FileAlreadyExistsException there is something else of that name
     */
    public static void write(Baseline baseline, Path file) throws IOException {
        if (Files.exists(file) && !isOurs(file)) {
            throw new FileAlreadyExistsException(file + " exists and is no baseline of fil-profile; it is left alone");
        }
        Path temporary = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            try (Writer out = Files.newBufferedWriter(temporary, StandardCharsets.UTF_8);
                    JsonGenerator json = JsonFactory.builder().build().createGenerator(out)) {
                DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
                json.setPrettyPrinter(
                        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
                write(baseline, json);
                json.writeRaw('\n');
            }
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static boolean isOurs(Path file) throws IOException {
        try {
            return KIND.equals(values(file).texts.get("kind"));
        } catch (JsonProcessingException foreign) {
            return false;
        }
    }

    private static void write(Baseline baseline, JsonGenerator json) throws IOException {
        RunInfo run = baseline.run();
        json.writeStartObject();
        json.writeStringField("tool", TOOL);
        json.writeStringField("kind", KIND);
        json.writeNumberField("schemaVersion", VERSION);
        json.writeStringField("toolVersion", run.toolVersion());
        strings("command", run.command(), json);
        json.writeStringField("jvm", run.jvm());
        json.writeStringField("collector", run.collector());
        strings("jvmFlags", run.jvmFlags(), json);
        json.writeNumberField("maxHeapBytes", run.maxHeapBytes());
        json.writeNumberField("exitCode", run.exitCode());
        json.writeNumberField("runs", baseline.runs());
        json.writeStringField("certificateKind", baseline.kind().name());
        json.writeNumberField("peakBytes", baseline.peakBytes());
        json.writeNumberField("upperBoundBytes", baseline.upperBoundBytes());
        json.writeArrayFieldStart("lines");
        for (Baseline.Line line : baseline.lines()) {
            json.writeStartObject();
            json.writeStringField("class", line.className());
            json.writeStringField("method", line.method());
            json.writeStringField("descriptor", line.descriptor());
            json.writeStringField("file", line.file());
            json.writeNumberField("line", line.line());
            json.writeStringField("source", line.source());
            json.writeStringField("mainClass", line.mainClass());
            json.writeNumberField("bytes", line.bytes());
            json.writeNumberField("standardErrorBytes", line.standardErrorBytes());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("statements");
        for (Baseline.LongStatement statement : baseline.statements()) {
            json.writeStartObject();
            json.writeStringField("path", statement.path());
            json.writeNumberField("line", statement.line());
            strings("source", statement.source(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void strings(String name, List<String> values, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    /**
     * Reads a baseline.
     *
     * @throws IOException it cannot be read, is cut or damaged, is of a newer version or no baseline; the message names the file
     */
    public static Baseline read(Path file) throws IOException {
        try {
            Values values = values(file);
            if (!TOOL.equals(values.texts.get("tool")) || !KIND.equals(values.texts.get("kind"))) {
                throw new IOException("it is no baseline of fil-profile");
            }
            if (values.number("schemaVersion") > VERSION) {
                throw new IOException("it was written by a newer fil-profile");
            }
            return baseline(values);
        } catch (JsonProcessingException damaged) {
            throw new IOException(file + " cannot be used: " + damaged.getOriginalMessage(), damaged);
        } catch (IllegalArgumentException damaged) {
            throw new IOException(file + " cannot be used: " + damaged.getMessage(), damaged);
        } catch (IOException unusable) {
            throw new IOException(file + " cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    private static Baseline baseline(Values values) throws IOException {
        List<Baseline.Line> lines = new ArrayList<>();
        for (Values line : values.objects.getOrDefault("lines", List.of())) {
            lines.add(new Baseline.Line(
                    line.text("class"),
                    line.text("method"),
                    line.text("descriptor"),
                    line.text("file"),
                    Integer.parseInt(line.text("line")),
                    line.text("source"),
                    line.text("mainClass"),
                    line.number("bytes"),
                    line.number("standardErrorBytes")));
        }
        List<Baseline.LongStatement> statements = new ArrayList<>();
        for (Values statement : values.objects.getOrDefault("statements", List.of())) {
            statements.add(new Baseline.LongStatement(
                    statement.text("path"),
                    Integer.parseInt(statement.text("line")),
                    statement.lists.getOrDefault("source", List.of())));
        }
        RunInfo run = Baseline.run(
                values.text("toolVersion"),
                values.lists.getOrDefault("command", List.of()),
                values.text("jvm"),
                values.text("collector"),
                values.lists.getOrDefault("jvmFlags", List.of()),
                values.number("maxHeapBytes"),
                Integer.parseInt(values.text("exitCode")));
        long peak = values.number("peakBytes");
        return new Baseline(
                Integer.parseInt(values.text("runs")),
                run,
                Certificate.Kind.valueOf(values.text("certificateKind")),
                peak,
                Math.max(peak, values.number("upperBoundBytes")),
                lines,
                statements);
    }

    private static Values values(Path file) throws IOException {
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                JsonParser json = JsonFactory.builder().build().createParser(text)) {
            return json.nextToken() == JsonToken.START_OBJECT ? values(json) : new Values();
        }
    }

    /** The rest of an object; lists of lists are not kept. */
    private static Values values(JsonParser json) throws IOException {
        Values values = new Values();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            if (token == JsonToken.START_ARRAY) {
                list(json, name, values);
            } else if (token == JsonToken.START_OBJECT) {
                json.skipChildren();
            } else {
                values.texts.put(name, json.getText());
            }
        }
        return values;
    }

    private static void list(JsonParser json, String name, Values values) throws IOException {
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (token == null) {
                throw new IOException("it ends early");
            } else if (token == JsonToken.START_OBJECT) {
                values.objects.computeIfAbsent(name, key -> new ArrayList<>()).add(values(json));
            } else if (token == JsonToken.START_ARRAY) {
                json.skipChildren();
            } else {
                values.lists.computeIfAbsent(name, key -> new ArrayList<>()).add(json.getText());
            }
        }
    }
}
