package dev.filprofile.cli.command;

import dev.filprofile.cli.source.SourceScope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a program is to be profiled, as all commands can be told that run one. */
final class RunOptions {

    @Option(
            names = "--java",
            paramLabel = "PATH",
            description = "The java to run the program with, or its JDK's directory; 17 or later "
                    + "(default: the one in JAVA_HOME, else the one in PATH).")
    private @Nullable String java;

    @Option(
            names = "--tolerance",
            paramLabel = "PERCENT",
            converter = Fraction.class,
            description = "How far the heap may grow over the confirmed peak before it is confirmed again: 10%% or 0.1 "
                    + "(default: 10%%, with --refine 5%%). Less makes the peak more certain and the run slower.")
    private @Nullable Double tolerance;

    @Option(
            names = "--gc-budget",
            paramLabel = "PERCENT",
            converter = Fraction.class,
            description =
                    "Share of the run's time that such confirmations may take (default: 20%%); of ten seconds' share, "
                            + "at most two seconds, they may take at once.")
    private double gcBudget = 0.2;

    @Option(
            names = "--interval",
            paramLabel = "SIZE",
            converter = ByteSize.class,
            description = "Mean bytes between two recorded allocations, e.g. 64k (default: adapted to the program).")
    private long intervalBytes;

    @Option(names = "--exact", description = "Record every allocation: exact and slow, for small programs.")
    private boolean exact;

    @Option(
            names = "--source",
            paramLabel = "PATH",
            description = "A directory, jar or zip file with sources, to show the text of lines; may be repeated. "
                    + "Sources beside the program and the JDK's are found without.")
    private List<Path> sources = new ArrayList<>();

    @Option(
            names = "--source-text",
            paramLabel = "none|app|all",
            description = "Whose source text the report may hold: nobody's, your own code's, or that of JDK and "
                    + "libraries too (default: app).")
    private SourceScope sourceText = SourceScope.app;

    @Option(
            names = "--engine",
            paramLabel = "auto|portable",
            description = "How allocations are seen; portable forces the slower way that needs nothing special.")
    private Engine engine = Engine.auto;

    @Option(names = "--verbose", description = "Tell what is done and why.")
    private boolean verbose;

    /** Constants are spelled as they are typed. */
    enum Engine {
        auto,
        portable
    }

    /** The JVM that was named, or null. */
    @Nullable
    String java() {
        return java;
    }

    /** The one that was named, or {@code otherwise}. */
    double tolerance(double otherwise) {
        return tolerance == null ? otherwise : tolerance;
    }

    double gcBudget() {
        return gcBudget;
    }

    /** 0 for one that adapts to the program. */
    long intervalBytes() {
        return intervalBytes;
    }

    boolean isExact() {
        return exact;
    }

    /** As typed. */
    List<Path> sources() {
        return sources;
    }

    SourceScope sourceText() {
        return sourceText;
    }

    Engine engine() {
        return engine;
    }

    boolean isVerbose() {
        return verbose;
    }
}
