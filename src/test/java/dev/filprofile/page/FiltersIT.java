package dev.filprofile.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.flamegraph.SyntheticProfiles;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** What is left out or alone shown, and the address that keeps it. */
class FiltersIT extends BrowserTest {

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
}
