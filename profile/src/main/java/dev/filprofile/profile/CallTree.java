package dev.filprofile.profile;

import java.util.List;

/**
 * All call paths, as a tree: a node is a call path from a thread's root to a frame.
 *
 * <p>Node 0 is the root and has no frame. Nodes are numbered in pre-order: a node's number is greater than its
 * parent's, and a subtree's nodes are consecutive. Hence loops over the arrays replace recursion, which would overflow
 * the stack on the deep paths that programs have.
 *
 * @param methods each method once
 * @param frames each frame once
 * @param parents for each node the parent's number; {@code parents[0]} is −1. Not to be modified
 * @param frameIndexes for each node an index into {@code frames}; {@code frameIndexes[0]} is −1. Not to be modified
 */
// The arrays are shared for the sake of trees of 200,000 nodes; equality of trees is not used.
@SuppressWarnings("ArrayRecordComponent")
public record CallTree(List<Method> methods, List<Frame> frames, int[] parents, int[] frameIndexes) {

    public CallTree {
        methods = List.copyOf(methods);
        frames = List.copyOf(frames);
        if (parents.length != frameIndexes.length || parents.length == 0 || parents[0] != -1) {
            throw new IllegalArgumentException("not a tree: " + parents.length + " parents, " + frameIndexes.length
                    + " frames; node 0 must be the root");
        }
        for (int node = 1; node < parents.length; node++) {
            if (parents[node] < 0 || parents[node] >= node) {
                throw new IllegalArgumentException("node " + node + " stands before its parent " + parents[node]);
            }
        }
    }

    /** Number of nodes, the root included. */
    public int size() {
        return parents.length;
    }

    /** The frame of a node other than the root. */
    public Frame frame(int node) {
        return frames.get(frameIndexes[node]);
    }

    /** The method of a node other than the root. */
    public Method method(int node) {
        return methods.get(frame(node).methodIndex());
    }
}
