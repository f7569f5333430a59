package dev.filprofile.cli.git;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.IndexDiff;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.submodule.SubmoduleWalk.IgnoreSubmoduleMode;
import org.eclipse.jgit.treewalk.FileTreeIterator;

/**
 * Reads the commit of a directory while the program starts: on a daemon thread, so that neither a large repository nor
 * a slow disk delays anything. Nothing is ever written, not even the index.
 */
public final class CommitReader {

    private final CompletableFuture<String> hash = new CompletableFuture<>();
    private final CompletableFuture<Boolean> dirty = new CompletableFuture<>();

    private CommitReader() {}

    /** Begins to read; returns at once. */
    public static CommitReader start(Path directory) {
        CommitReader reader = new CommitReader();
        Thread thread = new Thread(() -> reader.read(directory.toFile()), "fil-profile commit");
        thread.setDaemon(true);
        thread.start();
        return reader;
    }

    /**
     * What is known after at most {@code patienceMillis}. A commit whose files could not all be compared in that time
     * counts as clean.
     */
    public GitCommit await(long patienceMillis) {
        long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        String known = get(hash, endNanos, "");
        return known.isEmpty() ? GitCommit.NONE : new GitCommit(known, get(dirty, endNanos, false));
    }

    private static <T> T get(CompletableFuture<T> future, long endNanos, T otherwise) {
        try {
            return future.get(Math.max(0, endNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return otherwise;
        } catch (ExecutionException | TimeoutException unknown) {
            return otherwise;
        }
    }

    private void read(File directory) {
        IsolatedGit.install();
        FileRepositoryBuilder builder = new FileRepositoryBuilder().readEnvironment();
        if (builder.getGitDir() == null) {
            builder.findGitDir(directory);
        }
        if (builder.getGitDir() == null) {
            hash.complete("");
            return;
        }
        try (Repository repository = builder.setMustExist(true).build()) {
            ObjectId head = repository.resolve(Constants.HEAD);
            hash.complete(head == null ? "" : head.name());
            if (head != null && !repository.isBare()) {
                dirty.complete(isDirty(repository));
            }
        } catch (IOException | RuntimeException | LinkageError unreadable) {
            hash.complete("");
        } finally {
            dirty.complete(false);
        }
    }

    /** Compares commit, index and files; files that Git does not track do not count. */
    private static boolean isDirty(Repository repository) throws IOException {
        IndexDiff diff = new IndexDiff(repository, Constants.HEAD, new FileTreeIterator(repository));
        diff.setIgnoreSubmoduleMode(IgnoreSubmoduleMode.ALL);
        diff.diff();
        return !(diff.getAdded().isEmpty()
                && diff.getChanged().isEmpty()
                && diff.getRemoved().isEmpty()
                && diff.getMissing().isEmpty()
                && diff.getModified().isEmpty()
                && diff.getConflicting().isEmpty());
    }
}
