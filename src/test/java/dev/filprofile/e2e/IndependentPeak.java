package dev.filprofile.e2e;

import dev.filprofile.e2e.workload.GcEvery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;

/**
 * The peak of a program's live bytes as the JVM's own log tells it, without the profiler: the program runs while a thread
 * forces a full collection every few milliseconds ({@link GcEvery}), with the one collector that leaves no dead wood
 * ({@code -XX:+UseSerialGC -XX:MarkSweepDeadRatio=0}), and the highest occupancy after a full collection is taken.
 *
 * <p>Its uncertainty. It never is above the true peak by more than the measuring thread's own few objects, at most 0.1 MB.
 * It is below it by what the program gained and lost again between two collections: nothing for a peak that stays for a
 * tenth of a second. How much a shorter one can have been, the log says too: what lives is never more than what is
 * occupied, and that is highest just before a collection. The log is exact to 1 KB per space.
 *
 * @param baseBytes occupancy after the first full collection, before the program
 * @param peakBytes highest occupancy after a full collection
 * @param upperBoundBytes highest occupancy before a collection, young ones too
 * @param collections how many there were
 * @param outcome what the program did
 */
record IndependentPeak(long baseBytes, long peakBytes, long upperBoundBytes, int collections, Outcome outcome) {

    private static final Pattern SPACE_AFTER =
            Pattern.compile("GC\\((\\d+)\\) (?:DefNew|Tenured): (\\d+)K\\(\\d+K\\)->(\\d+)K\\(\\d+K\\).*");
    private static final Pattern FULL = Pattern.compile("GC\\((\\d+)\\) Pause Full .*ms");

    /** @param pauseMillis between two collections */
    static IndependentPeak of(Program program, int pauseMillis, Path directory) {
        Path log = directory.resolve("gc.log");
        Outcome outcome = collecting(program, pauseMillis)
                .with("-XX:+UseSerialGC", "-XX:MarkSweepDeadRatio=0", "-Xlog:gc*:file=" + log + "::filecount=0")
                .runPlainly(directory);
        return read(log, outcome);
    }

    /** The same program, its main class called by {@link GcEvery}. */
    private static Program collecting(Program program, int pauseMillis) {
        List<String> jvm = new ArrayList<>(program.jvm());
        int main = jvm.size() - 1;
        int classPath = jvm.indexOf("-cp") + 1;
        jvm.set(classPath, jvm.get(classPath) + ":" + Project.workloadClasses());
        List<String> arguments = new ArrayList<>(List.of(Integer.toString(pauseMillis), jvm.get(main)));
        arguments.addAll(program.arguments());
        jvm.set(main, GcEvery.class.getName());
        return new Program(jvm, arguments);
    }

    private static IndependentPeak read(Path log, Outcome outcome) {
        List<String> lines;
        try {
            lines = Files.readAllLines(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long baseBytes = 0;
        long peakBytes = 0;
        long upperBoundBytes = 0;
        long beforeBytes = 0;
        long afterBytes = 0;
        int collections = 0;
        String collection = "";
        for (String line : lines) {
            Matcher space = SPACE_AFTER.matcher(line);
            Matcher full = FULL.matcher(line);
            if (space.find()) {
                // the spaces of one collection stand together
                if (!space.group(1).equals(collection)) {
                    collection = space.group(1);
                    beforeBytes = 0;
                    afterBytes = 0;
                }
                beforeBytes += 1024 * Long.parseLong(space.group(2));
                afterBytes += 1024 * Long.parseLong(space.group(3));
                upperBoundBytes = Math.max(upperBoundBytes, beforeBytes);
            } else if (full.find()) {
                Assertions.assertThat(collection)
                        .as("the spaces' lines before %s", line)
                        .isEqualTo(full.group(1));
                baseBytes = collections == 0 ? afterBytes : baseBytes;
                peakBytes = Math.max(peakBytes, afterBytes);
                collections++;
            }
        }
        Assertions.assertThat(collections).as("full collections of %s", outcome).isGreaterThan(10);
        return new IndependentPeak(baseBytes, peakBytes, upperBoundBytes, collections, outcome);
    }
}
