package dev.filprofile.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.filprofile.e2e.workload.RetainedArrays;
import dev.filprofile.profile.Profile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program exports a run of its own, and reads what it exported. */
@Tag(ChildJvm.ANY)
final class ExportIT {

    @TempDir
    private Path directory;

    @Test
    void aRunGoesToOtherToolsAndItsStacksComeBack() throws IOException {
        ProfiledOutcome run =
                Program.workload(RetainedArrays.class).profiled(directory).run();
        Profile profile = run.profile();
        long bytes = Math.round(profile.attributedBytes());

        JsonNode weights = json("speedscope").at("/profiles/0/weights");
        long sum = 0;
        for (JsonNode weight : weights) {
            sum += weight.longValue();
        }
        assertThat(sum).isPositive().isEqualTo(bytes);
        assertThat(json("json").at("/certificate/peakBytes").longValue())
                .isEqualTo(profile.certificate().peakBytes());

        // Its bytes pass through standard output as they are: GZIP's checksum is right.
        assertThat(new GZIPInputStream(new ByteArrayInputStream(export("pprof").out())).readAllBytes())
                .isNotEmpty();

        Files.write(directory.resolve("some.collapsed"), export("collapsed").out());
        Outcome report = FilProfile.run(directory, "report", "--no-browser", "some.collapsed");
        assertThat(report.exitCode()).as("%s", report).isZero();
        assertThat(directory.resolve("some-report/peak.collapsedstack.txt"))
                .content()
                .isEqualTo(run.text("peak.collapsedstack.txt"));
    }

    private JsonNode json(String format) throws IOException {
        return new ObjectMapper().readTree(export(format).out());
    }

    private Outcome export(String format) throws IOException {
        Outcome export = FilProfile.run(directory, "export", "--format", format);
        assertThat(export.exitCode()).as("%s", export).isZero();
        assertThat(export.errText()).isEmpty();
        return export;
    }
}
