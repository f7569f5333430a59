package dev.filprofile.flamegraph.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Writes JSON piece by piece. */
final class JsonFile {

    /** The whole document, by a generator that is closed afterwards. */
    @FunctionalInterface
    interface Document {
        void write(JsonGenerator json) throws IOException;
    }

    private JsonFile() {}

    /** Writes a document and a line end as UTF-8; {@code out} is flushed, not closed. */
    static void write(OutputStream out, Document document) throws IOException {
        // A writer in between replaces lone surrogates, which names may hold; the generator for bytes refuses them.
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        JsonFactory factory = JsonFactory.builder()
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build();
        try (JsonGenerator json = factory.createGenerator(text)) {
            document.write(json);
            json.writeRaw('\n');
        }
        text.flush();
    }

    /** An array of numbers as the value that comes next. */
    static void numbers(JsonGenerator json, int[] numbers) throws IOException {
        json.writeArray(numbers, 0, numbers.length);
    }
}
