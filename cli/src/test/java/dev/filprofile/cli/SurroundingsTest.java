package dev.filprofile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class SurroundingsTest {

    private static final Path DIRECTORY = Path.of("/work").toAbsolutePath();

    @Test
    void variablesForJvmsAreHiddenFromOursAndGivenBackToTheProgram() {
        Map<String, String> ours =
                Map.of("FIL_PROFILE_HIDDEN_JAVA_TOOL_OPTIONS", "-Dx=1", "JDK_JAVA_OPTIONS", "-Dy=1", "OTHER", "kept");
        assertThat(Surroundings.unhidden(ours))
                .containsOnly(
                        Map.entry("JAVA_TOOL_OPTIONS", "-Dx=1"),
                        Map.entry("JDK_JAVA_OPTIONS", "-Dy=1"),
                        Map.entry("OTHER", "kept"));

        Map<String, String> child = new HashMap<>(
                Map.of("FIL_PROFILE_HIDDEN_JAVA_TOOL_OPTIONS", "-Dx=1", "_JAVA_OPTIONS", "stray", "A", "b"));
        TestSurroundings.in(DIRECTORY, "JAVA_TOOL_OPTIONS", "-Dx=1").giveJvmVariables(child);
        assertThat(child).containsOnly(Map.entry("JAVA_TOOL_OPTIONS", "-Dx=1"), Map.entry("A", "b"));
    }

    @Test
    void theLocaleIsGivenBackToo() {
        Map<String, String> set = new HashMap<>(Map.of("FIL_PROFILE_HIDDEN_LC_ALL", "C", "LC_ALL", "C.UTF-8"));
        TestSurroundings.in(DIRECTORY).giveJvmVariables(set);
        assertThat(set).containsOnly(Map.entry("LC_ALL", "C"));

        Map<String, String> unset = new HashMap<>(Map.of("FIL_PROFILE_HIDDEN_LC_ALL", "", "LC_ALL", "C.UTF-8"));
        TestSurroundings.in(DIRECTORY).giveJvmVariables(unset);
        assertThat(unset).isEmpty();

        Map<String, String> untouched = new HashMap<>(Map.of("LC_ALL", "de_DE.UTF-8"));
        TestSurroundings.in(DIRECTORY).giveJvmVariables(untouched);
        assertThat(untouched).containsOnly(Map.entry("LC_ALL", "de_DE.UTF-8"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void cachesLieWhereTheSystemHasThem() {
        Path home = DIRECTORY.resolve("home");
        assertThat(TestSurroundings.in(DIRECTORY).cacheDirectory()).isEqualTo(home.resolve(".cache/fil-profile"));
        assertThat(TestSurroundings.in(DIRECTORY, "XDG_CACHE_HOME", "/c").cacheDirectory())
                .isEqualTo(Path.of("/c/fil-profile"));
        assertThat(TestSurroundings.in(DIRECTORY, "XDG_CACHE_HOME", "relative").cacheDirectory())
                .isEqualTo(home.resolve(".cache/fil-profile"));
        assertThat(TestSurroundings.on("Mac OS X", DIRECTORY, false).cacheDirectory())
                .isEqualTo(home.resolve("Library/Caches/fil-profile"));
        assertThat(TestSurroundings.on("Windows 11", DIRECTORY, false, "LOCALAPPDATA", "/l")
                        .cacheDirectory())
                .isEqualTo(Path.of("/l/fil-profile"));
    }

    @Test
    void anEmptyVariableIsUnset() {
        assertThat(TestSurroundings.in(DIRECTORY, "CI", "").variable("CI")).isNull();
        assertThat(TestSurroundings.in(DIRECTORY, "CI", "1").variable("CI")).isEqualTo("1");
    }

    @Test
    void coloursAreForTerminalsThatHaveThemAndPeopleWhoWantThem() {
        assertThat(terminal(Map.of()).showsColours()).isTrue();
        assertThat(terminal(Map.of("NO_COLOR", "1")).showsColours()).isFalse();
        assertThat(terminal(Map.of("TERM", "dumb")).showsColours()).isFalse();
        assertThat(TestSurroundings.in(DIRECTORY).showsColours()).isFalse();
    }

    private static Surroundings terminal(Map<String, String> environment) {
        return new Surroundings(environment, DIRECTORY, DIRECTORY, "Linux", true, true, DIRECTORY.resolve("agent.jar"));
    }
}
