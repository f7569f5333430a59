package dev.filprofile.cli.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitReaderTest {

    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(60);

    @TempDir
    private Path directory;

    @Test
    void theCommitIsFoundFromADirectoryBelow() throws Exception {
        RevCommit commit = commitOneFile();
        Path below = Files.createDirectories(directory.resolve("a/b"));

        assertThat(read(below)).isEqualTo(new GitCommit(commit.name(), false));
    }

    @Test
    void onlyTrackedFilesMakeItDirty() throws Exception {
        RevCommit commit = commitOneFile();
        Files.writeString(directory.resolve("untracked"), "new");
        assertThat(read(directory)).isEqualTo(new GitCommit(commit.name(), false));

        Files.writeString(directory.resolve("file"), "changed");
        assertThat(read(directory)).isEqualTo(new GitCommit(commit.name(), true));

        Files.delete(directory.resolve("file"));
        assertThat(read(directory)).isEqualTo(new GitCommit(commit.name(), true));
    }

    @Test
    void nothingIsWrittenIntoTheRepository() throws Exception {
        commitOneFile();
        String before = listing();
        read(directory);

        assertThat(listing()).isEqualTo(before);
    }

    @Test
    void withoutARepositoryOrACommitThereIsNone() throws Exception {
        assertThat(read(directory)).isEqualTo(GitCommit.NONE);
        Git.init().setDirectory(directory.toFile()).call().close();
        assertThat(read(directory)).isEqualTo(GitCommit.NONE);
    }

    private static GitCommit read(Path directory) {
        return CommitReader.start(directory).await(PATIENCE_MILLIS);
    }

    private RevCommit commitOneFile() throws Exception {
        IsolatedGit.install();
        Files.writeString(directory.resolve("file"), "content");
        try (Git git = Git.init().setDirectory(directory.toFile()).call()) {
            git.add().addFilepattern("file").call();
            return git.commit()
                    .setMessage("first")
                    .setAuthor("a", "a@example.org")
                    .setCommitter("a", "a@example.org")
                    .setSign(false)
                    .call();
        }
    }

    private String listing() throws Exception {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted().toList()) {
                text.append(file)
                        .append(' ')
                        .append(Files.getLastModifiedTime(file))
                        .append('\n');
            }
        }
        return text.toString();
    }
}
