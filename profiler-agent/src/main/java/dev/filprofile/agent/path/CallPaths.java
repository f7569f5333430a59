package dev.filprofile.agent.path;

import dev.filprofile.profile.format.RawSnapshotWriter;

/**
 * Numbers call paths and defines each, once, as a node of a prefix tree in the file.
 *
 * <p>A path as captured begins with the constructors of the new object itself: {@code Object.<init>}, then those of its
 * superclasses, then its own, since the hook for plain objects sits in {@code Object.<init>}. They are trimmed, so that
 * the last frame is the line with {@code new}. A frame belongs to that chain if it is a constructor of the object's
 * class or of a superclass, never climbs back towards {@code Object}, and is not the constructor just left: a
 * constructor cannot delegate to itself, so the second one is creating, as in {@code Tree() { left = new Tree(); }}. Whether
 * a constructor delegates to another one of its class or creates with it, the stack does not tell: {@link ConstructorCalls}.
 *
 * <p><b>Bounded</b>: a program that makes code without end, each time in a new class loader, has new call paths without end. From
 * {@value #MAX_NODES} nodes on a new path ends where it leaves the known ones, in a node that says so.
 *
 * <p>One thread at a time.
 */
public final class CallPaths {

    private static final int ROOT = 0;
    private static final long NO_STACK_KEY = 1;
    private static final long CUT_KEY = 2;
    private static final long BEYOND_KEY = 3;

    /** At 24 to 48 bytes each: up to 24 MB. */
    static final int MAX_NODES = 500_000;

    private final RawSnapshotWriter file;
    private final Dictionary dictionary;
    private final FrameTable frames;
    private final StackCapture capture;
    private final FrameList stack = new FrameList();
    private final LongNumbers pathByHash = new LongNumbers();
    private final LongNumbers childByKey = new LongNumbers();
    private final int noStackFrame;
    private final int cutFrame;
    private final int beyondFrame;
    private final int maxNodes;
    private int nodes = 1;

    public CallPaths(
            RawSnapshotWriter file,
            Dictionary dictionary,
            StackCapture capture,
            Origins origins,
            ConstructorCalls constructorCalls,
            SourceLines sourceLines) {
        this(file, dictionary, capture, origins, constructorCalls, sourceLines, MAX_NODES);
    }

    /** The same with another bound. */
    CallPaths(
            RawSnapshotWriter file,
            Dictionary dictionary,
            StackCapture capture,
            Origins origins,
            ConstructorCalls constructorCalls,
            SourceLines sourceLines,
            int maxNodes) {
        this.maxNodes = maxNodes;
        this.file = file;
        this.dictionary = dictionary;
        this.capture = capture;
        this.frames = new FrameTable(file, dictionary, origins, constructorCalls, sourceLines);
        noStackFrame = marker(NO_STACK_KEY, "(no Java stack)");
        cutFrame = marker(CUT_KEY, "(deeper frames were cut)");
        beyondFrame = marker(BEYOND_KEY, "(too many call paths)");
    }

    private int marker(long key, String name) {
        return frames.define(key, key, null, name, "", "", null, 0, -1);
    }

    /**
     * The path of an object of class {@code type} allocated at a captured stack. After an OutOfMemoryError it may be asked for
     * again.
     */
    public int path(Object captured, Class<?> type) {
        stack.clear();
        capture.read(captured, frames, stack);
        int from = type.isArray() ? 0 : constructorChain(type);
        long hash = stack.hash(from);
        int path = pathByHash.get(hash);
        if (path < 0) {
            path = intern(from);
            if (pathByHash.size() < maxNodes) {
                pathByHash.reserve();
                pathByHash.put(hash, path);
            }
        }
        return path;
    }

    /** Frames of the stack read last, the profiler's own left out. */
    public int depth() {
        return stack.size();
    }

    private int constructorChain(Class<?> type) {
        int level = Integer.MAX_VALUE;
        int method = -1;
        int at = 0;
        for (; at < stack.size(); at++) {
            int frame = stack.get(at);
            int owner = frames.constructorOf(frame);
            if (owner < 0 || frames.method(frame) == method || frames.createsOwnKind(frame)) {
                break;
            }
            int ownerLevel = levelAbove(type, owner);
            if (ownerLevel < 0 || ownerLevel > level) {
                break;
            }
            level = ownerLevel;
            method = frames.method(frame);
        }
        return at;
    }

    /** How many steps above {@code type} the class of that name is; 0 for itself, −1 if it is no superclass. */
    private int levelAbove(Class<?> type, int className) {
        int level = 0;
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            if (dictionary.known(c.getName()) == className) {
                return level;
            }
            level++;
        }
        return -1;
    }

    private int intern(int from) {
        int node = ROOT;
        if (stack.isCut()) {
            node = child(node, cutFrame);
        }
        for (int i = stack.size() - 1; i >= from; i--) {
            int frame = stack.get(i);
            if (frame == FrameTable.BEYOND || nodes >= maxNodes && known(node, frame) < 0) {
                return child(node, beyondFrame);
            }
            node = child(node, frame);
        }
        return node == ROOT ? child(ROOT, noStackFrame) : node;
    }

    private int known(int parent, int frame) {
        return childByKey.get((long) parent << 32 | frame);
    }

    private int child(int parent, int frame) {
        int node = known(parent, frame);
        if (node < 0) {
            node = nodes;
            childByKey.reserve();
            file.definePath(node, parent, frame);
            childByKey.put((long) parent << 32 | frame, node);
            nodes++;
        }
        return node;
    }

    /** Estimate of the Java heap bytes held here. */
    public long heapBytes() {
        return frames.heapBytes() + pathByHash.heapBytes() + childByKey.heapBytes();
    }
}
