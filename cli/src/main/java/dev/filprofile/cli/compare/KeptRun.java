package dev.filprofile.cli.compare;

import dev.filprofile.cli.launch.ProgramNames;
import dev.filprofile.cli.result.RunSummary;
import java.nio.file.Path;
import java.util.List;

/** A run whose result folder is still there. */
public record KeptRun(Path folder, RunSummary summary) {

    /** Digits of a hash that are shown. */
    private static final int SHOWN_DIGITS = 10;

    /** What runs must share to be taken together: command line, JVM, collector, heap. */
    public record Setup(List<String> command, String jvm, String collector, long maxHeapBytes) {}

    public Setup setup() {
        return new Setup(summary.command(), summary.jvm(), summary.collector(), summary.maxHeapBytes());
    }

    /** What it was of, see {@link ProgramNames}. */
    public String program() {
        return ProgramNames.of(summary.command(), summary.workingDirectory());
    }

    /** {@code a1b2c3d4e5}, {@code a1b2c3d4e5 with changes}, {@code no commit recorded}. */
    public static String shownCommit(String commit, boolean dirty) {
        if (commit.isEmpty()) {
            return "no commit recorded";
        }
        String hash = commit.substring(0, Math.min(SHOWN_DIGITS, commit.length()));
        return dirty ? hash + " with changes" : hash;
    }

    /** Its commit, see {@link #shownCommit(String, boolean)}. */
    public String shownCommit() {
        return shownCommit(summary.commit(), summary.commitDirty());
    }
}
