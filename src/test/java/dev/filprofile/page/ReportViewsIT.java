package dev.filprofile.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.filprofile.flamegraph.SyntheticProfiles;
import dev.filprofile.flamegraph.Units;
import dev.filprofile.flamegraph.html.HtmlReport;
import dev.filprofile.flamegraph.text.CollapsedStacks;
import dev.filprofile.profile.Allocation;
import dev.filprofile.profile.Profile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The report's views, filters and what can be taken along, as a reader uses them. */
class ReportViewsIT {

    private static final List<String> VIEWS =
            List.of("graph", "tree", "sites", "methods", "classes", "threads", "source");

    @TempDir
    static Path folder;

    private static @Nullable Browser opened;

    @BeforeAll
    static void start() {
        assumeTrue(Browser.present(), "no browser to test with: looked for " + Browser.places());
        opened = new Browser();
    }

    @AfterAll
    static void stop() {
        if (opened != null) {
            opened.close();
        }
    }

    @BeforeEach
    void forgetEarlierPages() {
        browser().complaints();
    }

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
        assertThat(browser().complaints()).isEmpty();
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
        open(SyntheticProfiles.nothingTracked());
        hindrances.addAll(browser().hindrances("nothing tracked"));
        assertThat(hindrances).isEmpty();
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
        assertThat(browser().complaints()).isEmpty();
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
        assertThat(browser().complaints()).isEmpty();
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
        browser().script("document.querySelectorAll('circle.lower')[1].dispatchEvent(new MouseEvent('click'))");
        awaitSentence("A lower peak. At 15.3");
        assertThat(browser().address()).endsWith("#d=next-2");
        assertThat(browser().hindrances("next peaks")).isEmpty();
        assertThat(browser().complaints()).isEmpty();
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

        browser().clickMiddle("#callees canvas:last-child");
        assertThat(browser().text("#sandwich-title")).startsWith("All calls of String");
        browser().back();
        browser().settle();
        assertThat(browser().text("#sandwich-title")).isEqualTo("All calls of Csv.split");
        browser().element("#chips .chip").click();
        assertThat(browser().element("#flame").isDisplayed()).isTrue();
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
    void the_tables_are_those_that_a_page_without_scripts_has() {
        Path file = open(SyntheticProfiles.large(2_000, 3));
        List<String> live = List.of(rows("sites"), rows("classes"));
        browser().command("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        try {
            browser().get(file.toUri().toString());
            assertThat(List.of(rows("sites"), rows("classes"))).isEqualTo(live);
        } finally {
            browser().command("Emulation.setScriptExecutionDisabled", Map.of("value", false));
        }
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
    void what_is_left_out_is_gone_from_everywhere_until_its_chip_is_clicked() {
        open(SyntheticProfiles.csvImport());
        focusFrame("Csv.split:41");
        browser().press("m", Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ENTER);
        browser().settle();

        assertThat(browser().text("#chips")).isEqualTo("without Csv.split:41 leaves 237 MiB, 20.2 % of the peak");
        assertThat(browser().text("#breadcrumb")).isEqualTo("peak 237 MiB · 20.2 %");
        String address = browser().address();
        browser().reload();
        assertThat(browser().address()).isEqualTo(address);
        browser().element("#tab-sites").click();
        browser().element("#query").sendKeys(Keys.ESCAPE);
        assertThat(browser().text("#sitetable")).doesNotContain("Csv.java:41").contains("CsvImporter.java:49");
        browser().element("#chips .chip").click();
        assertThat(browser().text("#sitetable")).contains("Csv.java:41");
        assertThat(browser().address()).endsWith("#v=sites");
    }

    @Test
    void only_what_matches_stays_and_the_address_keeps_it_all() {
        open(SyntheticProfiles.csvImport(), "q=PriceCache&s=match,fold,class,once,flame");

        assertThat(browser().text("#chips")).isEqualTo("only stacks with PriceCache leaves 55 MiB, 4.7 % of the peak");
        assertThat(browser().element("#show").getDomProperty("value")).isEqualTo("fold");
        for (String button : List.of("matching", "once", "classleaf", "orientation")) {
            assertThat(browser().element("#" + button).getDomAttribute("aria-pressed"))
                    .as(button)
                    .isEqualTo("true");
        }
        browser().element("#reset").click();
        assertThat(browser().address()).endsWith("index.html");
        assertThat(browser().text("#breadcrumb")).isEqualTo("peak 1.1 GiB · 100 %");
    }

    @Test
    void links_that_lead_nowhere_are_told() {
        Map<String, String> complaints = Map.of(
                "p=00000001", "That frame is not in this report.",
                "p=00000001&s=bu", "That frame is not in this report.",
                "t=nobody", "That thread is not in this report.",
                "m=00000001", "That method is not in this report, or the filters hide it.",
                "v=source&f=None.java", "No line of None.java holds memory here, or its text is not in this report.");
        complaints.forEach((address, complaint) -> {
            open(SyntheticProfiles.csvImport(), address);
            assertThat(browser().text("#trouble")).as(address).isEqualTo(complaint);
        });
    }

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
        assertThat(browser().complaints()).isEmpty();
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

    private static void menuItem(String text) {
        browser().elements("[role=menuitem]").stream()
                .filter(item -> item.getText().equals(text))
                .findFirst()
                .orElseThrow()
                .click();
    }

    /** Bytes of collapsed stacks, smallest first. */
    private static List<Long> bytes(String stacks) {
        return Arrays.stream(stacks.split("\n"))
                .map(line -> Long.valueOf(line.substring(line.lastIndexOf(' ') + 1)))
                .sorted()
                .toList();
    }

    /** Finds a frame of the graph by a search and puts the focus there. */
    private static void focusFrame(String query) {
        WebElement field = browser().element("#query");
        field.clear();
        field.sendKeys(query);
        browser().element("#following").click();
        browser().script("document.getElementById('flame').focus()");
    }

    private static Browser browser() {
        if (opened == null) {
            throw new IllegalStateException("no browser");
        }
        return opened;
    }

    private static Path open(Profile profile) {
        return browser().open(folder.resolve("index.html"), out -> HtmlReport.write(profile, out));
    }

    private static void open(Profile profile, String address) {
        Path file = folder.resolve("index.html");
        browser().open(file, address, out -> HtmlReport.write(profile, out));
    }

    private static long number(String script) {
        return browser().script(script) instanceof Number number ? number.longValue() : -1;
    }
}
