package dev.filprofile.e2e;

import dev.filprofile.profile.Allocation;
import dev.filprofile.profile.CallTree;
import dev.filprofile.profile.Profile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * A part of a profile: the allocations that some condition selects.
 *
 * @param name for messages
 * @param profile the whole
 * @param allocations the part
 */
record Site(String name, Profile profile, List<Allocation> allocations) {

    /** Everything whose call path goes through a line. */
    static Site through(Profile profile, SourceLine line) {
        CallTree tree = profile.tree();
        return through(
                profile,
                line.toString(),
                node -> line.matches(
                        tree.method(node).className(), tree.frame(node).line()));
    }

    /** Everything for which a line is the last one of its own class on the call path: not what that class's other lines made on its behalf. */
    static Site lastOfItsClass(Profile profile, SourceLine line) {
        CallTree tree = profile.tree();
        boolean[] inside = new boolean[tree.size()];
        for (int node = 1; node < tree.size(); node++) {
            String className = tree.method(node).className();
            int lineNumber = tree.frame(node).line();
            inside[node] =
                    line.isInFile(className) ? line.matches(className, lineNumber) : inside[tree.parents()[node]];
        }
        return new Site(
                line.toString(),
                profile,
                profile.allocations().stream().filter(a -> inside[a.node()]).toList());
    }

    /** Everything whose call path goes through a method, given as {@code package.Class.method}. */
    static Site throughMethod(Profile profile, String method) {
        return through(profile, method, node -> method.equals(name(profile.tree(), node)));
    }

    private static Site through(Profile profile, String name, IntPredicate matches) {
        CallTree tree = profile.tree();
        boolean[] inside = new boolean[tree.size()];
        for (int node = 1; node < tree.size(); node++) {
            inside[node] = inside[tree.parents()[node]] || matches.test(node);
        }
        return new Site(
                name,
                profile,
                profile.allocations().stream().filter(a -> inside[a.node()]).toList());
    }

    /** The part of this that was allocated in the line itself, not in what it calls. */
    Site directly(SourceLine line) {
        CallTree tree = profile.tree();
        return narrowed(
                "directly",
                a -> a.node() != 0
                        && line.matches(
                                tree.method(a.node()).className(),
                                tree.frame(a.node()).line()));
    }

    Site ofClass(String className) {
        return narrowed(className, a -> profile.classes().get(a.classIndex()).equals(className));
    }

    Site ofThread(String threadName) {
        return narrowed(
                "thread " + threadName,
                a -> profile.threads().get(a.threadIndex()).equals(threadName));
    }

    private Site narrowed(String what, Predicate<Allocation> condition) {
        return new Site(
                name + ", " + what,
                profile,
                allocations.stream().filter(condition).toList());
    }

    double bytes() {
        return allocations.stream().mapToDouble(Allocation::bytes).sum();
    }

    double objects() {
        return allocations.stream().mapToDouble(Allocation::objects).sum();
    }

    /** Standard error of {@link #bytes()}. */
    double standardErrorBytes() {
        return Math.sqrt(allocations.stream().mapToDouble(Allocation::variance).sum());
    }

    /** Share of P. */
    double share() {
        return bytes() / profile.certificate().peakBytes();
    }

    /** The call path that holds most, root first, as {@code package.Class.method}. */
    List<String> largestPath() {
        Allocation largest = Collections.max(allocations, (a, b) -> Double.compare(a.bytes(), b.bytes()));
        CallTree tree = profile.tree();
        List<String> path = new ArrayList<>();
        for (int node = largest.node(); node > 0; node = tree.parents()[node]) {
            path.add(name(tree, node));
        }
        Collections.reverse(path);
        return path;
    }

    private static String name(CallTree tree, int node) {
        return tree.method(node).className() + "." + tree.method(node).name();
    }
}
