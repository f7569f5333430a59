package dev.filprofile.cli.source;

import dev.filprofile.profile.Allocation;
import dev.filprofile.profile.CallTree;
import dev.filprofile.profile.Method;
import dev.filprofile.profile.OutOfMemory;
import dev.filprofile.profile.Profile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Of which source lines a report will show the text: those of its widest frames. */
final class WantedLines {

    private static final int WIDEST_NODES = 4_000;

    /**
     * A source file, to be found.
     *
     * @param path below a source root, e.g. {@code com/acme/Csv.java}
     * @param location where its classes came from, as {@link Method#location()} gives it
     */
    record File(String path, String location) {}

    private WantedLines() {}

    /** Line numbers by file, of methods that the scope covers; files of the widest frames come first. */
    static Map<File, SortedSet<Integer>> of(Profile profile, SourceScope scope) {
        CallTree tree = profile.tree();
        double[] bytes = inclusiveBytes(profile);
        Map<File, SortedSet<Integer>> wanted = new LinkedHashMap<>();
        IntStream.range(1, tree.size())
                .filter(node -> scope.covers(tree.method(node)))
                .boxed()
                .sorted((left, right) -> Double.compare(bytes[right], bytes[left]))
                .limit(WIDEST_NODES)
                .forEach(node -> add(wanted, tree.method(node), tree.frame(node).line()));
        for (OutOfMemory.Line line : profile.outOfMemory().stack()) {
            Method method = methodOf(line, tree);
            if (scope.covers(method)) {
                add(wanted, method, line.line());
            }
        }
        return wanted;
    }

    /** All methods of which a profile may have lines. */
    static List<Method> methods(Profile profile) {
        List<Method> methods = new ArrayList<>(profile.tree().methods());
        for (OutOfMemory.Line line : profile.outOfMemory().stack()) {
            methods.add(methodOf(line, profile.tree()));
        }
        return methods;
    }

    private static Method methodOf(OutOfMemory.Line line, CallTree tree) {
        String location = locationOf(line.className(), tree);
        return new Method(line.className(), line.method(), "", line.sourceFile(), location);
    }

    /** A stack trace does not tell where a class came from; the call paths may know it. */
    private static String locationOf(String className, CallTree tree) {
        return tree.methods().stream()
                .filter(method -> method.className().equals(className))
                .map(Method::location)
                .findFirst()
                .orElse("");
    }

    private static double[] inclusiveBytes(Profile profile) {
        CallTree tree = profile.tree();
        double[] bytes = new double[tree.size()];
        for (Allocation allocation : profile.allocations()) {
            bytes[allocation.node()] += allocation.bytes();
        }
        for (Allocation allocation : profile.offHeap().allocations()) {
            bytes[allocation.node()] += allocation.bytes();
        }
        for (int node = bytes.length - 1; node > 0; node--) {
            bytes[tree.parents()[node]] += bytes[node];
        }
        return bytes;
    }

    private static void add(Map<File, SortedSet<Integer>> wanted, Method method, int line) {
        String path = method.sourcePath();
        if (line <= 0 || !isHarmless(path)) {
            return;
        }
        wanted.computeIfAbsent(new File(path, method.location()), file -> new TreeSet<>())
                .add(line);
    }

    /** A class file may name any source file; it shall not make us read outside of a source root. */
    private static boolean isHarmless(String path) {
        return !path.isEmpty()
                && !path.startsWith("/")
                && path.indexOf('\\') < 0
                && path.indexOf(':') < 0
                && path.indexOf('\0') < 0
                && !("/" + path + "/").contains("/../");
    }
}
