package dev.filprofile.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.filprofile.flamegraph.SyntheticProfiles;
import dev.filprofile.flamegraph.export.Dhat;
import dev.filprofile.flamegraph.export.Speedscope;
import dev.filprofile.profile.Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Exports in the viewers that they are made for, which are pages themselves. The system properties {@code fil.test.speedscope}
 * and {@code fil.test.dhview} name their files; who has no such viewer skips its test.
 */
class ExportViewersIT extends BrowserTest {

    private static final Path SPEEDSCOPE = Path.of(System.getProperty("fil.test.speedscope", "speedscope/index.html"));
    private static final Path DH_VIEW =
            Path.of(System.getProperty("fil.test.dhview", "/usr/libexec/valgrind/dh_view.html"));

    private static final Profile PROFILE = SyntheticProfiles.csvImport();

    /** What others say in the console is not ours. */
    @AfterEach
    void forgetTheirComplaints() {
        browser().complaints();
    }

    @Test
    void speedscope_shows_bytes_and_lines() throws IOException {
        assumeTrue(Files.exists(SPEEDSCOPE), "no speedscope to test with: looked for " + SPEEDSCOPE);
        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        Speedscope.write(PROFILE, exported);
        Path script = Files.writeString(
                folder.resolve("load.js"),
                "speedscope.loadFileFromBase64('peak.speedscope.json', '"
                        + Base64.getEncoder().encodeToString(exported.toByteArray()) + "')");

        browser().get(SPEEDSCOPE.toUri() + "#localProfilePath=" + script + "&view=sandwich");

        assertThat(awaitText("body", "readAllBytes"))
                .contains("Live bytes at the peak (1/2)")
                .contains("380.00 MB (33%) 380.00 MB (33%) java.util.ArrayList.toArray:401")
                .contains("934.00 MB (81%) 0 B (<0.01%) java.lang.String.split:3117");
    }

    @Test
    void dh_view_sorts_by_what_was_alive_at_the_peak() throws IOException {
        assumeTrue(Files.exists(DH_VIEW), "no viewer of DHAT's to test with: looked for " + DH_VIEW);
        Path file = folder.resolve("peak.dhat.json");
        try (OutputStream out = Files.newOutputStream(file)) {
            Dhat.write(PROFILE, out);
        }

        browser().get(DH_VIEW.toUri().toString());
        browser().element("input[type=file]").sendKeys(file.toString());
        awaitText("body", "At t-gmax: ");
        browser()
                .script("const select = document.querySelector('select');"
                        + "select.selectedIndex = [...select.options].findIndex(({ label }) => label === 'At t-gmax (bytes)');"
                        + "select.onchange()");

        String total = String.format(Locale.ROOT, "%,d", Math.round(PROFILE.attributedBytes()));
        assertThat(browser().text("body"))
                .contains("At t-gmax: " + total + " bytes (100%)")
                .contains(String.format(Locale.ROOT, "At t-gmax: %,d bytes (32.96%%)", 380L << 20))
                .contains("java.util.ArrayList.toArray (ArrayList.java:401)")
                .contains("com.acme.csv.Csv.split (Csv.java:41)");
    }

    /** The text of an element once there is another text in it. */
    private static String awaitText(String css, String part) {
        return String.valueOf(browser()
                .scriptAsync("const done = arguments[0];"
                        + "const look = () => {"
                        + "  const found = [...document.querySelectorAll('" + css
                        + "')].find(each => each.innerText.includes('"
                        + part + "'));"
                        + "  if (found) done(found.innerText.replace(/\\s+/g, ' ')); else requestAnimationFrame(look);"
                        + "};"
                        + "look();"));
    }
}
