package dev.filprofile.e2e.workload;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Takes memory outside the heap in every way there is and gives it back in every way there is. Most is in use when the large array
 * is made; what is taken before and after is not in use then.
 */
public final class OffHeapMemory {

    /** Of {@link #SMALL_BYTES} each. */
    public static final int SMALL_BLOCKS = 20_000;

    public static final int SMALL_BYTES = 1024;
    private static final int MB = 1024 * 1024;

    private static @Nullable ByteBuffer dropped;
    private static @Nullable ByteBuffer kept;
    private static @Nullable ByteBuffer later;
    private static @Nullable ByteBuffer mapped;
    private static byte @Nullable [] heap;

    private OffHeapMemory() {}

    public static void main(String[] args) throws Exception {
        dropped = ByteBuffer.allocateDirect(30 * MB);
        dropped = null;
        awaitCleaner();

        Class<?> type = Class.forName("sun.misc.Unsafe");
        Field field = type.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        Object unsafe = field.get(null);
        Method allocate = type.getMethod("allocateMemory", long.class);
        Method reallocate = type.getMethod("reallocateMemory", long.class, long.class);
        Method free = type.getMethod("freeMemory", long.class);
        long freed = (long) allocate.invoke(unsafe, 16L * MB); // freed
        free.invoke(unsafe, freed);
        long moved = (long) allocate.invoke(unsafe, 4L * MB); // moved
        moved = (long) reallocate.invoke(unsafe, moved, 12L * MB);
        long unmoved = (long) allocate.invoke(unsafe, 3L * MB); // not moved
        try {
            reallocate.invoke(unsafe, unmoved, 1L << 60);
            throw new AssertionError("so much memory there cannot be");
        } catch (InvocationTargetException expected) {
            // it is where it was
        }
        long[] small = new long[SMALL_BLOCKS];
        for (int i = 0; i < small.length; i++) {
            small[i] = (long) allocate.invoke(unsafe, (long) SMALL_BYTES);
        }
        kept = ByteBuffer.allocateDirect(20 * MB);
        mapped = mappedFile();
        @Nullable AutoCloseable arena = arena();

        heap = new byte[48 * MB]; // everything is in use

        heap = null;
        if (arena != null) {
            arena.close();
        }
        free.invoke(unsafe, moved);
        free.invoke(unsafe, unmoved);
        for (long block : small) {
            free.invoke(unsafe, block);
        }
        later = ByteBuffer.allocateDirect(5 * MB);
        System.out.println((capacity(kept) + capacity(later) + capacity(mapped)) / MB);
    }

    private static int capacity(@Nullable ByteBuffer buffer) {
        return buffer == null ? 0 : buffer.capacity();
    }

    /** Not taken from anywhere: a number beside the pictures. */
    private static ByteBuffer mappedFile() throws IOException {
        Path file = Files.createTempFile("mapped", ".data");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, 5 * MB);
        }
    }

    /** Where the JVM has the foreign memory API, an arena with 8 MB. */
    private static @Nullable AutoCloseable arena() throws ReflectiveOperationException {
        if (Runtime.version().feature() < 22) {
            return null;
        }
        Class<?> type = Class.forName("java.lang.foreign.Arena");
        Object arena = type.getMethod("ofShared").invoke(null);
        type.getMethod("allocate", long.class, long.class).invoke(arena, 8L * MB, 1L);
        return (AutoCloseable) arena;
    }

    private static void awaitCleaner() {
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            while (pool.getName().equals("direct") && pool.getMemoryUsed() >= 30 * MB) {
                System.gc();
            }
        }
    }
}
