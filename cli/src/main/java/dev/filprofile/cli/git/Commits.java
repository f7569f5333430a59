package dev.filprofile.cli.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** Names of commits as Git understands them: branches, tags, {@code HEAD~3}, the beginning of a hash. Nothing is written. */
public final class Commits {

    private Commits() {}

    /** What a name stands for. */
    public sealed interface Meaning {

        /** A commit; its hash in hexadecimal. */
        record Commit(String hash) implements Meaning {}

        /** The beginning of several hashes. */
        record Ambiguous() implements Meaning {}

        /** Nothing, or there is no repository that could be read. */
        record Unknown() implements Meaning {}
    }

    /**
     * Looks a name up in the repository that a directory is in.
     *
     * @param directory absolute
     */
    public static Meaning resolve(Path directory, String name) {
        IsolatedGit.install();
        FileRepositoryBuilder builder = new FileRepositoryBuilder().readEnvironment();
        if (builder.getGitDir() == null) {
            builder.findGitDir(directory.toFile());
        }
        if (builder.getGitDir() == null) {
            return new Meaning.Unknown();
        }
        try (Repository repository = builder.setMustExist(true).build()) {
            return Optional.ofNullable(repository.resolve(name + "^{commit}"))
                    .map(ObjectId::name)
                    .<Meaning>map(Meaning.Commit::new)
                    .orElseGet(Meaning.Unknown::new);
        } catch (AmbiguousObjectException severalObjects) {
            return new Meaning.Ambiguous();
        } catch (IOException | RuntimeException noName) {
            return new Meaning.Unknown();
        }
    }
}
