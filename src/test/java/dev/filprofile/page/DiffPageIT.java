package dev.filprofile.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.flamegraph.SyntheticDiffs;
import dev.filprofile.flamegraph.html.HtmlDiff;
import dev.filprofile.flamegraph.text.DiffReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;

/** The page of a comparison, as a reader uses it. */
class DiffPageIT extends BrowserTest {

    private static final List<String> VIEWS = List.of("graph", "tree", "sites", "methods");

    /** MiB at both peaks of the made-up importer, and below its root: see {@link SyntheticDiffs#importer}. */
    private static final double AFTER = 1171;

    private static final double BEFORE = 874;

    @Test
    void headline_answer_and_table_are_there_without_scripts_too() {
        Path file = open(SyntheticDiffs.importer(), "");
        List<String> live = words();
        assertThat(live.get(0)).isEqualTo("Peak: 874 MiB → 1.14 GiB (+297 MiB, +34.0 %)");
        assertThat(live.get(1)).startsWith("Verdict: more.");
        assertThat(live.get(2))
                .isEqualTo("Csv.split, Csv.java:35 → :41 holds 334 MiB more than before: 600 MiB → 934 MiB.");
        assertThat(live.get(3))
                .contains("+334 MiB 600 MiB 934 MiB ▲ Csv.split, Csv.java:35 → :41 (moved) String[] parts")
                .contains("− byte[] raw = Files.readAllBytes(path) + byte[] text = Files.readAllBytes(file)")
                .contains("−120 MiB 120 MiB – − Dictionary.fill, Dictionary.java:61 (gone from the peak)")
                .contains("+297 MiB 874 MiB 1.14 GiB the peak");
        assertThat(browser().elements(".chart")).hasSize(2);

        withoutScripts(file, () -> {
            assertThat(words()).isEqualTo(live);
            assertThat(browser().text("#sitetable")).contains("com.acme.cache.Dictionary.fill");
        });
    }

    private static List<String> words() {
        return List.of(
                browser().text("#promise"),
                browser().text("#verdict"),
                browser().text("#answer"),
                browser().text("#changes"));
    }

    @Test
    void each_picture_is_as_wide_as_its_side_and_coloured_by_the_difference() {
        open(SyntheticDiffs.importer(), "");
        assertThat(browser().text("#sentence")).startsWith("Width is what a call path held at the new peak.");
        assertThat(frameAt(500 / AFTER, 2)).isEqualTo("com.acme.csv.CsvImporter.importAll:31 ▲ +356 MiB, +48.4 %");
        assertThat(colourAt(500 / AFTER, 2)).isEqualTo("b35806");
        assertThat(frameAt(1120 / AFTER, 2)).isEqualTo("new com.acme.cache.PriceCache:22 + +55.0 MiB");
        assertThat(colourAt(1120 / AFTER, 2)).isEqualTo("ef8a3c");
        assertThat(frameAt(980 / AFTER, 4)).isEqualTo("java.util.ArrayList.add:454 0 B");
        assertThat(colourAt(980 / AFTER, 4)).isEqualTo("f2f2f2");

        choose("before");
        assertThat(frameAt(500 / BEFORE, 2)).startsWith("com.acme.csv.CsvImporter.importAll:29 ▲");
        assertThat(frameAt(800 / BEFORE, 2)).isEqualTo("com.acme.cache.Dictionary.fill:61 − −120 MiB, −100 %");
        assertThat(colourAt(800 / BEFORE, 2)).isEqualTo("2166ac");
        assertThat(browser().address()).endsWith("#d=before");

        choose("change");
        // 240 → 380, 360 → 310, 0 → 244, 40 → 62; 120 → 0; 31 and 24; 2; 14 → 18
        double change = 140 + 50 + 244 + 22 + 120 + 55 + 2 + 4;
        assertThat(browser().text("#breadcrumb")).contains("874 MiB → 1.14 GiB (+297 MiB, +34.0 %)");
        assertThat(frameAt((456 + 60) / change, 2)).startsWith("com.acme.cache.Dictionary.fill:61 −");
        assertThat(frameAt((576 + 30) / change, 2)).startsWith("new com.acme.cache.PriceCache:22 +");
    }

