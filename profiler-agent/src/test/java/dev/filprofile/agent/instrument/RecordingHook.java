package dev.filprofile.agent.instrument;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A hook that notes which line called which of its methods with what. */
public final class RecordingHook {

    /** One call: the class and line it came from, and the method, as {@code sized([B)}. */
    record Event(String className, int line, String call) {}

    static final List<Event> EVENTS = new ArrayList<>();

    private RecordingHook() {}

    public static void tick() {
        note("tick()", null, false);
    }

    public static void tick(Object object) {
        note("tick(Ljava/lang/Object;)", object, true);
    }

    public static void fixed(boolean[] array) {
        note("fixed([Z)", array, true);
    }

    public static void fixed(byte[] array) {
        note("fixed([B)", array, true);
    }

    public static void fixed(char[] array) {
        note("fixed([C)", array, true);
    }

    public static void fixed(short[] array) {
        note("fixed([S)", array, true);
    }

    public static void fixed(int[] array) {
        note("fixed([I)", array, true);
    }

    public static void fixed(float[] array) {
        note("fixed([F)", array, true);
    }

    public static void fixed(long[] array) {
        note("fixed([J)", array, true);
    }

    public static void fixed(double[] array) {
        note("fixed([D)", array, true);
    }

    public static void fixed(Object[] array) {
        note("fixed([Ljava/lang/Object;)", array, true);
    }

    public static void sized(boolean[] array) {
        note("sized([Z)", array, true);
    }

    public static void sized(byte[] array) {
        note("sized([B)", array, true);
    }

    public static void sized(char[] array) {
        note("sized([C)", array, true);
    }

    public static void sized(short[] array) {
        note("sized([S)", array, true);
    }

    public static void sized(int[] array) {
        note("sized([I)", array, true);
    }

    public static void sized(float[] array) {
        note("sized([F)", array, true);
    }

    public static void sized(long[] array) {
        note("sized([J)", array, true);
    }

    public static void sized(double[] array) {
        note("sized([D)", array, true);
    }

    public static void sized(Object[] array) {
        note("sized([Ljava/lang/Object;)", array, true);
    }

    public static void other(Object object) {
        note("other(Ljava/lang/Object;)", object, true);
    }

    public static void barrier() {
        note("barrier()", null, false);
    }

    private static void note(String call, @Nullable Object object, boolean hasObject) {
        if (hasObject && object == null) {
            throw new AssertionError(call + " was handed null");
        }
        StackTraceElement caller = new Throwable().getStackTrace()[2];
        EVENTS.add(new Event(caller.getClassName(), caller.getLineNumber(), call));
    }
}
