package dev.filprofile.e2e;

import static dev.filprofile.e2e.ProfileAssert.assertThat;

import dev.filprofile.e2e.workload.truth.AllocatedLongAgo;
import dev.filprofile.e2e.workload.truth.EarlySpike;
import dev.filprofile.e2e.workload.truth.EvictedCache;
import dev.filprofile.e2e.workload.truth.Finalizable;
import dev.filprofile.e2e.workload.truth.FirstPeakHigher;
import dev.filprofile.e2e.workload.truth.ForkedTasks;
import dev.filprofile.e2e.workload.truth.GarbageMeanwhile;
import dev.filprofile.e2e.workload.truth.GigabytesOfGarbage;
import dev.filprofile.e2e.workload.truth.GrowingBesideChurn;
import dev.filprofile.e2e.workload.truth.GrowingBuilder;
import dev.filprofile.e2e.workload.truth.GrowingList;
import dev.filprofile.e2e.workload.truth.GrowingTable;
import dev.filprofile.e2e.workload.truth.ParallelStream;
import dev.filprofile.e2e.workload.truth.PromotedGarbage;
import dev.filprofile.e2e.workload.truth.References;
import dev.filprofile.e2e.workload.truth.SecondPeakHigher;
import dev.filprofile.e2e.workload.truth.TwoHundredThreads;
import dev.filprofile.e2e.workload.truth.VirtualThreads;
import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.Profile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The peak is the peak: programs that say in their source what each line holds when the heap is fullest. */
final class GroundTruthIT {

    private static final int MB = 1_000_000;

    @TempDir
    private Path directory;

    static List<Class<?>> programs() {
        return List.of(
                EarlySpike.class,
                FirstPeakHigher.class,
                SecondPeakHigher.class,
                GigabytesOfGarbage.class,
                PromotedGarbage.class,
                AllocatedLongAgo.class,
                GrowingBuilder.class,
                GrowingList.class,
                GrowingTable.class,
                References.class,
                Finalizable.class,
                EvictedCache.class,
                TwoHundredThreads.class,
                ParallelStream.class,
                ForkedTasks.class);
    }

    @ParameterizedTest
    @MethodSource("programs")
    @Execution(ExecutionMode.CONCURRENT)
    void byDefaultThePeakIsTrueToOnePercent(Class<?> program) {
        Outcome plain = Program.workload(program).runPlainly(directory);

        Profile profile = profiled(Program.workload(program)).behavesLike(plain).profile();

        isTrue(profile, Truth.of(program, Layout.DEFAULT), program.getSimpleName());
    }

    /** A JVM that programs may be run on, and how it lays objects out. */
    record Jvm(Layout layout, List<String> options) {

        Jvm(Layout layout, String... options) {
            this(layout, List.of(options));
        }

        boolean estimates() {
            return options.contains("-XX:+UseZGC") || options.contains("-XX:+UseShenandoahGC");
        }

        /** At each explicit collection. */
        boolean clearsSoftReferences() {
            return options.contains("-XX:+UseShenandoahGC");
        }

        Arguments running(Class<?> program, String engine) {
            return Arguments.of(this, program, engine);
        }

        @Override
        public String toString() {
            return String.join(" ", options);
        }
    }

    static Stream<Arguments> programsOnJvms() {
        if (Boolean.getBoolean("fil.matrix")) {
            return everyProgramOnEveryJvm();
        }
        Stream<Arguments> onEveryJvm = jvms().stream()
                .flatMap(jvm ->
                        Stream.of(jvm.running(twoPeaks(jvm), "auto"), jvm.running(AllocatedLongAgo.class, "auto")));
        return Stream.of(onEveryJvm, programsInTheirHeaps(), collectorsOwnWays())
                .flatMap(each -> each);
    }

    /**
     * G1 gives large objects whole regions, and may collect the young between a full collection and the record of an array that this
     * one found half made; what Parallel does by itself leaves dead objects in use.
     */
    private static Stream<Arguments> collectorsOwnWays() {
        return Stream.of(
                new Jvm(Layout.DEFAULT, "-XX:+UseG1GC", "-Xmx512m").running(GrowingTable.class, "auto"),
                new Jvm(Layout.DEFAULT, "-XX:+UseG1GC", "-Xmx512m").running(GrowingBesideChurn.class, "auto"),
                new Jvm(Layout.DEFAULT, "-XX:+UseG1GC", "-Xmx512m").running(GrowingBesideChurn.class, "portable"),
                new Jvm(Layout.DEFAULT, "-XX:+UseParallelGC", "-Xmx512m").running(EvictedCache.class, "auto"));
    }

