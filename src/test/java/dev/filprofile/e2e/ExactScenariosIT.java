package dev.filprofile.e2e;

import static dev.filprofile.e2e.ProfileAssert.assertThat;

import dev.filprofile.e2e.workload.DeepRecursion;
import dev.filprofile.e2e.workload.FreedSpike;
import dev.filprofile.e2e.workload.GarbageOverSmallLiveSet;
import dev.filprofile.e2e.workload.HostileContextLoader;
import dev.filprofile.e2e.workload.LambdaAllocations;
import dev.filprofile.e2e.workload.ObjectKinds;
import dev.filprofile.e2e.workload.RetainedArrays;
import dev.filprofile.e2e.workload.SeveralThreads;
import dev.filprofile.e2e.workload.SplitWords;
import dev.filprofile.e2e.workload.StaticInitialiser;
import dev.filprofile.e2e.workload.TwoPeaks;
import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.Profile;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With {@code --exact} a profile names each byte of the programs' objects. Their truth is in their source. */
final class ExactScenariosIT {

    private static final Layout LAYOUT = Layout.DEFAULT;
    private static final int MB = 1024 * 1024;

    @TempDir
    private Path directory;

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void arraysRetainedByOneLineAreCountedToTheByte() {
        Profile profile = exact(Program.workload(RetainedArrays.class));

        assertThat(profile)
                .isExact()
                .at(RetainedArrays.class, "KEPT[i] = new byte[4096]")
                .holdsExactly(1000, LAYOUT.bytes(4096));
        assertThat(profile)
                .at(RetainedArrays.class, "KEPT = new byte[1000][]")
                .holdsExactly(1, LAYOUT.references(1000));
        assertThat(profile)
                .at(RetainedArrays.class, "retain(i);")
                .ofThread("main")
                .holdsExactly(1000, LAYOUT.bytes(4096));
        assertThat(profile)
                .at(RetainedArrays.class, "KEPT[i] = new byte[4096]")
                .reachesThrough(RetainedArrays.class.getName() + ".main", RetainedArrays.class.getName() + ".retain");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void theSourceTextOfTheLineIsInTheProfile() {
        ProfiledOutcome run = Program.workload(RetainedArrays.class)
                .profiled(directory)
                .with("--source", Project.testSources().toString())
                .exact()
                .run();
        assertThat(run.profile()).knowsTheTextOf(SourceLine.of(RetainedArrays.class, "KEPT[i] = new byte[4096]"));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aSpikeFreedBeforeTheEndIsThePeak() {
        Profile profile = exact(Program.workload(FreedSpike.class));

        long spike = LAYOUT.bytes(32 * MB);
        // a JVM of its own with its class data and a little of the launcher's: below 8 MB
        assertThat(profile).hasConfirmedPeakBetween(spike, spike + 8 * MB);
        assertThat(profile).at(FreedSpike.class, "spike = new byte[32").holdsExactly(1, spike);
        assertThat(profile).at(FreedSpike.class, "rest = new byte[1024 * 1024]").holdsNothing();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void ofTwoPeaksTheClearlyHigherOneIsShown() {
        Profile profile = exact(Program.workload(TwoPeaks.class, "24", "36"));

        assertThat(profile).hasConfirmedPeakBetween(36 * MB, 44 * MB);
        assertThat(profile).at(TwoPeaks.class, "held = new byte[second]").holdsExactly(1, LAYOUT.bytes(36 * MB));
        assertThat(profile).at(TwoPeaks.class, "held = new byte[first]").holdsNothing();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void ofTwoPeaksThatComeFirstTheHigherOneStays() {
        Profile profile = exact(Program.workload(TwoPeaks.class, "36", "24"));

        assertThat(profile).hasConfirmedPeakBetween(36 * MB, 44 * MB);
        assertThat(profile).at(TwoPeaks.class, "held = new byte[first]").holdsExactly(1, LAYOUT.bytes(36 * MB));
        assertThat(profile).at(TwoPeaks.class, "held = new byte[second]").holdsNothing();
    }

    /**
     * The second peak is 2.5 % higher, less than the tolerance of 10 %: either may be shown, whole, and the certificate
     * covers the other.
     */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void theCertificateCoversTwoPeaksThatAreNearlyEqual() {
        Profile profile = exact(Program.workload(TwoPeaks.class, "40", "41"));

        assertThat(profile).hasConfirmedPeakBetween(40 * MB, 49 * MB).hasUpperBoundOfAtLeast(41 * MB);
        double first = Site.through(profile, SourceLine.of(TwoPeaks.class, "held = new byte[first]"))
                .bytes();
        double second = Site.through(profile, SourceLine.of(TwoPeaks.class, "held = new byte[second]"))
                .bytes();
        Assertions.assertThat(first + second)
                .as("exactly one of both: %s and %s bytes", first, second)
                .isIn((double) LAYOUT.bytes(40 * MB), (double) LAYOUT.bytes(41 * MB));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void garbageOverASmallLiveSetIsNotInThePeak() {
        Profile profile = exact(Program.workload(GarbageOverSmallLiveSet.class));

        assertThat(profile)
                .at(GarbageOverSmallLiveSet.class, "LIVE[i] = new byte[64 * 1024]")
                .holdsExactly(64, LAYOUT.bytes(64 * 1024));
        // the latest array is alive, and one more while it is being replaced
        assertThat(profile)
                .at(GarbageOverSmallLiveSet.class, "garbage = new byte[2048]")
                .holdsBytesBetween(0, 2 * LAYOUT.bytes(2048));
        assertThat(profile).hasConfirmedPeakBetween(4 * MB, 12 * MB);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void splitLeadsFromTheProgramsLineDownToTheCopyInTheJdk() {
        Profile profile = exact(Program.workload(SplitWords.class));

        SiteAssert split = assertThat(profile).at(SplitWords.class, "words = text.split(\" \")");
        split.ofClass(String.class).holdsExactly(100_000, LAYOUT.string());
        split.ofClass(byte[].class)
                .holdsExactly(100_000, LAYOUT.bytes(4))
                .reachesThrough(
                        SplitWords.class.getName() + ".main",
                        "java.lang.String.split",
                        "java.lang.String.substring",
                        "java.util.Arrays.copyOfRange");
        split.ofClass(String[].class).holdsExactly(1, LAYOUT.references(100_000));
        assertThat(profile)
                .throughMethod("java.lang.String.split")
                .holdsBytesBetween(100_000 * (LAYOUT.string() + LAYOUT.bytes(4)), 8 * MB);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aLambdaIsALineLikeAnyOther() {
        assertThat(exact(Program.workload(LambdaAllocations.class)))
                .directlyAt(LambdaAllocations.class, "length -> new byte[length]")
                .ofClass(byte[].class)
                .holdsExactly(500, LAYOUT.bytes(8000))
                .hasFrameLike(".*LambdaAllocations\\.lambda\\$main\\$\\d+");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aStaticInitialiserIsALineLikeAnyOther() {
        assertThat(exact(Program.workload(StaticInitialiser.class)))
                .at(StaticInitialiser.class, "SQUARES = new int[1_000_000]")
                .holdsExactly(1, LAYOUT.ints(1_000_000))
                .hasFrameLike(".*StaticInitialiser\\$Tables\\.<clinit>");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void eachThreadHasItsOwnShareOfALine() {
        Profile profile = exact(Program.workload(SeveralThreads.class));

        for (int n = 0; n < 4; n++) {
            assertThat(profile)
                    .at(SeveralThreads.class, "kept[i] = new byte[10_000]")
                    .ofThread("worker-" + n)
                    .holdsExactly(200L * (n + 1), LAYOUT.bytes(10_000));
        }
        assertThat(profile)
                .at(SeveralThreads.class, "kept[i] = new byte[10_000]")
                .holdsExactly(2000, LAYOUT.bytes(10_000));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    @Execution(ExecutionMode.CONCURRENT)
    void everyWayToMakeAnObjectIsCountedOnceInEveryLayout(Layout.Option option) {
        checkObjectKinds(exact(Program.workload(ObjectKinds.class).with(option.jvmOption())), option.layout());
    }

    static List<Layout.Option> layouts() {
        return Layout.options();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void thePortableEngineSeesTheSameBytes() {
        ProfiledOutcome run = Program.workload(ObjectKinds.class)
                .profiled(directory)
                .with("--engine", "portable")
                .exact()
                .run();
        assertThat(run.exitsWith(0).profile()).ranWithEngine("portable");
        checkObjectKinds(run.profile(), LAYOUT);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void theFastEngineIsTheDefault() {
        assertThat(exact(Program.workload(RetainedArrays.class))).ranWithEngine("fast");
    }

    private static void checkObjectKinds(Profile profile, Layout layout) {
        assertThat(profile).isExact();
        assertThat(profile)
                .at(ObjectKinds.class, "list = new Node(i, list)")
                .holdsExactly(100_000, layout.object(8 + layout.referenceBytes()));
        assertThat(profile)
                .at(ObjectKinds.class, "new long[100][1000]")
                .holdsExactlyBytes(layout.references(100) + 100 * layout.longs(1000));
        assertThat(profile)
                .at(ObjectKinds.class, "source.clone()")
                .ofClass(int[].class)
                .holdsExactly(1, layout.ints(300_000));
        assertThat(profile)
                .at(ObjectKinds.class, "Array.newInstance(short.class")
                .ofClass(short[].class)
                .holdsExactly(1, layout.bytes(1_000_000));
        assertThat(profile)
                .at(ObjectKinds.class, "boxed().toList()")
                .ofClass(Integer.class)
                .holdsExactly(100_000, layout.integer());
        assertThat(profile)
                .at(ObjectKinds.class, "getDeclaredConstructor(")
                .ofClass(nodeClass())
                .holdsExactly(10_000, layout.object(8 + layout.referenceBytes()));
        assertThat(profile)
                .at(ObjectKinds.class, "new StringBuilder(700_000)")
                .ofClass(byte[].class)
                .holdsExactly(1, layout.bytes(700_000));
    }

    private static Class<?> nodeClass() {
        try {
            return Class.forName(ObjectKinds.class.getName() + "$Node");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aCallPathDeeperThanTheJvmsTracesKeepsItsLeaf() {
        assertThat(exact(Program.workload(DeepRecursion.class)))
                .at(DeepRecursion.class, "kept = new byte[5_000_000]")
                .holdsExactly(1, LAYOUT.bytes(5_000_000));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aHostileContextClassLoaderDoesNotMatter() {
        assertThat(exact(Program.workload(HostileContextLoader.class)))
                .at(HostileContextLoader.class, "KEPT[i] = new byte[3000]")
                .holdsExactly(1000, LAYOUT.bytes(3000));
    }

    /** Each collector confirms the peak in its own way; what the line holds is the same. */
    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:+UseParallelGC", "-XX:+UseG1GC"})
    @Execution(ExecutionMode.CONCURRENT)
    void theUsersCollectorIsKept(String collector) {
        Profile profile = exact(Program.workload(FreedSpike.class).with(collector, "-Xmx512m"));

        Assertions.assertThat(profile.run().collectorChosenByUs()).isFalse();
        Assertions.assertThat(collector).contains("Use" + profile.run().collector());
        assertThat(profile).at(FreedSpike.class, "spike = new byte[32").holdsExactly(1, LAYOUT.bytes(32 * MB));
    }

    /** On ZGC live bytes come from the samples: exact here, since every object is one. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void onZgcThePeakIsThatOfTheSamples() {
        Profile profile = exact(Program.workload(FreedSpike.class).with("-XX:+UseZGC", "-Xmx512m"));

        Assertions.assertThat(profile.certificate().kind()).isEqualTo(Certificate.Kind.SAMPLED);
        Assertions.assertThat((double) profile.certificate().peakBytes())
                .as("the spike, and the launcher's and the classes' few objects")
                .isBetween((double) LAYOUT.bytes(32 * MB), 34.0 * MB);
        assertThat(profile).at(FreedSpike.class, "spike = new byte[32").holdsExactly(1, LAYOUT.bytes(32 * MB));
    }

    /** Epsilon never collects: nothing can be confirmed, and what was freed is in the picture with what was not. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void onEpsilonThePictureIsOfAllThatWasAllocated() {
        ProfiledOutcome run = run(Program.workload(FreedSpike.class)
                .with("-XX:+UnlockExperimentalVMOptions", "-XX:+UseEpsilonGC", "-Xmx1g", "-Xlog:disable"));
        Profile profile = run.profile();

        Assertions.assertThat(run.text("index.html"))
                .contains("No garbage collection could confirm the highest state.", "may hold some garbage");

        Assertions.assertThat(profile.certificate().kind()).isEqualTo(Certificate.Kind.PROVISIONAL);
        assertThat(profile).hasUpperBoundOfAtLeast(33 * MB);
        assertThat(profile).at(FreedSpike.class, "spike = new byte[32").holdsExactly(1, LAYOUT.bytes(32 * MB));
        assertThat(profile).at(FreedSpike.class, "rest = new byte[1024 * 1024]").holdsExactly(1, LAYOUT.bytes(MB));
    }

    /** Runs a program plainly and with every allocation recorded, and compares the two runs. */
    private ProfiledOutcome run(Program program) {
        Outcome plain = program.runPlainly(directory);
        Assertions.assertThat(plain.exitCode()).as("%s", plain).isZero();
        return program.profiled(directory).exact().run().behavesLike(plain);
    }

    private Profile exact(Program program) {
        return run(program).profile();
    }
}
