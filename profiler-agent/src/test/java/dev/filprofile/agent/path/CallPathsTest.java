package dev.filprofile.agent.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.profile.Allocation;
import dev.filprofile.profile.CallTree;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.format.RawSnapshotReader;
import dev.filprofile.profile.format.RawSnapshotWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stacks are texts here: methods, the allocating end last. */
class CallPathsTest {

    /** The markers and two paths of two. */
    private static final int MAX_NODES = 5;

    @TempDir
    private Path directory;

    private Path file;
    private RawSnapshotWriter writer;
    private CallPaths paths;
    private Dictionary dictionary;

    @BeforeEach
    void create() throws IOException {
        file = directory.resolve("raw");
        writer = RawSnapshotWriter.create(file, Map.of());
        dictionary = new Dictionary(writer);
        paths = new CallPaths(
                writer,
                dictionary,
                new Texts(),
                new Origins(Class::getClassLoader, Class::getProtectionDomain),
                (type, at, line) -> false,
                (type, line) -> line,
                MAX_NODES);
    }

    @Test
    void what_is_known_stays_known_and_what_is_not_ends_where_it_leaves_the_known() throws IOException {
        List<String> stacks = List.of("main load", "main parse", "main load", "main load read", "main parse", "start");

        assertThat(read(stacks))
                .containsExactly(
                        "main load",
                        "main parse",
                        "main load",
                        "main load read",
                        "main parse",
                        "(too many call paths)");
        assertThat(read(List.of("main load read more", "main load read even more", "main load read")))
                .containsExactly(
                        "main load read (too many call paths)",
                        "main load read (too many call paths)",
                        "main load read");
    }

    @Test
    void endlessly_new_paths_do_not_make_it_grow_endlessly() {
        for (int i = 0; i < 100; i++) {
            paths.path("main load generated" + i, byte[].class);
        }
        long bytes = paths.heapBytes();
        for (int i = 0; i < 100; i++) {
            paths.path("main load generated" + i, byte[].class);
        }
        assertThat(paths.heapBytes()).isEqualTo(bytes);
    }

    @Test
    void asking_for_the_constructors_of_a_class_does_not_name_it() {
        paths.path("main load <init>", StringBuilder.class);

        assertThat(dictionary.known(StringBuilder.class.getName())).isNegative();
        assertThat(dictionary.known("load")).isPositive();
    }

    /** What the file says of the stacks' paths. */
    private List<String> read(List<String> stacks) throws IOException {
        int classId = dictionary.classId("byte[]");
        int thread = dictionary.threadId("main");
        List<Integer> sizes = new ArrayList<>();
        writer.beginSnapshot(stacks.size());
        for (String stack : stacks) {
            // a size of its own by which to know it again: sums of paths that are the same would hide it
            int size = 8 << sizes.size();
            sizes.add(size);
            writer.row(paths.path(stack, byte[].class), classId, thread, 0, size, 1);
        }
        writer.commitSnapshot(0, 1, 1, 1, 1);
        writer.status(1, 1, 1, 0, 1, false);
        Profile profile = RawSnapshotReader.read(file, true);
        List<String> names = new ArrayList<>();
        for (int size : sizes) {
            for (Allocation allocation : profile.allocations()) {
                if (((long) allocation.bytes() & size) != 0) {
                    names.add(name(profile.tree(), allocation.node()));
                }
            }
        }
        return names;
    }

    private static String name(CallTree tree, int leaf) {
        String name = "";
        for (int node = leaf; node > 0; node = tree.parents()[node]) {
            String method = tree.method(node).name();
            name = (method.isEmpty() ? tree.method(node).className() : method) + (name.isEmpty() ? "" : " " + name);
        }
        return name;
    }

    private static final class Texts implements StackCapture {

        @Override
        public Object capture() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void read(Object captured, FrameTable frames, FrameList into) {
            String[] methods = captured.toString().split(" ");
            for (int i = methods.length - 1; i >= 0; i--) {
                long key = 1_000L + methods[i].hashCode();
                int frame = frames.known(key);
                into.add(frame >= 0 ? frame : frames.define(key, key, null, "Type", methods[i], "", null, 0, 1));
            }
        }

        @Override
        public long heapBytes(Object captured) {
            return 0;
        }

        @Override
        public String description() {
            return "texts";
        }
    }
}
