package dev.filprofile.agent;

import com.sun.management.ThreadMXBean;
import dev.filprofile.agent.dump.SecurityManagers;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM says was allocated: the measure of how much of it we saw.
 *
 * <p>From JDK 21 on the JVM keeps one sum for all threads, those that have ended included. Before, it forgets a thread's
 * bytes with the thread: there each thread is asked now and then, and {@link #threadsEnded} tells how many took the bytes of
 * their last moments with them. Asking allocates nothing, but for a list of threads when new ones have started.
 *
 * <p>{@link #getAsLong} may be called by any thread, everything else by one at a time.
 */
final class VmAllocations implements LongSupplier {

    /** Where a thread's bytes are lost with it, up to this much of its time is. */
    private static final long PERIOD_NANOS = 10_000_000;

    private static final long PERIOD_OF_TOTAL_NANOS = 100_000_000;

    /** At most one part in so many of the time goes into looks. */
    private static final int SHARE_OF_TIME = 200;

    private final @Nullable ThreadMXBean bean;
    private final @Nullable MethodHandle total;
    private Thread[] own = new Thread[0];
    private long[] ids = new long[0];
    private long[] bytes = new long[0];
    private long startedAtLastLook = -1;
    private long endedAtStart;
    private long endedBytes;
    private long startBytes;
    private long allBytes;
    private long nextLookNanos;

    VmAllocations() {
        java.lang.management.ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        bean = threads instanceof ThreadMXBean known && known.isThreadAllocatedMemorySupported() ? known : null;
        total = total();
    }

    private static @Nullable MethodHandle total() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(ThreadMXBean.class, "getTotalThreadAllocatedBytes", MethodType.methodType(long.class));
        } catch (ReflectiveOperationException before21) {
            return null;
        }
    }

    /** Bytes allocated so far by the calling thread; negative where the JVM does not tell, on virtual threads for instance. */
    @Override
    public long getAsLong() {
        return bean == null ? -1 : bean.getCurrentThreadAllocatedBytes();
    }

    /**
     * From here on allocations count, but for those of our own threads.
     *
     * @param ending how many threads of ours end now
     */
    void start(int ending, Thread... ownThreads) {
        own = ownThreads;
        endedAtStart = ended() + ending;
        look();
        startBytes = allBytes;
    }

    /** Bytes allocated since the start by the program's threads, as of the last look. */
    long bytes() {
        return Math.max(0, allBytes - startBytes);
    }

    /** Threads that have ended since the start without the JVM keeping their bytes. */
    long threadsEnded() {
        return total == null ? Math.max(0, ended() - endedAtStart) : 0;
    }

    private long ended() {
        return bean == null ? 0 : bean.getTotalStartedThreadCount() - bean.getThreadCount();
    }

    /** Asks the JVM if that is due. Returns whether it did. */
    boolean lookIfDue() {
        long now = System.nanoTime();
        if (bean == null || now - nextLookNanos < 0) {
            return false;
        }
        boolean looked = look();
        long after = System.nanoTime();
        long period = total == null ? PERIOD_NANOS : PERIOD_OF_TOTAL_NANOS;
        nextLookNanos = after + Math.max(period, SHARE_OF_TIME * (after - now));
        return looked;
    }

    /**
     * Asks the JVM, if it tells. Returns whether that was possible: a security manager of the program's would have to be asked whether
     * we may list its threads.
     */
    boolean look() {
        if (bean == null) {
            return true;
        }
        if (total == null && SecurityManagers.isSet()) {
            return false;
        }
        try {
            long now = total == null ? sumOverThreads(bean) : totalWithoutOwn(bean, total);
            // never backwards: a program may have switched the counting off
            allBytes = Math.max(allBytes, now);
            return true;
        } catch (OutOfMemoryError notNow) {
            return false; // the program's own trouble; what was known last will have to do
        }
    }

    private long totalWithoutOwn(ThreadMXBean threads, MethodHandle sum) {
        try {
            long without = (long) sum.invokeExact(threads);
            for (Thread thread : own) {
                without -= Math.max(0, threads.getThreadAllocatedBytes(thread.getId()));
            }
            return without;
        } catch (Throwable t) {
            return -1;
        }
    }

    private long sumOverThreads(ThreadMXBean threads) {
        long started = threads.getTotalStartedThreadCount();
        if (started != startedAtLastLook) {
            startedAtLastLook = started;
            listThreads(threads);
        }
        long sum = endedBytes;
        for (int i = 0; i < ids.length; i++) {
            bytes[i] = Math.max(bytes[i], threads.getThreadAllocatedBytes(ids[i]));
            sum += bytes[i];
        }
        return sum;
    }

    /** The threads alive; what those that are not listed any more had allocated stays in the sum. */
    private void listThreads(ThreadMXBean threads) {
        long[] alive = threads.getAllThreadIds();
        long[] aliveBytes = new long[alive.length];
        int count = 0;
        for (long id : alive) {
            if (!isOwn(id)) {
                alive[count++] = id;
            }
        }
        for (int i = 0; i < ids.length; i++) {
            int at = indexOf(ids[i], alive, count);
            if (at < 0) {
                endedBytes += bytes[i];
            } else {
                aliveBytes[at] = bytes[i];
            }
        }
        ids = java.util.Arrays.copyOf(alive, count);
        bytes = java.util.Arrays.copyOf(aliveBytes, count);
    }

    private boolean isOwn(long id) {
        for (Thread thread : own) {
            if (thread.getId() == id) {
                return true;
            }
        }
        return false;
    }

    private static int indexOf(long id, long[] list, int count) {
        for (int i = 0; i < count; i++) {
            if (list[i] == id) {
                return i;
            }
        }
        return -1;
    }
}