    /** With the Maven profile {@code matrix}. */
    private static Stream<Arguments> everyProgramOnEveryJvm() {
        return jvms().stream()
                .flatMap(jvm -> programs().stream()
                        .filter(program -> !jvm.estimates() || !isOfTwoPeaks(program))
                        .filter(program -> !jvm.clearsSoftReferences() || program != References.class)
                        .flatMap(program -> Stream.of(jvm.running(program, "auto"), jvm.running(program, "portable"))));
    }

    private static boolean isOfTwoPeaks(Class<?> program) {
        return program == FirstPeakHigher.class || program == SecondPeakHigher.class;
    }

    /** Where P is an estimate, with an error of one or two percent, peaks that differ by 3 % cannot be told apart. */
    private static Class<?> twoPeaks(Jvm jvm) {
        return jvm.estimates() ? EarlySpike.class : SecondPeakHigher.class;
    }

    /** Heaps that are barely enough, a fifth smaller and the program would run out of memory; and ten times as much. */
    private static Stream<Arguments> programsInTheirHeaps() {
        return Stream.of(
                new Jvm(Layout.DEFAULT, "-Xmx46m").running(SecondPeakHigher.class, "portable"),
                new Jvm(Layout.DEFAULT, "-Xmx460m").running(SecondPeakHigher.class, "auto"),
                new Jvm(Layout.DEFAULT, "-Xmx30m").running(AllocatedLongAgo.class, "auto"),
                new Jvm(Layout.DEFAULT, "-Xmx300m").running(AllocatedLongAgo.class, "portable"));
    }

    private static List<Jvm> jvms() {
        List<Jvm> jvms = new ArrayList<>(List.of(
                new Jvm(Layout.DEFAULT, "-XX:+UseParallelGC", "-Xmx512m"),
                new Jvm(Layout.DEFAULT, "-XX:+UseG1GC", "-Xmx512m"),
                // references of the Z collector are wide, classes are compressed
                new Jvm(Layout.WIDE_REFERENCES, "-XX:+UseZGC", "-Xmx512m"),
                new Jvm(Layout.DEFAULT, "-Xint"),
                new Jvm(Layout.DEFAULT, "-XX:TieredStopAtLevel=1"),
                new Jvm(Layout.DEFAULT, "-XX:+DisableExplicitGC"),
                new Jvm(Layout.WIDE_REFERENCES, "-XX:-UseCompressedOops")));
        if (ChildJvm.hasShenandoah()) {
            jvms.add(new Jvm(Layout.DEFAULT, "-XX:+UseShenandoahGC", "-Xmx512m"));
        }
        if (ChildJvm.featureVersion() >= 25) {
            jvms.add(new Jvm(Layout.COMPACT_HEADERS, "-XX:+UseCompactObjectHeaders"));
        }
        return jvms;
    }

    /** Whatever the collector, the compiler, the engine, the heap's limit and the layout of objects. */
    @ParameterizedTest
    @MethodSource("programsOnJvms")
    @Execution(ExecutionMode.CONCURRENT)
    void thePeakIsTheSameOnEveryJvm(Jvm jvm, Class<?> program, String engine) {
        Program onJvm = Program.workload(program).with(jvm.options().toArray(String[]::new));

        Profile profile = profiled(onJvm, "--engine", engine).exitsWith(0).profile();

        assertThat(profile).ranWithEngine(engine.equals("auto") ? "fast" : engine);
        isTrue(profile, Truth.of(program, jvm.layout()), program.getSimpleName() + " " + engine + " " + jvm);
    }

    static List<Jvm> collectorsBesideTheProgram() {
        List<Jvm> jvms = new ArrayList<>(List.of(new Jvm(Layout.WIDE_REFERENCES, "-XX:+UseZGC", "-Xmx512m")));
        if (ChildJvm.hasShenandoah()) {
            jvms.add(new Jvm(Layout.DEFAULT, "-XX:+UseShenandoahGC", "-Xmx512m"));
        }
        return jvms;
    }

