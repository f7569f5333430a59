package dev.filprofile.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.cli.TestSurroundings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentPolicyTest {

    private static final Path DIRECTORY = Path.of("").toAbsolutePath();

    @Test
    void mostProgramsNeedNothing() {
        AgentPolicy.Decision decision = decide("-Xmx1g", "-Dx=-XX:AOTCache=y", "-Xshare:auto", "-XX:AOTCache=");
        assertThat(decision.options()).isEmpty();
        assertThat(decision.notes()).isEmpty();
    }

    @Test
    void aLimitOnModulesDoesNotLeaveOutWhatTheAgentNeeds() {
        for (String[] limit : new String[][] {{"--limit-modules", "java.base"}, {"--limit-modules=java.base"}}) {
            assertThat(decide(limit).options())
                    .containsExactly("--add-modules=java.instrument,java.management,jdk.management");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-XX:ArchiveClassesAtExit=x, -XX:ArchiveClassesAtExit=",
        "-XX:SharedArchiveFile=x, -XX:SharedArchiveFile=",
        "-XX:+AutoCreateSharedArchive, -XX:-AutoCreateSharedArchive",
        "-XX:AOTCache=x, -XX:AOTMode=off",
        "-XX:AOTCacheOutput=x, -XX:AOTMode=off",
        "-XX:AOTMode=record, -XX:AOTMode=off",
    })
    void archivesOfClassesAreSwitchedOffAndNoted(String option, String added) {
        AgentPolicy.Decision decision = decide(option);
        assertThat(decision.options()).containsExactly(added);
        assertThat(decision.notes()).singleElement().asString().contains(" was overridden: ");
    }

    @Test
    void variablesCountToo() {
        assertThat(AgentPolicy.decide(
                                List.of("-XX:AOTMode=on"),
                                TestSurroundings.in(DIRECTORY, "JAVA_TOOL_OPTIONS", "-Xmx1g '-XX:AOTCache=a b'"))
                        .options())
                .containsExactly("-XX:AOTMode=off");
    }

    private static AgentPolicy.Decision decide(String... options) {
        return AgentPolicy.decide(List.of(options), TestSurroundings.in(DIRECTORY));
    }
}
