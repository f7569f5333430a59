package dev.filprofile.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.filprofile.flamegraph.html.HtmlReport;
import dev.filprofile.profile.Profile;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebElement;

/**
 * Tests of pages in a real browser, one for all of them, which is started when it is first needed. After each, the console
 * must be empty, and nothing may have been asked of a network.
 */
@ExtendWith(BrowserTest.OneForAll.class)
abstract class BrowserTest {

    @TempDir
    static Path folder;

    private static @Nullable Browser shared;

    /** Opens the browser, which is closed when all tests have run. */
    static final class OneForAll implements BeforeAllCallback {

        @Override
        public void beforeAll(ExtensionContext context) {
            assumeTrue(Browser.present(), "no browser to test with: looked for " + Browser.places());
            shared = context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(Browser.class, absent -> new Browser(), Browser.class);
        }
    }

    @BeforeEach
    final void forgetEarlierPages() {
        browser().complaints();
        browser().requests();
    }

    @AfterEach
    final void nothingComplainsOrAsksTheNetwork() {
        assertThat(browser().complaints()).as("console").isEmpty();
        assertThat(browser().requests()).allMatch(request -> request.matches("(file|data|blob|about):.*"));
    }

    static Browser browser() {
        if (shared == null) {
            throw new IllegalStateException("no browser");
        }
        return shared;
    }

    static Path open(Profile profile) {
        return open(profile, "");
    }

    /** Opens a report with what stands after the {@code #} of its address. */
    static Path open(Profile profile, String address) {
        return browser().open(folder.resolve("index.html"), address, out -> HtmlReport.write(profile, out));
    }

    /** A script's value, -1 if it is no number. */
    static long number(String script) {
        return browser().script(script) instanceof Number number ? number.longValue() : -1;
    }

    static void search(String query) {
        WebElement field = browser().element("#query");
        field.clear();
        field.sendKeys(query);
    }

    /** Finds a frame of the graph by a search and puts the focus there. */
    static void focusFrame(String query) {
        search(query);
        browser().element("#following").click();
        browser().script("document.getElementById('flame').focus()");
    }

    static void menuItem(String text) {
        browser().elements("[role=menuitem]").stream()
                .filter(item -> item.getText().equals(text))
                .findFirst()
                .orElseThrow()
                .click();
    }

    /** Does something in a window of a width. */
    static void inWindow(int width, Runnable work) {
        browser()
                .command(
                        "Emulation.setDeviceMetricsOverride",
                        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
        try {
            browser().settle();
            work.run();
        } finally {
            browser().command("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }

    /** Does something with the open page as it is printed. */
    static void onPaper(Runnable work) {
        browser().script("window.dispatchEvent(new Event('beforeprint'))");
        browser().command("Emulation.setEmulatedMedia", Map.of("media", "print"));
        try {
            work.run();
        } finally {
            browser().command("Emulation.setEmulatedMedia", Map.of("media", ""));
        }
    }

    /** Does something with a page that may not run its scripts. */
    static void withoutScripts(Path file, Runnable work) {
        browser().command("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        try {
            browser().get(file.toUri().toString());
            work.run();
        } finally {
            browser().command("Emulation.setScriptExecutionDisabled", Map.of("value", false));
        }
    }
}
