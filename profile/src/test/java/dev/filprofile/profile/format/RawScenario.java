package dev.filprofile.profile.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.profile.Allocation;
import dev.filprofile.profile.CallTree;
import dev.filprofile.profile.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Snapshots to write, with the sums that must come back. */
final class RawScenario {

    private final Random random;
    private final int paths;
    private final List<String> pathNames = new ArrayList<>();
    private final Map<String, double[]> expected = new TreeMap<>();

    RawScenario(Random random, int paths) {
        this.random = random;
        this.paths = paths;
    }

    /** Writes definitions and one committed snapshot. */
    void write(RawSnapshotWriter writer, int rows) {
        defineAll(writer);
        writer.beginSnapshot(rows);
        for (int i = 0; i < rows; i++) {
            int path = 1 + random.nextInt(paths);
            int name = random.nextInt(3);
            int task = random.nextInt(2);
            long size = random.nextInt(5000);
            double weight = random.nextBoolean() ? 1 : 1 + 1000 * random.nextDouble();
            writer.row(path, name, name, task, size, weight);
            double[] sums = expected.computeIfAbsent(
                    pathNames.get(path) + " name" + name + " name" + name + (task == 0 ? " " : " name1"),
                    key -> new double[3]);
            double p = 1 / weight;
            sums[0] += size / p;
            sums[1] += 1 / p;
            sums[2] += size * size * (1 - p) / (p * p);
        }
        writer.commitSnapshot(0, 1, 1, 1, 1);
    }

    private void defineAll(RawSnapshotWriter writer) {
        for (int id = 0; id <= 10; id++) {
            writer.defineString(id, "name" + id);
        }
        for (int id = 0; id < 10; id++) {
            writer.defineMethod(id, id, id, id, id, id);
            writer.defineFrame(id, id, id);
            writer.defineClass(id, id);
            writer.defineThread(id, id);
            writer.defineTask(id + 1, id + 1);
        }
        pathNames.add("");
        for (int path = 1; path <= paths; path++) {
            int parent = random.nextInt(path);
            int frame = random.nextInt(10);
            writer.definePath(path, parent, frame);
            pathNames.add(pathNames.get(parent) + "/" + frame);
        }
    }

    /** Bytes, objects and variance by path, class, thread and task. */
    Map<String, double[]> expected() {
        return expected;
    }

    /** The key of {@link #expected} of an allocation. */
    static String describe(Profile profile, Allocation allocation) {
        StringBuilder path = new StringBuilder();
        CallTree tree = profile.tree();
        for (int node = allocation.node(); node > 0; node = tree.parents()[node]) {
            path.insert(0, "/" + tree.frame(node).line());
        }
        return path + " " + profile.classes().get(allocation.classIndex()) + " "
                + profile.threads().get(allocation.threadIndex()) + " "
                + profile.tasks().get(allocation.taskIndex());
    }

    /** Pre-order, larger children first, every node used, every method and frame once. */
    static void assertWellFormed(Profile profile) {
        CallTree tree = profile.tree();
        double[] bytes = new double[tree.size()];
        profile.allocations().forEach(allocation -> bytes[allocation.node()] += allocation.bytes());
        for (int node = tree.size() - 1; node > 0; node--) {
            bytes[tree.parents()[node]] += bytes[node];
        }
        double[] sibling = new double[tree.size()];
        Arrays.fill(sibling, Double.POSITIVE_INFINITY);
        for (int node = 1; node < tree.size(); node++) {
            int parent = tree.parents()[node];
            int ancestor = node - 1;
            while (ancestor > parent) {
                ancestor = tree.parents()[ancestor];
            }
            assertThat(ancestor).as("parent of node %d, in pre-order", node).isEqualTo(parent);
            // The sums were made in another order than the builder's.
            assertThat(bytes[node]).isLessThanOrEqualTo(sibling[parent] * (1 + 1e-9));
            sibling[parent] = bytes[node];
        }
        assertThat(tree.methods()).doesNotHaveDuplicates();
        assertThat(tree.frames()).doesNotHaveDuplicates();
    }
}
