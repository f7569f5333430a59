package dev.filprofile.flamegraph.export;

import dev.filprofile.flamegraph.Site;
import dev.filprofile.profile.CallTree;
import dev.filprofile.profile.Frame;
import dev.filprofile.profile.Method;

/** A call tree as other tools see it: stacks of numbered frames. Objects without a Java stack have a frame of their own. */
final class Stacks {

    private static final Method NO_STACK = new Method(Site.NO_STACK, "", "", "", "");

    private final CallTree tree;

    Stacks(CallTree tree) {
        this.tree = tree;
    }

    /** Number of frames: those of the tree in its order, then the one for objects without a stack. */
    int frames() {
        return tree.frames().size() + 1;
    }

    /** Number of methods, likewise. */
    int methods() {
        return tree.methods().size() + 1;
    }

    Method method(int number) {
        return number < tree.methods().size() ? tree.methods().get(number) : NO_STACK;
    }

    /** The method of a frame. */
    int methodOf(int frame) {
        return frame < tree.frames().size()
                ? tree.frames().get(frame).methodIndex()
                : tree.methods().size();
    }

    /** The line of a frame; 0 where it has none. */
    int line(int frame) {
        return frame < tree.frames().size()
                ? Math.max(0, tree.frames().get(frame).line())
                : 0;
    }

    /** Whether a frame's method is native. */
    boolean isNative(int frame) {
        return frame < tree.frames().size() && tree.frames().get(frame).line() == Frame.NATIVE;
    }

    /** {@code com.acme.Csv.split}; the class alone where a frame has no method. */
    static String name(Method method) {
        return method.name().isEmpty() ? method.className() : method.className() + "." + method.name();
    }

    /** {@code com.acme.Csv.split:41}; without the line where there is none. */
    String nameWithLine(int frame) {
        String name = name(method(methodOf(frame)));
        return line(frame) > 0 ? name + ":" + line(frame) : name;
    }

    /** The frames of a path, the one that allocated first. */
    int[] leafFirst(int node) {
        if (node == 0) {
            return new int[] {tree.frames().size()};
        }
        int[] frames = new int[depth(node)];
        int at = 0;
        for (int each = node; each > 0; each = tree.parents()[each]) {
            frames[at++] = tree.frameIndexes()[each];
        }
        return frames;
    }

    private int depth(int node) {
        int depth = 0;
        for (int each = node; each > 0; each = tree.parents()[each]) {
            depth++;
        }
        return depth;
    }
}
