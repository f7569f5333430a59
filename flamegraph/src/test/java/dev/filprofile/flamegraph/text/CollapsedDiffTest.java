package dev.filprofile.flamegraph.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.flamegraph.ProfileBuilder;
import dev.filprofile.flamegraph.diff.Change;
import dev.filprofile.flamegraph.diff.Comparability;
import dev.filprofile.flamegraph.diff.Noise;
import dev.filprofile.flamegraph.diff.ProfileDiff;
import dev.filprofile.flamegraph.diff.Side;
import dev.filprofile.profile.Profile;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Stacks of other tools can be compared, but they tell nothing of their error. */
class CollapsedDiffTest {

    @Test
    void ofSingleFilesEveryDifferenceIsUnclear() throws IOException {
        DiffReport report = report(stacks(900_000), stacks(2_500_000));

        assertThat(report.comparability().obstacles()).isEmpty();
        assertThat(report.comparability().remarks())
                .containsExactly(
                        "stacks of another tool, of which it is not known whether they are a peak on both sides");
        assertThat(DiffText.lines(report, false))
                .startsWith(
                        "Peak memory: 879 KiB → 2.38 MiB (+1.53 MiB, +177.8 %): unclear: collapsed stacks do not tell how",
                        "  exact they are; of several on each side the spread is known")
                .anyMatch(line -> line.endsWith("  Csv.load, line 7 (unclear)"));
    }

    @Test
    void severalFilesOnEachSideTellTheirSpread() throws IOException {
        assertThat(report(stacks(900_000, 950_000), stacks(2_500_000, 2_400_000))
                        .diff()
                        .peak()
                        .status())
                .isEqualTo(Change.Status.MORE);
        assertThat(report(stacks(900_000, 2_450_000), stacks(2_500_000, 2_400_000))
                        .diff()
                        .peak()
                        .status())
                .isEqualTo(Change.Status.UNCLEAR);
    }

    @Test
    void stacksOfAnotherToolAndAProfileAreComparedByForceOnly() throws IOException {
        Side profile = Side.of(
                "profile",
                List.of(new ProfileBuilder()
                        .held("[B", 1_000_000, 1, "app.Main.main:3", "app.Csv.load:7")
                        .build()));

        assertThat(report(stacks(900_000), profile).comparability().obstacles())
                .containsExactly(
                        "peaks were measured in different ways: by another tool in the base, by full collections in"
                                + " the new side");
    }

    private static DiffReport report(Side base, Side next) {
        return new DiffReport(
                ProfileDiff.between(base, next, Noise.DEFAULT),
                Comparability.of(base, next, run -> run.command().get(0)),
                List.of());
    }

    private static Side stacks(int... bytes) throws IOException {
        List<Profile> runs = new ArrayList<>();
        for (int each : bytes) {
            String text = "app.Main.main:3;app.Csv.load:7 " + each + "\n";
            runs.add(CollapsedReader.read(new StringReader(text), "stacks" + each + ".txt", List.of()));
        }
        return Side.of("stacks", runs);
    }
}
