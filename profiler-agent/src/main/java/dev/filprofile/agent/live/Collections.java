package dev.filprofile.agent.live;

import com.sun.management.GcInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM tells about its garbage collections. Counts tick when a collection ends; notifications are not used:
 * they lag and allocate.
 *
 * <p>All methods may be called by any thread; {@link #epoch()} and {@link #usedBytes()} allocate nothing.
 */
public final class Collections {

    private final GarbageCollectorMXBean[] collectors;
    private final GarbageCollectorMXBean[] cycles;
    private final MemoryPoolMXBean[] heapPools;
    private final Runtime runtime = Runtime.getRuntime();
    private final String name;
    private final boolean exact;
    private final long survivorBytes;

    public Collections() {
        this(ManagementFactory.getGarbageCollectorMXBeans());
    }

    Collections(List<? extends GarbageCollectorMXBean> beans) {
        collectors = beans.toArray(new GarbageCollectorMXBean[0]);
        cycles = cycles(collectors);
        heapPools = heapPools(ManagementFactory.getMemoryPoolMXBeans());
        name = nameOf(collectors);
        exact = name.equals("Serial") || name.equals("Parallel") || name.equals("G1");
        survivorBytes = survivorBytes(heapPools);
    }

    private static long survivorBytes(MemoryPoolMXBean[] pools) {
        long bytes = 0;
        for (MemoryPoolMXBean pool : pools) {
            if (pool.getName().contains("Survivor")) {
                bytes += Math.max(0, pool.getUsage().getMax());
            }
        }
        return bytes;
    }

    private static MemoryPoolMXBean[] heapPools(List<MemoryPoolMXBean> pools) {
        MemoryPoolMXBean[] heap = new MemoryPoolMXBean[pools.size()];
        int count = 0;
        for (MemoryPoolMXBean pool : pools) {
            if (pool.getType() == MemoryType.HEAP) {
                heap[count++] = pool;
            }
        }
        return Arrays.copyOf(heap, count);
    }

    private static String nameOf(GarbageCollectorMXBean[] collectors) {
        if (collectors.length == 0) {
            return "Epsilon";
        }
        String first = collectors[0].getName();
        if (first.equals("Copy")) {
            return "Serial";
        }
        if (first.startsWith("PS ")) {
            return "Parallel";
        }
        int space = first.indexOf(' ');
        return space < 0 ? first : first.substring(0, space);
    }

    /** Name of the collector as users say it: Serial, Parallel, G1, ZGC, Shenandoah, Epsilon. */
    public String name() {
        return name;
    }

    /** Whether nothing is ever collected: then whatever was allocated is in use, and what of it is alive cannot be known. */
    public boolean never() {
        return name.equals("Epsilon");
    }

    /** Whether the heap used after a full collection is, to the byte, what is alive. */
    public boolean exact() {
        return exact;
    }

    /** Number of collections that have ended. */
    public int epoch() {
        long count = 0;
        for (int i = 0; i < collectors.length; i++) {
            count += Math.max(0, collectors[i].getCollectionCount());
        }
        return (int) count;
    }

    /** Number of collections of the whole heap that have ended. */
    public int fullEpoch() {
        long count = 0;
        for (int i = 0; i < collectors.length; i++) {
            if (isFull(collectors[i].getName())) {
                count += Math.max(0, collectors[i].getCollectionCount());
            }
        }
        return (int) count;
    }

    /** How many kinds of whole collections there are: of one generation or of all. */
    int kindsOfCycles() {
        return cycles.length;
    }

    /** Number of collections of a kind that have ended, without the pauses that some collectors count too. */
    int cycles(int kind) {
        return (int) Math.max(0, cycles[kind].getCollectionCount());
    }

    /** Whether anything, pauses included, has ended after the last collection of a kind, as far as milliseconds tell. Allocates. */
    boolean anyEndedAfterCycle(int kind) {
        GcInfo last = last();
        GcInfo cycle = lastOf(cycles[kind]);
        return cycle == null || last == null || last.getEndTime() > cycle.getEndTime();
    }

    /** A mere part of a collection: what is in use after it says nothing about what is alive. */
    private static boolean isPause(String bean) {
        return bean.endsWith("Pauses") || bean.equals("G1 Concurrent GC");
    }

    private static GarbageCollectorMXBean[] cycles(GarbageCollectorMXBean[] collectors) {
        return Arrays.stream(collectors)
                .filter(collector -> !isPause(collector.getName()))
                .toArray(GarbageCollectorMXBean[]::new);
    }

    private static boolean isFull(String bean) {
        switch (bean) {
            case "MarkSweepCompact":
            case "PS MarkSweep":
            case "G1 Old Generation":
            case "ZGC Cycles":
            case "ZGC Major Cycles":
            case "Shenandoah Cycles":
                return true;
            default:
                return false;
        }
    }

    /** Bytes of the heap in use, live or not; an upper bound of what is alive: thread-local buffers count whole. */
    public long usedBytes() {
        while (true) {
            long total = runtime.totalMemory();
            long free = runtime.freeMemory();
            if (runtime.totalMemory() == total) {
                return total - free;
            }
        }
    }

    /**
     * Bytes that can still be allocated, at least. The survivor space in use is a part of the heap, but only collections put
     * something there.
     */
    public long roomBytes() {
        return runtime.maxMemory() - usedBytes() - survivorBytes;
    }

    /** Bytes in use at the end of the last collection of each heap pool. */
    public long usedAfterCollectionBytes() {
        long used = 0;
        for (int i = 0; i < heapPools.length; i++) {
            MemoryUsage usage = heapPools[i].getCollectionUsage();
            used += usage == null ? heapPools[i].getUsage().getUsed() : usage.getUsed();
        }
        return used;
    }

    /** An occupancy that was never exceeded: the pools' own peaks, at whatever moments, added up. */
    public long peakUsedBytes() {
        long used = 0;
        for (int i = 0; i < heapPools.length; i++) {
            used += heapPools[i].getPeakUsage().getUsed();
        }
        return used;
    }

    /** The latest collection by its end, or null before the first. Allocates. */
    public @Nullable GcInfo last() {
        GcInfo last = null;
        for (GarbageCollectorMXBean collector : collectors) {
            GcInfo info = lastOf(collector);
            if (info != null && (last == null || info.getEndTime() >= last.getEndTime())) {
                last = info;
            }
        }
        return last;
    }

    private static @Nullable GcInfo lastOf(GarbageCollectorMXBean collector) {
        return collector instanceof com.sun.management.GarbageCollectorMXBean
                ? ((com.sun.management.GarbageCollectorMXBean) collector).getLastGcInfo()
                : null;
    }

    /** Heap bytes in a map of usages by pool, which may hold other pools too. */
    public long heapBytes(Map<String, MemoryUsage> usages) {
        long used = 0;
        for (MemoryPoolMXBean pool : heapPools) {
            MemoryUsage usage = usages.get(pool.getName());
            if (usage != null) {
                used += usage.getUsed();
            }
        }
        return used;
    }
}
