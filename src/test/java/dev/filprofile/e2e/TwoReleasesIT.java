package dev.filprofile.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.e2e.workload.HtmlDocument;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two releases of a library from Maven Central under the same program: jsoup 1.10.3 kept the attributes of an element in a
 * {@code LinkedHashMap}, 1.11.1 keeps them in two arrays of strings. Its changelog says that this needs less memory; so does the
 * difference, at the lines of jsoup that made the one and make the other.
 */
@Tag(ChildJvm.ANY)
final class TwoReleasesIT {

    @TempDir
    private Path directory;

    @Test
    void theLinesThatMadeTheDifferenceBetweenTwoReleasesAreNamed() throws IOException {
        Path before = profile("before");
        Path after = profile("after");

        Outcome less = diff(before, after);
        assertThat(less.exitCode()).as("%s", less).isZero();
        assertThat(less.outText())
                .as("%s", less)
                .containsPattern("^Peak memory: 3\\d\\.\\d MiB → 2\\d\\.\\d MiB \\(−.*\\): less\n")
                .containsPattern("\n +−\\S+ MiB .* Attributes\\.put, Attributes\\.java:103 \\(gone from the peak\\)")
                .containsPattern("\n +−\\S+ MiB .* Attributes\\.put, Attributes\\.java:104 \\(gone from the peak\\)")
                .containsPattern("\n +\\+\\S+ MiB .* Attributes\\.copyOf, Attributes\\.java:63 \\(new");

        Outcome more = diff(after, before, "--fail-on-increase", "10%", "--fail-on-site-increase", "2m");
        assertThat(more.exitCode()).as("%s", more).isEqualTo(3);
        assertThat(more.outText())
                .contains("LIMIT BROKEN: the peak rose by ")
                .containsPattern("LIMIT BROKEN: .*Attributes\\.put");
    }

    /** Without the time limit of confirmations and with a small young generation the bounds lie close to the peaks. */
    private Path profile(String release) throws IOException {
        String classPath = Project.workloadClasses() + File.pathSeparator + Project.release(release, "jsoup");
        return Program.main(classPath, HtmlDocument.class.getName())
                .with("-Xmx256m", "-Xmn2m")
                .profiled(Files.createDirectory(directory.resolve(release)))
                .with("--gc-budget", "100%", "--tolerance", "2%")
                .run()
                .folder();
    }

    private Outcome diff(Path base, Path next, String... limits) {
        String[] words = new String[limits.length + 3];
        words[0] = "diff";
        words[1] = base.toString();
        words[2] = next.toString();
        System.arraycopy(limits, 0, words, 3, limits.length);
        return FilProfile.run(directory, words);
    }
}
