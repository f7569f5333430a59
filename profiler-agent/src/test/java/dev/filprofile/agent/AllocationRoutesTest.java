package dev.filprofile.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.agent.instrument.endtoend.Jdks;
import dev.filprofile.profile.Allocation;
import dev.filprofile.profile.CallTree;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.format.RawSnapshotReader;
import dev.filprofile.routes.AllocationRoutes;
import dev.filprofile.routes.Route;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.eclipse.collections.api.RichIterable;
import org.eclipse.collections.impl.map.mutable.primitive.LongIntHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassReader;

/**
 * Every route of {@link AllocationRoutes}, on every JDK, with both engines, in the interpreter and in the code of either compiler: the
 * profiler records what the VM charged, at the line that caused it. {@link MeasuredRoutes} measures, in a JVM for each.
 *
 * <p>The bytes are exact, on both sides. The bounds of 2 % leave room for a single event of the VM among few rounds.
 */
class AllocationRoutesTest {

    private static final int TIMEOUT_SECONDS = 300;

    /** Read at run time: routes know their lines by what stands there. */
    private static final Path SOURCE = Path.of("src/test/java/dev/filprofile/routes/AllocationRoutes.java");

    /** Recorded ÷ charged, for people to read. */
    private static final Path TABLES = Path.of("target/routes");

    @TempDir
    static Path directory;

    private static Path agent;

    /** How code runs, and how often a route does: until all of it is compiled, then three times as often as stated. */
    enum Mode {
        INTERPRETER(18, 2, "-Xint"),
        // compiled in full after 200 calls, or 2,000 with the loops in it
        C1(2_500, 10, "-XX:TieredStopAtLevel=1", "-Xbatch"),
        // compiled by C2 after 5,000 calls of the code that C1 made
        C2(7_000, 10, "-Xbatch");

        final int warmUpRounds;
        final int rounds;
        final List<String> options;

        Mode(int warmUpRounds, int rounds, String... options) {
            this.warmUpRounds = warmUpRounds;
            this.rounds = rounds;
            this.options = List.of(options);
        }
    }

    static Stream<Arguments> ways() {
        return Jdks.homes().stream()
                .flatMap(jdk -> Stream.of("fast", "portable")
                        .flatMap(engine -> Stream.of(Mode.values()).map(mode -> Arguments.of(jdk, engine, mode))));
    }

