package dev.filprofile.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.flamegraph.ProfileBuilder;
import dev.filprofile.flamegraph.SyntheticDiffs;
import dev.filprofile.flamegraph.SyntheticProfiles;
import dev.filprofile.flamegraph.html.HtmlDiff;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Nothing of the page is cut off, broken or hidden: in narrow windows, with long names, on paper. */
class PageLayoutIT extends BrowserTest {

    @Test
    void every_next_line_can_be_shown_however_long_it_is() {
        Browser browser = browser();
        open(SyntheticProfiles.hostile());

        for (WebElement item : browser.elements("#next li")) {
            assertThat(browser.script(
                            "const item = arguments[0].getBoundingClientRect();"
                                    + "const show = arguments[0].querySelector('.show').getBoundingClientRect();"
                                    + "const bytes = arguments[0].querySelector('.bytes');"
                                    + "return show.right <= item.right + 1 && bytes.scrollWidth <= bytes.clientWidth + 1;",
                            item))
                    .as(item.getText())
                    .isEqualTo(true);
        }
    }

    @Test
    void a_wide_number_with_its_error_stays_in_its_column() {
        Browser browser = browser();
        open(new ProfileBuilder()
                .heldWithError("[B", 1014 * 1024, 1, 1014 * 1024, List.of("com.acme.A.a:1"))
                .heldWithError("[B", 1013 * 1024, 1, 1013 * 1024, List.of("com.acme.B.b:1"))
                .heldWithError("[B", 1012 * 1024, 1, 1012 * 1024, List.of("com.acme.C.c:1"))
                .build());

        assertThat(browser.text("#next .bytes")).isEqualTo("1014 KiB ±100 %");
        assertThat(browser.script("const bytes = document.querySelector('#next .bytes');"
                        + "return bytes.scrollWidth <= bytes.clientWidth;"))
                .isEqualTo(true);
    }

    @Test
    void nothing_is_wider_than_a_narrow_window() {
        open(SyntheticProfiles.hostile());
        inWindow(
                400,
                () -> assertThat(number("return document.documentElement.scrollWidth"))
                        .isLessThanOrEqualTo(400));
    }

    @Test
    void in_a_narrow_window_a_line_of_a_table_is_not_broken() {
        Browser browser = browser();
        open(SyntheticProfiles.csvImport());
        browser.element("#tab-sites").click();
        inWindow(400, () -> {
            assertThat(
                            number(
                                    "return Math.max(...[...document.querySelectorAll('#sitetable .file')]"
                                            + ".map(file => file.getClientRects()[0].height / parseFloat(getComputedStyle(file).fontSize)))"))
                    .as("lines high")
                    .isLessThan(2);
        });
    }

    @Test
    void in_a_narrow_window_tables_and_tree_show_line_and_bytes_side_by_side() {
        open(SyntheticProfiles.csvImport());
        inWindow(420, () -> assertNothingWider(List.of("sites", "methods", "classes", "threads", "tree")));
        browser().open(folder.resolve("diff.html"), out -> HtmlDiff.write(SyntheticDiffs.importer(), out));
        inWindow(420, () -> assertNothingWider(List.of("sites", "methods", "classes", "tree")));

        open(SyntheticProfiles.threads());
        inWindow(420, () -> {
            browser().element("#tab-tree").click();
            assertThat(browser().text("#gridbody")).contains("Task.parse").contains("140 MiB 85.8 %");
            browser().element("#tab-sites").click();
            assertThat(browser().text("#sitetable tbody tr")).contains("140 MiB 85.8 %", "Task.java:31");
        });
    }

    private static void assertNothingWider(List<String> views) {
        for (String view : views) {
            browser().element("#tab-" + view).click();
            assertThat(number("const box = document.querySelector('#" + view + " .wide, #" + view + " .grid');"
                            + "return box.scrollWidth - box.clientWidth;"))
                    .as(view)
                    .isZero();
        }
    }

    @Test
    void a_graph_that_fits_does_not_scroll() {
        open(SyntheticProfiles.csvImport());
        assertThat(scrollable("flame")).isZero();
        focusFrame("Csv.split:41");
        browser().press("m", Keys.ARROW_DOWN, Keys.ENTER);
        assertThat(scrollable("callers")).isZero();
        assertThat(scrollable("callees")).isZero();
    }

    private static long scrollable(String id) {
        return number("const box = document.getElementById('" + id + "'); return box.scrollHeight - box.clientHeight;");
    }

    @Test
    void in_a_narrow_window_deep_rows_of_the_tree_keep_their_names() {
        Browser browser = browser();
        open(SyntheticProfiles.deep(40));
        browser.element("#tab-tree").click();
        inWindow(600, () -> {
            assertThat(number("return Math.min(...[...document.querySelectorAll('#gridbody .method')]"
                            + ".map(cell => cell.clientWidth - parseFloat(getComputedStyle(cell).paddingLeft)))"))
                    .as("pixels for a name")
                    .isGreaterThan(120);
        });
    }

    @Test
    void on_paper_the_graph_is_light_and_tables_are_short() {
        Browser browser = browser();
        open(SyntheticProfiles.large(5_000, 8));
        browser.script("document.documentElement.dataset.theme = 'dark'");
        onPaper(() -> {
            assertThat(browser.element("#paper").isDisplayed()).isTrue();
            assertThat(browser.element("#toolbar").isDisplayed()).isFalse();
            assertThat(browser.text(".paper figcaption")).startsWith("application library JDK");
            assertThat(number("return document.getElementById('paper').width")).isEqualTo(1600);
            assertThat(browser.script("return [...document.getElementById('paper').getContext('2d')"
                            + ".getImageData(800, 3, 1, 1).data].join()"))
                    .as("the root row of the light palette")
                    .isEqualTo("58,63,72,255");
            assertThat(browser.script("return getComputedStyle(document.documentElement).color"))
                    .as("ink")
                    .isEqualTo("rgb(26, 28, 32)");
            assertThat(number("return [...document.querySelectorAll('#sitetable tbody tr')]"
                            + ".filter(row => row.getClientRects().length > 0).length"))
                    .isEqualTo(30);
        });
    }
}
