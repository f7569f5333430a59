package dev.filprofile.agent.path;

import java.util.EnumSet;
import java.util.Iterator;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Stacks by {@link StackWalker}: the portable way. */
final class WalkerStacks implements StackCapture {

    private static final int FIRST_ROOM = 64;

    private final StackWalker walker = StackWalker.getInstance(
            EnumSet.of(StackWalker.Option.RETAIN_CLASS_REFERENCE, StackWalker.Option.SHOW_REFLECT_FRAMES));
    private final OwnFrames own;
    private final ClassHash hash;
    private final int maxDepth;
    private final ToLongFunction<Object> sizeOf;
    private final Collector collector;

    WalkerStacks(OwnFrames own, ClassHash hash, int maxDepth, ToLongFunction<Object> sizeOf) {
        this.own = own;
        this.hash = hash;
        this.sizeOf = sizeOf;
        this.maxDepth = maxDepth;
        this.collector = new Collector();
    }

    private final class Collector implements Function<Stream<StackWalker.StackFrame>, StackWalker.StackFrame[]> {

        @Override
        public StackWalker.StackFrame[] apply(Stream<StackWalker.StackFrame> frames) {
            Iterator<StackWalker.StackFrame> it = frames.iterator();
            StackWalker.StackFrame[] stack = new StackWalker.StackFrame[FIRST_ROOM];
            int size = 0;
            while (size < maxDepth && it.hasNext()) {
                if (size == stack.length) {
                    stack = java.util.Arrays.copyOf(stack, size * 2);
                }
                stack[size++] = it.next();
            }
            return java.util.Arrays.copyOf(stack, size);
        }
    }

    @Override
    public Object capture() {
        return walker.walk(collector);
    }

    @Override
    public void read(Object captured, FrameTable frames, FrameList into) {
        StackWalker.StackFrame[] stack = (StackWalker.StackFrame[]) captured;
        boolean leading = true;
        for (StackWalker.StackFrame frame : stack) {
            Class<?> type = frame.getDeclaringClass();
            if (leading && own.contains(type)) {
                continue;
            }
            leading = false;
            String descriptor = descriptor(frame);
            long methodKey =
                    Mix.mix(Mix.mix(hash.of(type), frame.getMethodName().hashCode()), descriptor.hashCode());
            long frameKey = Mix.mix(methodKey, frame.getByteCodeIndex());
            int id = frames.known(frameKey);
            into.add(id >= 0 ? id : define(frames, frameKey, methodKey, frame, descriptor));
        }
        if (stack.length >= maxDepth) {
            into.markCut();
        }
    }

    /**
     * Newer JDKs look up the classes that the descriptor names. They may be missing, as those of optional libraries are, or be what is
     * being loaded just now; then it is empty.
     */
    private static String descriptor(StackWalker.StackFrame frame) {
        try {
            return frame.getDescriptor();
        } catch (LinkageError | TypeNotPresentException unknown) {
            return "";
        }
    }

    private static int define(
            FrameTable frames, long frameKey, long methodKey, StackWalker.StackFrame frame, String descriptor) {
        return frames.define(
                frameKey,
                methodKey,
                frame.getDeclaringClass(),
                frame.getClassName(),
                frame.getMethodName(),
                descriptor,
                frame.getFileName(),
                frame.getByteCodeIndex(),
                frame.isNativeMethod() ? -2 : frame.getLineNumber() > 0 ? frame.getLineNumber() : -1);
    }

    @Override
    public long heapBytes(Object captured) {
        StackWalker.StackFrame[] stack = (StackWalker.StackFrame[]) captured;
        long bytes = sizeOf.applyAsLong(stack);
        for (StackWalker.StackFrame frame : stack) {
            bytes += sizeOf.applyAsLong(frame);
        }
        return bytes;
    }

    @Override
    public String description() {
        return "StackWalker";
    }
}
