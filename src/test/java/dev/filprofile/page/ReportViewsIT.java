package dev.filprofile.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.flamegraph.SyntheticProfiles;
import dev.filprofile.flamegraph.Units;
import dev.filprofile.profile.Allocation;
import dev.filprofile.profile.Profile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The report's views, as a reader uses them. */
class ReportViewsIT extends BrowserTest {

    private static final List<String> VIEWS =
            List.of("graph", "tree", "sites", "methods", "classes", "threads", "source");

    @TempDir
    static Path folder;

    @Test
    void every_view_is_reached_by_keys_and_names_the_same_peak() {
        open(SyntheticProfiles.csvImport());
        browser().element("#tab-graph").click();

        List<String> shown = new ArrayList<>();
        for (String view : VIEWS) {
            assertThat(browser().element("#" + view).isDisplayed()).as(view).isTrue();
            assertThat(browser().element("#tab-" + view).getDomAttribute("aria-selected"))
                    .isEqualTo("true");
            shown.add(browser().text("#" + view));
            browser().press(Keys.ARROW_RIGHT);
        }
        assertThat(browser().element("#graph").isDisplayed()).as("round").isTrue();
        assertThat(shown.get(2)).contains("934 MiB 79.8 % 9.4 M", "Csv.java:41", "com.acme.csv.Csv.split");
        assertThat(shown.get(3)).contains("380 MiB 32.5 % 380 MiB 32.5 % 1.4 M java.util.ArrayList.toArray");
        assertThat(shown.get(4)).contains("310 MiB 26.5 % 4.1 M 79 B ▸ java.lang.String");
        assertThat(shown.get(5)).contains("1.1 GiB 98.5 % 11 M ▸ main").contains("made by the JVM or before start");
        assertThat(shown.get(6)).contains("934 MiB 79.8 % 934 MiB 41 String[] parts = line.split(\",\");");
    }

    @Test
    void nothing_hinders_a_reader_with_aids_in_any_view_and_theme() {
        List<String> hindrances = new ArrayList<>();
        open(SyntheticProfiles.threads(), "q=parse");
        for (String view : VIEWS) {
            browser().element("#tab-" + view).click();
            hindrances.addAll(browser().hindrances(view));
        }
        open(SyntheticProfiles.csvImport(), "s=bu,flame,class,fold");
        hindrances.addAll(browser().hindrances("bottom-up"));
        focusFrame("Csv.split:41");
        browser().press("m");
        hindrances.addAll(browser().hindrances("menu"));
        browser().press(Keys.ARROW_DOWN, Keys.ENTER);
        assertThat(browser().element("#sandwich").isDisplayed()).isTrue();
        hindrances.addAll(browser().hindrances("sandwich"));
        browser().element("#help").click();
        hindrances.addAll(browser().hindrances("help"));
        browser().element("#helped").click();
        // 1280 pixels, magnified four times
        inWindow(320, () -> hindrances.addAll(browser().hindrances("400 % zoom")));
        open(SyntheticProfiles.nothingTracked());
        hindrances.addAll(browser().hindrances("nothing tracked"));
        assertThat(hindrances).isEmpty();
    }

    @Test
    void by_objects_all_views_weigh_by_how_many_are_alive() {
        Profile profile = SyntheticProfiles.csvImport();
        String all = Units.count(profile.allocations().stream()
                        .mapToDouble(Allocation::objects)
                        .sum()) + " objects";
        open(profile, "q=split");
        String inBytes = browser().text("#found");
        browser().script("document.getElementById('flame').focus()");
        browser().press("o");

        assertThat(browser().address()).endsWith("#q=split&s=obj");
        assertThat(browser().text("#count")).isEqualTo("Objects");
        assertThat(browser().text("#breadcrumb")).isEqualTo("peak " + all + " · 100 %");
        assertThat(browser().text("#detail")).contains(all + " · 100 % of the objects at the peak · 1.1 GiB");
        assertThat(browser().text("#direction")).startsWith("Width is the number of objects alive at the peak.");
        assertThat(browser().text("#found")).endsWith("9.4 M objects, 82.2 % of the objects at the peak");
        browser().element("#following").click();
        assertThat(browser().script("return document.getElementById('moved').textContent"))
                .isEqualTo("CsvImporter.load:47, 9.4 M objects, 82.2 % of the objects at the peak");

        browser().element("#tab-tree").click();
        assertThat(browser().text("#grid .head")).endsWith("Objects % Bytes");
        browser().element("#following").click();
        assertThat(browser().text("#gridbody .current")).endsWith("9.4 M 82.2 % 934 MiB");
        browser().element("#tab-sites").click();
        browser().element("#query").sendKeys(Keys.ESCAPE);
        assertThat(browser().text("#sitetable th[aria-sort]")).isEqualTo("Objects");
        assertThat(browser().text("#sitetable tbody tr:nth-child(2)")).startsWith("1.0 M ±3.5 % 8.9 % 31 MiB");
        browser().element("#tab-source").click();
        assertThat(browser().text("#listing")).contains("9.4 M 82.2 % 9.4 M 41 String[] parts");

        browser().reload();
        browser().element("#count").click();
        browser().element("#tab-graph").click();
        browser().element("#query").sendKeys("split");
        assertThat(browser().text("#found")).isEqualTo(inBytes);
    }

