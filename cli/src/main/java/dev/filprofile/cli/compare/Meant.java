package dev.filprofile.cli.compare;

import java.nio.file.Path;
import java.util.List;

/** What somebody means by a side of a comparison. */
public sealed interface Meant {

    /** Files or folders, named one by one. */
    record Files(String name, List<Path> paths) implements Meant {
        public Files {
            paths = List.copyOf(paths);
        }
    }

    /**
     * The kept runs of a commit, the newest first; at least one.
     *
     * @param word as typed
     */
    record Commit(String word, String hash, List<KeptRun> runs) implements Meant {
        public Commit {
            runs = List.copyOf(runs);
        }
    }
}
