package dev.filprofile.cli.command;

import dev.filprofile.cli.git.GitCommit;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.RunInfo;
import dev.filprofile.profile.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Adds to a profile what only we know, not the agent. */
final class Enriched {

    private Enriched() {}

    static Profile withSources(Profile profile, Sources sources) {
        return copy(profile, profile.run(), sources, profile.notes());
    }

    /**
     * @param command the program's command line as typed
     * @param exitCode the program's, −1 while it runs
     * @param notes to be added to the profile's
     */
    static Profile withRun(Profile profile, List<String> command, GitCommit commit, int exitCode, List<String> notes) {
        RunInfo run = profile.run();
        RunInfo complete = new RunInfo(
                run.toolVersion(),
                run.started(),
                run.durationMillis(),
                command,
                run.workingDirectory(),
                run.jvm(),
                run.javaHome(),
                run.collector(),
                run.collectorChosenByUs(),
                run.jvmFlags(),
                run.maxHeapBytes(),
                run.intervalBytes(),
                run.engine(),
                commit.hash(),
                commit.dirty(),
                exitCode,
                run.end(),
                run.counters());
        List<String> allNotes = new ArrayList<>(profile.notes());
        allNotes.addAll(notes);
        return copy(profile, complete, profile.sources(), allNotes);
    }

    /** Both texts; of a file that both have, the found one. */
    static Sources merged(Sources kept, Sources found) {
        Map<String, SortedMap<Integer, String>> lines = new TreeMap<>(kept.lines());
        lines.putAll(found.lines());
        return new Sources(lines);
    }

    private static Profile copy(Profile profile, RunInfo run, Sources sources, List<String> notes) {
        return profile.withRun(run).withSources(sources).withNotes(notes);
    }
}
