package dev.filprofile.cli.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.cli.TestSurroundings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS)
class BrowserTest {

    private static final Path REPORT = Path.of("/tmp/a b/index.html");
    private static final String ADDRESS = "file:///tmp/a%20b/index.html";

    @Test
    void whereAPersonIsThereTheSystemsOpenerIsUsed() {
        assertThat(command("Linux", true, "DISPLAY", ":0")).contains(List.of("xdg-open", ADDRESS));
        assertThat(command("Linux", true, "WAYLAND_DISPLAY", "w-0")).contains(List.of("xdg-open", ADDRESS));
        assertThat(command("Mac OS X", true)).contains(List.of("open", ADDRESS));
        assertThat(command("Windows 11", true)).contains(List.of("rundll32", "url.dll,FileProtocolHandler", ADDRESS));
    }

    @Test
    void whereNobodyIsThereNothingIsOpened() {
        assertThat(command("Linux", true)).isEmpty();
        assertThat(command("Linux", false, "DISPLAY", ":0")).isEmpty();
        assertThat(command("Linux", true, "DISPLAY", ":0", "CI", "true")).isEmpty();
        assertThat(command("Linux", false, "BROWSER", "firefox")).isEmpty();
        assertThat(command("Mac OS X", true, "SSH_CONNECTION", "1 2 3 4")).isEmpty();
    }

    @Test
    void theNamedBrowserIsPreferred() {
        assertThat(command("Linux", true, "BROWSER", "firefox")).contains(List.of("firefox", ADDRESS));
        assertThat(command("Linux", true, "BROWSER", "chromium --incognito:firefox"))
                .contains(List.of("chromium", "--incognito", ADDRESS));
        assertThat(command("Linux", true, "BROWSER", "open-it '%s' now"))
                .contains(List.of("open-it", "'" + ADDRESS + "'", "now"));
    }

    @Test
    void aBrowserThatDoesNotExistDoesNoHarm() {
        new Browser(TestSurroundings.on("Linux", Path.of("/"), true, "BROWSER", "no-such-browser")).open(REPORT);
    }

    private static Optional<List<String>> command(String system, boolean terminal, String... environment) {
        return new Browser(TestSurroundings.on(system, Path.of("/"), terminal, environment)).command(REPORT);
    }
}
