package dev.filprofile.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.filprofile.flamegraph.Findings;
import dev.filprofile.flamegraph.MethodName;
import dev.filprofile.flamegraph.ProfileBuilder;
import dev.filprofile.flamegraph.ReportTree;
import dev.filprofile.flamegraph.SyntheticProfiles;
import dev.filprofile.flamegraph.Units;
import dev.filprofile.flamegraph.html.HtmlReport;
import dev.filprofile.profile.Frame;
import dev.filprofile.profile.Method;
import dev.filprofile.profile.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The report as a reader meets it: from a file, in a real browser, without a network. */
class ReportPageIT {

    /** In the picture of {@link SyntheticProfiles#csvImport}, row 4 begins with the line that holds most. */
    private static final int SPLIT_ROW = 4;

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
                SyntheticProfiles.large(20_000, 1));
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void says_the_answer_without_a_complaint_or_a_request(Profile profile) {
        Browser browser = browser();
        browser.complaints();
        browser.requests();

        Path file = open(profile);

        assertThat(browser.text("#answer"))
                .isEqualTo(Findings.of(profile)
                        .answer()
                        .text()
                        .replaceAll("\\s+", " ")
                        .strip());
        for (String tab : List.of("tree", "sites", "classes", "graph")) {
            browser.element("#tab-" + tab).click();
            assertThat(browser.element("#" + tab).isDisplayed()).as(tab).isTrue();
        }
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests())
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request)
                        .matches(each -> each.equals(file.toUri().toString()) || each.startsWith("data:")));
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

    @Test
    void search_tells_the_bytes_that_the_tree_holds() {
        Profile profile = SyntheticProfiles.large(5_000, 8);
        open(profile);
        for (String query : List.of("cache", "com.acme.app.Order", "doFilter", "nowhere at all", "λ in")) {
            search(query);
            assertThat(browser().text("#found")).isEqualTo(expectedMatches(profile, query));
        }
        search("index.get(");
        browser().element("#regex").click();
        assertThat(browser().text("#found")).startsWith("Not a valid pattern: ").contains("Matches: ");
    }

    @Test
    void next_and_previous_walk_the_matches_round_and_round() {
        open(SyntheticProfiles.csvImport());
        search("CsvImporter.load");

        browser().press(Keys.ENTER);
        assertThat(browser().text("#found")).startsWith("1 of 3 · Matches: 3 frames");
        assertThat(browser().text("#detail h3")).isEqualTo("com.acme.csv.CsvImporter.load:47");
        browser().element("#following").click();
        assertThat(browser().text("#detail h3")).isEqualTo("com.acme.csv.CsvImporter.load:49");
        browser().element("#previous").click();
        browser().element("#previous").click();
        assertThat(browser().text("#found")).startsWith("3 of 3");
        assertThat(browser().text("#detail h3")).isEqualTo("com.acme.csv.CsvImporter.load:38");
    }

    @Test
    void a_match_too_narrow_to_see_is_zoomed_to() {
        Browser browser = browser();
        open(tinyMatch());
        search("needle");
        browser.settle();
        assertThat(browser.text("#breadcrumb [aria-current]")).isEqualTo("peak");
        assertThat(blackPixels(1)).as("mark on the block that hides the match").isPositive();

        browser.press(Keys.ENTER);
        browser.settle();
        assertThat(browser.text("#detail h3")).isEqualTo("com.acme.Tiny.needle:3");
        assertThat(browser.text("#breadcrumb [aria-current]")).isEqualTo("Tiny.outer:1");
        assertThat(blackPixels(3)).as("mark on the match").isPositive();

        browser.element("#reset").click();
        browser.settle();
        assertThat(browser.text("#breadcrumb [aria-current]")).isEqualTo("peak");
        assertThat(browser.text("#found")).isEmpty();
    }

    /** One path of a thousandth of the peak, so narrow that only its first frame is drawn, in a block. */
    private static Profile tinyMatch() {
        return new ProfileBuilder()
                .held("[B", 1_000_000, 10, "com.acme.Main.main:1")
                .held("[B", 500, 1, "com.acme.Tiny.outer:1", "com.acme.Tiny.inner:2", "com.acme.Tiny.needle:3")
                .held("[B", 400, 1, "com.acme.Tiny.other:9")
                .certificate(1_001_000, 1_100_000)
                .build();
    }

    /** Pixels of a row of the graph that have the colour of a match. */
    private static long blackPixels(int row) {
        return number("const canvas = document.getElementById('canvas');"
                + "const data = canvas.getContext('2d').getImageData(0, " + row * 22 + ", canvas.width, 22).data;"
                + "let count = 0;"
                + "for (let i = 0; i < data.length; i += 4)"
                + "  count += data[i + 3] === 255 && data[i] === 17 && data[i + 1] === 17 && data[i + 2] === 17 ? 1 : 0;"
                + "return count;");
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
    void a_search_leaves_only_the_rows_of_the_tables_that_match() {
        Browser browser = browser();
        open(SyntheticProfiles.csvImport());
        browser.element("#tab-sites").click();
        int all = visibleRows("sitetable");

        search("pricecache");
        assertThat(visibleRows("sitetable")).isEqualTo(1).isLessThan(all);
        assertThat(browser.text("#sitetable tbody tr:not([hidden])")).contains("PriceCache.java:90");
        browser.press(Keys.ESCAPE);
        assertThat(visibleRows("sitetable")).isEqualTo(all);
    }

    private static int visibleRows(String table) {
        return browser().elements("#" + table + " tbody tr:not([hidden])").size();
    }

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
    void on_paper_the_graph_is_light_and_tables_are_short() {
        Browser browser = browser();
        open(SyntheticProfiles.large(5_000, 8));
        browser.script(
                "document.documentElement.dataset.theme = 'dark'; window.dispatchEvent(new Event('beforeprint'))");
        browser.command("Emulation.setEmulatedMedia", Map.of("media", "print"));
        try {
            assertThat(browser.element("#paper").isDisplayed()).isTrue();
            assertThat(browser.element("#toolbar").isDisplayed()).isFalse();
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
        } finally {
            browser.command("Emulation.setEmulatedMedia", Map.of("media", ""));
        }
    }

    @Test
    void in_a_narrow_window_a_line_of_a_table_is_not_broken() {
        Browser browser = browser();
        open(SyntheticProfiles.csvImport());
        browser.element("#tab-sites").click();
        browser.command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 400, "height", 900, "deviceScaleFactor", 1, "mobile", false));
        try {
            browser.settle();
            assertThat(
                            number(
                                    "return Math.max(...[...document.querySelectorAll('#sitetable .file')]"
                                            + ".map(file => file.getClientRects()[0].height / parseFloat(getComputedStyle(file).fontSize)))"))
                    .as("lines high")
                    .isLessThan(2);
        } finally {
            browser.command("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }

    @Test
    void in_a_narrow_window_deep_rows_of_the_tree_keep_their_names() {
        Browser browser = browser();
        open(SyntheticProfiles.deep(40));
        browser.element("#tab-tree").click();
        browser.command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 600, "height", 900, "deviceScaleFactor", 1, "mobile", false));
        try {
            browser.settle();
            assertThat(number("return Math.min(...[...document.querySelectorAll('#gridbody .method')]"
                            + ".map(cell => cell.clientWidth - parseFloat(getComputedStyle(cell).paddingLeft)))"))
                    .as("pixels for a name")
                    .isGreaterThan(120);
        } finally {
            browser.command("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }

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
    void a_site_leads_to_its_frame() {
        open(SyntheticProfiles.csvImport());

        browser().element("#next li .show").click();
        browser().settle();

        assertThat(browser().text("#breadcrumb [aria-current]")).isEqualTo("CsvImporter.load:49");
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

    @Test
    void without_scripts_answer_sites_and_meaning_are_readable() {
        Browser browser = browser();
        Path file = open(SyntheticProfiles.csvImport());
        browser.command("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        try {
            browser.get(file.toUri().toString());
            assertThat(browser.text("h1")).isEqualTo("Peak: 1.14 GiB live at 12.4 s of 31.0 s.");
            assertThat(browser.text("#answer")).contains("holds 80 % of the peak");
            assertThat(browser.element("#sitetable").isDisplayed()).isTrue();
            assertThat(browser.text("#sitetable")).contains("com.acme.csv.CsvImporter.load");
            assertThat(browser.text("#meaning")).contains("The true peak lies between");
            assertThat(browser.element("#graph").isDisplayed()).isFalse();
            assertThat(browser.element("#toolbar").isDisplayed()).isFalse();
        } finally {
            browser.command("Emulation.setScriptExecutionDisabled", Map.of("value", false));
        }
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

    @Test
    void two_hundred_thousand_nodes_fit_into_five_megabytes() throws IOException {
        Profile profile = SyntheticProfiles.large(200_000, 2);
        Path file = open(profile);

        assertThat(Files.size(file)).isLessThan(5_000_000);
        search("cache");
        assertThat(browser().text("#found")).isEqualTo(expectedMatches(profile, "cache"));
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

    @Test
    void nothing_is_wider_than_a_narrow_window() {
        Browser browser = browser();
        open(SyntheticProfiles.hostile());
        browser.command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 400, "height", 900, "deviceScaleFactor", 1, "mobile", false));
        try {
            browser.settle();
            assertThat(number("return document.documentElement.scrollWidth")).isLessThanOrEqualTo(400);
        } finally {
            browser.command("Emulation.clearDeviceMetricsOverride", Map.of());
        }
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

    private static void search(String query) {
        WebElement field = browser().element("#query");
        field.clear();
        field.sendKeys(query);
    }

    private static long number(String script) {
        return browser().script(script) instanceof Number number ? number.longValue() : -1;
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

    /** What the page should say about a search, worked out from the tree: nested matches count once. */
    private static String expectedMatches(Profile profile, String query) {
        ReportTree tree = ReportTree.of(profile, HtmlReport.Options.DEFAULT.maxNodes());
        String wanted = query.toLowerCase(Locale.ROOT);
        int frames = 0;
        long bytes = 0;
        int coveredAtDepth = Integer.MAX_VALUE;
        for (int node = 1; node < tree.size(); node++) {
            if (tree.depth(node) <= coveredAtDepth) {
                coveredAtDepth = Integer.MAX_VALUE;
            }
            if (tree.frame(node) >= 0 && text(profile, tree.frame(node)).contains(wanted)) {
                frames++;
                if (coveredAtDepth == Integer.MAX_VALUE) {
                    coveredAtDepth = tree.depth(node);
                    bytes += tree.totalBytes(node);
                }
            }
        }
        if (frames == 0) {
            return "No match";
        }
        return "Matches: " + Units.count(frames) + (frames == 1 ? " frame, " : " frames, ") + Units.bytes(bytes) + ", "
                + Units.percent((double) bytes / profile.certificate().peakBytes()) + " of the peak";
    }

    private static String text(Profile profile, int frameIndex) {
        Frame frame = profile.tree().frames().get(frameIndex);
        Method method = profile.tree().methods().get(frame.methodIndex());
        String source = profile.sources().line(method.sourcePath(), frame.line());
        return (MethodName.of(method).full() + ":" + frame.line() + " " + (source == null ? "" : source.strip()))
                .toLowerCase(Locale.ROOT);
    }
}
