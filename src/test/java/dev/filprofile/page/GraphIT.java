package dev.filprofile.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.flamegraph.SyntheticProfiles;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The graph: what is drawn where, and what clicks and keys do in it. */
class GraphIT extends BrowserTest {

    /** In the picture of {@link SyntheticProfiles#csvImport}, row 4 begins with the line that holds most. */
    private static final int SPLIT_ROW = 4;

    @Test
    void a_click_zooms_back_undoes_it_and_the_address_survives_a_reload() {
        Browser browser = browser();
        open(SyntheticProfiles.csvImport());
        assertThat(browser.text("#breadcrumb [aria-current]")).isEqualTo("peak");

        browser.pointAtGraph(100, SPLIT_ROW);
        assertThat(browser.text("#detail h3")).isEqualTo("com.acme.csv.Csv.split:41");
        assertThat(browser.text("#detail .source")).isEqualTo("String[] parts = line.split(\",\");");
        browser.clickGraph(100, SPLIT_ROW);
        assertThat(browser.text("#breadcrumb [aria-current]")).isEqualTo("Csv.split:41");
        assertThat(browser.address()).containsPattern("#p=[0-9a-f]{8}$");

        browser.reload();
        assertThat(browser.text("#breadcrumb [aria-current]")).isEqualTo("Csv.split:41");
        browser.back();
        browser.settle();
        assertThat(browser.text("#breadcrumb [aria-current]")).isEqualTo("peak");

        browser.get(browser.address().replaceFirst("#.*|$", "#p=00000001"));
        browser.settle();
        assertThat(browser.text("#trouble")).isEqualTo("That frame is not in this report.");
    }

