package dev.filprofile.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The examples in {@code docs/ci}: what they give a shell to do is done, in a Maven project of the kind that they are for. Checking out,
 * installing a JDK and keeping files is left to the services.
 */
@Tag(ChildJvm.ANY)
final class CiFilesIT {

    /** The program holds each row once, or twice, by two statements. */
    private static final String ONCE = "rows.add(line.split(\",\"));";

    private static final String TWICE = ONCE + "\n            rows.add(line.split(\",\", 3));";

    private static final Pattern PLUGIN = Pattern.compile(
            "<artifactId>maven-(resources|compiler|surefire|jar)-plugin</artifactId>\\s*<version>([^<]+)");

    @TempDir
    private Path project;

    @BeforeEach
    void makeProject() throws IOException {
        Files.writeString(project.resolve("pom.xml"), pom());
        // three strings of 40 to 48 bytes and their array of 32 a row: 16 MB, and the file's text itself
        Files.writeString(project.resolve("input.csv"), "1,one,the first\n".repeat(100_000));
    }

    @Test
    void bothServicesDoTheSameAndKeepTheResults() throws IOException {
        assertThat(gitLabScript()).isEqualTo(gitHubScript());
        assertThat(yaml("github-actions.yml").findValuesAsText("path")).containsExactly("fil-result");
        assertThat(texts(yaml("gitlab-ci.yml").at("/peak memory/artifacts/paths")))
                .containsExactly("fil-result");
    }

    @Test
    void theJobPassesUntilThePeakRisesAndAgainWhenThatIsAccepted() throws IOException {
        assumeTrue(Shell.has("mvn"), "no Maven to build a project with");
        List<String> script = gitHubScript();
        assertThat(script).hasSize(2);
        String build = script.get(0);
        String check = script.get(1);
        // "the same command with --accept in front of --"
        String accept = check.replaceFirst(" -- ", " --accept -- ");
        assertThat(accept).isNotEqualTo(check);

        writeProgram(ONCE);
        ends(0, build);
        ends(0, accept);
        assertThat(ends(0, check).outText()).contains("Peak memory: ").doesNotContain("LIMIT BROKEN");

        writeProgram(TWICE);
        ends(0, build);
        assertThat(ends(3, check).outText()).contains("LIMIT BROKEN: the peak rose by ", "App.java:11");
        assertThat(project.resolve("summary.md"))
                .content()
                .contains("<!-- fil-profile diff -->", "❌ the peak rose by ", "App.java&#58;11 (new)");
        ends(0, accept);
        assertThat(project.resolve("fil-baseline.json")).content().contains("split(\\\",\\\", 3)");
        assertThat(project.resolve("fil-result")).isDirectory();
    }

    private Outcome ends(int exitCode, String command) {
        Outcome outcome = Shell.run(
                project,
                Map.of(
                        "FIL_PROFILE",
                        Project.root().toString(),
                        "GITHUB_STEP_SUMMARY",
                        "summary.md",
                        "HOME",
                        System.getProperty("user.home")),
                command);
        assertThat(outcome.exitCode()).as("%s", outcome).isEqualTo(exitCode);
        return outcome;
    }

    private void writeProgram(String keep) throws IOException {
        Path source = project.resolve("src/main/java/App.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, """
                import java.io.IOException;
                import java.nio.file.*;
                import java.util.*;

                class App {
                    public static void main(String[] arguments) throws IOException {
                        List<String[]> rows = new ArrayList<>();
                        String text = Files.readString(Path.of(arguments[0]));
                        for (String line : (Iterable<String>) text.lines()::iterator) {
                            %s
                        }
                        System.out.println(rows.size());
                    }
                }
                """.formatted(keep));
    }

    /** With the versions of plugins that this build uses, which are at hand. */
    private static String pom() throws IOException {
        StringBuilder plugins = new StringBuilder();
        Matcher plugin = PLUGIN.matcher(Files.readString(Project.root().resolve("pom.xml")));
        while (plugin.find()) {
            plugins.append("<plugin><artifactId>maven-%s-plugin</artifactId><version>%s</version>%s</plugin>"
                    .formatted(plugin.group(1), plugin.group(2), plugin.group(1).equals("jar") ? """
                            <configuration><archive><manifest><mainClass>App</mainClass></manifest></archive></configuration>
                            """ : ""));
        }
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>org.example</groupId>
                  <artifactId>app</artifactId>
                  <version>1</version>
                  <properties>
                    <maven.compiler.release>17</maven.compiler.release>
                    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                  </properties>
                  <build>
                    <finalName>app</finalName>
                    <plugins>%s</plugins>
                  </build>
                </project>
                """.formatted(plugins);
    }

    private static List<String> gitHubScript() throws IOException {
        return texts(yaml("github-actions.yml").at("/jobs/peak/steps").findValues("run"));
    }

    private static List<String> gitLabScript() throws IOException {
        return texts(yaml("gitlab-ci.yml").at("/peak memory/script"));
    }

    private static List<String> texts(Iterable<JsonNode> nodes) {
        List<String> texts = new ArrayList<>();
        nodes.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    private static JsonNode yaml(String name) throws IOException {
        Object content = new Load(LoadSettings.builder().build())
                .loadFromString(
                        Files.readString(Project.root().resolve("docs/ci").resolve(name)));
        return new ObjectMapper().valueToTree(content);
    }
}
