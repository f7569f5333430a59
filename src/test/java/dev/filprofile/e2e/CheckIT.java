package dev.filprofile.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.filprofile.e2e.workload.Echo;
import dev.filprofile.e2e.workload.WaitsForSignal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fil-profile check} with a program: alone, and as what {@code git bisect run} asks. */
@Tag(ChildJvm.ANY)
final class CheckIT {

    private static final int BAD = 7;

    /** Ten states of one program. All but {@link #BAD} leave the peak as it is: 16 MiB, in one line. */
    private static final List<String> COMMITS = List.of(
            holder("", "held.add(new byte[1 << 20]);"),
            holder("// a comment\n// that shifts all lines", "held.add(new byte[1 << 20]);"),
            holder("", "held.add( new byte[ 1<<20 ] );"),
            holder("", "held.add(\n    new byte[1 << 20]);"),
            holder("this does not compile", ""),
            holder("", "keep(held);") + method("held.add(new byte[1 << 20]);"),
            holder("// moved down", "keep(held);") + method("    held.add(new byte[1 << 20]);"),
            holder("", "keep(held);") + method("held.add(new byte[1 << 20 | 1 << 18]);"),
            holder("// moved down", "keep(held);") + method("held.add(new byte[1 << 20 | 1 << 18]);"),
            holder("", "held.add(new byte[1 << 20 | 1 << 18]);"));

    @TempDir
    private Path directory;

    /** The recipe of docs/diff.md, with javac in the place of Maven. */
    @Test
    void aBisectionFindsTheCommitThatHoldsMoreAmongOthersThatMoveAndReformat() throws Exception {
        assumeTrue(Shell.has("git"), "no git to bisect with");
        Path repository = Files.createDirectory(directory.resolve("repository"));
        List<String> hashes = commits(repository);
        String program = "-Xmx64m -cp ../classes Holder";
        // enough time for every confirmation, also on a slow machine
        String check = "fil-profile check -n 1 --gc-budget 100% --baseline ../good.json -o ../results ";
        shell(
                repository,
                "git checkout -q " + hashes.get(0) + " && javac -g -d ../classes Holder.java && " + check
                        + "--accept -- " + program);

        shell(repository, "git bisect start " + hashes.get(9) + " " + hashes.get(0));
        Outcome bisection = shell(
                repository,
                "git bisect run sh -c '"
                        + "javac -g -d ../classes Holder.java || exit 125;"
                        + check + "-- " + program
                        + "'");

        assertThat(bisection.outText())
                .as("%s", bisection)
                .contains(hashes.get(BAD) + " is the first bad commit\n")
                .containsPattern("\\+20\\.0 MiB +– +20\\.0 MiB  Holder\\.keep, Holder\\.java:12 ")
                // 16 times 256 KiB; what the JVM itself holds differs by some kilobytes
                .containsPattern("LIMIT BROKEN: the peak rose by (3\\.9|4\\.0)\\d MiB");
    }

    @Test
    void inputAndOutputAreTheProgramsOwnButNotTheExitCode() {
        byte[] input = "read\nand said\n".getBytes(StandardCharsets.UTF_8);
        Outcome accepted;
        try (RunningProcess process = check("-n", "1", "--accept", Echo.class, "two words", "--")) {
            accepted = process.feed(input).await();
        }
        assertThat(accepted.out()).as("%s", accepted).isEqualTo(input);
        assertThat(accepted.programErrLines()).contains("[two words]", "[--]");
        assertThat(accepted.exitCode()).isEqualTo(125);
        assertThat(accepted.ourLines())
                .last()
                .isEqualTo("error: the program ended with exit code 3 in run 1 of 1; nothing is accepted");
    }

    @Test
    void aSignalEndsTheProgramAndNoFurtherRunIsMade() throws IOException {
        Outcome stopped;
        try (RunningProcess process = check("-n", "3", "--accept", WaitsForSignal.class)) {
            process.awaitLine("ready ");
            process.signal("TERM");
            stopped = process.await();
        }
        assertThat(stopped.exitCode()).as("%s", stopped).isEqualTo(143);
        assertThat(stopped.outText()).containsOnlyOnce("ready ").endsWith("hook ran\n");
        assertThat(stopped.ourLines()).last().isEqualTo("error: stopped by SIGTERM in run 1 of 3; nothing is accepted");
        assertThat(directory.resolve("fil-baseline.json")).doesNotExist();
        try (Stream<Path> results = Files.list(directory.resolve("fil-result"))) {
            assertThat(results.filter(result -> !Files.isSymbolicLink(result))).hasSize(1);
        }
    }

    private RunningProcess check(String option, String value, String flag, Class<?> workload, String... arguments) {
        List<String> command = FilProfile.command("check", option, value, flag, "--");
        command.addAll(List.of("-cp", Project.workloadClasses().toString(), workload.getName()));
        command.addAll(List.of(arguments));
        return RunningProcess.start(directory, RunningProcess.environment(), command);
    }

    private static String holder(String comment, String line) {
        return """
                import java.util.*;
                %s
                class Holder {
                    public static void main(String[] args) {
                        List<byte[]> held = new ArrayList<>();
                        for (int i = 0; i < 16; i++) {
                            %s
                        }
                        System.out.println(held.size());
                    }
                """.formatted(comment, line);
    }

    private static String method(String line) {
        return "    static void keep(List<byte[]> held) {\n" + line + "\n    }\n";
    }

    private static List<String> commits(Path repository) throws IOException, GitAPIException {
        List<String> hashes = new ArrayList<>();
        try (Git git = Git.init().setDirectory(repository.toFile()).call()) {
            for (String source : COMMITS) {
                Files.writeString(repository.resolve("Holder.java"), source + "}\n");
                git.add().addFilepattern("Holder.java").call();
                hashes.add(git.commit()
                        .setMessage("commit " + hashes.size())
                        .setAuthor("a", "a@example.org")
                        .setCommitter("a", "a@example.org")
                        .setSign(false)
                        .call()
                        .name());
            }
        }
        return hashes;
    }

    /** With git, javac and fil-profile to be found; the command must end with 0. */
    private static Outcome shell(Path directory, String command) {
        Outcome outcome = Shell.run(directory, command);
        assertThat(outcome.exitCode()).as("%s", outcome).isZero();
        return outcome;
    }
}
