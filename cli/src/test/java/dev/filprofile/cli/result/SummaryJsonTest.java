package dev.filprofile.cli.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.filprofile.cli.Profiles;
import dev.filprofile.flamegraph.Findings;
import dev.filprofile.profile.Allocation;
import dev.filprofile.profile.JvmMemory;
import dev.filprofile.profile.OffHeap;
import dev.filprofile.profile.Profile;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryJsonTest {

    @Test
    void theKeysHaveTheProfilesValues() throws Exception {
        Map<String, String> values = flatten(summary());

        assertThat(values)
                .containsEntry("tool", "fil-profile")
                .containsEntry("schemaVersion", "1")
                .containsEntry("peakBytes", "100000000")
                .containsEntry("upperBoundBytes", "106000000")
                .containsEntry("certificateKind", "CONFIRMED")
                .containsEntry("attributedBytes", "80000000")
                .containsEntry("residualBytes", "20000000")
                .containsEntry("standardErrorBytes", "0")
                .containsEntry("attributedShare", "0.8")
                .containsEntry("intervalBytes", "65536")
                .containsEntry("recordedBytes", "970000")
                .containsEntry("allocatedBytes", "1000000")
                .containsEntry("recordedShare", "0.97")
                .containsEntry("collector", "Serial")
                .containsEntry("collectorChosenByUs", "true")
                .containsEntry("exitCode", "-1")
                .containsEntry("commit", "")
                .containsEntry("command[3]", "two words")
                .containsEntry("counters.samples", "12")
                .containsEntry("topSites[0].name", "com.acme.Main.load")
                .containsEntry("topSites[0].location", "Main.java:7")
                .containsEntry("topSites[0].bytes", "80000000")
                .containsEntry("topSites[0].share", "0.8")
                .containsEntry("topSites[0].mainClass", "[B")
                .containsEntry("notes[0]", "A note.")
                .containsEntry("offHeap.peakBytes", "4096")
                .containsEntry("offHeap.bytesAtHeapPeak", "1000")
                .containsEntry("offHeap.topSites[0].location", "Main.java:7")
                .containsEntry("offHeap.topSites[0].share", "1.0")
                .containsEntry("offHeap.combinedPeak.bytes", "90000100")
                .containsEntry("jvmMemory.metaspaceBytes", "33")
                .containsEntry("jvmMemory.classSpaceBytes", "-1");
    }

    @Test
    void everyKeyIsDocumented() throws Exception {
        String documentation = Files.readString(Path.of("../docs/summary-json.md"));

        for (String key : flatten(summary()).keySet()) {
            String name = key.replaceFirst("^counters\\..*", "counters")
                    .replaceFirst("^.*\\]\\.", "")
                    .replaceFirst("\\[.*", "");
            assertThat(documentation).contains("`" + name + "`");
        }
    }

    private static String summary() throws Exception {
        OffHeap offHeap = new OffHeap(
                4096,
                7,
                1000,
                List.of(new Allocation(2, 0, 0, 0, 4096, 1, 0)),
                new OffHeap.Combined(90_000_000, 100, 9, List.of()));
        Profile profile = Profiles.small().withOffHeap(offHeap).withJvmMemory(new JvmMemory(11, 22, 33, -1, 55, 6, 77));
        StringWriter out = new StringWriter();
        SummaryJson.write(profile, Findings.of(profile), out);
        return out.toString();
    }

    /** Values by path, e.g. {@code topSites[0].name}. */
    private static Map<String, String> flatten(String json) throws Exception {
        Map<String, String> values = new LinkedHashMap<>();
        try (JsonParser parser = JsonFactory.builder().build().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue()) {
                    String pointer = parser.getParsingContext().pathAsPointer().toString();
                    values.put(
                            pointer.substring(1).replaceAll("/(\\d+)", "[$1]").replace('/', '.'), parser.getText());
                }
            }
        }
        return values;
    }
}
