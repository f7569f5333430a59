package dev.filprofile.e2e;

import static dev.filprofile.e2e.ProfileAssert.assertThat;

import dev.filprofile.e2e.workload.GcEvery;
import dev.filprofile.profile.Profile;
import dev.filprofile.samples.BoundedCache;
import dev.filprofile.samples.EarlySpike;
import dev.filprofile.samples.ForgottenSessions;
import dev.filprofile.samples.GrowingArray;
import dev.filprofile.samples.OutOfMemory;
import dev.filprofile.samples.WordCount;
import dev.filprofile.samples.WordCountByLine;
import java.io.File;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reports of the samples show what the comments in their sources say. Run with default options, as a reader would. */
final class SamplesIT {

    private static final String SAMPLES = "dev.filprofile.samples.";
    private static final Layout LAYOUT = Layout.DEFAULT;
    private static final double MB = 1e6;

    @TempDir
    private Path directory;

    /**
     * 4.6 million words at 48 bytes and more (a String and its array), 18 MB of references to them, and 25 MB of text: the
     * words are nine tenths of the sum.
     */
    @Test
    void inTheWordCountSplitHoldsMostAndTheReadTheNextPart() {
        Program wordCount = Program.jar(Project.samplesJar());
        Outcome plain = wordCount.runPlainly(directory);
        Assertions.assertThat(plain.outText())
                .startsWith("the 437436\nof ")
                .endsWith("4598188 words, 25000007 characters\n");

        Profile profile = wordCount.profiled(directory).run().behavesLike(plain).profile();

        assertThat(profile)
                .hasConfirmedPeakBetween(230 * MB, 360 * MB)
                .hasTopLineIn(SAMPLES, SourceLine.of(WordCount.class, "text.split(\" \")"))
                .knowsTheTextOf(SourceLine.of(WordCount.class, "text.split(\" \")"));
        SiteAssert split = assertThat(profile).at(WordCount.class, "text.split(\" \")");
        split.holdsShareBetween(0.8, 0.97);
        split.ofClass(byte[].class)
                .reachesThrough(
                        WordCount.class.getName() + ".main", "java.lang.String.split", "java.util.Arrays.copyOfRange");
        // one large array: exact
        assertThat(profile)
                .at(WordCount.class, "Files.readString(file)")
                .ofClass(byte[].class)
                .holdsBytesBetween(LAYOUT.bytes(25_000_007), LAYOUT.bytes(25_000_007) + 100_000);
    }

    @Test
    void lineByLineTheSameOutputNeedsAFewMegabytes() {
        Program wordCount = Program.sample(WordCountByLine.class);
        Outcome plain = wordCount.runPlainly(directory);
        Assertions.assertThat(plain.outText())
                .isEqualTo(Program.sample(WordCount.class).runPlainly(directory).outText());

        Profile profile = wordCount.profiled(directory).run().behavesLike(plain).profile();

        // 20,000 words: 32 bytes of entry, 48 of key, up to 16 of count, and a table; the JVM's own few MB
        assertThat(profile).hasConfirmedPeakBetween(1.5 * MB, 10 * MB);
    }

    @Test
    void whileAnArrayGrowsOldAndNewAreAlive() {
        Profile profile = profileOf(Program.sample(GrowingArray.class));

        long both = LAYOUT.longs(1 << 22) + LAYOUT.longs(1 << 23);
        assertThat(profile).hasConfirmedPeakBetween(both, both + 8 * MB);
        assertThat(profile).at(GrowingArray.class, "new long[2 * size]").holdsExactlyBytes(both);
    }

    /**
     * While the JVM clears a large array, a collection waits for it and finds it alive before anybody could record it. With
     * one every two milliseconds that happens nearly each time the array grows.
     */
    @Test
    void anArrayInTheMakingDuringACollectionIsInItsPicture() {
        String classPath = Project.samplesJar() + File.pathSeparator + Project.workloadClasses();
        Program program = Program.main(classPath, GcEvery.class.getName(), "2", GrowingArray.class.getName());

        Profile profile = profileOf(program);

        long both = LAYOUT.longs(1 << 22) + LAYOUT.longs(1 << 23);
        assertThat(profile).hasConfirmedPeakBetween(both, both + 8 * MB);
        assertThat(profile).at(GrowingArray.class, "new long[2 * size]").holdsExactlyBytes(both);
    }

    @Test
    void aBoundedCacheHoldsWhatItKeepsAndNotWhatItForgot() {
        Profile profile = profileOf(Program.sample(BoundedCache.class));

        long page = LAYOUT.bytes(256 * 1024);
        // while a page is added to the 64 there is one more
        assertThat(profile).hasConfirmedPeakBetween(64 * page, 65 * page + 8 * MB);
        assertThat(profile).at(BoundedCache.class, "new byte[PAGE_BYTES]").holdsBytesBetween(64 * page, 65 * page);
    }

    @Test
    void aSpikeLongBeforeTheEndIsThePeak() {
        Profile profile = profileOf(Program.sample(EarlySpike.class));

        long table = LAYOUT.ints(16 * 1024 * 1024);
        assertThat(profile).hasConfirmedPeakBetween(table, table + 8 * MB);
        assertThat(profile).at(EarlySpike.class, "new int[TABLE_LENGTH]").holdsExactly(1, table);
        assertThat(profile).at(EarlySpike.class, "new byte[1024]").holdsShareBetween(0, 0.01);
    }

    @Test
    void aLeakIsAtItsHighestAtTheEnd() {
        Profile profile = profileOf(Program.sample(ForgottenSessions.class));

        double baskets = 10_000.0 * LAYOUT.bytes(4096);
        assertThat(profile)
                .hasConfirmedPeakBetween(baskets, baskets + 8 * MB)
                .hasTopLineIn(SAMPLES, SourceLine.of(ForgottenSessions.class, "basket = new byte[basketBytes]"));
        // 4 KB each and T of some KB: relative error below sqrt(T/41 MB), 3 % for T = 37 KB
        SiteAssert basket = assertThat(profile).at(ForgottenSessions.class, "basket = new byte[basketBytes]");
        basket.estimates(baskets, 0.03);
        basket.reachesThrough(ForgottenSessions.class.getName() + ".session", "java.util.HashMap.computeIfAbsent");
    }

    @Test
    void aProgramThatRanOutOfMemoryHasAReport() {
        Program program = Program.sample(OutOfMemory.class).with("-Xmx64m");
        Outcome plain = program.runPlainly(directory);
        Assertions.assertThat(plain.exitCode()).isEqualTo(1);

        ProfiledOutcome run = program.profiled(directory).run().exitsWith(1);

        Assertions.assertThat(run.outcome().programErrLines())
                .isEqualTo(plain.errText().lines().toList())
                .anyMatch(line -> line.contains("java.lang.OutOfMemoryError"));
        // an array is 691 KB: the heap was full but for that, the young generation's reserve and the JVM's own
        assertThat(run.profile()).holdsAtLine(OutOfMemory.class, "new double[24 * 60 * 60]", 0.8);
        Assertions.assertThat(run.profile().certificate().peakBytes()).isBetween(44L << 20, 64L << 20);
    }

    private Profile profileOf(Program program) {
        return program.profiled(directory)
                .run()
                .behavesLike(program.runPlainly(directory))
                .profile();
    }
}
