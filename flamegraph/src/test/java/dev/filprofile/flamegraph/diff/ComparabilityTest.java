package dev.filprofile.flamegraph.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.flamegraph.ProfileBuilder;
import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.RunInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparabilityTest {

    @Test
    void twoRunsOfOneProgramAreComparableWithoutARemark() {
        assertThat(between(builder(), builder())).isEqualTo(new Comparability(List.of(), List.of()));
    }

    @Test
    void otherProgramsOtherObjectSizesAndOtherMeasuresAreObstacles() {
        assertThat(between(builder(), builder().command("java", "-jar", "other.jar"))
                        .obstacles())
                .containsExactly("different programs: importer.jar in the base, other.jar in the new side");
        assertThat(between(builder(), builder().jvmFlags("-Xmx2g", "-XX:-UseCompressedOops"))
                        .obstacles())
                .containsExactly(
                        "objects have other sizes: references of 4 bytes in the base, references of 8 bytes in the"
                                + " new side");
        assertThat(between(
                                builder().jvmFlags("-XX:+UseCompactObjectHeaders"),
                                builder().jvmFlags("-XX:ObjectAlignmentInBytes=16"))
                        .obstacles())
                .containsExactly("objects have other sizes: references of 4 bytes, compact headers in the base,"
                        + " references of 4 bytes, -XX:ObjectAlignmentInBytes=16 in the new side");
        assertThat(between(builder(), builder().collector("Z").kind(Certificate.Kind.SAMPLED))
                        .obstacles())
                .contains("peaks were measured in different ways: by full collections in the base, estimated from"
                        + " samples (Z) in the new side");
    }

    @Test
    void runsOfOneSideMustAgreeToo() {
        Side base = Side.of(
                "base",
                List.of(
                        builder().build(),
                        builder().command("java", "-jar", "other.jar").build()));
        Side next = Side.of("new", List.of(builder().build()));

        assertThat(Comparability.of(base, next, ComparabilityTest::lastJar).obstacles())
                .containsExactly(
                        "different programs: importer.jar, other.jar in the base, importer.jar in the new side");
    }

    @Test
    void whatLeavesTheComparisonItsSenseIsARemark() {
        assertThat(between(
                        builder(),
                        builder()
                                .jvm("OpenJDK 64-Bit Server VM 25.0.3+9-LTS")
                                .collector("G1")
                                .command("java", "-jar", "importer.jar", "more.csv")
                                .jvmFlags(
                                        "-Xmx4g",
                                        "-XX:+UseStringDeduplication",
                                        "-javaagent:/x/fil-profile-agent.jar=y")
                                .kind(Certificate.Kind.PROVISIONAL)
                                .end(RunInfo.End.RUNNING)))
                .isEqualTo(new Comparability(
                        List.of(),
                        List.of(
                                "command lines differ: java -jar importer.jar orders.csv in the base,"
                                        + " java -jar importer.jar more.csv in the new side",
                                "JVM versions differ: 17 in the base, 25 in the new side",
                                "collectors differ: Serial in the base, G1 in the new side",
                                "JVM flags differ: none in the base, -XX:+UseStringDeduplication in the new side",
                                "exit codes differ: 0 in the base, -1 in the new side",
                                "still running in the new side",
                                "nothing could confirm the highest state in the new side")));
    }

    private static ProfileBuilder builder() {
        return new ProfileBuilder().held("[B", 1_000_000, 1, "app.Main.main:3");
    }

    private static Comparability between(ProfileBuilder base, ProfileBuilder next) {
        return Comparability.of(side(base.build()), side(next.build()), ComparabilityTest::lastJar);
    }

    private static Side side(Profile run) {
        return Side.of("side", List.of(run));
    }

    private static String lastJar(RunInfo run) {
        return run.command().stream().filter(word -> word.endsWith(".jar")).reduce("", (first, last) -> last);
    }
}
