package dev.filprofile.profile;

import java.util.List;

/**
 * The OutOfMemoryErrors of a run, as far as the program's code met them, and one of them told: the first that nobody caught,
 * else the first of all.
 *
 * <p>The JVM makes these errors without running any Java code, so they are seen where they arrive: at a handler of the
 * program for them or for a supertype, in the JDK's executors, or at a thread's end. One that ends the JVM at once
 * ({@code -XX:+ExitOnOutOfMemoryError}) is not seen, nor is how many bytes were asked for.
 *
 * @param errors how many were seen; those that the JVM threw without a stack trace of their own count once
 * @param uncaught how many of them nobody caught
 * @param millis when the told one was seen, since the JVM's start; −1 where nothing but the number is known
 * @param liveBytes heap in use after the last collection before it, without the profiler's own; 0 where unknown
 * @param message its message, which says what the memory was wanted for
 * @param thread the thread that it was thrown in
 * @param stack where, innermost first; may be cut at its end, and empty where the JVM gave none
 */
public record OutOfMemory(
        long errors, long uncaught, long millis, long liveBytes, String message, String thread, List<Line> stack) {

    /** An entry of a stack trace; the fields are those of {@link Method} and {@link Frame}. */
    public record Line(String className, String method, String sourceFile, int line) {}

    public OutOfMemory {
        stack = List.copyOf(stack);
    }

    /** No such error was seen. */
    public static OutOfMemory none() {
        return new OutOfMemory(0, 0, -1, 0, "", "", List.of());
    }

    /** Whether any was seen. */
    public boolean happened() {
        return errors > 0;
    }
}
