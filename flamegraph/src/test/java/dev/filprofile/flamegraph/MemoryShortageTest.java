package dev.filprofile.flamegraph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.flamegraph.html.HtmlReport;
import dev.filprofile.profile.OutOfMemory;
import dev.filprofile.profile.Profile;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryShortageTest {

    private static final List<OutOfMemory.Line> STACK = List.of(
            new OutOfMemory.Line("java.util.Arrays", "copyOf", "Arrays.java", 3537),
            new OutOfMemory.Line("com.acme.csv.Importer", "load", "Importer.java", 41),
            new OutOfMemory.Line("com.acme.Main", "main", "Main.java", 7));

    @Test
    void a_run_that_had_enough_has_no_headline() {
        assertThat(MemoryShortage.of(SyntheticProfiles.csvImport())).isEmpty();
    }

    @Test
    void the_first_line_that_is_the_programs_was_asking() {
        MemoryShortage shortage = shortage(1, 1, "Java heap space", STACK);

        assertThat(shortage.headline()).isEqualTo("Out of memory: the Java heap was full.");
        assertThat(shortage.line())
                .isEqualTo("Out of memory: the Java heap was full, at Importer.java:41 in Importer.load, thread main");
        assertThat(String.join(" ", shortage.sentences()))
                .contains("At 2.5 s, in thread main: “Java heap space”.")
                .contains("Nobody caught the error")
                .contains("were in use after the last collection")
                .contains("the JVM does not tell")
                .contains("the limit has to be above ");
    }

    @Test
    void what_xmx_has_no_part_in_is_not_blamed_on_it() {
        assertThat(words(shortage(3, 0, "Requested array size exceeds VM limit", STACK)))
                .contains("At least 3 such errors were met; this is the first.")
                .contains("No -Xmx is large enough");
        assertThat(words(shortage(
                        1, 0, "Cannot reserve 8 bytes of direct buffer memory (allocated: 9, limit: 10)", STACK)))
                .contains("-XX:MaxDirectMemorySize");
        assertThat(words(shortage(1, 0, "Metaspace", STACK))).contains("-XX:MaxMetaspaceSize");
        assertThat(words(shortage(1, 0, "unable to create native thread: possibly out of memory", STACK)))
                .contains("limit of the system");
        assertThat(words(shortage(1, 0, "the pool's own", STACK))).contains("in the error's own words");
    }

    @Test
    void what_is_not_known_is_said_so() {
        assertThat(words(shortage(1, 0, "Java heap space", List.of()))).contains("Which line was asking is not known");
        Profile lost = SyntheticProfiles.csvImport().withOutOfMemory(new OutOfMemory(2, 1, -1, 0, "", "", List.of()));
        assertThat(words(MemoryShortage.of(lost).orElseThrow())).contains("no memory left to note where");
    }

    @Test
    void the_page_has_a_banner_with_everything_escaped() throws Exception {
        OutOfMemory errors = new OutOfMemory(1, 1, 2_500, 60 << 20, "<b>full</b>", "</script>", STACK);
        StringWriter page = new StringWriter();

        HtmlReport.write(SyntheticProfiles.csvImport().withOutOfMemory(errors), page);

        assertThat(page.toString())
                .contains("<h2 id=\"shortage\">Out of memory.</h2>")
                .contains("Importer.java:41")
                .contains("&lt;b&gt;full&lt;/b&gt;")
                .doesNotContain("<b>full</b>");
    }

    private static MemoryShortage shortage(long errors, long uncaught, String message, List<OutOfMemory.Line> stack) {
        OutOfMemory told = new OutOfMemory(errors, uncaught, 2_500, 60 << 20, message, "main", stack);
        return MemoryShortage.of(SyntheticProfiles.csvImport().withOutOfMemory(told))
                .orElseThrow();
    }

    private static String words(MemoryShortage shortage) {
        return String.join(" ", shortage.sentences());
    }
}
