package dev.filprofile.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.filprofile.agent.instrument.endtoend.AgentJar;
import dev.filprofile.agent.instrument.endtoend.Jdks;
import dev.filprofile.routes.Hello;
import dev.filprofile.routes.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole of it in JVMs of its own, but for what is counted where, which is in {@code AllocationRoutesTest}. */
class InstallationTest {

    private static final int TIMEOUT_SECONDS = 300;

    @TempDir
    static Path directory;

    private static Path agent;

    @BeforeAll
    static void packAgent() throws Exception {
        agent = AgentJar.in(directory);
    }

    static List<Path> jdks() {
        return Jdks.homes();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aSecondRunTakesTheJdkFromTheCache(Path jdk) throws Exception {
        Path cache = directory.resolve("cache-" + jdk.getFileName());
        Map<String, String> cold = report(jdk, cache);
        assertThat(cache).isDirectoryContaining("glob:**.bin");
        for (int i = 0; i < 3; i++) {
            report(jdk, cache); // what a warm start itself loads is first met, hence kept, in a warm start
        }
        long size = sizeOf(cache);
        Map<String, String> warm = report(jdk, cache);
        // timing alone may make a run load a class that none before did; one without hooks is noted in some 50 bytes
        assertThat(sizeOf(cache)).as("no instrumented class to keep").isBetween(size, size + 500);
        assertThat(Integer.parseInt(warm.get("classes")))
                .as("classes with hooks")
                .isCloseTo(Integer.parseInt(cold.get("classes")), within(60));
        assertThat(cold).containsEntry("fromCache", "0");
        // the program's own class has hooks too; the JDK's that timing alone has loaded may not be kept yet
        assertThat(Integer.parseInt(warm.get("fromCache")))
                .as("classes with hooks that nobody had to make again")
                .isGreaterThanOrEqualTo(Integer.parseInt(warm.get("classes")) - 10);
        assertThat(warm).containsEntry("array", cold.get("array"));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aDamagedCacheIsWrittenAnew(Path jdk) throws Exception {
        Path cache = directory.resolve("damaged-" + jdk.getFileName());
        report(jdk, cache);
        Path file;
        try (Stream<Path> files = Files.list(cache)) {
            file = files.findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2]++;
        Files.write(file, bytes);
        Map<String, String> second = report(jdk, cache);
        assertThat(second).containsEntry("failures", "0");
        assertThat(Files.readAllBytes(file)).isNotEqualTo(bytes);
    }

    /** The verifier that the VM spares the JDK's classes is switched on for them: it must accept all that we made. */
    @ParameterizedTest
    @MethodSource("jdks")
    void theVirtualMachineVerifiesEveryInstrumentedJdkClass(Path jdk) throws Exception {
        List<String> lines = run(
                jdk,
                "fast",
                "",
                List.of(),
                Hello.class,
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:+BytecodeVerificationLocal",
                "-XX:+BytecodeVerificationRemote");
        assertThat(lines).containsExactly("hello");
    }

    /** What the installation says of itself at the end of a small program. */
    private static Map<String, String> report(Path jdk, Path cache) throws Exception {
        Map<String, String> values = new TreeMap<>();
        for (String line : run(jdk, "fast", cache.toString(), List.of(), Report.class)) {
            String[] pair = line.split("=", 2);
            values.put(pair[0], pair[1]);
        }
        assertThat(values).as("notes").containsEntry("notes", "[]").containsEntry("failures", "0");
        return values;
    }

    private static long sizeOf(Path cache) throws Exception {
        try (Stream<Path> files = Files.list(cache)) {
            return Files.size(files.findFirst().orElseThrow());
        }
    }

    private static List<String> run(
            Path jdk, String dialect, String cache, List<String> arguments, Class<?> program, String... jvmOptions)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(jdk.resolve("bin/java").toString(), "-Xmx256m"));
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of(
                "-javaagent:" + agent + "=" + dialect + "," + cache,
                "-cp",
                Path.of(program.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI())
                        .toString(),
                program.getName()));
        command.addAll(arguments);
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
        lines.removeIf(line -> line.startsWith("WARNING: ")); // 25 speaks of sun.misc.Unsafe
        return lines;
    }
}
