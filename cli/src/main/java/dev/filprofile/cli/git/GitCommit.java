package dev.filprofile.cli.git;

/**
 * The commit that is checked out in a directory.
 *
 * @param hash in hexadecimal, {@code ""} where there is no repository or no commit
 * @param dirty whether tracked files differ from it
 */
public record GitCommit(String hash, boolean dirty) {

    /** No repository, or none that could be read. */
    public static final GitCommit NONE = new GitCommit("", false);
}
