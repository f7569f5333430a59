package dev.filprofile.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two commits of a program that differ in one line, profiled and compared. */
final class DiffIT {

    private static final String LINE = "HELD.add(new byte[1024 * 1024]);";

    @TempDir
    private Path directory;

    @Test
    void aCommitThatHoldsMoreIsARegressionAtItsLineAndItselfNoDifference() throws Exception {
        try (Git git = Git.init().setDirectory(directory.toFile()).call()) {
            commit(git, "int count = 24;");
            profile();
            profile();
            // The comment shifts the line that holds the memory; the difference is in the line above it.
            commit(git, "int count = 56; // more\n        // than before");
            profile();
        }

        Outcome same = diff("--base", run(0), "--new", run(1), "--fail-on-increase", "0%");
        assertThat(same.exitCode()).as("%s", same).isZero();
        assertThat(same.outText()).contains("no difference above the noise");

        // 32 arrays more are far more than the young generation of 16 MB, which is what the base's bound may lie above
        // its peak.
        Outcome more = diff("HEAD~1", "HEAD", "--fail-on-increase", "10%");
        assertThat(more.exitCode()).as("%s", more).isEqualTo(3);
        assertThat(more.outText())
                .contains("  base  HEAD~1 (", "2 runs of ", "  new   HEAD (")
                .containsPattern(
                        "\\+32\\.0 MiB +24\\.0 MiB +56\\.0 MiB  Holder\\.main, Holder\\.java:9 → :10 \\(moved\\)\n +"
                                + Pattern.quote(LINE.replace(";", "")) + "\n")
                .contains("LIMIT BROKEN: the peak rose by ");

        Outcome drawn = diff("HEAD~1", "HEAD", "--format", "html", "--no-browser");
        assertThat(drawn.exitCode()).as("%s", drawn).isZero();
        assertThat(drawn.errText()).contains("=fil-profile= Comparison: diff.html");
        assertThat(directory.resolve("diff.html"))
                .content()
                .contains("Holder.main, Holder.java:9 → :10 holds 32.0\u00a0MiB more than before")
                .contains("<code class=\"source\">" + LINE.replace(";", "") + "</code>");
    }

    private void commit(Git git, String countLine) throws IOException, GitAPIException {
        Path source = Files.createDirectories(directory.resolve("src")).resolve("Holder.java");
        Files.writeString(source, """
                import java.util.*;

                class Holder {
                    static final List<byte[]> HELD = new ArrayList<>();

                    public static void main(String[] args) {
                        %s
                        for (int i = 0; i < count; i++) {
                            %s
                        }
                    }
                }
                """.formatted(countLine, LINE));
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "--release",
                        "17",
                        "-d",
                        directory.resolve("classes").toString(),
                        source.toString());
        assertThat(failed).isZero();
        git.add().addFilepattern("src").call();
        git.commit()
                .setMessage(countLine)
                .setAuthor("a", "a@example.org")
                .setCommitter("a", "a@example.org")
                .setSign(false)
                .call();
    }

    private void profile() {
        Outcome run =
                Program.main("classes", "Holder").profiled(directory).run().outcome();
        assertThat(run.exitCode()).as("%s", run).isZero();
    }

    /** The folder of the run with this number, counted from 0. */
    private String run(int number) throws IOException {
        try (var folders = Files.list(directory.resolve("fil-result"))) {
            List<Path> sorted = folders.filter(folder -> !folder.endsWith("latest"))
                    .sorted()
                    .toList();
            return sorted.get(number).toString();
        }
    }

    private Outcome diff(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "diff";
        System.arraycopy(words, 0, all, 1, words.length);
        return FilProfile.run(directory, all);
    }
}
