package dev.filprofile.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.flamegraph.Findings;
import dev.filprofile.flamegraph.SyntheticProfiles;
import dev.filprofile.profile.Profile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.WebElement;

/** The report as a reader meets it: from a file, in a real browser, without a network. */
class ReportPageIT extends BrowserTest {

    static Stream<Profile> profiles() {
        return Stream.of(
                SyntheticProfiles.csvImport(),
                SyntheticProfiles.hostile(),
                SyntheticProfiles.nothingTracked(),
                SyntheticProfiles.empty(),
                SyntheticProfiles.growing(),
                SyntheticProfiles.running(),
                SyntheticProfiles.sampled(),
                SyntheticProfiles.provisional(),
                SyntheticProfiles.imported(),
                SyntheticProfiles.outOfMemory(),
                SyntheticProfiles.large(20_000, 1));
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void says_the_answer_without_a_complaint_or_a_request(Profile profile) {
        Browser browser = browser();
        Path file = open(profile);

        assertThat(browser.text("#answer").replaceFirst(" show$", ""))
                .isEqualTo(Findings.of(profile)
                        .answer()
                        .text()
                        .replaceAll("\\s+", " ")
                        .strip());
        for (String tab : List.of("tree", "sites", "classes", "graph")) {
            browser.element("#tab-" + tab).click();
            assertThat(browser.element("#" + tab).isDisplayed()).as(tab).isTrue();
        }
        assertThat(browser.requests())
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request)
                        .matches(each -> each.equals(file.toUri().toString()) || each.startsWith("data:")));
    }

    @Test
    void without_scripts_answer_sites_and_meaning_are_readable() {
        Browser browser = browser();
        Path file = open(SyntheticProfiles.csvImport());
        withoutScripts(file, () -> {
            assertThat(browser.text("h1")).isEqualTo("Peak: 1.14 GiB live at 12.4 s of 31.0 s.");
            assertThat(browser.text("#answer")).contains("holds 80 % of the peak");
            assertThat(browser.element("#sitetable").isDisplayed()).isTrue();
            assertThat(browser.text("#sitetable")).contains("com.acme.csv.CsvImporter.load");
            assertThat(browser.text("#meaning")).contains("The true peak lies between");
            assertThat(browser.element("#graph").isDisplayed()).isFalse();
            assertThat(browser.element("#toolbar").isDisplayed()).isFalse();
        });
    }

    @Test
    void the_tables_are_those_that_a_page_without_scripts_has() {
        Path file = open(SyntheticProfiles.large(2_000, 3));
        List<String> live = List.of(rows("sites"), rows("classes"));
        withoutScripts(file, () -> {
            assertThat(List.of(rows("sites"), rows("classes"))).isEqualTo(live);
        });
    }

    /** Bytes, share and objects of the first rows. */
    private static String rows(String view) {
        List<String> rows = new ArrayList<>();
        for (WebElement row : browser().elements("#" + view + " tbody tr:nth-child(-n+20)")) {
            String text = Objects.requireNonNull(row.getDomProperty("textContent"));
            rows.add(text.replaceAll("show$|[▸\\s]|show(?=\\p{L})", ""));
        }
        return String.join("\n", rows);
    }

    @Test
    void answer_and_next_lines_lead_to_their_frames() {
        open(SyntheticProfiles.csvImport());

        browser().element("#answer .show").click();
        browser().settle();
        assertThat(browser().text("#breadcrumb [aria-current]")).isEqualTo("Csv.split:41");

        browser().element("#next li .show").click();
        browser().settle();

        assertThat(browser().text("#breadcrumb [aria-current]")).isEqualTo("CsvImporter.load:49");
    }

    @Test
    void the_timeline_tells_the_moment_under_the_pointer() {
        open(SyntheticProfiles.offHeap());
        assertThat(browser().element(".moment").isDisplayed()).isFalse();

        // The peak is at 12.4 s of 31; outside the heap there was most at 13.1 s.
        browser().pointInto("#timeline", 12.4 / 31 + 0.0005);
        assertThat(browser().text(".moment")).isEqualTo("12.4 s: 1.14 GiB of heap in use, 300 MiB outside it");
        browser().pointInto("#timeline", 0.9);
        assertThat(browser().text(".moment")).startsWith("27.9 s: ");

        browser().pointInto("h1", 0.5);
        assertThat(browser().element(".moment").isDisplayed()).isFalse();
    }

    @Test
    void memory_outside_the_heap_has_pictures_of_its_own() {
        open(SyntheticProfiles.csvImport());
        assertThat(browser().element("#picture").isDisplayed()).isFalse();
        assertThat(browser().elements(".chart .offheap, .key.offheap")).isEmpty();

        open(SyntheticProfiles.offHeap(), "v=sites");
        assertThat(browser().text("#picture"))
                .isEqualTo("heap, 1.14 GiB off-heap, 300 MiB heap and off-heap, 1.44 GiB");
        assertThat(browser().element("#sentence").isDisplayed()).isFalse();
        assertThat(browser().elements(".chart .offheap, .key.offheap")).hasSize(2);
        assertThat(browser().script("return document.querySelector('.alternative').textContent.replace(/\\s+/g, ' ')"))
                .asString()
                .contains("outside the heap300 MiB");

        choosePicture("off-heap", "Off-heap peak");
        assertThat(browser().text("#sentence"))
                .isEqualTo("Off-heap peak: 300 MiB; return ByteBuffer.allocateDirect(WINDOW), CsvImporter.java:58 in"
                        + " CsvImporter.map, holds 85 % of it (256 MiB). That was at 13.1 s.");
        assertThat(browser().text("#sitetable tbody tr:nth-child(1)"))
                .startsWith("256 MiB 85.3 % 4")
                .contains("CsvImporter.java:58");
        assertThat(browser().address()).endsWith("#v=sites&d=off-heap");
        browser().element("#count").click();
        assertThat(browser().text("#sitetable tr:first-child th:first-child")).isEqualTo("Blocks");
        assertThat(browser().text("#sitetable tbody tr:nth-child(2)")).startsWith("4 26.7 % 256 MiB");
        browser().element("#count").click();

        choosePicture("both", "Heap and off-heap");
        assertThat(browser().text("#sitetable tbody tr:nth-child(1)")).startsWith("934 MiB 63.5 %");
        assertThat(browser().text("#sitetable tbody tr:nth-child(2)")).startsWith("256 MiB 17.4 %");
        browser().script("history.back()");
        awaitSentence("Off-heap peak");
        assertThat(browser().text("#sitetable tbody tr:nth-child(1)")).startsWith("256 MiB");

        browser().reload();
        assertThat(browser().text("#sitetable tbody tr:nth-child(1)")).startsWith("256 MiB");
        browser().element("#next .show").click();
        assertThat(browser().text("#breadcrumb [aria-current]")).isEqualTo("CsvImporter.load:49");
        assertThat(browser().element("#sentence").isDisplayed()).isFalse();

        open(SyntheticProfiles.offHeap(), "d=elsewhere");
        assertThat(browser().text("#trouble")).isEqualTo("That picture is not in this report.");
    }

    @Test
    void the_next_peaks_are_listed_under_the_timeline_and_shown_from_there() {
        open(SyntheticProfiles.csvImport());
        assertThat(browser().script("return document.getElementById('peaks') === null"))
                .isEqualTo(true);

        open(SyntheticProfiles.nextPeaks());
        assertThat(browser().text("#without"))
                .isEqualTo(
                        "Without that line the peak would still be at least 700 MiB, at 4.2 s, most of it by Index.java:30"
                                + " in Index.build.");
        assertThat(browser().text("#peaks li:nth-child(1)"))
                .isEqualTo("60 % 700 MiB at 4.2 s: 93 % by Index.java:30 in Index.build show");
        assertThat(browser().text("#picture"))
                .startsWith("heap, 1.14 GiB heap at 4.2 s, 700 MiB heap at 15.3 s, 500 MiB");

        browser().element("#peaks li:nth-child(1) .show").click();
        awaitSentence("A lower peak");
        assertThat(browser().address()).endsWith("#d=next-1");
        assertThat(browser().text("#sentence"))
                .isEqualTo("A lower peak. At 4.2 s, 700 MiB were live; Index.java:30 in Index.build holds 93 % of that"
                        + " (650 MiB).");
        assertThat(browser().text("#breadcrumb .amount")).isEqualTo("700 MiB · 100 %");
        assertThat(browser().text("#direction")).startsWith("Width is memory held at this lower peak.");
        assertThat(browser().text("#detail")).contains(" % of this lower peak");
        browser().script("document.querySelectorAll('circle.lower')[1].dispatchEvent(new MouseEvent('click'))");
        awaitSentence("A lower peak. At 15.3");
        assertThat(browser().address()).endsWith("#d=next-2");
        assertThat(browser().hindrances("next peaks")).isEmpty();
    }

    private static void choosePicture(String name, String sentence) {
        browser()
                .script(
                        "const [name] = arguments;"
                                + "const picture = document.getElementById('picture');"
                                + "picture.value = name; picture.dispatchEvent(new Event('change'))",
                        name);
        awaitSentence(sentence);
    }

    /** A picture is shown when it is decoded. */
    private static void awaitSentence(String start) {
        browser()
                .scriptAsync("const done = arguments[0];"
                        + "const look = () => document.getElementById('sentence').textContent.startsWith('" + start
                        + "')"
                        + " ? done() : requestAnimationFrame(look);"
                        + "look();");
    }
}
