package dev.filprofile.flamegraph.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.flamegraph.Findings;
import dev.filprofile.flamegraph.Picture;
import dev.filprofile.flamegraph.SyntheticProfiles;
import dev.filprofile.profile.Profile;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HtmlReportTest {

    static Stream<Profile> profiles() {
        return Stream.of(
                SyntheticProfiles.csvImport(),
                SyntheticProfiles.offHeap(),
                SyntheticProfiles.hostile(),
                SyntheticProfiles.nothingTracked(),
                SyntheticProfiles.empty(),
                SyntheticProfiles.growing(),
                SyntheticProfiles.running(),
                SyntheticProfiles.sampled(),
                SyntheticProfiles.provisional(),
                SyntheticProfiles.deep(3000),
                SyntheticProfiles.large(3_000, 4));
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void the_answer_on_the_page_is_the_answer_of_the_findings(Profile profile) throws IOException {
        String page = page(profile);
        String paragraph = between(page, "<p id=\"answer\" class=\"sentence\"", "</p>");

        assertThat(text(paragraph.substring(paragraph.indexOf('>') + 1)))
                .isEqualTo(squeezed(Findings.of(profile).answer().text()));
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void only_its_own_scripts_and_style_may_run(Profile profile) throws IOException {
        String page = page(profile);
        String policy =
                between(page, "Content-Security-Policy\" content=\"", "\"").replace("&#39;", "'");

        assertThat(policy)
                .startsWith("default-src 'none'; ")
                .doesNotContain("unsafe")
                .doesNotContain("http");
        List<String> scripts = all(page, "<script>(.*?)</script>");
        List<String> styles = all(page, "<style>(.*?)</style>");
        assertThat(scripts).hasSize(2).allSatisfy(each -> assertThat(policy).contains(hash(each)));
        assertThat(styles).hasSize(1).allSatisfy(each -> assertThat(policy).contains(hash(each)));
        assertThat(policy).contains(hash(ScriptBundle.of("main.js")));
        assertThat(all(page, "<(script)")).hasSize(4 + Picture.of(profile).size());
        String withoutValues = page.substring(page.indexOf("<body>")).replaceAll("=\"[^\"]*\"", "=\"\"");
        assertThat(withoutValues).doesNotContainPattern("<[^>]* (style|on\\w+)=\"");
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void nothing_points_outside_the_file(Profile profile) throws IOException {
        String page = page(profile);
        String markup = page.replaceAll("(?s)<script>.*?</script>", "").replaceAll("(?s)<style>.*?</style>", "");

        assertThat(markup).doesNotContainPattern("(src|href)=\"(?!data:,\"|#)").doesNotContain("url(http");
        assertThat(page).doesNotContain("NaN MiB").doesNotContain("Infinity");
    }

    @Test
    void hostile_names_stay_text() throws IOException {
        String page = page(SyntheticProfiles.hostile());

        assertThat(page).doesNotContain("<script>alert").doesNotContain("<img").doesNotContain("<b>Bold");
        assertThat(page).contains("com.acme.&lt;b&gt;Bold&lt;/b&gt;");
        assertThat(ScriptJson.of(json -> json.writeString("</title>\u2028&")))
                .isEqualTo("\"\\u003C/title\\u003E\\u2028\\u0026\"");
    }

    @Test
    void the_page_is_the_same_under_every_locale_and_every_time() throws IOException {
        String english = page(SyntheticProfiles.large(3_000, 4));
        Locale before = Locale.getDefault();
        try {
            for (String tag : List.of("tr-TR", "ar-EG-u-nu-arab", "de-CH")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertThat(page(SyntheticProfiles.large(3_000, 4)).equals(english))
                        .as(tag)
                        .isTrue();
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void without_scripts_title_answer_sites_and_meaning_are_there() throws IOException {
        String page = page(SyntheticProfiles.csvImport()).replaceAll("(?s)<script.*?</script>", "");

        assertThat(page)
                .contains("<title>Peak 1.14\u00a0GiB · java -jar importer.jar orders.csv</title>")
                .contains("Peak: <b>1.14\u00a0GiB</b> live at 12.4\u00a0s of 31.0\u00a0s.")
                .contains("The true peak lies between 1.14\u00a0GiB and 1.19\u00a0GiB.")
                .contains("com.acme.csv.CsvImporter.load")
                .contains("What this number means");
        assertThat(all(page, "id=\"(sites|classes)\"[^>]*\\bhidden")).isEmpty();
    }

    @Test
    void a_tree_that_is_too_large_is_folded_until_it_fits_and_the_page_says_so() throws IOException {
        Profile profile = SyntheticProfiles.large(20_000, 6);
        StringWriter out = new StringWriter();
        HtmlReport.write(profile, out, new HtmlReport.Options(20_000, 60_000));
        String page = out.toString();

        assertThat(between(page, "id=\"picture-heap\">", "</script>")).hasSizeLessThan(60_000);
        assertThat(page).containsPattern("[\\d,k\\h]+ call paths under [\\d.]+\\h[KM]?i?B are folded");
    }

    @Test
    void all_pictures_together_keep_the_limit() throws IOException {
        StringWriter out = new StringWriter();
        HtmlReport.write(SyntheticProfiles.offHeap(), out, new HtmlReport.Options(20_000, 3_000));

        List<String> pictures = all(out.toString(), "id=\"picture-[^>]*>(.*?)</script>");
        assertThat(pictures).hasSize(3);
        assertThat(pictures.get(0)).as("half of it").hasSizeLessThan(1_500);
        assertThat(pictures.subList(1, 3)).allSatisfy(data -> assertThat(data).hasSizeLessThan(750));
    }

    @Test
    void shell_script_and_style_stay_small() throws IOException {
        assertThat(page(SyntheticProfiles.empty()).getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(80 * 1024);
    }

    private static String page(Profile profile) throws IOException {
        StringWriter out = new StringWriter();
        HtmlReport.write(profile, out);
        return out.toString();
    }

    /** Text of markup as a browser shows it, for the few entities that the template's escaping uses. */
    private static String text(String markup) {
        return squeezed(markup.replaceAll("<[^>]+>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&"));
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private static String between(String text, String start, String end) {
        int from = text.indexOf(start) + start.length();
        assertThat(from).as(start).isGreaterThanOrEqualTo(start.length());
        return text.substring(from, text.indexOf(end, from));
    }

    private static List<String> all(String text, String pattern) {
        List<String> found = new ArrayList<>();
        Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
