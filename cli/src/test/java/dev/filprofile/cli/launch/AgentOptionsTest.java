package dev.filprofile.cli.launch;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentOptionsTest {

    @TempDir
    private Path directory;

    @Test
    void everyOptionIsReadBackWhateverIsInIt() throws Exception {
        Path strange = directory.resolve("a=b, c\\d ä€#.filraw");
        Path file = directory.resolve("agent.properties");
        new AgentOptions(
                        strange,
                        Path.of("/l/agent.jar"),
                        0.1,
                        0.25,
                        123_456_789_012L,
                        65536,
                        true,
                        "portable",
                        directory,
                        false,
                        "java 'ä\n€' =x",
                        true)
                .write(file);

        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            read.load(reader);
        }
        assertThat(read)
                .containsOnly(
                        entry("output", strange.toString()),
                        entry("tolerance", "0.1"),
                        entry("gcBudget", "0.25"),
                        entry("firstThresholdBytes", "123456789012"),
                        entry("intervalBytes", "65536"),
                        entry("jar", "/l/agent.jar"),
                        entry("exact", "true"),
                        entry("engine", "portable"),
                        entry("cache", directory.toString()),
                        entry("collectorChosen", "false"),
                        entry("command", "java 'ä\n€' =x"),
                        entry("verbose", "true"));
    }

    @Test
    void theAgentTakesThePathAsItIs() {
        assertThat(options("/l/agent.jar").jvmOptions(Path.of("/a=b,c d/agent.properties")))
                .containsExactly(
                        "-Xbootclasspath/a:/l/agent.jar", "-javaagent:/l/agent.jar=config=/a=b,c d/agent.properties");
        // such a path cannot name one jar
        assertThat(options("/l:m/agent.jar").jvmOptions(Path.of("/a")))
                .containsExactly("-javaagent:/l:m/agent.jar=config=/a");
    }

    private AgentOptions options(String jar) {
        return new AgentOptions(
                directory, Path.of(jar), 0.1, 0.2, 0, 0, false, "auto", directory, false, "java Main", false);
    }
}