    /**
     * The list takes most of what collections may cost, so what comes after it is a provisional picture's, if anything's. Which
     * part of the list is in the picture depends on the machine's speed; garbage must not be.
     */
    @ParameterizedTest
    @MethodSource("collectorsBesideTheProgram")
    void garbageMadeBesideACollectionIsNotTakenForAlive(Jvm jvm) {
        Profile profile = Program.workload(GarbageMeanwhile.class)
                .with(jvm.options().toArray(String[]::new))
                .profiled(directory)
                .with("--gc-budget", "5%")
                .run()
                .exitsWith(0)
                .profile();

        Truth.Line held = Truth.of(GarbageMeanwhile.class, jvm.layout()).lines().get(0);
        double listBytes = Site.lastOfItsClass(profile, held.source()).bytes();
        Assertions.assertThat(listBytes / profile.attributedBytes())
                .as("the list's share of all that is in the picture")
                .isGreaterThan(0.9);
    }

    /**
     * The stacks of parked virtual threads are on the heap and made by no bytecode: in P, and in the residual. How large they are only
     * the JVM knows: on 25 some 14 MB, beside the arrays' 20. So P is compared with what the JVM's log says without us, both without
     * what was there before the program. Interpreted, since compiled frames are smaller, and which are compiled is
     * a matter of the moment. Then two runs differ by some 0.01 MB, and a profiled one from a plain one by 0.1 MB.
     */
    @Test
    void whatThreadsHoldIsTrueWhereverTheirStacksAre() {
        Program program = Program.workload(VirtualThreads.class).with("-Xint");
        IndependentPeak independent = IndependentPeak.of(program, 5, directory);
        Profile profile = profiled(program).behavesLike(independent.outcome()).profile();

        Truth truth = Truth.of(VirtualThreads.class, Layout.DEFAULT);
        double expected = independent.peakBytes() - independent.baseBytes();
        double slack = 0.01 * expected + 0.5 * MB;
        Assertions.assertThat((double) profile.certificate().peakBytes()
                        - profile.certificate().baseBytes())
                .as("P, without what was there before; %s bytes of it are the arrays'", truth.bytes())
                .isBetween(expected - slack, expected + slack);
        if (ChildJvm.featureVersion() >= 21) {
            // a return address and a frame pointer for each of 100 levels of 1000 stacks are the least
            Assertions.assertThat(expected).as("with stacks").isGreaterThan(truth.bytes() + 1000 * 100 * 16);
        }
        SourceLine held = truth.lines().get(0).source();
        new SiteAssert(Site.lastOfItsClass(profile, held)).estimates(truth.bytes(), 0.05);
    }

    /** P within 1 % and 0.5 MB, or its sampling error where it comes from the samples; the truth in [P, U]; the lines' shares. */
    private static void isTrue(Profile profile, Truth truth, String what) {
        MeasuredPeaks.add(
                ChildJvm.featureVersion() + " " + what,
                profile.certificate(),
                truth.bytes() + (double) profile.certificate().baseBytes());
        assertThat(profile).hasUpperBoundOfAtLeast(truth.bytes());
        Certificate certificate = profile.certificate();
        boolean sampled = certificate.kind() == Certificate.Kind.SAMPLED;
        double expected = truth.bytes() + (double) certificate.baseBytes();
        double slack = 0.01 * expected + 0.5 * MB + (sampled ? 5 * profile.standardErrorBytes() : 0);
        Assertions.assertThat(certificate.kind()).isNotEqualTo(Certificate.Kind.PROVISIONAL);
        Assertions.assertThat((double) certificate.peakBytes())
                .as("P; %s bytes are in the program's lines", truth.bytes())
                .isBetween(expected - slack, expected + slack);
        sharesAreRight(profile, truth);
    }

    /** Within three points, and the sampling error of P where it comes from the samples. */
    private static void sharesAreRight(Profile profile, Truth truth) {
        boolean sampled = profile.certificate().kind() == Certificate.Kind.SAMPLED;
        double bound = 0.03 + (sampled ? 3 * profile.standardErrorBytes() / truth.bytes() : 0);
        for (Truth.Line line : truth.lines()) {
            Site site = Site.lastOfItsClass(profile, line.source());
            double share = line.bytes()
                    / (truth.bytes() + (double) profile.certificate().baseBytes());
            new SiteAssert(site).holdsShareBetween(share - bound, share + bound);
        }
    }

    /** With time for every confirmation: how far a small budget gets is a matter of the machine's speed, not of truth. */
    private ProfiledOutcome profiled(Program program, String... options) {
        return program.profiled(directory)
                .with("--gc-budget", "100%")
                .with(options)
                .run();
    }
}
