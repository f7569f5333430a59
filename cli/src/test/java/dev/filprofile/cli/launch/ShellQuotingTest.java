package dev.filprofile.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ShellQuotingTest {

    private static final List<String> WORDS =
            List.of("java", "-Dx=1", "", "two words", "it's", "$HOME `x` \"q\" \\", "a;b", "*", "ä€", "#");

    @Test
    void plainWordsStayPlain() {
        assertThat(ShellQuoting.quote(List.of("java", "-cp", "a:b/c.jar", "com.acme.Main")))
                .isEqualTo("java -cp a:b/c.jar com.acme.Main");
        assertThat(ShellQuoting.quote(List.of("it's", ""))).isEqualTo("'it'\\''s' ''");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aShellReadsTheSameWordsBack() throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", "printf '%s\\n' " + ShellQuoting.quote(WORDS)).start();
        String read = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(read.split("\n", -1))
                .startsWith(WORDS.toArray(new String[0]))
                .hasSize(WORDS.size() + 1);
    }
}
