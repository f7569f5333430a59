import java.lang.reflect.Field;

/** Threads that take little blocks of memory outside the heap, hold a thousand each, and free the oldest for each new one. */
public final class TinyBlocks {

    private static final int BYTES = 64;
    private static final int HELD = 1000;

    private TinyBlocks() {}

    /** Arguments: how many threads, how many blocks each of them takes. */
    public static void main(String[] args) throws Exception {
        Field field = sun.misc.Unsafe.class.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        sun.misc.Unsafe unsafe = (sun.misc.Unsafe) field.get(null);
        Thread[] threads = new Thread[Integer.parseInt(args[0])];
        int blocks = Integer.parseInt(args[1]);
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> takeAndFree(unsafe, blocks));
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void takeAndFree(sun.misc.Unsafe unsafe, int blocks) {
        long[] held = new long[HELD];
        for (int i = 0; i < blocks; i++) {
            int slot = i % HELD;
            if (held[slot] != 0) {
                unsafe.freeMemory(held[slot]);
            }
            held[slot] = unsafe.allocateMemory(BYTES);
        }
    }
}
