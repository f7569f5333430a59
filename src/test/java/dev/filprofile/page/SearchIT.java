package dev.filprofile.page;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** What a search finds, tells and marks. */
class SearchIT extends BrowserTest {

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
    void two_hundred_thousand_nodes_fit_into_five_megabytes() throws IOException {
        Profile profile = SyntheticProfiles.large(200_000, 2);
        Path file = open(profile);

        assertThat(Files.size(file)).isLessThan(5_000_000);
        search("cache");
        assertThat(browser().text("#found")).isEqualTo(expectedMatches(profile, "cache"));
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
}
