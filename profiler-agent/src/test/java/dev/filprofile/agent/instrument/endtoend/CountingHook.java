package dev.filprofile.agent.instrument.endtoend;

import java.lang.reflect.Array;
import java.util.function.LongUnaryOperator;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A hook that adds up the bytes of what one thread allocates. Moved into {@code java.lang} under another name by {@link
 * CountingAgent}; uses nothing but {@code java.base}, and speaks both dialects.
 */
public final class CountingHook implements LongUnaryOperator {

    /** For the program, which knows this class by its supertype only. Takes a command, returns a number; allocates nothing. */
    public static final LongUnaryOperator CONTROL = new CountingHook();

    public static final int START = 0;
    public static final int STOP = 1;
    public static final int BYTES = 2;
    public static final int TICKS = 3;

    public static volatile @Nullable ToLongFunction<Object> size;

    /** Makes each counted object escape: C2 knows getObjectSize so well that it would remove the object. */
    static volatile @Nullable Object last;

    private static volatile @Nullable Thread counted;
    private static long bytes;
    private static long ticks;
    private static boolean busy;
    private static int seed = 1;

    private CountingHook() {}

    @Override
    public long applyAsLong(long command) {
        if (command == START) {
            bytes = 0;
            ticks = 0;
            counted = Thread.currentThread();
        } else if (command == STOP) {
            counted = null;
            last = null;
        }
        return command == TICKS ? ticks : bytes;
    }

    public static void tick() {
        if (Thread.currentThread() == counted && !busy) {
            ticks++;
        }
    }

    public static void tick(Object object) {
        count(object);
    }

    public static void fixed(boolean[] array) {
        count(array);
    }

    public static void fixed(byte[] array) {
        count(array);
    }

    public static void fixed(char[] array) {
        count(array);
    }

    public static void fixed(short[] array) {
        count(array);
    }

    public static void fixed(int[] array) {
        count(array);
    }

    public static void fixed(float[] array) {
        count(array);
    }

    public static void fixed(long[] array) {
        count(array);
    }

    public static void fixed(double[] array) {
        count(array);
    }

    public static void fixed(Object[] array) {
        count(array);
    }

    public static void sized(boolean[] array) {
        count(array);
    }

    public static void sized(byte[] array) {
        count(array);
    }

    public static void sized(char[] array) {
        count(array);
    }

    public static void sized(short[] array) {
        count(array);
    }

    public static void sized(int[] array) {
        count(array);
    }

    public static void sized(float[] array) {
        count(array);
    }

    public static void sized(long[] array) {
        count(array);
    }

    public static void sized(double[] array) {
        count(array);
    }

    public static void sized(Object[] array) {
        count(array);
    }

    /** A nest that was just made has rows of one length only: those that were not made are null. */
    public static void other(Object object) {
        count(object);
        if (object instanceof Object[] rows
                && rows.length > 0
                && rows[0] != null
                && object.getClass().getComponentType().isArray()) {
            for (Object row : rows) {
                other(row);
            }
        }
    }

    public static void backtrace(Object first) {
        count(first);
    }

    public static void barrier() {}

    public static byte[] hiddenClass(byte[] classFile, int flags) {
        return classFile;
    }

    public static Object uncounted(Class<?> component, int length) {
        boolean before = busy;
        busy = true;
        try {
            return Array.newInstance(component, length);
        } finally {
            busy = before;
        }
    }

    public static int nextSecondarySeed() {
        seed = seed * 1103515245 + 12345;
        return seed | 1;
    }

    private static void count(Object object) {
        ToLongFunction<Object> sizeOf = size;
        if (Thread.currentThread() == counted && !busy && sizeOf != null) {
            busy = true;
            last = object;
            bytes += sizeOf.applyAsLong(object);
            busy = false;
        }
    }
}
