package dev.filprofile.flamegraph.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.filprofile.flamegraph.MethodKey;
import dev.filprofile.flamegraph.ProfileBuilder;
import dev.filprofile.profile.Allocation;
import dev.filprofile.profile.CallTree;
import dev.filprofile.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DiffTreeTest {

    private static final int RANDOM_PAIRS = 100;

    @Test
    void bothPeaksAddUpOnGeneratedTrees() {
        for (int seed = 0; seed < RANDOM_PAIRS; seed++) {
            Random random = new Random(seed);
            Profile base = Profiles.random(random);
            Profile next = Profiles.random(random);
            DiffTree tree = tree(base, next);

            // The made-up bytes are whole; where they exceed the peak, the picture is as large as they are.
            assertThat(tree.beforeBytes()).as("seed %d", seed).isEqualTo(pictureBytes(base));
            assertThat(tree.afterBytes()).as("seed %d", seed).isEqualTo(pictureBytes(next));
            assertThat(tree.profile().certificate().peakBytes())
                    .as("seed %d", seed)
                    .isEqualTo(tree.beforeBytes() + tree.afterBytes());
        }
    }

    private static long pictureBytes(Profile profile) {
        return Math.max(profile.certificate().peakBytes(), Math.round(profile.attributedBytes()));
    }

    @Test
    void swappedSidesGiveTheMirrorImage() {
        for (int seed = 0; seed < RANDOM_PAIRS; seed++) {
            Random random = new Random(seed);
            Profile base = Profiles.random(random);
            Profile next = Profiles.random(random);

            List<long[]> sums = sums(tree(base, next));
            List<long[]> mirrored = sums(tree(next, base));
            assertThat(mirrored.stream().map(sum -> sum[0] + " " + sum[2] + " " + sum[1]))
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(sums.stream()
                            .map(sum -> sum[0] + " " + sum[1] + " " + sum[2])
                            .toList());
        }
    }

    @Test
    void noPathOfAProfileDiffersFromItself() {
        for (int seed = 0; seed < RANDOM_PAIRS; seed++) {
            Profile profile = Profiles.random(new Random(seed));
            assertThat(sums(tree(profile, profile)))
                    .as("seed %d", seed)
                    .allSatisfy(sum -> assertThat(sum[1]).isEqualTo(sum[2]));
        }
    }

    @Test
    void shiftedLinesAreOneRegressionAndNothingNewOrGone() {
        Profile base = new ProfileBuilder()
                .held("[B", 840, 1, "app.Main.main:3", "app.Csv.parse:41", "app.Csv.split:9")
                .held("[B", 120, 1, "app.Main.main:3", "app.Csv.parse:55", "app.Csv.substring:12")
                .held("[B", 40, 1, "app.Main.main:3", "app.Csv.lambda$main$0:60")
                .source("app/Csv.java", 41, "  split(line);")
                .build();
        Profile next = new ProfileBuilder()
                .held("[B", 1640, 1, "app.Main.main:5", "app.Csv.parse:47", "app.Csv.split:12")
                .held("[B", 120, 1, "app.Main.main:5", "app.Csv.parse:61", "app.Csv.substring:15")
                .held("[B", 40, 1, "app.Main.main:5", "app.Csv.lambda$main$1:66")
                .build();
        DiffTree tree = tree(base, next);

        assertThat(paths(tree))
                .containsExactlyInAnyOrder(
                        "Main.main:3→5 0→0",
                        "Main.main:3→5 Csv.parse:0→0 0→0",
                        "Main.main:3→5 Csv.parse:0→0 Csv.split:9→12 840→1640",
                        "Main.main:3→5 Csv.parse:0→0 Csv.substring:12→15 120→120",
                        "Main.main:3→5 Csv.lambda$main$*:60→66 40→40");
    }

    @Test
    void aClassWithAnotherNumberIsTheSameUnlessThereAreSeveral() {
        Profile base = new ProfileBuilder()
                .held("[B", 10, 1, "app.Main.main:3", "app.Csv$1.run:4", "app.Csv.add:7")
                .held("[B", 20, 1, "app.Main.main:3", "app.Row$1.run:4")
                .held("[B", 30, 1, "app.Main.main:3", "app.Row$2.run:4")
                .build();
        Profile next = new ProfileBuilder()
                .held("[B", 11, 1, "app.Main.main:3", "app.Csv$2.run:4", "app.Csv.add:7")
                .held("[B", 21, 1, "app.Main.main:3", "app.Row$3.run:4")
                .build();

        assertThat(paths(tree(base, next)))
                .containsExactlyInAnyOrder(
                        "Main.main:3→3 0→0",
                        "Main.main:3→3 Csv$2.run:4→4 0→0",
                        "Main.main:3→3 Csv$2.run:4→4 Csv.add:7→7 10→11",
                        "Main.main:3→3 Row$1.run:4→0 20→0",
                        "Main.main:3→3 Row$2.run:4→0 30→0",
                        "Main.main:3→3 Row$3.run:-3→4 0→21");
    }

    @Test
    void aMethodWithAnotherParameterIsTheSame() {
        Profile profile = Profiles.holding(1000, 1000);

        assertThat(paths(tree(profile, Profiles.withDescriptor(profile, "(I)V"))))
                .containsExactlyInAnyOrder("Main.main:3→3 0→0", "Main.main:3→3 Csv.load:7→7 1000→1000");
    }

    @Test
    void renamedClassesAreTheSame() {
        Profile base = new ProfileBuilder()
                .held("old.Row", 10, 1, "old.Main.main:3", "old.csv.Csv.load:4")
                .build();
        Profile next = new ProfileBuilder()
                .held("app.Row", 11, 1, "app.Main.main:3", "app.csv.Csv.load:4")
                .build();
        Renames renames = new Renames(List.of(Renames.Rule.parse("old=app")));
        DiffTree tree = DiffTree.of(Side.of("base", List.of(base)).renamed(renames), Side.of("new", List.of(next)));

        assertThat(paths(tree)).containsExactlyInAnyOrder("Main.main:3→3 0→0", "Main.main:3→3 Csv.load:4→4 10→11");
        assertThat(tree.profile().classes()).containsExactly("app.Row");
        assertThat(paths(tree(base, next))).hasSize(4);
    }

    @Test
    void classesThatAreGeneratedAnewAreOne() {
        Profile base = new ProfileBuilder()
                .held("app.Csv$$Lambda/0x0001", 10, 1, "app.Main.main:3")
                .thread("pool-1-thread-1")
                .held("app.Csv$$Lambda/0x0002", 5, 1, "app.Main.main:3")
                .build();
        Profile next = new ProfileBuilder()
                .held("app.Csv$$Lambda/0x0009", 25, 2, "app.Main.main:3")
                .build();
        DiffTree tree = tree(base, next);

        assertThat(tree.profile().classes()).containsExactly("app.Csv$$Lambda");
        assertThat(tree.profile().allocations())
                .extracting(Allocation::threadIndex, Allocation::bytes, Allocation::objects)
                .containsExactlyInAnyOrder(tuple(0, 15.0, 2.0), tuple(1, 25.0, 2.0));
    }

    @Test
    void anEmptySideLeavesTheOtherWhole() {
        Profile some = Profiles.holding(1000, 1000);
        Profile empty = new ProfileBuilder().certificate(0, 0).build();

        assertThat(tree(empty, some).beforeBytes()).isZero();
        assertThat(tree(empty, some).afterBytes()).isEqualTo(1000);
        assertThat(paths(tree(some, empty))).contains("Main.main:3→0 Csv.load:7→0 1000→0");
        assertThat(tree(empty, empty).profile().tree().size()).isEqualTo(1);
    }

    @Test
    void veryDeepPathsDoNotOverflow() {
        ProfileBuilder builder = new ProfileBuilder();
        List<String> stack = new ArrayList<>();
        for (int depth = 0; depth < 5000; depth++) {
            stack.add("app.Deep.down" + depth % 2 + ":7");
        }
        Profile deep = builder.heldWithError("[B", 10, 1, 0, stack).build();

        assertThat(tree(deep, deep).profile().tree().size()).isEqualTo(5001);
    }

    private static DiffTree tree(Profile base, Profile next) {
        return DiffTree.of(Side.of("base", List.of(base)), Side.of("new", List.of(next)));
    }

    /** Each node as its call path with lines before and after, and its own bytes before and after. */
    private static List<String> paths(DiffTree tree) {
        CallTree callTree = tree.profile().tree();
        String[] names = new String[callTree.size()];
        names[0] = "";
        List<String> paths = new ArrayList<>();
        List<long[]> own = ownBytes(tree);
        for (int node = 1; node < callTree.size(); node++) {
            String key = MethodKey.withoutDescriptor(callTree.method(node)).replaceAll(".*\\.(?=[^.]+\\.[^.]+$)", "");
            names[node] = names[callTree.parents()[node]] + key + ":"
                    + tree.linesBefore().get(callTree.frameIndexes()[node]).number() + "→"
                    + callTree.frame(node).line() + " ";
            paths.add(names[node] + own.get(node)[0] + "→" + own.get(node)[1]);
        }
        return paths;
    }

    private static List<long[]> ownBytes(DiffTree tree) {
        List<long[]> own = new ArrayList<>();
        for (int node = 0; node < tree.profile().tree().size(); node++) {
            own.add(new long[2]);
        }
        for (Allocation allocation : tree.profile().allocations()) {
            own.get(allocation.node())[allocation.threadIndex()] += Math.round(allocation.bytes());
        }
        return own;
    }

    /** Depth, bytes before and bytes after of each node, with all below it. */
    private static List<long[]> sums(DiffTree tree) {
        CallTree callTree = tree.profile().tree();
        List<long[]> own = ownBytes(tree);
        int[] depths = new int[callTree.size()];
        for (int node = 1; node < callTree.size(); node++) {
            depths[node] = depths[callTree.parents()[node]] + 1;
        }
        for (int node = callTree.size() - 1; node > 0; node--) {
            own.get(callTree.parents()[node])[0] += own.get(node)[0];
            own.get(callTree.parents()[node])[1] += own.get(node)[1];
        }
        List<long[]> sums = new ArrayList<>();
        for (int node = 0; node < callTree.size(); node++) {
            sums.add(new long[] {depths[node], own.get(node)[0], own.get(node)[1]});
        }
        return sums;
    }
}