    @Test
    void what_is_gone_is_told_and_leads_to_where_it_was() {
        open(SyntheticDiffs.importer(), "");
        assertThat(browser().text("#vanished-sum")).isEqualTo("Gone from the peak: 1 stack, −120 MiB");
        assertThat(browser().element("#count").isDisplayed()).isFalse();
        browser().element("#vanished-sum").click();
        assertThat(browser().text("#vanished-rows"))
                .isEqualTo("−120 MiB com.acme.cache.Dictionary.fill:61 show Main.main");
        browser().element("#vanished-rows .show").click();
        browser().settle();
        assertThat(browser().address()).contains("d=before");
        assertThat(browser().text("#breadcrumb [aria-current]")).isEqualTo("Dictionary.fill:61");
        assertThat(browser().text("#vanished-sum")).isEqualTo("New at the peak: 4 stacks, +301 MiB");

        String address = browser().address();
        browser().reload();
        assertThat(browser().address()).isEqualTo(address);
        assertThat(browser().text("#breadcrumb [aria-current]")).isEqualTo("Dictionary.fill:61");
    }

    @Test
    void tree_and_tables_have_both_sides() {
        open(SyntheticDiffs.importer(), "v=tree");
        assertThat(browser().text("#gridbody"))
                .startsWith("▾▲ all live memory at the new peak 874 MiB 1.14 GiB +297 MiB")
                .contains("− Dictionary.fill words.put(word, word.length()); Dictionary.java:61 120 MiB – −120 MiB");
        browser().element("#tab-methods").click();
        assertThat(browser().text("#methods tbody"))
                .startsWith("+356 MiB 736 MiB 1.07 GiB 0 B com.acme.csv.CsvImporter.importAll")
                .contains("+244 MiB – 244 MiB +244 MiB java.util.Arrays.copyOfRange");
        browser().element("#tab-classes").click();
        assertThat(browser().text("#classes tbody")).startsWith("+266 MiB 40.0 MiB 306 MiB byte[]");
        browser().element("#tab-sites").click();
        browser().element("#query").sendKeys("PriceCache");
        assertThat(browser().elements("#sitetable tbody tr").stream().filter(WebElement::isDisplayed))
                .hasSize(1)
                .allMatch(row -> row.getText().contains("λ in PriceCache.warm"));
        browser().element("#sitetable tr:not([hidden]) .show").click();
        assertThat(browser().text("#sandwich-title")).isEqualTo("All calls of λ in PriceCache.warm");
    }

    @Test
    void sides_that_are_alike_or_empty_are_drawn_without_complaint() {
        open(SyntheticDiffs.identical(), "d=change");
        assertThat(browser().text("#verdict")).startsWith("Verdict: no difference above the noise of 11.7 MiB.");
        assertThat(browser().text("#detail")).startsWith("all that was added or taken away 0 B");
        assertThat(browser().element("#vanished").isDisplayed()).isFalse();

        open(SyntheticDiffs.emptyBase(), "");
        assertThat(browser().text("#promise")).isEqualTo("Peak: 0 B → 1.14 GiB (+1.14 GiB)");
        assertThat(browser().text("#detail")).contains("+ +1.14 GiB – before · 1.14 GiB after");
        assertThat(browser().text("body")).doesNotContain("NaN").doesNotContain("Infinity");
        choose("before");
        assertThat(browser().text("#vanished-sum")).startsWith("New at the peak: ");

        open(SyntheticDiffs.collapsedBase(), "");
        assertThat(browser().elements(".chart")).isEmpty();
    }

    @Test
    void nothing_hinders_a_reader_with_aids() {
        List<String> hindrances = new ArrayList<>();
        open(SyntheticDiffs.severalRuns(), "");
        browser().element("#vanished-sum").click();
        for (String view : VIEWS) {
            browser().element("#tab-" + view).click();
            hindrances.addAll(browser().hindrances(view));
        }
        assertThat(hindrances).isEmpty();
    }

    /** Name and amount of the frame at a part of the graph's width, as the pane beside it tells them. */
    private static String frameAt(double part, int row) {
        browser().pointAtGraph((int) (part * browser().element("#overlay").getSize().width), row);
        return browser().text("#detail h3") + " " + browser().text("#detail .amount b");
    }

    /** Colour of the graph near the top of a row, where no label is. */
    private static String colourAt(double part, int row) {
        List<Long> pixel =
                browser().pixel((int) (part * browser().element("#overlay").getSize().width), row * 22 + 2);
        return String.format("%02x%02x%02x", pixel.get(0), pixel.get(1), pixel.get(2));
    }

    private static void choose(String picture) {
        browser()
                .script(
                        "const select = document.getElementById('picture'); select.value = arguments[0];"
                                + "select.dispatchEvent(new Event('change'))",
                        picture);
        browser()
                .scriptAsync("const done = arguments[0];"
                        + "const look = () => location.hash.includes(document.getElementById('picture').value) ? done() : requestAnimationFrame(look);"
                        + "look();");
        browser().settle();
    }

    private static Path open(DiffReport report, String address) {
        return browser().open(folder.resolve("diff.html"), address, out -> HtmlDiff.write(report, out));
    }
}
