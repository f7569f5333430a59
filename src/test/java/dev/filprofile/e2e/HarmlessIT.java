package dev.filprofile.e2e;

import static dev.filprofile.e2e.ProfileAssert.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.filprofile.e2e.workload.AdvisingAgent;
import dev.filprofile.e2e.workload.IdentityHashCodes;
import dev.filprofile.e2e.workload.RetainedArrays;
import dev.filprofile.e2e.workload.SeesItsJvm;
import dev.filprofile.e2e.workload.SetsSecurityManager;
import dev.filprofile.e2e.workload.Stress;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.format.RawSnapshotReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The profiled program, and other agents in its JVM, are as they would be without us. */
final class HarmlessIT {

    private static final String OUR_THREAD = "thread fil-profile in system";

    /** The JDK's file channels keep a socket up to 17. */
    private static final Pattern OUR_DESCRIPTORS =
            Pattern.compile("descriptor of (\\S*/fil-profile-agent\\.jar|\\S*/profile\\.filraw|socket:\\[])");

    @TempDir
    private Path directory;

    /** Among it: packages of the JDK that are closed stay so, our thread is not in the program's group, no descriptor is left open. */
    @Test
    void theProgramSeesTheSameJvm() {
        Program program = Program.workload(SeesItsJvm.class);
        Outcome plain = program.runPlainly(directory);
        Assertions.assertThat(plain.exitCode()).as("%s", plain).isZero();

        Outcome profiled = program.profiled(directory).run().exitsWith(0).outcome();

        Assertions.assertThat(profiled.programErrLines()).isEmpty();
        Assertions.assertThat(profiled.outText().lines()).contains(OUR_THREAD);
        Assertions.assertThat(profiled.outText().lines().filter(line -> !isOurs(line)))
                .containsExactlyElementsOf(plain.outText().lines().toList());
        long more = profiled.outText().lines().filter(HarmlessIT::isOurs).count();
        Assertions.assertThat(more)
                .as("thread, agent twice, recording")
                .isEqualTo(ChildJvm.featureVersion() < 21 ? 5 : 4);
    }

    /**
     * They come from a sequence of the thread that asks first. What is asked for by us, at whatever moment, must not be asked for on
     * the program's main thread: objects in hash tables would be in another order each time. Nor may it matter that the cache lacks
     * some JDK classes, as in the second run, or none, as in the third. In the first, which finds no cache, it may.
     */
    @Test
    void identityHashCodesOfTheMainThreadAreTheSameInEachRun() {
        ProfiledRun run = Program.workload(IdentityHashCodes.class)
                .profiled(directory)
                .withVariable("XDG_CACHE_HOME", directory.resolve("cache").toString());

        run.run();
        Outcome second = run.run().outcome();
        Outcome third = run.run().outcome();

        Assertions.assertThat(second.outText()).as("%s", second).endsWith("800040\n");
        Assertions.assertThat(third.outText()).isEqualTo(second.outText());
    }

    /** Newer JVMs have none. */
    @Test
    void aSecurityManagerThatIsThereFromTheStartKeepsUsOut() {
        assumeTrue(ChildJvm.featureVersion() < 24, "no security managers");
        Program program = Program.workload(RetainedArrays.class).with("-Djava.security.manager");
        Outcome plain = program.runPlainly(directory);

        Outcome profiled = program.profiled(directory).start().await();

        Assertions.assertThat(profiled.exitCode()).as("%s", profiled).isEqualTo(plain.exitCode());
        Assertions.assertThat(profiled.outText()).isEqualTo(plain.outText());
        Assertions.assertThat(profiled.ourLines())
                .contains("error: the program runs without being profiled: it has a security manager");
    }

    /**
     * It is asked nothing about us, on no thread; and what it makes class loaders do for the first time happens while one of the
     * program's classes is loaded, when ours must be there.
     */
    @ParameterizedTest
    @CsvSource({"allows,auto", "denies,auto", "denies,portable"})
    @Execution(ExecutionMode.CONCURRENT)
    void aSecurityManagerThatTheProgramSetsHearsNothingOfUs(String policy, String engine) {
        assumeTrue(ChildJvm.featureVersion() < 24, "no security managers");
        Program program =
                Program.workload(SetsSecurityManager.class, policy).with("-Djava.security.manager=allow", "-Xmx128m");
        Outcome plain = program.runPlainly(directory);
        Assertions.assertThat(plain.outText()).as("%s", plain).isEqualTo("300\n");

        ProfiledOutcome run =
                program.profiled(directory).with("--engine", engine).run().behavesLike(plain);

        assertThat(run.profile())
                .at(SetsSecurityManager.class, "held.add(new byte[LIVE_BYTES]);")
                .estimates(300 * Layout.DEFAULT.bytes(20_000), 0.1);
        assertThat(run.profile())
                .at(SetsSecurityManager.class, "mine.add(new byte[LIVE_BYTES]);")
                .estimates(300 * Layout.DEFAULT.bytes(20_000), 0.1);
    }

    private static boolean isOurs(String line) {
        return line.equals(OUR_THREAD) || OUR_DESCRIPTORS.matcher(line).matches();
    }

    static Stream<Arguments> collectors() {
        return Stream.of(
                        Arguments.of("Serial", "auto"),
                        Arguments.of("Serial", "portable"),
                        Arguments.of("Parallel", "auto"),
                        Arguments.of("G1", "portable"),
                        Arguments.of("Z", "auto"),
                        Arguments.of("Shenandoah", "portable"))
                .filter(row -> !row.get()[0].equals("Shenandoah") || ChildJvm.hasShenandoah());
    }