    @Test
    void the_tree_is_walked_by_keys_alone() {
        Browser browser = browser();
        open(SyntheticProfiles.csvImport());
        browser.element("#tab-graph").click();
        browser.press(Keys.ARROW_RIGHT, Keys.TAB);
        browser.script("document.getElementById('grid').focus()");

        browser.press(Keys.HOME);
        assertThat(current()).startsWith("all live memory at the peak 1.1 GiB 100 %");
        browser.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN);
        assertThat(current())
                .isEqualTo("CsvImporter.importAll rows.addAll(load(file)); CsvImporter.java:31 1.1 GiB 93.3 % 9.4 M");
        assertThat(attribute("aria-level")).isEqualTo("3");
        assertThat(attribute("aria-setsize")).isEqualTo("2");
        assertThat(attribute("aria-expanded")).isEqualTo("true");

        browser.press(Keys.ARROW_LEFT);
        assertThat(attribute("aria-expanded")).isEqualTo("false");
        browser.press(Keys.ARROW_LEFT);
        assertThat(current()).startsWith("Main.main new CsvImporter(options)");
        browser.press(Keys.END);
        assertThat(attribute("aria-level")).isEqualTo("2");
        browser.press(Keys.HOME, Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        assertThat(current()).startsWith("CsvImporter.load String[] row = csv.split(line); CsvImporter.java:47");
        assertThat(attribute("aria-posinset")).isEqualTo("1");
        assertThat(attribute("aria-setsize")).isEqualTo("3");

        browser.press(Keys.ENTER);
        browser.settle();
        assertThat(browser.element("#graph").isDisplayed()).isTrue();
        assertThat(browser.text("#breadcrumb [aria-current]")).isEqualTo("CsvImporter.load:47");
    }

    private static String current() {
        return browser().text("#" + active()).replaceFirst("^[▾▸] ?", "");
    }

    private static String attribute(String name) {
        return String.valueOf(browser().element("#" + active()).getDomAttribute(name));
    }

    private static String active() {
        return String.valueOf(browser().element("#grid").getDomAttribute("aria-activedescendant"));
    }

    @Test
    void a_tree_from_the_bottom_up_begins_with_what_allocated() {
        open(SyntheticProfiles.csvImport(), "v=tree");
        browser().script("document.getElementById('grid').focus()");
        browser().press("b");

        assertThat(browser().element("#upwards").getDomAttribute("aria-pressed"))
                .isEqualTo("true");
        browser().press(Keys.HOME, Keys.ARROW_DOWN, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        assertThat(browser().text("#gridbody .row:nth-child(2)"))
                .contains("ArrayList.toArray ArrayList.java:401 380 MiB 32.5 %");
        assertThat(browser().text("#gridbody .current")).contains("String.split String.java:3176 380 MiB 32.5 %");
        browser().press(Keys.ENTER);
        browser().settle();
        assertThat(browser().text("#breadcrumb")).startsWith("peak ArrayList.toArray:401 String.split:3176");

        String address = browser().address();
        browser().reload();
        assertThat(browser().address()).isEqualTo(address);
        assertThat(browser().text("#breadcrumb [aria-current]")).isEqualTo("String.split:3176");
    }

    @Test
    void threads_add_up_to_the_peak_in_every_table() {
        Profile profile = SyntheticProfiles.threads();
        open(profile, "v=threads");
        long residual = Math.round(profile.residualBytes());
        assertThat(exactBytes("threads")).isEqualTo(profile.certificate().peakBytes());

        long sum = 0;
        for (String thread : profile.threads()) {
            browser()
                    .script(
                            "const select = document.getElementById('thread'); select.value = arguments[0];"
                                    + "select.dispatchEvent(new Event('change'))",
                            thread);
            long bytes = exactBytes("threads");
            assertThat(browser().text("#chips")).contains("leaves " + Units.bytes(bytes));
            for (String view : List.of("sites", "classes")) {
                browser().element("#tab-" + view).click();
                assertThat(exactBytes(view)).as(thread + " in " + view).isEqualTo(bytes);
            }
            browser().element("#tab-threads").click();
            sum += bytes;
        }
        assertThat(sum + residual).isEqualTo(profile.certificate().peakBytes());
    }

    /** Sum of a table's bytes, as the cells' titles tell them. */
    private static long exactBytes(String view) {
        return number("return [...document.querySelectorAll('#" + view + " td:first-child [title]')]"
                + ".reduce((sum, cell) => sum + parseInt(cell.title), 0)");
    }

    @Test
    void tables_sort_by_a_click_on_a_head() {
        Browser browser = browser();
        open(SyntheticProfiles.csvImport());
        browser.element("#tab-classes").click();

        browser.element("#classtable th:nth-child(3) button").click();
        assertThat(browser.text("#classtable tbody tr:first-child td:nth-child(5) code"))
                .isEqualTo("java.lang.String");
        browser.element("#classtable th:nth-child(3) button").click();
        assertThat(browser.text("#classtable tbody tr:first-child td:nth-child(5) code"))
                .isEqualTo("java.lang.Object[]");
        assertThat(browser.element("#classtable th:nth-child(3)").getDomAttribute("aria-sort"))
                .isEqualTo("ascending");
    }
}
