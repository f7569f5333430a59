package dev.filprofile.agent.path;

import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Chooses the way to take stacks: the one place that knows the conditions. */
public final class StackCaptures {

    /** HotSpot's default for MaxJavaStackTraceDepth. */
    public static final int DEFAULT_MAX_DEPTH = 1024;

    private StackCaptures() {}

    /**
     * @param backtrace gives the field {@code backtrace} of a throwable; null where that cannot be had
     * @param maxDepth stacks are cut at this depth
     * @param sizeOf gives an object's bytes
     */
    public static StackCapture choose(
            @Nullable UnaryOperator<Object> backtrace, Origins origins, int maxDepth, ToLongFunction<Object> sizeOf) {
        OwnFrames own = new OwnFrames(origins);
        ClassHash hash = new ClassHash(origins);
        if (backtrace != null && BacktraceStacks.probe(backtrace) == null) {
            return new BacktraceStacks(backtrace, own, hash, maxDepth, sizeOf);
        }
        return new WalkerStacks(own, hash, maxDepth, sizeOf);
    }
}
