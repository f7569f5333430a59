package dev.filprofile.e2e;

import static dev.filprofile.e2e.ProfileAssert.assertThat;

import dev.filprofile.e2e.workload.H2Table;
import dev.filprofile.e2e.workload.JsonDocument;
import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.Profile;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs as people run them, from Maven Central. Profiled they print and exit as before; the peak agrees with one that was
 * measured without the profiler; and the profile names the places that hold it, as they are known from these programs'
 * sources.
 */
final class RealProgramsIT {

    private static final int MB = 1024 * 1024;

    @TempDir
    private Path directory;

    /**
     * The Eclipse compiler compiles commons-lang 3. It parses all files first and keeps a tree of each; then its processing
     * thread resolves and generates one after the other, while bindings of all types that were met accumulate. So most is
     * held by what that thread made, and much by the parser.
     */
    @Test
    void eclipseCompiler() {
        Program compiler = Program.main(
                classPath("ecj.jar"),
                "org.eclipse.jdt.internal.compiler.batch.Main",
                "-17",
                "-encoding",
                "UTF-8",
                "-d",
                "none",
                Project.real("commons-lang-sources").toString());

        // its last tenth of a second is its highest: by some 2 MB
        Profile profile = check(compiler, 50);

        assertThat(profile)
                .throughMethod("org.eclipse.jdt.internal.compiler.Compiler.process")
                .holdsShareBetween(0.3, 0.8)
                .reachesThrough(
                        "java.lang.Thread.run", "org.eclipse.jdt.internal.compiler.ProcessTaskManager.processing");
        assertThat(profile)
                .throughMethod("org.eclipse.jdt.internal.compiler.parser.Parser.parse")
                .holdsShareBetween(0.08, 0.5);
    }

    /**
     * H2 keeps a table in memory as a tree of pages that hold rows of values. The notes, a string and its bytes of some 90
     * bytes a row, are made by the program's own line, where H2's value wraps them; rows and arrays of values by the insert
     * statement; the index, built after all that, holds a second row for each.
     */
    @Test
    void h2() {
        Program database = Program.main(classPath("h2.jar"), H2Table.class.getName());

        Profile profile = check(database, 100);

        assertThat(profile).at(H2Table.class, "insert.setString(3").holdsShareBetween(0.12, 0.4);
        assertThat(profile).at(H2Table.class, "insert.executeBatch();").holdsShareBetween(0.12, 0.5);
        assertThat(profile).throughMethod("org.h2.command.dml.Insert.update").holdsShareBetween(0.1, 0.5);
        assertThat(profile)
                .throughMethod("org.h2.command.ddl.CreateIndex.update")
                .holdsShareBetween(0.05, 0.5);
    }

    /** Jackson's tree of a document: nodes, the maps of object nodes and the strings of text nodes. */
    @Test
    void jackson() {
        Program parser = Program.main(
                classPath("jackson-databind.jar", "jackson-core.jar", "jackson-annotations.jar"),
                JsonDocument.class.getName(),
                directory.resolve("orders.json").toString());

        // a second or two of its own time: ten collections at least need shorter pauses
        Profile profile = check(parser, 40);

        SiteAssert readTree = assertThat(profile).at(JsonDocument.class, "readTree(file.toFile())");
        readTree.holdsShareBetween(0.9, 1);
        readTree.reachesThrough(
                JsonDocument.class.getName() + ".main", "com.fasterxml.jackson.databind.ObjectMapper.readTree");
        assertThat(profile)
                .throughMethod("com.fasterxml.jackson.databind.node.ObjectNode.replace")
                .holdsShareBetween(0.1, 0.9);
    }

    private static String classPath(String... jars) {
        return Project.workloadClasses()
                + Arrays.stream(jars)
                        .map(jar -> File.pathSeparator + Project.real(jar))
                        .collect(Collectors.joining());
    }

    /** What holds for each of them. */
    private Profile check(Program program, int pauseMillis) {
        Outcome plain = program.runPlainly(directory);
        Assertions.assertThat(plain.exitCode()).as("%s", plain).isZero();
        // enough time for every confirmation: how far a small budget gets is a matter of the machine's speed, not of
        // truth
        ProfiledOutcome run =
                program.profiled(directory).with("--gc-budget", "100%").run().behavesLike(plain);
        IndependentPeak truth = IndependentPeak.of(program, pauseMillis, directory);
        Assertions.assertThat(truth.outcome().outText()).isEqualTo(plain.outText());

        Profile profile = run.profile();
        agree(profile, truth);
        Assertions.assertThat(profile.attributedBytes() + 3 * profile.standardErrorBytes())
                .as("attributed bytes of %s", profile.certificate())
                .isGreaterThan(0.8 * profile.certificate().peakBytes());
        Assertions.assertThat(run.text("index.html")).contains("</html>");
        return profile;
    }

    /**
     * Both measurements are of the same kind, live bytes after a full collection, at other moments. Hence the peak without
     * us lies between the highest that was seen and what was occupied at most; P cannot exceed that by more than what one run
     * differs from another, and U cannot be below what was seen. P may miss by the tolerance, 10 %, which is how much the
     * heap grows before the next confirmation is tried, or 2 MB. Runs differ by soft references, class loading and thread
     * timing: 3 % and 1 MB are allowed for that.
     */
    private static void agree(Profile profile, IndependentPeak truth) {
        Certificate certificate = profile.certificate();
        double slackBytes = 0.03 * truth.peakBytes() + MB;
        double toleranceBytes = Math.max(0.1 * truth.peakBytes(), 2 * MB);
        Assertions.assertThat((double) certificate.upperBoundBytes())
                .as("U against the highest of %s collections, %s", truth.collections(), certificate)
                .isGreaterThan(truth.peakBytes() - slackBytes);
        Assertions.assertThat((double) certificate.peakBytes())
                .as("P against the highest of %s collections, %s", truth.collections(), certificate)
                .isBetween(truth.peakBytes() - toleranceBytes - slackBytes, truth.upperBoundBytes() + slackBytes);
    }
}