    @Test
    void the_focus_follows_the_reader() {
        Browser browser = browser();
        open(SyntheticProfiles.csvImport());

        browser.element("#next li .show").click();
        assertThat(focused()).isEqualTo("flame");
        browser.press(Keys.ARROW_DOWN);
        assertThat(browser.text("#detail h3")).isEqualTo("java.util.ArrayList.add:454");
        assertThat(activeRow()).isEqualTo("5 of 1/1: ArrayList.add:454, 96 mebibytes, 8.2 % of the peak");
        assertThat(browser.script("return document.getElementById('moved').textContent"))
                .as("said twice")
                .isNotEqualTo("ArrayList.add:454, 96 mebibytes, 8.2 % of the peak");
        browser.press(Keys.ARROW_UP, Keys.ARROW_UP);
        assertThat(activeRow()).startsWith("3 of ").contains("CsvImporter.importAll:31, ");
        assertThat(browser.elements("#flame [role=treeitem]"))
                .as("the frame, two above, those below")
                .hasSize(6);
        browser.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN);
        browser.element("#detail .path li:nth-child(2) .step").click();
        assertThat(focused()).isEqualTo("flame");
        assertThat(browser.text("#breadcrumb [aria-current]")).isEqualTo("CsvImporter.importAll:31");
        browser.element("#breadcrumb .crumb").click();
        assertThat(browser.script("return document.activeElement.textContent")).isEqualTo("peak");
        browser.element("#to-meaning").click();
        assertThat(focused()).isEqualTo("meaning-title");
        assertThat(browser.address()).doesNotContain("#meaning");
    }

    /** Where a reader with a screen reader is told to be: level, place among its siblings, name. */
    private static String activeRow() {
        return String.valueOf(browser()
                .script("const id = document.activeElement.getAttribute('aria-activedescendant');"
                        + "const row = document.getElementById(id);"
                        + "const of = (name) => row.getAttribute('aria-' + name);"
                        + "return `${of('level')} of ${of('posinset')}/${of('setsize')}: ${row.textContent}`"));
    }

    private static Object focused() {
        return String.valueOf(browser().script("return document.activeElement.id"));
    }

    @Test
    void a_sandwich_shows_callers_and_callees_and_a_click_in_it_goes_on() {
        open(SyntheticProfiles.csvImport());
        focusFrame("Csv.split:41");
        browser().press("m", Keys.ARROW_DOWN, Keys.ENTER);

        assertThat(browser().text("#sandwich-title")).isEqualTo("All calls of Csv.split");
        assertThat(browser().text("#chips")).isEqualTo("all calls of Csv.split");
        assertThat(browser().text("#detail")).startsWith("Csv.split 934 MiB · 79.8 % of the peak");
        assertThat(browser().element("#callers canvas").getSize().height).isEqualTo(4 * 22);

        browser().script("document.getElementById('callers').focus()");
        browser().press(Keys.ARROW_UP);
        assertThat(browser().text("#detail h3")).isEqualTo("com.acme.csv.CsvImporter.load:47");
        browser().press(Keys.ENTER);
        assertThat(browser().text("#sandwich-title")).isEqualTo("All calls of CsvImporter.load");
        browser().back();
        browser().settle();

        browser().clickMiddle("#callees canvas + canvas");
        assertThat(browser().text("#sandwich-title")).startsWith("All calls of String");
        browser().back();
        browser().settle();
        assertThat(browser().text("#sandwich-title")).isEqualTo("All calls of Csv.split");
        browser().element("#chips .chip").click();
        assertThat(browser().element("#flame").isDisplayed()).isTrue();
    }

    @Test
    void frames_have_the_colour_of_their_origin_in_light_and_dark() {
        Browser browser = browser();
        open(SyntheticProfiles.csvImport());
        browser.script("localStorage.removeItem('fil-profile-theme')");
        browser.reload();

        browser.command("Emulation.setEmulatedMedia", media("light"));
        browser.settle();
        assertColours("#f0b460", "#d7d7d7", "#fdfdfc");
        browser.command("Emulation.setEmulatedMedia", media("dark"));
        browser.settle();
        assertColours("#8a5a12", "#4a4f57", "#14171c");

        browser.element("#theme").click();
        browser.settle();
        assertThat(browser.text("#theme")).isEqualTo("Theme: light");
        assertColours("#f0b460", "#d7d7d7", "#fdfdfc");
        browser.command("Emulation.setEmulatedMedia", media("light"));
        browser.element("#theme").click();
        browser.reload();
        assertThat(browser.text("#theme")).isEqualTo("Theme: dark");
        assertColours("#8a5a12", "#4a4f57", "#14171c");
        browser.element("#theme").click();
    }

    private static Map<String, Object> media(String scheme) {
        return Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme)));
    }

    /** A pixel of the application row, one of a JDK row, and one outside the picture. */
    private static void assertColours(String application, String jdk, String paper) {
        assertShade(browser().pixel(2, SPLIT_ROW * 22 + 2), application);
        assertShade(browser().pixel(2, (SPLIT_ROW + 1) * 22 + 2), jdk);
        assertThat(browser().pixel(600, 9 * 22 + 11).get(3))
                .as("opacity outside")
                .isZero();
        assertThat(browser().script("return getComputedStyle(document.documentElement).backgroundColor"))
                .isEqualTo(String.format(
                        Locale.ROOT, "rgb(%d, %d, %d)", channel(paper, 0), channel(paper, 1), channel(paper, 2)));
    }

    /** Each method has one of three shades of its category's colour, at most 7 steps away. */
    private static void assertShade(List<Long> pixel, String colour) {
        for (int i = 0; i < 3; i++) {
            assertThat(pixel.get(i))
                    .as("%s against %s", pixel, colour)
                    .isBetween(channel(colour, i) - 7, channel(colour, i) + 7);
        }
    }

    private static long channel(String colour, int index) {
        return Long.parseLong(colour.substring(1 + 2 * index, 3 + 2 * index), 16);
    }

    @Test
    void fifty_zooms_hold_no_more_memory_than_five() {
        open(SyntheticProfiles.large(5_000, 8));
        zoomInAndOut(5);
        long early = browser().heldByScripts();
        assertThat(zoomInAndOut(45)).as("zooms").isGreaterThan(20);

        assertThat(browser().heldByScripts()).isPositive().isLessThan(early * 6 / 5);
    }

    /** Clicks at different places of the graph; how often that zoomed. */
    private static long zoomInAndOut(int times) {
        Object zooms = browser()
                .scriptAsync("const done = arguments[0];"
                        + "const overlay = document.getElementById('overlay');"
                        + "const painted = () => new Promise((next) => requestAnimationFrame(next));"
                        + "(async () => {"
                        + "  let zooms = 0;"
                        + "  for (let i = 0; i < " + times + "; i++) {"
                        + "    const { left, top, width } = overlay.getBoundingClientRect();"
                        + "    const place = { clientX: left + (width * ((i % 20) + 0.5)) / 25, clientY: top + 22 * 9 + 11 };"
                        + "    overlay.dispatchEvent(new MouseEvent('click', place));"
                        + "    await painted();"
                        + "    zooms += location.hash.includes('p=') ? 1 : 0;"
                        + "    document.getElementById('reset').click();"
                        + "    await painted();"
                        + "  }"
                        + "  done(zooms);"
                        + "})();");
        return ((Number) Objects.requireNonNull(zooms)).longValue();
    }

    @Test
    void reset_shows_the_top_of_the_graph_again() {
        Browser browser = browser();
        open(SyntheticProfiles.deep(3000));
        browser.script("document.getElementById('flame').scrollTop = 1e9");
        browser.settle();

        browser.element("#reset").click();

        assertThat(number("return document.getElementById('flame').scrollTop")).isZero();
    }

    @Test
    void the_last_row_of_a_path_of_three_thousand_frames_is_drawn() {
        Browser browser = browser();
        open(SyntheticProfiles.deep(3000));
        browser.script("document.getElementById('flame').scrollTop = 1e9");
        browser.settle();
        long height = number("return document.getElementById('flame').clientHeight");

        assertThat(browser.pixel(5, (int) height - 8).get(3)).as("opacity").isEqualTo(255);
        browser.pointAtGraph(50, (int) (height - 8) / 22);
        assertThat(browser.text("#detail h3")).startsWith("com.acme.tree.Parser.");
        assertThat(browser.text("#detail .path")).contains("2,960 frames above");
    }

    @Test
    void the_middle_of_a_path_of_five_thousand_frames_is_one_that_opens_in_steps() {
        Browser browser = browser();
        open(SyntheticProfiles.deep(5000));
        String amount = browser.text("#detail .amount");
        scrollToRow(92);
        browser.pointAtGraph(50, 8);
        assertThat(browser.text("#detail h3")).isEqualTo("⋯ 4,801 frames");
        assertThat(browser.text("#detail")).contains("a click unfolds 500 rows of it");
        browser.clickGraph(50, 8);
        assertThat(browser.text("#chips")).isEqualTo("1 unfolded");
        assertThat(browser.address()).containsPattern("o=[0-9a-f]{8}$");
        assertThat(browser.text("#detail .amount")).isEqualTo(amount);
        scrollToRow(592);
        browser.pointAtGraph(50, 8);
        assertThat(browser.text("#detail h3")).isEqualTo("⋯ 4,301 frames");
    }

    private static void scrollToRow(int row) {
        browser().script("document.getElementById('flame').scrollTop = 22 * arguments[0]", row);
        browser().settle();
    }
}
