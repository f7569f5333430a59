package dev.filprofile.flamegraph.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.flamegraph.SyntheticDiffs;
import dev.filprofile.flamegraph.text.DiffMarkdown;
import dev.filprofile.flamegraph.text.DiffReport;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HtmlDiffTest {

    static Stream<DiffReport> diffs() {
        return Stream.of(
                SyntheticDiffs.importer(),
                SyntheticDiffs.swapped(),
                SyntheticDiffs.severalRuns(),
                SyntheticDiffs.identical(),
                SyntheticDiffs.emptyBase(),
                SyntheticDiffs.nothing(),
                SyntheticDiffs.collapsedBase(),
                SyntheticDiffs.hostile());
    }

    @ParameterizedTest
    @MethodSource("diffs")
    void the_headline_is_that_of_the_other_outputs(DiffReport report) throws IOException {
        String headline = DiffMarkdown.of(report).lines().skip(1).findFirst().orElse("");

        assertThat(text(page(report), "<h1 id=\"promise\">(.*?)</h1>"))
                .isEqualTo("Peak: " + headline.replaceAll("### Peak memory: | ❌", ""));
    }

    @ParameterizedTest
    @MethodSource("diffs")
    void nothing_points_outside_the_file_and_no_number_is_none(DiffReport report) throws IOException {
        String page = page(report);
        String markup = page.replaceAll("(?s)<script.*?</script>", "").replaceAll("(?s)<style>.*?</style>", "");

        assertThat(markup).doesNotContainPattern("(src|href)=\"(?!data:,\"|#)").doesNotContain("url(http");
        assertThat(markup).doesNotContain("NaN").doesNotContain("Infinity").contains("default-src 'none'; ");
    }

    @Test
    void a_moved_line_and_both_texts_stand_in_the_table() throws IOException {
        String table = text(page(SyntheticDiffs.importer()), "(<table id=\"changes\".*?</table>)");

        assertThat(table)
                .contains("▲ Csv.split, Csv.java:35 → :41 (moved) String[] parts = line.split(\",\")")
                .contains("− Dictionary.fill, Dictionary.java:61 (gone from the peak) words.put(word, word.length())")
                .contains("the peak");
    }

    @Test
    void an_empty_base_has_no_percentages() throws IOException {
        String page = page(SyntheticDiffs.emptyBase());

        assertThat(text(page, "<h1 id=\"promise\">(.*?)</h1>")).isEqualTo("Peak: 0 B → 1.14 GiB (+1.14 GiB)");
        assertThat(text(page, "<p id=\"answer\"[^>]*>(.*?)</p>")).endsWith("is new and holds 934 MiB.");
    }

    @Test
    void a_run_does_not_differ_from_itself() throws IOException {
        String page = page(SyntheticDiffs.identical());

        assertThat(text(page, "<p id=\"verdict\"[^>]*>(.*?)<a"))
                .isEqualTo("Verdict: no difference above the noise of 11.7 MiB.");
        assertThat(text(page, "<p id=\"answer\"[^>]*>(.*?)</p>"))
                .isEqualTo("No line holds more or less than before, beyond the noise.");
    }

    @Test
    void stacks_of_another_tool_have_no_timeline() throws IOException {
        assertThat(page(SyntheticDiffs.collapsedBase())).doesNotContain("class=\"chart\"");
        assertThat(page(SyntheticDiffs.importer()).split("class=\"chart\"", -1)).hasSize(3);
    }

    @Test
    void hostile_names_stay_text() throws IOException {
        assertThat(page(SyntheticDiffs.hostile()))
                .doesNotContain("<script>alert")
                .doesNotContain("<img")
                .doesNotContain("<b>Bold")
                .contains("&lt;/title&gt;&lt;script&gt;alert(1)");
    }

    @Test
    void shell_script_and_style_stay_small() throws IOException {
        assertThat(page(SyntheticDiffs.nothing()).getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(110_000);
    }

    private static String page(DiffReport report) throws IOException {
        StringWriter out = new StringWriter();
        HtmlDiff.write(report, out);
        return out.toString();
    }

    /** The first match's text as a browser shows it. */
    private static String text(String page, String pattern) {
        Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(page);
        assertThat(matcher.find()).as(pattern).isTrue();
        String plain = matcher.group(1).replaceAll("<[^>]+>", " ");
        for (List<String> entity : List.of(List.of("&lt;", "<"), List.of("&quot;", "\""), List.of("&#39;", "'"))) {
            plain = plain.replace(entity.get(0), entity.get(1));
        }
        return plain.replaceAll("[\\s\u00a0]+", " ").strip();
    }
}
