package dev.filprofile.flamegraph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTreeTest {

    @Test
    void the_root_is_the_peak_and_the_residual_is_one_of_its_children() {
        Profile profile = new ProfileBuilder()
                .held("[B", 30, 1, "a.A.a:1")
                .held("[B", 60, 1, "a.B.b:1")
                .certificate(130, 130)
                .build();

        assertThat(picture(profile, ReportTree.of(profile, 100)))
                .containsExactly("root 130", " b:1 60", " residual 40", " a:1 30");
    }

    @Test
    void widest_child_first_ties_by_name_then_line_and_nothing_without_bytes() {
        Profile profile = new ProfileBuilder()
                .held("[B", 10, 1, "a.Z.z:1")
                .held("[B", 10, 1, "a.A.a:9")
                .held("[B", 10, 1, "a.A.a:2")
                .held("[B", 0.2, 1, "a.Q.q:2")
                .held("[B", 40, 1, "a.M.m:1", "a.N.n:1")
                .certificate(70, 70)
                .build();

        assertThat(picture(profile, ReportTree.of(profile, 100)))
                .containsExactly("root 70", " m:1 40", "  n:1 40", " a:2 10", " a:9 10", " z:1 10");
    }

    @Test
    void without_a_residual_when_sampling_overshoots() {
        Profile profile = new ProfileBuilder()
                .held("[B", 120, 1, "a.A.a:1")
                .certificate(100, 150)
                .build();

        assertThat(picture(profile, ReportTree.of(profile, 100))).containsExactly("root 120", " a:1 120");
    }

    @Test
    void what_is_folded_stays_as_one_child_that_tells_its_paths() {
        ProfileBuilder builder = new ProfileBuilder().held("[B", 1000, 1, "a.Main.main:1", "a.Big.big:1");
        for (int i = 1; i <= 20; i++) {
            builder.held("[B", i, 1, "a.Main.main:1", "a.Small.s" + i + ":1", "a.Small.leaf:2");
        }
        Profile profile = builder.certificate(1210, 1210).build();

        ReportTree tree = ReportTree.of(profile, 8);

        assertThat(tree.size()).isLessThanOrEqualTo(8);
        assertThat(tree.totalBytes(0)).isEqualTo(1210);
        int remainder = tree.size() - 1;
        assertThat(tree.frame(remainder)).isEqualTo(ReportTree.REMAINDER);
        assertThat(tree.foldedPaths(remainder)).isBetween(18, 20);
        assertThat(tree.totalBytes(remainder)).isEqualTo(tree.foldedBytes());
        assertThat(tree.thresholdBytes()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 10, 100, 1000, 4000, 10_000})
    void never_more_nodes_than_allowed_and_never_other_bytes(int maxNodes) {
        Profile profile = SyntheticProfiles.large(5_000, 5);

        ReportTree tree = ReportTree.of(profile, maxNodes);

        assertThat(tree.size()).isLessThanOrEqualTo(maxNodes);
        assertThat(tree.totalBytes(0)).isEqualTo(profile.certificate().peakBytes());
        assertThat(tree.thresholdBytes() == 0).isEqualTo(maxNodes == 10_000);
    }

    @Test
    void nothing_tracked_leaves_the_residual() {
        Profile profile = SyntheticProfiles.nothingTracked();
        assertThat(picture(profile, ReportTree.of(profile, 100))).containsExactly("root 3145728", " residual 3145728");

        Profile empty = SyntheticProfiles.empty();
        assertThat(picture(empty, ReportTree.of(empty, 100))).containsExactly("root 0");
    }

    private static List<String> picture(Profile profile, ReportTree tree) {
        List<String> lines = new ArrayList<>();
        for (int node = 0; node < tree.size(); node++) {
            int frame = tree.frame(node);
            String name =
                    switch (frame) {
                        case ReportTree.ROOT -> "root";
                        case ReportTree.RESIDUAL -> "residual";
                        case ReportTree.REMAINDER -> "remainder";
                        default -> {
                            var each = profile.tree().frames().get(frame);
                            yield profile.tree()
                                            .methods()
                                            .get(each.methodIndex())
                                            .name() + ":" + each.line();
                        }
                    };
            lines.add(" ".repeat(tree.depth(node)) + name + " " + tree.totalBytes(node));
        }
        return lines;
    }
}
