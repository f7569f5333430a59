package dev.filprofile.flamegraph.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DiffJsonTest {

    @Test
    void allSitesAreInItAndTheyAddUp() throws IOException {
        DiffReport report = DiffReports.many(30);
        StringWriter text = new StringWriter();
        DiffJson.write(report, text);

        Map<String, Long> sums = sums(text.toString());
        for (String field : new String[] {"/beforeBytes", "/afterBytes"}) {
            assertThat(sums.getOrDefault("sites" + field, 0L) + sums.getOrDefault("rest" + field, 0L))
                    .isEqualTo(sums.get("peak" + field));
        }
        assertThat(text.toString()).endsWith("}\n").doesNotContain("\r");
    }

    @Test
    void aSiteOfOneSideHasNullOnTheOther() throws IOException {
        StringWriter text = new StringWriter();
        DiffJson.write(DiffReports.importer(), text);

        assertThat(text.toString())
                .contains(
                        "\"status\" : \"MORE\"", "\"match\" : \"MOVED_LINE\"", "\"before\" : null", "\"after\" : null")
                .contains(
                        "\"name\" : \"main a1b2c3d\"", "\"brokenLimits\" : [\n    \"the peak rose by too much\"\n  ]");
    }

    /** Sum of all integers of a name, by the top-level field that they are in. */
    private static Map<String, Long> sums(String json) throws IOException {
        Map<String, Long> sums = new HashMap<>();
        try (JsonParser parser = JsonFactory.builder().build().createParser(json)) {
            Deque<String> path = new ArrayDeque<>();
            String field = "";
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    field = parser.currentName();
                } else if (token.isStructStart()) {
                    path.addLast(field);
                } else if (token.isStructEnd()) {
                    path.removeLast();
                } else if (token == JsonToken.VALUE_NUMBER_INT && path.size() > 1) {
                    String top = path.stream().skip(1).findFirst().orElse("");
                    sums.merge(top + "/" + field, parser.getLongValue(), Long::sum);
                }
            }
        }
        return sums;
    }
}
