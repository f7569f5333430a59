package dev.filprofile.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.flamegraph.SyntheticProfiles;
import dev.filprofile.flamegraph.text.CollapsedStacks;
import dev.filprofile.profile.Profile;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is copied and saved from the page. */
class TakenAlongIT extends BrowserTest {

    @Test
    void stacks_and_links_are_copied_and_files_hold_what_the_other_files_hold() throws IOException {
        Profile profile = SyntheticProfiles.csvImport();
        open(profile);
        browser()
                .script(
                        "window.copied = [];"
                                + "navigator.clipboard.writeText = async (text) => void window.copied.push(text);"
                                + "HTMLAnchorElement.prototype.click = () => {};"
                                + "URL.createObjectURL = (blob) => (blob.text().then((text) => window.saved = text), 'blob:none');");
        for (String item : List.of("Copy stack", "Copy link", "Copy as Markdown")) {
            focusFrame("Csv.split:41");
            browser().press("m");
            menuItem(item);
        }
        assertThat(browser().script("return window.copied.join('\\n\\n')"))
                .asString()
                .contains(
                        "\tat com.acme.csv.Csv.split(Csv.java:41)\n\tat com.acme.csv.CsvImporter.load(CsvImporter.java:47)")
                .containsPattern("index\\.html#p=[0-9a-f]{8}&q=Csv\\.split%3A41")
                .contains("**934 MiB** alive at the peak (79.8 % of 1.14 GiB), 9.4 M objects: ");

        browser().element("#reset").click();
        StringBuilder stacks = new StringBuilder();
        CollapsedStacks.write(profile, stacks);
        assertThat(bytes(saved("Collapsed stacks"))).isEqualTo(bytes(stacks.toString()));
        assertThat(saved("speedscope"))
                .contains("\"endValue\":" + profile.certificate().peakBytes());
        assertThat(saved("Sites as CSV")).contains(",com.acme.csv.Csv.split,Csv.java,41,java.lang.String[],");
    }

    private static String saved(String item) {
        browser().script("window.saved = undefined");
        browser().element("#download").click();
        menuItem(item);
        return String.valueOf(browser()
                .scriptAsync("const done = arguments[0];"
                        + "const look = () => window.saved === undefined ? requestAnimationFrame(look) : done(window.saved);"
                        + "look();"));
    }

    /** Bytes of collapsed stacks, smallest first. */
    private static List<Long> bytes(String stacks) {
        return Arrays.stream(stacks.split("\n"))
                .map(line -> Long.valueOf(line.substring(line.lastIndexOf(' ') + 1)))
                .sorted()
                .toList();
    }
}
