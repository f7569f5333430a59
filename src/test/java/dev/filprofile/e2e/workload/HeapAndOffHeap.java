package dev.filprofile.e2e.workload;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Has its heap's peak and, at another time, its peak outside the heap, which is the higher one of both together; then the heap
 * does not grow. The argument is {@code outside-first}, {@code heap-first}, or {@code heap-higher}: the latter takes so little outside that
 * the heap's peak, before it, remains the highest.
 */
public final class HeapAndOffHeap {

    public static final int KEPT_MB = 20;
    public static final int SPIKE_MB = 60;
    public static final int OUTSIDE_MB = 100;
    private static final long MB = 1024 * 1024;

    private static byte @Nullable [] kept;
    private static byte @Nullable [] spike;

    private HeapAndOffHeap() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        kept = new byte[KEPT_MB << 20];
        if (args[0].equals("outside-first")) {
            outside(OUTSIDE_MB - 40);
            heap();
        } else {
            heap();
            outside(args[0].equals("heap-first") ? OUTSIDE_MB - 40 : 0);
        }
        System.out.println(kept.length);
    }

    private static void heap() {
        spike = new byte[SPIKE_MB << 20];
        spike = null;
    }

    private static void outside(int firstMb) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Unsafe");
        Field field = type.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        Object unsafe = field.get(null);
        Method allocate = type.getMethod("allocateMemory", long.class);
        Method free = type.getMethod("freeMemory", long.class);
        long first = firstMb <= 0 ? 0 : (long) allocate.invoke(unsafe, firstMb * MB); // first
        long second = (long) allocate.invoke(unsafe, (firstMb <= 0 ? 10 : 40) * MB); // second
        free.invoke(unsafe, second);
        free.invoke(unsafe, first);
    }
}