    @BeforeAll
    static void packAgent() throws IOException {
        agent = directory.resolve("agent.jar");
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", MeasuredRoutes.class.getName());
        attributes.putValue("Can-Redefine-Classes", "true");
        attributes.putValue("Can-Retransform-Classes", "true");
        try (OutputStream file = Files.newOutputStream(agent)) {
            new JarOutputStream(file, manifest).close(); // its classes are on the class path
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    @Execution(ExecutionMode.CONCURRENT)
    void eachAllocationIsCountedOnceAtItsLine(Path jdk, String engine, Mode mode) throws Exception {
        Path file = Files.createTempFile(directory, "routes", ".raw");
        Files.delete(file);
        Map<String, Bytes> bytes = measured(jdk, engine, mode, file);
        Profile profile = RawSnapshotReader.read(file);
        List<String> lines = Files.readAllLines(SOURCE);
        List<String> wrong = new ArrayList<>();
        List<String> table = new ArrayList<>();
        for (Route route : AllocationRoutes.table()) {
            Bytes measured = bytes.getOrDefault(route.name(), Bytes.NOT_MEASURED);
            Route.Seen expected = route.expected(feature(jdk), mode == Mode.INTERPRETER);
            table.add(String.format(Locale.ROOT, "%.3f\t%s", measured.share(), route.name()));
            addIfNotNull(wrong, wrongShare(route, expected, measured));
            addIfNotNull(wrong, wrongLines(route, new Lines(route, lines), profile));
        }
        Files.createDirectories(TABLES);
        Files.write(TABLES.resolve(feature(jdk) + "-" + engine + "-" + mode + ".tsv"), table);
        assertThat(wrong).as("routes that are not seen as they should be").isEmpty();
    }

    /** What a route came to in the rounds measured. */
    record Bytes(long recorded, long charged) {

        static final Bytes NOT_MEASURED = new Bytes(0, -1);

        double share() {
            return charged == 0 && recorded == 0 ? 1 : (double) recorded / charged;
        }
    }

    private static void addIfNotNull(List<String> list, @Nullable String element) {
        if (element != null) {
            list.add(element);
        }
    }

    private static @Nullable String wrongShare(Route route, Route.Seen expected, Bytes bytes) {
        return bytes.charged() >= 0 && bytes.share() >= expected.least() && bytes.share() <= expected.most()
                ? null
                : String.format(
                        Locale.ROOT,
                        "%s: %d of %d bytes recorded, %.3f, not %.2f to %.2f %s",
                        route.name(),
                        bytes.recorded(),
                        bytes.charged(),
                        bytes.share(),
                        expected.least(),
                        expected.most(),
                        expected.reason());
    }

    private static @Nullable String wrongLines(Route route, Lines lines, Profile profile) {
        Set<Integer> found = new TreeSet<>();
        Set<String> strangers = new LinkedHashSet<>();
        for (Allocation allocation : profile.allocations()) {
            if (profile.threads().get(allocation.threadIndex()).equals(route.name())) {
                int line = lines.lineOf(profile.tree(), allocation.node());
                if (line > 0) {
                    found.add(line);
                } else {
                    strangers.add(path(profile.tree(), allocation.node()));
                }
            }
        }
        if (!strangers.isEmpty()) {
            return route.name() + ": not at its line, but " + strangers;
        }
        return found.isEmpty() || found.equals(lines.own)
                ? null
                : route.name() + ": at lines " + found + ", not at all of " + lines.own;
    }

    /** The inner frames of a path, for the message. */
    private static String path(CallTree tree, int leaf) {
        StringBuilder text = new StringBuilder();
        for (int node = leaf, depth = 0; node > 0 && depth < 8; node = tree.parents()[node], depth++) {
            text.append(depth == 0 ? "" : " < ")
                    .append(tree.method(node).className())
                    .append('.')
                    .append(tree.method(node).name())
                    .append(':')
                    .append(tree.frame(node).line());
        }
        return text.toString();
    }

    /** The lines at which a route's allocations are to be found. */
    private static final class Lines {

        private static final String SHARED = "shared";

        private final boolean direct;
        private final Set<Integer> own = new TreeSet<>();
        private final Set<Integer> shared = new TreeSet<>();

        Lines(Route route, List<String> source) {
            direct = route.direct();
            addMarked(source, route.name(), own);
            addMarked(source, SHARED, shared);
            if (own.isEmpty()) {
                for (int i = 0; i < source.size(); i++) {
                    if (source.get(i).contains('"' + route.name() + '"')) {
                        own.add(i + 1);
                    }
                }
            }
            assertThat(own).as("lines of %s", route.name()).isNotEmpty();
        }

        private static void addMarked(List<String> source, String mark, Set<Integer> to) {
            for (int i = 0; i < source.size(); i++) {
                if (source.get(i).endsWith(" // " + mark)) {
                    to.add(i + 1);
                }
            }
        }

        /** Which of the route's own lines a path goes through, 0 if it does not or if it goes astray. */
        int lineOf(CallTree tree, int leaf) {
            if (direct && !isOfProgram(tree, leaf)) {
                return 0;
            }
            for (int node = leaf; node > 0; node = tree.parents()[node]) {
                if (isOfProgram(tree, node)) {
                    int line = tree.frame(node).line();
                    if (own.contains(line)) {
                        return line;
                    }
                    if (!shared.contains(line)) {
                        return 0;
                    }
                }
            }
            return 0;
        }

        private static boolean isOfProgram(CallTree tree, int node) {
            return tree.method(node).className().startsWith(AllocationRoutes.class.getName());
        }
    }

    /** By route, the bytes that were recorded and those that were charged. */
    private static Map<String, Bytes> measured(Path jdk, String engine, Mode mode, Path file) throws Exception {
        List<String> command = new ArrayList<>(List.of(jdk.resolve("bin/java").toString(), "-Xmx256m"));
        command.addAll(mode.options);
        command.addAll(List.of(
                "-javaagent:" + agent + "=" + engine + "," + directory.resolve("cache") + "," + file,
                "-cp",
                classPath(),
                MeasuredRoutes.class.getName(),
                Integer.toString(mode.warmUpRounds),
                Integer.toString(mode.rounds)));
        Path output = Files.createTempFile(directory, "output", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS))
                    .as("ended in time")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        List<String> lines = Files.readAllLines(output);
        assertThat(process.exitValue()).as("%s", lines).isZero();
        Map<String, Bytes> bytes = new LinkedHashMap<>();
        for (String line : lines) {
            String[] fields = line.split("\t");
            if (fields.length == 3) { // 25 speaks of sun.misc.Unsafe
                bytes.put(fields[0], new Bytes(Long.parseLong(fields[1]), Long.parseLong(fields[2])));
            }
        }
        return bytes;
    }

    private static String classPath() throws URISyntaxException {
        List<String> places = new ArrayList<>();
        for (Class<?> member : List.of(
                MeasuredRoutes.class,
                Engine.class,
                Profile.class,
                ClassReader.class,
                LongIntHashMap.class,
                RichIterable.class,
                Nullable.class)) {
            places.add(Path.of(member.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        }
        return String.join(java.io.File.pathSeparator, places);
    }

    private static int feature(Path jdk) throws IOException {
        for (String line : Files.readAllLines(jdk.resolve("release"))) {
            if (line.startsWith("JAVA_VERSION=\"")) {
                return Integer.parseInt(line.substring(14).split("[.\"]")[0]);
            }
        }
        throw new IOException("no JAVA_VERSION in the release file of " + jdk);
    }
}
