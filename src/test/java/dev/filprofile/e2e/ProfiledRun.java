package dev.filprofile.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A run of {@code fil-profile run} that is about to be started.
 *
 * @param program what is profiled
 * @param directory the working directory; results go to {@code fil-result} below it
 * @param options options of {@code fil-profile run}
 * @param environment all there is of it
 */
record ProfiledRun(Program program, Path directory, List<String> options, Map<String, String> environment) {

    /** With further options of {@code fil-profile run}. */
    ProfiledRun with(String... more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(more));
        return new ProfiledRun(program, directory, all, environment);
    }

    ProfiledRun withVariable(String name, String value) {
        Map<String, String> all = new TreeMap<>(environment);
        all.put(name, value);
        return new ProfiledRun(program, directory, options, all);
    }

    /** Every allocation is recorded, so that bytes are exact. */
    ProfiledRun exact() {
        return with("--exact");
    }

    RunningProcess start() {
        return RunningProcess.start(directory, environment, command());
    }

    ProfiledOutcome run() {
        return run(new byte[0]);
    }

    ProfiledOutcome run(byte[] input) {
        try (RunningProcess process = start()) {
            return outcome(process.feed(input).await());
        }
    }

    /** What {@link #start()} came to. */
    ProfiledOutcome outcome(Outcome outcome) {
        return new ProfiledOutcome(outcome, results());
    }

    Path results() {
        return directory.resolve("fil-result");
    }

    /** The whole command line. */
    List<String> command() {
        List<String> command =
                FilProfile.command("run", "--no-browser", "-o", results().toString());
        command.addAll(options);
        command.addAll(program.jvm());
        command.addAll(program.arguments());
        return command;
    }
}