    @ParameterizedTest
    @MethodSource("collectors")
    @Execution(ExecutionMode.CONCURRENT)
    void stressDoesNotBreakIt(String collector, String engine) {
        ProfiledOutcome run = Program.workload(Stress.class, "1")
                .with("-Xmx256m", "-XX:+Use" + collector + "GC")
                .profiled(directory)
                .with("--engine", engine)
                .run()
                .exitsWith(0);

        Assertions.assertThat(run.outcome().outText().lines())
                .containsExactly(
                        "loaders done",
                        "exceptions done",
                        "threads done",
                        "virtual threads done",
                        "stack overflows done",
                        "garbage done",
                        "classes unloaded: true");
        Assertions.assertThat(run.outcome().programErrLines()).isEmpty();
        assertThat(run.profile())
                .at(Stress.class, "kept = new byte[LIVE_BYTES];")
                .estimates(Layout.DEFAULT.bytes(20_000_000), 0.01);
        Assertions.assertThat(run.profile().certificate().ownBytes())
                .as("our own bytes")
                .isLessThan(32L << 20);
    }

    @Test
    void anAgentBeforeUs() throws Exception {
        Program program = Program.workload(RetainedArrays.class).with("-javaagent:" + advisingAgent());
        Outcome plain = program.runPlainly(directory);
        Assertions.assertThat(plain.outText()).isEqualTo("1000 arrays\n1000 calls advised\n");

        ProfiledOutcome run = program.profiled(directory).exact().run().behavesLike(plain);

        checkArrays(run.profile());
    }

    @Test
    void anAgentAfterUs() throws Exception {
        Path recording = directory.resolve("recording.filraw");
        Outcome outcome = Program.workload(RetainedArrays.class)
                .with(
                        "-XX:+UseSerialGC",
                        "-javaagent:" + Project.agentJar() + "=output=" + recording,
                        "-javaagent:" + advisingAgent())
                .runPlainly(directory);

        Assertions.assertThat(outcome.exitCode()).as("%s", outcome).isZero();
        Assertions.assertThat(outcome.outText()).isEqualTo("1000 arrays\n1000 calls advised\n");
        checkArrays(RawSnapshotReader.read(recording));
    }

    /** It adds a field, a method and an array to each class of the program; its data must be complete in the end. */
    @Test
    void coverageBesideUs() throws IOException {
        Path data = directory.resolve("jacoco.exec");
        ProfiledOutcome run = Program.workload(RetainedArrays.class)
                .with("-javaagent:" + Project.real("org.jacoco.agent-runtime.jar") + "=destfile=" + data)
                .profiled(directory)
                .exact()
                .run()
                .exitsWith(0);

        Assertions.assertThat(run.outcome().outText()).isEqualTo("1000 arrays\n");
        Assertions.assertThat(run.outcome().programErrLines()).isEmpty();
        Assertions.assertThat(Files.readString(data, StandardCharsets.ISO_8859_1))
                .contains(RetainedArrays.class.getName().replace('.', '/'));
        checkArrays(run.profile());
    }

    /** It weaves a span into the method that allocates, and has a class loader, threads and JDK classes of its own making. */
    @Test
    void tracingBesideUs() {
        Program program = Program.workload(RetainedArrays.class)
                .with(
                        "-javaagent:" + Project.real("opentelemetry-javaagent.jar"),
                        "-Dotel.instrumentation.methods.include=" + RetainedArrays.class.getName() + "[retain]",
                        "-Dotel.traces.exporter=console",
                        "-Dotel.metrics.exporter=none",
                        "-Dotel.logs.exporter=none");
        Outcome plain = program.runPlainly(directory);
        Assertions.assertThat(spans(plain.errText())).isEqualTo(1000);

        ProfiledOutcome run = program.profiled(directory).run().exitsWith(0);

        Assertions.assertThat(run.outcome().outText()).isEqualTo(plain.outText());
        Assertions.assertThat(spans(run.outcome().errText())).isEqualTo(1000);
        // 4 kB each, sampled at 16 kB at most beside some 30 MB of the other agent's: a standard error of 6 %
        assertThat(run.profile())
                .at(RetainedArrays.class, "KEPT[i] = new byte[4096]")
                .estimates(1000 * Layout.DEFAULT.bytes(4096), 0.3);
    }

    private static long spans(String errors) {
        return errors.lines()
                .filter(line -> line.contains("'RetainedArrays.retain'"))
                .count();
    }

    private static void checkArrays(Profile profile) {
        assertThat(profile)
                .at(RetainedArrays.class, "KEPT[i] = new byte[4096]")
                .estimates(1000 * Layout.DEFAULT.bytes(4096), 0.1);
    }

    private Path advisingAgent() throws IOException, URISyntaxException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(new Attributes.Name("Premain-Class"), AdvisingAgent.class.getName());
        attributes.put(new Attributes.Name("Can-Retransform-Classes"), "true");
        attributes.put(
                Attributes.Name.CLASS_PATH,
                ByteBuddy.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI()
                        + " "
                        + Project.workloadClasses().toUri());
        Path jar = directory.resolve("advising-agent.jar");
        try (OutputStream file = Files.newOutputStream(jar)) {
            new JarOutputStream(file, manifest).close();
        }
        return jar;
    }
}
