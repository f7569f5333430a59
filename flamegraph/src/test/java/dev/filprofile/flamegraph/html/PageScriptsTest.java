package dev.filprofile.flamegraph.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageScriptsTest {

    private static final Path MODULES = Path.of("src/main/resources/dev/filprofile/flamegraph/html");
    private static final Path TESTS = Path.of("src/test/js");

    @Test
    void all_tests_of_the_scripts_pass() throws IOException {
        Node.assumePresent();
        List<String> arguments = new ArrayList<>(List.of("--test", "--test-reporter=spec"));
        try (Stream<Path> files = Files.list(TESTS)) {
            files.map(Path::toString)
                    .filter(name -> name.endsWith(".test.js"))
                    .sorted()
                    .forEach(arguments::add);
        }
        assertThat(arguments).as("test files").hasSizeGreaterThan(5);

        Node.Result result = Node.run(arguments);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).containsPattern("tests [1-9]\\d+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"main.js", "diff.js"})
    void the_joined_script_is_valid_and_holds_each_module_once(String main, @TempDir Path folder) throws IOException {
        String script = ScriptBundle.of(main);
        assertThat(script).doesNotContain("import ").doesNotContainPattern("(?m)^export ");
        assertThat(script.split("class CallTree ", -1)).hasSize(2);
        assertThat(script).doesNotContainIgnoringCase("</script").doesNotContain("<!--");

        Node.assumePresent();
        Path file = folder.resolve("page.js");
        Files.writeString(file, script);
        Node.Result result = Node.run(List.of("--check", file.toString()));
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    @Test
    void no_two_modules_share_a_top_level_name() throws IOException {
        Pattern declaration = Pattern.compile("(?m)^(?:export )?(?:async )?(?:function|class|const|let) (\\w+)");
        Map<String, Path> owners = new HashMap<>();
        try (Stream<Path> files = Files.list(MODULES)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".js"))
                    .sorted()
                    .toList()) {
                Matcher names = declaration.matcher(Files.readString(file));
                while (names.find()) {
                    assertThat(owners.put(names.group(1), file))
                            .as("%s in %s", names.group(1), file)
                            .isNull();
                }
            }
        }
        assertThat(owners).containsKeys("CallTree", "FlameGraph", "formatBytes");
    }

    @Test
    void every_module_is_part_of_a_page() throws IOException {
        String script = ScriptBundle.of("main.js") + ScriptBundle.of("diff.js");
        try (Stream<Path> files = Files.list(MODULES)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".js")).toList()) {
                String lastLine = Files.readString(file).strip().lines().reduce("", (a, b) -> b);
                boolean separate = file.endsWith("theme.js") || file.endsWith("boot.js");
                assertThat(separate || script.contains(lastLine))
                        .as(file.toString())
                        .isTrue();
            }
        }
    }
}
