package dev.filprofile.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A way to run a program. */
enum Variant {
    /** As its user runs it. */
    PLAIN,
    /** Plainly, with the collector that we choose where the command names none: tells our cost from the collector's. */
    PLAIN_SERIAL,
    /** {@code fil-profile run} with default options, from the start of our own process to the finished report. */
    FIL_PROFILE,
    /** The same with {@code --refine latest}, after a run of the same program. */
    FIL_REFINED,
    /** async-profiler's sampling of live objects, every 64 KiB, written as JFR. */
    ASYNC_PROFILER,
    /** The JDK's own recorder with its profiling settings, which have old object samples with stacks. */
    JFR,
    /** Google's allocation instrumenter, which only adds up objects and bytes here. */
    INSTRUMENTER;

    /** Where the parts of a command are. */
    record Places(Path project, Path module, Path java, Path asyncProfiler, Path scratch) {}

    /** Whether this is one of ours. */
    boolean isOurs() {
        return this == FIL_PROFILE || this == FIL_REFINED;
    }

    /** The command that runs a program in this way. */
    List<String> command(Places places, List<String> program, Path collections) {
        List<String> command = new ArrayList<>();
        String classPath = places.module.resolve("target/classes") + ":" + places.module.resolve("target/lib") + "/*";
        if (isOurs()) {
            command.addAll(List.of(
                    places.project.resolve("fil-profile").toString(),
                    "run",
                    "--no-browser",
                    "--java",
                    places.java.toString(),
                    "-o",
                    places.scratch.resolve("fil-result").toString()));
            if (this == FIL_REFINED) {
                command.addAll(List.of("--refine", "latest"));
            }
        } else {
            command.add(places.java.toString());
        }
        command.add("-Xlog:gc:file=" + collections + "::filecount=0");
        command.addAll(options(places));
        command.addAll(List.of("-cp", classPath));
        if (this == INSTRUMENTER) {
            command.add(Counted.class.getName());
        }
        command.addAll(program);
        return command;
    }

    private List<String> options(Places places) {
        return switch (this) {
            case PLAIN, FIL_PROFILE, FIL_REFINED -> List.of();
            case PLAIN_SERIAL -> List.of("-XX:+UseSerialGC");
            case ASYNC_PROFILER -> List.of("-agentpath:" + places.asyncProfiler + "=start,alloc=64k,live,file="
                    + places.scratch.resolve("async.jfr"));
            case JFR -> List.of("-XX:StartFlightRecording:settings=profile,filename=" + places.scratch.resolve("jdk.jfr"));
            case INSTRUMENTER -> List.of(
                    "-javaagent:" + places.module.resolve("target/lib/java-allocation-instrumenter.jar"));
        };
    }

    /** As tables name it. */
    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
