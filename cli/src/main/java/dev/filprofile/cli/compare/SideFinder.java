package dev.filprofile.cli.compare;

import dev.filprofile.cli.CliFailure;
import dev.filprofile.cli.ExitCodes;
import dev.filprofile.cli.git.Commits;
import dev.filprofile.cli.result.Recordings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds out what somebody means by a side: a path first, then a commit. */
public final class SideFinder {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{4,40}");

    private final Path workingDirectory;
    private final Path results;
    private final List<KeptRun> kept;

    /**
     * @param workingDirectory absolute; commits are looked up in its repository
     * @param results where results are, absolute
     * @param kept the runs there
     */
    public SideFinder(Path workingDirectory, Path results, List<KeptRun> kept) {
        this.workingDirectory = workingDirectory;
        this.results = results;
        this.kept = kept;
    }

    /**
     * What a word means.
     *
     * @throws CliFailure it means nothing, several commits, or a commit of which no run is kept
     */
    public Meant find(String word) throws CliFailure, IOException {
        Optional<Path> path = path(word);
        return path.isPresent() ? new Meant.Files(word, List.of(path.get())) : commit(word);
    }

    /** A path, as {@code report} takes it, or the name of a result folder. */
    public Optional<Path> path(String word) throws IOException {
        try {
            Path typed = Path.of(word);
            Optional<Path> given = Recordings.find(workingDirectory, results, typed);
            return given.isPresent()
                    ? given
                    : Optional.of(results.resolve(typed)).filter(Files::isDirectory);
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    private Meant commit(String word) throws CliFailure {
        Commits.Meaning meaning = Commits.resolve(workingDirectory, word);
        if (meaning instanceof Commits.Meaning.Commit commit) {
            return runs(word, commit.hash());
        }
        List<String> recorded = kept.stream()
                .map(run -> run.summary().commit())
                .filter(hash -> HASH.matcher(word).matches() && hash.startsWith(word))
                .distinct()
                .toList();
        if (recorded.size() == 1) {
            return runs(word, recorded.get(0));
        }
        if (recorded.size() > 1 || meaning instanceof Commits.Meaning.Ambiguous) {
            throw new CliFailure(
                    ExitCodes.BAD_INPUT, word + " is the beginning of several hashes; more digits are needed");
        }
        throw new CliFailure(
                ExitCodes.BAD_INPUT,
                "neither a file nor a commit: " + word + " (fil-profile list shows the runs that are kept)");
    }

    private Meant runs(String word, String hash) throws CliFailure {
        List<KeptRun> runs =
                kept.stream().filter(run -> run.summary().commit().equals(hash)).toList();
        if (runs.isEmpty()) {
            String shown = KeptRun.shownCommit(hash, false);
            String name = shown.startsWith(word) || hash.startsWith(word) ? shown : word + " (" + shown + ")";
            throw new CliFailure(
                    ExitCodes.NOT_COMPARABLE,
                    "no run of " + name + " is kept in " + shownResults()
                            + "; check it out and run the program there (fil-profile list shows what is kept)");
        }
        return new Meant.Commit(word, hash, runs);
    }

    private Path shownResults() {
        return results.startsWith(workingDirectory) ? workingDirectory.relativize(results) : results;
    }
}
