package dev.filprofile.cli.doctor;

import dev.filprofile.cli.Surroundings;
import dev.filprofile.cli.jvm.CollectorPolicy;
import dev.filprofile.cli.jvm.Jvm;
import dev.filprofile.cli.launch.JavaCommandLine;
import dev.filprofile.cli.launch.PlainPaths;
import dev.filprofile.cli.launch.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tries everything out on one JVM. Leaves nothing behind but the cache of rewritten classes. */
public final class Checkup {

    /** Takes the place of the program on the command line. */
    public static final String PROGRAM = KnownPeak.class.getName();

    private final Surroundings surroundings;
    private final Path java;
    private final Jvm jvm;
    private final JavaCommandLine line;
    private final CollectorPolicy.Decision collector;
    private final List<String> added;

    /**
     * @param line the user's JVM options, in front of {@link #PROGRAM}
     * @param added our options, those for the collector included
     */
    public Checkup(
            Surroundings surroundings,
            Path java,
            Jvm jvm,
            JavaCommandLine line,
            CollectorPolicy.Decision collector,
            List<String> added) {
        this.surroundings = surroundings;
        this.java = java;
        this.jvm = jvm;
        this.line = line;
        this.collector = collector;
        this.added = List.copyOf(added);
    }

    /** @throws IOException there is no room for temporary files */
    public Diagnosis run() throws IOException {
        Path directory = Files.createTempDirectory("fil-profile-doctor-");
        try (PlainPaths paths = new PlainPaths()) {
            return diagnosis(paths.of(directory), paths);
        } finally {
            delete(directory);
        }
    }

    private Diagnosis diagnosis(Path directory, PlainPaths paths) {
        KnownBytes known = KnownBytes.on(jvm);
        Trials trials = new Trials(surroundings, java, program(known), added, collector.chosenByUs(), directory, paths);
        Trial plain = trials.plain();
        Trial first = trials.profiled("auto");
        boolean works = first.profile() != null;
        Trial second = works && first.counter("classesFromCache") == 0 ? trials.profiled("auto") : null;
        Trial portable = works && first.engine().startsWith("fast") ? trials.profiled("portable") : null;
        return Diagnosis.of(new Diagnosis.Facts(
                java.toString(),
                jvm.version(),
                collector,
                known,
                plain,
                first,
                second,
                portable,
                surroundings.cacheDirectory().toString()));
    }

    private JavaCommandLine program(KnownBytes known) {
        return new JavaCommandLine(
                line.typed(),
                line.launcher(),
                line.jvmOptions(),
                line.expandedJvmOptions(),
                new Program.MainClass(PROGRAM),
                List.of(Integer.toString(known.arrays()), Integer.toString(known.garbageMegabytes())));
    }

    private static void delete(Path directory) {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(directory);
        } catch (IOException left) {
            return; // some files in the directory for temporary ones
        }
    }
}
