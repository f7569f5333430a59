package dev.filprofile.flamegraph.text;

import dev.filprofile.flamegraph.ProfileBuilder;
import dev.filprofile.flamegraph.SyntheticProfiles;
import dev.filprofile.flamegraph.diff.Comparability;
import dev.filprofile.flamegraph.diff.Noise;
import dev.filprofile.flamegraph.diff.ProfileDiff;
import dev.filprofile.flamegraph.diff.Side;
import dev.filprofile.profile.Profile;
import java.util.List;

/** Comparisons to be written. */
final class DiffReports {

    private static final double MIB = 1 << 20;

    private DiffReports() {}

    /** An importer before and after: split holds more and moved, a cache is gone, rows are new. */
    static DiffReport importer() {
        return of(importer(41, 820, 12, 0), importer(47, 1060, 0, 24), List.of("the peak rose by too much"));
    }

    private static Profile importer(int splitLine, double split, double warm, double rows) {
        ProfileBuilder builder = new ProfileBuilder()
                .held("[Ljava.lang.String;", split * MIB, 1, "app.Main.main:3", "app.CsvImporter.load:" + splitLine)
                .held("[B", 0.5 * MIB, 1, "app.Main.main:3", "app.Config.read:5")
                .source("app/CsvImporter.java", splitLine, "  String[] parts = line.split(\"|\");");
        if (warm > 0) {
            builder.held("app.Price", warm * MIB, 1, "app.Main.main:3", "app.Cache.warm:90");
        }
        if (rows > 0) {
            builder.held("app.Row", rows * MIB, 1, "app.Main.main:3", "app.Rows.keep:9");
        }
        long attributed = (long) ((split + warm + rows + 0.5) * MIB);
        return builder.certificate((long) (attributed + 3 * MIB), (long) (attributed + 5 * MIB))
                .build();
    }

    /** Names that end cells, code, elements and lines. */
    static DiffReport hostile() {
        return of(
                SyntheticProfiles.empty(),
                SyntheticProfiles.hostile(),
                List.of("a | b `c` <d> @e #1 [f](g) \u001B[31m"));
    }

    /** More differences than are shown. */
    static DiffReport many(int each) {
        ProfileBuilder base = new ProfileBuilder();
        ProfileBuilder next = new ProfileBuilder();
        for (int i = 0; i < each; i++) {
            base.held("[B", (i + 2) * MIB, 1, "app.Main.main:3", "app.Old" + i + ".gone:7");
            next.held("app.Row", (i + 3) * MIB, 1, "app.Main.main:3", "app.New" + i + ".come:9");
        }
        return of(base.build(), next.build(), List.of());
    }

    static DiffReport of(Profile base, Profile next, List<String> brokenLimits) {
        Side before = Side.of("main a1b2c3d", List.of(base));
        Side after = Side.of("HEAD d4e5f6a with changes", List.of(next));
        return new DiffReport(
                ProfileDiff.between(before, after, Noise.DEFAULT),
                new Comparability(List.of(), List.of("JVM versions differ: 17 in the base, 25 in the new side")),
                brokenLimits);
    }
}
