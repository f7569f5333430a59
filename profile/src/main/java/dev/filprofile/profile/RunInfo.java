package dev.filprofile.profile;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What was run, where and how.
 *
 * @param toolVersion version of fil-profile that recorded the run
 * @param started when the JVM started
 * @param durationMillis from JVM start to the last sign of life of the profiler in it
 * @param command the program's command line as typed, without fil-profile's own part
 * @param workingDirectory absolute path
 * @param jvm name and version, e.g. {@code OpenJDK 64-Bit Server VM 17.0.15+6}
 * @param javaHome the JVM's home directory, to find the JDK's sources; {@code ""} where unknown
 * @param collector garbage collector, e.g. {@code Serial}
 * @param collectorChosenByUs whether the user named no collector and fil-profile chose it
 * @param jvmFlags flags the JVM ran with, in order
 * @param maxHeapBytes effective -Xmx
 * @param intervalBytes mean bytes between two samples at the peak; 0 when every allocation was recorded
 * @param engine how allocations were seen, e.g. {@code "fast"}, {@code "portable (no LiveStackFrame)"}
 * @param commit hash of the commit checked out in the program's working directory, {@code ""} where there is none
 * @param commitDirty whether tracked files differed from that commit
 * @param exitCode the program's exit code; −1 where it is not known
 * @param end how the run ended
 * @param counters the profiler's own books: samples, drops, errors, time spent; names as documented in
 *     {@code docs/profile-format.md}
 */
public record RunInfo(
        String toolVersion,
        Instant started,
        long durationMillis,
        List<String> command,
        String workingDirectory,
        String jvm,
        String javaHome,
        String collector,
        boolean collectorChosenByUs,
        List<String> jvmFlags,
        long maxHeapBytes,
        long intervalBytes,
        String engine,
        String commit,
        boolean commitDirty,
        int exitCode,
        End end,
        Map<String, Long> counters) {

    /** How a run ended. */
    public enum End {
        /** Still running: a report on demand. */
        RUNNING,
        /** Shutdown hooks ran: main returned, System.exit, an uncaught exception, SIGTERM, SIGINT. */
        SHUTDOWN,
        /** The JVM vanished without its shutdown hooks: halt, SIGKILL, out-of-memory kill, crash. */
        ABRUPT
    }

    public RunInfo {
        command = List.copyOf(command);
        jvmFlags = List.copyOf(jvmFlags);
        counters = Map.copyOf(counters);
    }

    /** The same run with what only the process that started the program knows. */
    public RunInfo withEnd(int newExitCode, End newEnd) {
        return new RunInfo(
                toolVersion,
                started,
                durationMillis,
                command,
                workingDirectory,
                jvm,
                javaHome,
                collector,
                collectorChosenByUs,
                jvmFlags,
                maxHeapBytes,
                intervalBytes,
                engine,
                commit,
                commitDirty,
                newExitCode,
                newEnd,
                counters);
    }

    /** The same run with the command line as the user typed it. */
    public RunInfo withCommand(List<String> newCommand) {
        return new RunInfo(
                toolVersion,
                started,
                durationMillis,
                newCommand,
                workingDirectory,
                jvm,
                javaHome,
                collector,
                collectorChosenByUs,
                jvmFlags,
                maxHeapBytes,
                intervalBytes,
                engine,
                commit,
                commitDirty,
                exitCode,
                end,
                counters);
    }

    /** The same run with the state of the program's repository. */
    public RunInfo withCommit(String newCommit, boolean newCommitDirty) {
        return new RunInfo(
                toolVersion,
                started,
                durationMillis,
                command,
                workingDirectory,
                jvm,
                javaHome,
                collector,
                collectorChosenByUs,
                jvmFlags,
                maxHeapBytes,
                intervalBytes,
                engine,
                newCommit,
                newCommitDirty,
                exitCode,
                end,
                counters);
    }
}
