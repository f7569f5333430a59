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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two commits of a program, profiled and compared. */
@Tag(ChildJvm.ANY)
final class DiffIT {

    private static final String LINE = "HELD.add(new byte[1024 * 1024]);";

    @TempDir
    private Path directory;

    @Test
    void aCommitThatHoldsMoreIsARegressionAtItsLineAndItselfNoDifference() throws Exception {
        try (Git git = Git.init().setDirectory(directory.toFile()).call()) {
            commitHolder(git, "int count = 24;");
            profile();
            profile();
            // The comment shifts the line that holds the memory; the difference is in the line above it.
            commitHolder(git, "int count = 56; // more\n        // than before");
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

    @Test
    void aCommitThatOnlyReformatsHasNoLineThatIsNewOrGone() throws Exception {
        try (Git git = Git.init().setDirectory(directory.toFile()).call()) {
            commit(git, "as it was", """
                    import java.util.*;
                    import java.util.stream.*;

                    class Holder {
                        static final List<Object> HELD = new ArrayList<>();

                        static byte[] bytes(int megabytes, String name) { return new byte[megabytes << 20]; }

                        public static void main(String[] args) {
                            HELD.add(List.of(bytes(4, "a; {"), new byte[5 << 20]));
                            for (int i = 0; i < 6; i++) { HELD.add(new byte[1 << 20]); }
                            if (args.length > 5) {
                                HELD.clear();
                            } else if (HELD.add(new byte[7 << 20])) {
                                HELD.add("");
                            }
                            HELD.addAll(Stream.of(1, 2, 3).map(size -> new byte[size << 20]).toList());
                            List.of(3, 4)
                                .forEach(size -> { HELD.add(new byte[size << 20]); });
                        }
                    }
                    """);
            profile();
            assertThat(fil("check", "--accept").exitCode()).isZero();
            commit(git, "reformatted", """
                    import java.util.*;
                    import java.util.stream.*;

                    class Holder
                    {
                        static final List<Object> HELD = new ArrayList<>();

                        /** Bytes; { of a name. */
                        static byte[] bytes(
                                int megabytes,
                                String name)
                        {
                            return new byte[
                                    megabytes << 20];
                        }

                        public static void main(String[] args)
                        {
                            HELD.add(
                                    List.of(
                                            // the smaller one;
                                            bytes(4, "a; {"),

                                            new byte[5 << 20])); // and the larger one, which is five of them
                            for (int i = 0; i < 6; i++)
                            {
                                HELD.add(new byte[1 << 20]);
                            }
                            if (args.length > 5)
                            {
                                HELD.clear();
                            }
                            else if (HELD.add(
                                    new byte[7 << 20]))
                            {
                                HELD.add("");
                            }
                            HELD.addAll(Stream.of(1, 2, 3)
                                    .map(size ->
                                            new byte[size << 20])
                                    .toList());
                            List.of(3, 4).forEach(size -> {
                                HELD.add(
                                        new byte[size << 20]);
                            });
                        }
                    }
                    """);
            profile();
        }

        for (Outcome outcome : List.of(
                diff("HEAD~1", "HEAD", "--fail-on-site-increase", "1m"),
                fil("check", "--fail-on-site-increase", "1m"))) {
            assertThat(outcome.exitCode()).as("%s", outcome).isZero();
            assertThat(outcome.outText())
                    .contains("MiB (", "no difference above the noise", " sites without a difference above the noise")
                    .doesNotContain("new,", "(new", "(gone", "more\n", "smaller");
        }
    }

    private void commitHolder(Git git, String countLine) throws IOException, GitAPIException {
        commit(git, countLine, """
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
    }

    private void commit(Git git, String message, String text) throws IOException, GitAPIException {
        Path source = Files.createDirectories(directory.resolve("src")).resolve("Holder.java");
        Files.writeString(source, text);
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
                .setMessage(message)
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
        return fil(all);
    }

    private Outcome fil(String... words) {
        return FilProfile.run(directory, words);
    }
}
