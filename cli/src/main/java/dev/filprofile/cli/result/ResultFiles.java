package dev.filprofile.cli.result;

/** Names of the files in a result folder. */
public final class ResultFiles {

    /** The report, for a browser. */
    public static final String REPORT = "index.html";

    /** Everything that is known of the run. */
    public static final String PROFILE = "peak.filprofile";

    /** Folded stacks, for other tools. */
    public static final String STACKS = "peak.collapsedstack.txt";

    /** Folded stacks of the off-heap peak; only where there is memory outside the heap. */
    public static final String OFF_HEAP_STACKS = "off-heap.collapsedstack.txt";

    /** The main numbers, for scripts. */
    public static final String SUMMARY = "summary.json";

    /** What the agent writes while the program runs; deleted once the report is made. */
    public static final String RAW_SNAPSHOT = "profile.filraw";

    /** What the agent is told; deleted after the run. */
    public static final String AGENT_OPTIONS = "agent.properties";

    private ResultFiles() {}
}
