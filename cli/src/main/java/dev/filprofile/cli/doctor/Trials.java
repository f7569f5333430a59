package dev.filprofile.cli.doctor;

import dev.filprofile.cli.Surroundings;
import dev.filprofile.cli.launch.AgentOptions;
import dev.filprofile.cli.launch.JavaCommandLine;
import dev.filprofile.cli.launch.PlainPaths;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.format.ProfileFormatException;
import dev.filprofile.profile.format.RawSnapshotReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Starts {@link KnownPeak} on the JVM that is checked, as {@code run} would start a program. */
final class Trials {

    private static final long PATIENCE_SECONDS = 120;

    private final Surroundings surroundings;
    private final Path java;
    private final JavaCommandLine line;
    private final List<String> added;
    private final boolean collectorChosen;
    private final Path directory;
    private final PlainPaths paths;
    private int count;

    /**
     * @param line the user's JVM options with {@link KnownPeak} as the program
     * @param added our options for it
     * @param collectorChosen whether the collector is our choice
     * @param directory for what is recorded
     */
    Trials(
            Surroundings surroundings,
            Path java,
            JavaCommandLine line,
            List<String> added,
            boolean collectorChosen,
            Path directory,
            PlainPaths paths) {
        this.surroundings = surroundings;
        this.java = java;
        this.line = line;
        this.added = added;
        this.collectorChosen = collectorChosen;
        this.directory = directory;
        this.paths = paths;
    }

    /** Without the agent. */
    Trial plain() {
        return run(List.of(), null);
    }

    /** @param engine as for {@code --engine} */
    Trial profiled(String engine) {
        count++;
        Path raw = directory.resolve("trial" + count + ".filraw");
        Path file = directory.resolve("trial" + count + ".properties");
        try {
            AgentOptions told = options(raw, engine);
            told.write(file);
            return run(told.jvmOptions(file), raw);
        } catch (IOException unwritable) {
            return new Trial(-1, null, "cannot write to " + directory + ": " + unwritable.getMessage());
        }
    }

    private AgentOptions options(Path raw, String engine) throws IOException {
        Path cache = paths.of(Files.createDirectories(surroundings.cacheDirectory()));
        Path jar = paths.of(surroundings.agentJar());
        return new AgentOptions(
                raw, jar, 0.1, 0.2, 0, 0, false, engine, cache, collectorChosen, KnownPeak.class.getName(), false);
    }

    private Trial run(List<String> agent, @Nullable Path raw) {
        List<String> options = new ArrayList<>(added);
        options.addAll(agent);
        options.addAll(List.of("-cp", paths.of(ownClasses()).toString()));
        ProcessBuilder builder = new ProcessBuilder(line.command(java, options))
                .directory(surroundings.workingDirectory().toFile());
        surroundings.giveJvmVariables(builder.environment());
        try {
            long start = System.nanoTime();
            return finished(builder.start(), start, raw);
        } catch (IOException cannotStart) {
            return new Trial(-1, null, "the JVM cannot be started: " + cannotStart.getMessage());
        }
    }

    private static Trial finished(Process process, long start, @Nullable Path raw) throws IOException {
        process.getOutputStream().close();
        CompletableFuture<String> complaints = CompletableFuture.supplyAsync(() -> complaints(process));
        CompletableFuture<Long> started = CompletableFuture.supplyAsync(() -> untilStarted(process, start));
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return new Trial(-1, null, "the program did not end within " + PATIENCE_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                return new Trial(
                        started.join(),
                        null,
                        "the program ended with exit code " + process.exitValue() + words(complaints.join()));
            }
            return raw == null
                    ? new Trial(started.join(), null, "")
                    : recorded(started.join(), raw, words(complaints.join()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Trial(-1, null, "interrupted");
        } finally {
            process.destroyForcibly();
        }
    }

    private static Trial recorded(long startNanos, Path raw, String complaints) {
        if (!Files.exists(raw)) {
            return new Trial(startNanos, null, "the profiler did not start" + complaints);
        }
        try {
            Profile profile = RawSnapshotReader.read(raw);
            return new Trial(startNanos, profile, "");
        } catch (ProfileFormatException nothing) {
            return new Trial(startNanos, null, nothing.getMessage() + complaints);
        } catch (IOException unreadable) {
            return new Trial(startNanos, null, "the recording cannot be read: " + unreadable.getMessage());
        }
    }

    private static String words(String complaints) {
        return complaints.isEmpty() ? "" : ": " + complaints;
    }

    /** When the program's first line came, on our clock: what the start took, with the agent or without. */
    private static long untilStarted(Process process, long start) {
        try (BufferedReader reader = reader(process.getInputStream())) {
            long started = -1;
            for (String word = reader.readLine(); word != null; word = reader.readLine()) {
                if (word.equals(KnownPeak.STARTED)) {
                    started = System.nanoTime() - start;
                }
            }
            return started;
        } catch (IOException closed) {
            return -1;
        }
    }

    /** What the JVM or the agent had to say, on one line. */
    private static String complaints(Process process) {
        try (BufferedReader reader = reader(process.getErrorStream())) {
            String words = reader.lines()
                    .filter(said -> !said.isBlank() && !said.startsWith("Picked up "))
                    .map(said ->
                            said.replaceFirst("^=fil-profile= (?:error: )?", "").strip())
                    .limit(3)
                    .collect(Collectors.joining("; "));
            reader.lines().forEach(rest -> {});
            return words;
        } catch (IOException | java.io.UncheckedIOException closed) {
            return "";
        }
    }

    private static BufferedReader reader(java.io.InputStream in) {
        return new BufferedReader(new InputStreamReader(in, Charset.defaultCharset()));
    }

    private static Path ownClasses() {
        try {
            return Path.of(KnownPeak.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException malformed) {
            throw new IllegalStateException(malformed);
        }
    }
}
