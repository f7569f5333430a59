package dev.filprofile.agent.path;

import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Stacks as the VM notes them in a throwable, read from the VM's own arrays: two to four times as fast as a
 * StackWalker.
 *
 * <p>The arrays (HotSpot, {@code java_lang_Throwable}, JDK 17 to 25) come in chunks of 32 frames: {@code short[]} method
 * numbers, {@code int[]} byte code index and class version, {@code Object[]} classes, {@code long[]} names, and then, at a place
 * that depends on the JDK, the next chunk. Names and lines are asked for, with {@code getStackTrace}, only when a stack has a
 * frame never seen before.
 */
final class BacktraceStacks implements StackCapture {

    private static final int METHODS = 0;
    private static final int INDEXES = 1;
    private static final int CLASSES = 2;
    private static final int OTHERS = 4;

    /** The upper half is the byte code index, the lower the class's version. */
    private static final int INDEX_SHIFT = 16;

    /** More frames than a chunk has. */
    private static final int PROBED_DEPTH = 80;

    private final UnaryOperator<Object> backtrace;
    private final OwnFrames own;
    private final ClassHash hash;
    private final int maxDepth;
    private final long emptyBytes;
    private final long chunkBytes;

    /** @param backtrace gives the field {@code backtrace} of a throwable */
    BacktraceStacks(
            UnaryOperator<Object> backtrace,
            OwnFrames own,
            ClassHash hash,
            int maxDepth,
            ToLongFunction<Object> sizeOf) {
        this.backtrace = backtrace;
        this.own = own;
        this.hash = hash;
        this.maxDepth = maxDepth;
        Stack stack = new Stack();
        Object[] chunk = chunks(stack);
        emptyBytes = sizeOf.applyAsLong(stack);
        chunkBytes = chunk == null ? 0 : bytesOf(chunk, sizeOf);
    }

    /** A throwable that has a stack and nothing else. */
    static final class Stack extends Throwable {

        private static final long serialVersionUID = 1L;

        Stack() {
            super(null, null, false, true);
        }
    }

    @Override
    public Object capture() {
        return new Stack();
    }

    @Override
    public void read(Object captured, FrameTable frames, FrameList into) {
        Stack stack = (Stack) captured;
        StackTraceElement[] names = null;
        boolean leading = true;
        int depth = 0;
        for (Object[] chunk = chunks(stack); chunk != null; chunk = next(chunk)) {
            short[] methods = (short[]) chunk[METHODS];
            int[] indexes = (int[]) chunk[INDEXES];
            Object[] classes = (Object[]) chunk[CLASSES];
            for (int i = 0; i < methods.length && classes[i] != null; i++, depth++) {
                Class<?> type = (Class<?>) classes[i];
                if (leading && own.contains(type)) {
                    continue;
                }
                leading = false;
                long methodKey = Mix.mix(hash.of(type), methods[i]);
                long frameKey = Mix.mix(methodKey, indexes[i]);
                int frame = frames.known(frameKey);
                if (frame < 0) {
                    if (names == null) {
                        names = stack.getStackTrace();
                    }
                    frame = define(frames, frameKey, methodKey, type, names[depth], indexes[i] >>> INDEX_SHIFT);
                }
                into.add(frame);
            }
        }
        if (depth >= maxDepth) {
            into.markCut();
        }
    }

    private Object @Nullable [] chunks(Stack stack) {
        return (Object[]) backtrace.apply(stack);
    }

    /** The only part beyond the first four that begins like a chunk; null in the last chunk. */
    private static Object @Nullable [] next(Object[] chunk) {
        for (int i = OTHERS; i < chunk.length; i++) {
            if (chunk[i] instanceof Object[] parts && parts.length > OTHERS && parts[METHODS] instanceof short[]) {
                return parts;
            }
        }
        return null;
    }

    private static int define(
            FrameTable frames, long frameKey, long methodKey, Class<?> type, StackTraceElement element, int codeIndex) {
        return frames.define(
                frameKey,
                methodKey,
                type,
                element.getClassName(),
                element.getMethodName(),
                "",
                element.getFileName(),
                codeIndex,
                element.isNativeMethod() ? -2 : element.getLineNumber() > 0 ? element.getLineNumber() : -1);
    }

    @Override
    public long heapBytes(Object captured) {
        long bytes = emptyBytes;
        for (Object[] chunk = chunks((Stack) captured); chunk != null; chunk = next(chunk)) {
            bytes += chunkBytes;
        }
        return bytes;
    }

    private static long bytesOf(Object[] chunk, ToLongFunction<Object> sizeOf) {
        long bytes = sizeOf.applyAsLong(chunk);
        for (int i = METHODS; i < OTHERS; i++) {
            bytes += chunk[i] == null ? 0 : sizeOf.applyAsLong(chunk[i]);
        }
        return bytes;
    }

    @Override
    public String description() {
        return "raw backtraces";
    }

    /** Null, or how the arrays differ from what this class expects. */
    static @Nullable String probe(UnaryOperator<Object> backtrace) {
        try {
            Stack stack = deepStack(PROBED_DEPTH);
            StackTraceElement[] names = stack.getStackTrace();
            int depth = 0;
            for (Object[] chunk = (Object[]) backtrace.apply(stack); chunk != null; chunk = next(chunk)) {
                Object[] classes = (Object[]) chunk[CLASSES];
                if (((short[]) chunk[METHODS]).length != ((int[]) chunk[INDEXES]).length) {
                    return "backtraces have another layout";
                }
                for (int i = 0; i < classes.length && classes[i] != null; i++, depth++) {
                    if (!((Class<?>) classes[i]).getName().equals(names[depth].getClassName())) {
                        return "backtraces do not agree with stack traces";
                    }
                }
            }
            if (depth != names.length) {
                return "backtraces have another depth than stack traces";
            }
            return null;
        } catch (Throwable t) {
            return "backtraces cannot be read: " + t;
        }
    }

    private static Stack deepStack(int depth) {
        return depth == 0 ? new Stack() : deepStack(depth - 1);
    }
}
