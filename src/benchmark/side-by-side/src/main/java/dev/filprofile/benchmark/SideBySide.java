package dev.filprofile.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * Runs each program in each variant, in turn, round by round, and writes tables and a JSON file. A program whose output or exit code
 * differs from the plain run's is told and not counted. See {@code run.sh}.
 */
public final class SideBySide {

    private final Variant.Places places;
    private final List<Subject> subjects;
    private final List<Variant> variants;
    private final int furtherTimes;
    private final Results results;

    private SideBySide(
            Variant.Places places, List<Subject> subjects, List<Variant> variants, int furtherTimes, Results results) {
        this.places = places;
        this.subjects = subjects;
        this.variants = variants;
        this.furtherTimes = furtherTimes;
        this.results = results;
    }

    /**
     * {@code PROJECT MODULE JAVA_HOME ASYNC_PROFILER ROUNDS FURTHER SUBJECTS VARIANTS JSON [AGAINST]}; lists with commas, or {@code all}. With
     * FURTHER times above 0, what counts is not a run, but what it takes to do the same work further times in the same JVM.
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path home = Path.of(args[2]);
        Properties release = release(home);
        String version = release.getProperty("JAVA_VERSION").replace("\"", "");
        int featureVersion = Integer.parseInt(version.split("\\.")[0]);
        Path scratch = Files.createTempDirectory("side-by-side");
        Variant.Places places =
                new Variant.Places(Path.of(args[0]), Path.of(args[1]), home.resolve("bin/java"), Path.of(args[3]), scratch);
        int furtherTimes = Integer.parseInt(args[5]);
        List<Subject> subjects = chosen(args[6], Subject.values()).stream()
                .filter(subject -> subject.runsOn(featureVersion))
                .toList();
        List<Variant> variants = chosen(args[7], Variant.values());
        Results results = new Results("JDK " + version + ", " + args[4] + " rounds, "
                + Runtime.getRuntime().availableProcessors() + " processors"
                + (furtherTimes > 0 ? ", each further time" : ""));
        new SideBySide(places, subjects, variants, furtherTimes, results).run(Integer.parseInt(args[4]));
        System.out.println(results.tables(variants.stream().filter(variant -> variant != Variant.PLAIN).toList()));
        results.write(Path.of(args[8]));
        List<String> worse = args.length > 9 ? results.worseThan(Path.of(args[9])) : List.of();
        worse.forEach(line -> System.out.println("REGRESSION " + line));
        System.exit(worse.isEmpty() ? 0 : 1);
    }

    private static Properties release(Path home) throws IOException {
        Properties release = new Properties();
        try (InputStream in = Files.newInputStream(home.resolve("release"))) {
            release.load(in);
        }
        return release;
    }

    private static <E extends Enum<E>> List<E> chosen(String names, E[] all) {
        List<String> wanted = List.of(names.toUpperCase(Locale.ROOT).replace('-', '_').split(","));
        return Arrays.stream(all)
                .filter(each -> wanted.contains("ALL") || wanted.contains(each.name()) || each == Variant.PLAIN)
                .toList();
    }

    private void run(int rounds) throws IOException, InterruptedException {
        for (Subject subject : subjects) {
            String plain = "";
            // what is done once, as filling our cache or the first run for --refine, does not count
            if (variants.stream().anyMatch(Variant::isOurs)) {
                measure(subject, Variant.FIL_PROFILE, 1);
            }
            for (int round = 0; round < rounds; round++) {
                for (Variant variant : variants) {
                    Measurement measurement = measure(subject, variant);
                    plain = variant == Variant.PLAIN ? measurement.output() : plain;
                    // some profilers say on standard output that they began
                    if (measurement.exitCode() == 0 && measurement.output().endsWith(plain)) {
                        results.add(subject, variant, measurement);
                    } else {
                        System.err.println("not as plain: " + subject.title() + ", " + variant.title() + ": exit code "
                                + measurement.exitCode() + ", " + measurement.output());
                    }
                }
            }
        }
    }

    private Measurement measure(Subject subject, Variant variant) throws IOException, InterruptedException {
        Measurement once = measure(subject, variant, 1);
        return furtherTimes == 0
                ? once
                : measure(subject, variant, 1 + furtherTimes).beyond(once, furtherTimes);
    }

    private Measurement measure(Subject subject, Variant variant, int times) throws IOException, InterruptedException {
        Path collections = places.scratch().resolve("gc.log");
        List<String> command = variant.command(places, subject.command(places.module(), times), collections);
        Measurement measurement = Measurement.of(command, collections, places.scratch());
        System.err.printf(
                Locale.ROOT, "%-16s %-15s %s%n", subject.title(), variant.title(), measurement.inWords());
        if (measurement.exitCode() != 0) {
            String errors = Files.readString(places.scratch().resolve("errors.txt"), StandardCharsets.UTF_8);
            System.err.println(errors.substring(0, Math.min(1000, errors.length())));
        }
        return measurement;
    }
}
