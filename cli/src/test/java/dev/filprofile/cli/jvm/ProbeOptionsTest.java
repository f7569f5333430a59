package dev.filprofile.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProbeOptionsTest {

    @Test
    void optionsThatActAtStartAreLeftOut() {
        assertThat(ProbeOptions.withoutSideEffects(List.of(
                        "-javaagent:a.jar=x",
                        "-agentlib:jdwp=transport=dt_socket,suspend=y",
                        "-agentpath:/x.so",
                        "-Xlog:gc*:file=gc.log",
                        "-XX:StartFlightRecording=filename=x.jfr",
                        "-XX:ArchiveClassesAtExit=x.jsa",
                        "-XX:AOTCacheOutput=x.aot",
                        "-Dcom.sun.management.jmxremote.port=9010",
                        "-XX:+PrintFlagsFinal",
                        "-XX:+PrintGCDetails",
                        "-verbose:gc",
                        "--source",
                        "21",
                        "--dry-run")))
                .containsExactly("-XX:+PrintFlagsFinal");
    }

    @Test
    void allOthersAreKept() {
        List<String> options = List.of(
                "-Xmx1g", "-cp", "a:b", "-Dx=-javaagent:no", "-XX:+UseG1GC", "--add-opens", "a/b=c", "-ea", "@file");
        assertThat(ProbeOptions.withoutSideEffects(options)).isEqualTo(options);
    }

    @Test
    void variablesAreCleanedInTheSameWay() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "JAVA_TOOL_OPTIONS", "-XX:+UseG1GC  \"-javaagent:a b.jar\" -Dx=\"a b\"",
                "JDK_JAVA_OPTIONS", "'-agentlib:jdwp=x' -Xmx1g",
                "OTHER", "-javaagent:a.jar"));

        ProbeOptions.clean(environment, true);
        assertThat(environment)
                .containsOnly(
                        Map.entry("JAVA_TOOL_OPTIONS", "-XX:+UseG1GC -Dx=\"a b\""),
                        Map.entry("JDK_JAVA_OPTIONS", "-Xmx1g"),
                        Map.entry("OTHER", "-javaagent:a.jar"));

        ProbeOptions.clean(environment, false);
        assertThat(environment).containsOnlyKeys("OTHER");
    }
}
