package dev.filprofile.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.e2e.workload.ManySmallObjects;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JVM's optimising compiler is left to the program. */
final class OwnCompilationIT {

    /** A line of {@code -XX:+PrintCompilation}: moment, number, marks, level, method. */
    private static final Pattern COMPILED =
            Pattern.compile("^ *\\d+ +\\d+ [%sbn! ]+([1-4]) +([\\w.$/]+)::([\\w<>$]+)", Pattern.MULTILINE);

    @TempDir
    private Path directory;

    /** Some 37,000 samples: a method counts as hot from 5,000 calls on. Every compilation is waited for. */
    @Test
    void theSlowPathIsHotAndYetOnlyCompiledByTheQuickCompiler() {
        ProfiledOutcome outcome = Program.workload(ManySmallObjects.class)
                .with("-Xbatch", "-XX:+PrintCompilation")
                .profiled(directory)
                .with("--interval", "1k")
                .run();

        String printed = outcome.outcome().outText();
        String sampled = "dev.filprofile.agent.sample.AllocationSampler$Target::accept";
        assertThat(compiled(printed, "1")).as("%s", outcome).contains(sampled);
        assertThat(compiled(printed, "4"))
                .contains("java.lang.Object::<init>")
                .noneMatch(method -> method.startsWith("dev.filprofile.agent.sample.")
                        || method.startsWith("dev.filprofile.agent.dump.")
                        || method.startsWith("dev.filprofile.shaded."));
        assertThat(outcome.results().resolve("latest"))
                .as("what the directives were read from is gone")
                .isDirectoryNotContaining("glob:**.directives");
    }

    private static Set<String> compiled(String printed, String level) {
        Set<String> methods = new TreeSet<>();
        Matcher line = COMPILED.matcher(printed);
        while (line.find()) {
            if (line.group(1).equals(level)) {
                methods.add(line.group(2) + "::" + line.group(3));
            }
        }
        return methods;
    }
}
