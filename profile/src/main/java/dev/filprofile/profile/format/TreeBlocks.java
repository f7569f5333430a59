package dev.filprofile.profile.format;

import dev.filprofile.profile.CallTree;
import dev.filprofile.profile.Frame;
import dev.filprofile.profile.Method;
import java.util.ArrayList;
import java.util.List;

/** {@link CallTree} as three blocks: methods, frames, nodes. */
final class TreeBlocks {

    private TreeBlocks() {}

    static void writeMethods(List<Method> methods, BlockOutput out) {
        out.unsigned(methods.size());
        for (Method method : methods) {
            out.text(method.className());
            out.text(method.name());
            out.text(method.descriptor());
            out.text(method.sourceFile());
            out.text(method.location());
        }
    }

    static List<Method> readMethods(BlockInput in) throws ProfileFormatException {
        int count = in.count(5);
        List<Method> methods = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            methods.add(new Method(in.text(), in.text(), in.text(), in.text(), in.text()));
        }
        return methods;
    }

    static void writeFrames(List<Frame> frames, BlockOutput out) {
        out.unsigned(frames.size());
        for (Frame frame : frames) {
            out.unsigned(frame.methodIndex());
            out.signed(frame.line());
        }
    }

    static List<Frame> readFrames(BlockInput in, int methods) throws ProfileFormatException {
        int count = in.count(2);
        List<Frame> frames = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            frames.add(new Frame(in.index(methods), in.signedInt()));
        }
        return frames;
    }

    /** Nodes but the root: how far back the parent is, and the frame. */
    static void writeNodes(CallTree tree, BlockOutput out) {
        out.unsigned(tree.size() - 1);
        for (int node = 1; node < tree.size(); node++) {
            out.unsigned(node - tree.parents()[node]);
            out.unsigned(tree.frameIndexes()[node]);
        }
    }

    static CallTree readTree(BlockInput in, List<Method> methods, List<Frame> frames) throws ProfileFormatException {
        int count = in.count(2);
        int[] parents = new int[count + 1];
        int[] frameIndexes = new int[count + 1];
        parents[0] = -1;
        frameIndexes[0] = -1;
        for (int node = 1; node <= count; node++) {
            int back = in.index(node + 1);
            if (back == 0) {
                throw in.damaged("node " + node + " is its own parent");
            }
            parents[node] = node - back;
            frameIndexes[node] = in.index(frames.size());
        }
        return new CallTree(methods, frames, parents, frameIndexes);
    }
}
