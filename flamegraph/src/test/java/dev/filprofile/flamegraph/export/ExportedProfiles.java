package dev.filprofile.flamegraph.export;

import dev.filprofile.flamegraph.ProfileBuilder;
import dev.filprofile.flamegraph.SyntheticProfiles;
import dev.filprofile.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Profiles that exporters must get through, with fixed seeds. */
final class ExportedProfiles {

    private static final String[] CLASSES = {"[B", "java.lang.String", "[[Lcom.acme.Row;", "com.acme.Row"};

    private ExportedProfiles() {}

    /** All of them. */
    static List<Profile> all() {
        return List.of(
                SyntheticProfiles.csvImport(),
                SyntheticProfiles.large(20_000, 5),
                SyntheticProfiles.deep(3_000),
                SyntheticProfiles.hostile(),
                SyntheticProfiles.empty(),
                broken(),
                estimated(1),
                estimated(2),
                huge());
    }

    /** Estimates with fractions, many of them below one. */
    static Profile estimated(long seed) {
        Random random = new Random(seed);
        ProfileBuilder builder = new ProfileBuilder();
        for (int i = 0; i < 2_000; i++) {
            List<String> stack = new ArrayList<>(List.of("com.acme.Main.main:1"));
            for (int depth = random.nextInt(6); depth > 0; depth--) {
                stack.add("com.acme.Part" + random.nextInt(9) + ".run:" + (1 + random.nextInt(5)));
            }
            double bytes = Math.exp(random.nextGaussian() * 5);
            builder.heldWithError(CLASSES[random.nextInt(CLASSES.length)], bytes, bytes / 37, bytes / 5, stack);
        }
        return builder.heldWithError("[C", 17.3, 0.6, 2, List.of()).build();
    }

    /** Sums at the end of what is exact in a double. */
    static Profile huge() {
        return new ProfileBuilder()
                .held("[J", 1L << 52, 1L << 40, "com.acme.Main.main:1", "com.acme.Huge.make:2")
                .held("[J", (1L << 51) + 1, 3, "com.acme.Main.main:1", "com.acme.Huge.make:3")
                .build();
    }

    /** Names with everything that ends a line, a string or a cell, and half characters. */
    static Profile broken() {
        String all = "\n\r\u0000\",;'\\ \t\u2028\ud800</script>\udc00=@\u00fc\ud83d\ude00";
        return new ProfileBuilder()
                .held("=" + all, 1_000, 10, "com." + all + ".x:1", "com." + all + ".y" + all + ":2")
                .held("com.acme.A", 500, 5, "com." + all + ".x:1", "=HYPERLINK(\"x\").run:3")
                .held("[B", 20, 1, "com.acme.Native.call")
                .command("java", all)
                .note(all)
                .build();
    }
}
