package dev.filprofile.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A Java program as a user starts it: what stands behind {@code java}. It can be run plainly or under the profiler, so that
 * the two can be compared.
 *
 * @param jvm options for the JVM and the program's main class or jar
 * @param arguments the program's own
 */
record Program(List<String> jvm, List<String> arguments) {

    /** A workload class of this module. */
    static Program workload(Class<?> main, String... arguments) {
        return main(Project.workloadClasses().toString(), main.getName(), arguments);
    }

    /** A sample, found in the samples' jar. */
    static Program sample(Class<?> main, String... arguments) {
        return main(Project.samplesJar().toString(), main.getName(), arguments);
    }

    static Program main(String classPath, String main, String... arguments) {
        return new Program(List.of("-cp", classPath, main), List.of(arguments));
    }

    static Program jar(Path jar, String... arguments) {
        return new Program(List.of("-jar", jar.toString()), List.of(arguments));
    }

    /** The same program with further JVM options in front. */
    Program with(String... jvmOptions) {
        List<String> all = new ArrayList<>(List.of(jvmOptions));
        all.addAll(jvm);
        return new Program(all, arguments);
    }

    /** Runs it without the profiler. */
    Outcome runPlainly(Path directory) {
        return runPlainly(directory, new byte[0]);
    }

    Outcome runPlainly(Path directory, byte[] input) {
        return runPlainly(directory, input, RunningProcess.environment());
    }

    Outcome runPlainly(Path directory, byte[] input, Map<String, String> environment) {
        try (RunningProcess process = RunningProcess.start(directory, environment, command())) {
            return process.feed(input).await();
        }
    }

    /** The whole command line without the profiler. */
    List<String> command() {
        List<String> command = new ArrayList<>(List.of(ChildJvm.java().toString()));
        command.addAll(jvm);
        command.addAll(arguments);
        return command;
    }

    /** Starts it without the profiler. */
    RunningProcess start(Path directory) {
        return RunningProcess.start(directory, RunningProcess.environment(), command());
    }

    /** The same program under the profiler. */
    ProfiledRun profiled(Path directory) {
        return new ProfiledRun(this, directory, List.of(), new TreeMap<>(RunningProcess.environment()));
    }
}
