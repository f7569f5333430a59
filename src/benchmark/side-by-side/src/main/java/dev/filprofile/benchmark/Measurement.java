package dev.filprofile.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What one run took, all processes of the command together.
 *
 * @param output what the program printed on standard output
 * @param exitCode of the command
 * @param wallSeconds from its start to its end
 * @param cpuSeconds of all its processes, user and system
 * @param residentBytes the largest of its processes at its largest; looked at every 50 ms
 * @param allocatedBytes what the JVM allocated up to its last collection, to the megabyte, by its log
 * @param pauseSeconds all pauses for collections
 */
record Measurement(
        String output,
        int exitCode,
        double wallSeconds,
        double cpuSeconds,
        double residentBytes,
        double allocatedBytes,
        double pauseSeconds) {

    private static final Pattern COLLECTION =
            Pattern.compile("Pause .* (\\d+)M->(\\d+)M\\(\\d+M\\) (\\d+\\.\\d+)ms");
    private static final Pattern HIGH_WATER = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final double MEGA = 1 << 20;
    private static final int LIMIT_SECONDS = 300;

    /**
     * Runs a command to its end, which is made after {@value #LIMIT_SECONDS} seconds. The shell's clock knows the CPU time of processes
     * that are gone.
     */
    static Measurement of(List<String> command, Path collections, Path scratch) throws IOException, InterruptedException {
        Path output = scratch.resolve("output.txt");
        Path errors = scratch.resolve("errors.txt");
        Path times = scratch.resolve("times.txt");
        Files.deleteIfExists(collections);
        List<String> timed = new ArrayList<>(List.of(
                "bash",
                "-c",
                "TIMEFORMAT='%R %U %S'; { time timeout -s KILL " + LIMIT_SECONDS + " \"$@\" >'" + output + "' 2>'" + errors + "'; } 2>'" + times + "'",
                "bash"));
        timed.addAll(command);
        Process process =
                new ProcessBuilder(timed).directory(scratch.toFile()).inheritIO().start();
        long resident = 0;
        while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
            try (Stream<ProcessHandle> below = process.descendants()) {
                resident = Math.max(resident, below.mapToLong(each -> highWater(each.pid())).max().orElse(0));
            }
        }
        // the shell may say before that the command was killed
        List<String> lines = Files.readAllLines(times);
        String[] seconds = lines.get(lines.size() - 1).split(" ");
        double[] heap = collections(collections);
        return new Measurement(
                Files.readString(output),
                process.exitValue(),
                Double.parseDouble(seconds[0]),
                Double.parseDouble(seconds[1]) + Double.parseDouble(seconds[2]),
                resident,
                heap[0],
                heap[1]);
    }

    private static long highWater(long pid) {
        try {
            Matcher line = HIGH_WATER.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
            return line.find() ? 1024 * Long.parseLong(line.group(1)) : 0;
        } catch (IOException ended) {
            return 0;
        }
    }

    private static double[] collections(Path log) throws IOException {
        double allocated = 0;
        double pauses = 0;
        double before = 0;
        if (Files.exists(log)) {
            for (String line : Files.readAllLines(log, StandardCharsets.UTF_8)) {
                Matcher pause = COLLECTION.matcher(line);
                if (pause.find()) {
                    allocated += Math.max(0, Double.parseDouble(pause.group(1)) * MEGA - before);
                    before = Double.parseDouble(pause.group(2)) * MEGA;
                    pauses += Double.parseDouble(pause.group(3)) / 1000;
                }
            }
        }
        return new double[] {allocated, pauses};
    }

    /** What this run took more than another, for each further time that it did the same work; of memory, all that it took. */
    Measurement beyond(Measurement once, int furtherTimes) {
        return new Measurement(
                output,
                exitCode == 0 ? once.exitCode : exitCode,
                (wallSeconds - once.wallSeconds) / furtherTimes,
                (cpuSeconds - once.cpuSeconds) / furtherTimes,
                residentBytes,
                (allocatedBytes - once.allocatedBytes) / furtherTimes,
                (pauseSeconds - once.pauseSeconds) / furtherTimes);
    }

    /** The run in a line, to see while it goes on. */
    String inWords() {
        return String.format(
                Locale.ROOT,
                "%6.2f s wall, %6.2f s CPU, %5.0f MiB resident, %6.0f MiB allocated, %5.2f s in pauses",
                wallSeconds,
                cpuSeconds,
                residentBytes / MEGA,
                allocatedBytes / MEGA,
                pauseSeconds);
    }
}
