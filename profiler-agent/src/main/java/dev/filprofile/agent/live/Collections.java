package dev.filprofile.agent.live;

import com.sun.management.GcInfo;
import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM tells about its garbage collections. Counts tick when a collection ends; notifications are not used:
 * they lag and allocate.
 *
 * <p>All methods may be called by any thread; {@link #epoch()} and {@link #usedBytes()} allocate nothing.
 */
public final class Collections {

    /**
     * Pauses of a marking beside the program, which newer JVMs count. They move and free nothing that matters here, and may come right after a
     * full collection which has ended that marking: as collections they would part what that one found from what was recorded since.
     */
    private static final String REMARKS_OF_G1 = "G1 Concurrent GC";

    private final GarbageCollectorMXBean[] collectors;
    private final GarbageCollectorMXBean[] cycles;
    private final GarbageCollectorMXBean[] fulls;
    private final MemoryPoolMXBean[] heapPools;
    private final Runtime runtime = Runtime.getRuntime();
    private final String name;
    private final boolean exact;
    private final boolean onlyAskedTell;
    private final long regionBytes;
    private final long survivorBytes;

    public Collections() {
        this(ManagementFactory.getGarbageCollectorMXBeans());
    }

    Collections(List<? extends GarbageCollectorMXBean> beans) {
        collectors = beans.stream()
                .filter(bean -> !bean.getName().equals(REMARKS_OF_G1))
                .toArray(GarbageCollectorMXBean[]::new);
        cycles = those(collectors, bean -> !isPause(bean));
        fulls = those(collectors, Collections::isFull);
        heapPools = heapPools(ManagementFactory.getMemoryPoolMXBeans());
        name = nameOf(collectors);
        exact = name.equals("Serial") || name.equals("Parallel") || name.equals("G1");
        onlyAskedTell = byGenerationsBesideTheProgram(collectors);
        regionBytes = name.equals("G1") ? Long.parseLong(flag("G1HeapRegionSize")) : 0;
        survivorBytes = survivorBytes(heapPools);
    }

    private static boolean byGenerationsBesideTheProgram(GarbageCollectorMXBean[] collectors) {
        return Arrays.stream(collectors)
                .map(GarbageCollectorMXBean::getName)
                .anyMatch(bean -> bean.equals("ZGC Minor Cycles")
                        || bean.equals("Shenandoah Cycles")
                                && flag("ShenandoahGCMode").equals("generational"));
    }

    /** The value of an option of this JVM, "0" where it does not have it. */
    private static String flag(String flag) {
        HotSpotDiagnosticMXBean flags = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        try {
            return flags == null ? "0" : flags.getVMOption(flag).getValue();
        } catch (IllegalArgumentException e) {
            return "0";
        }
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

    /**
     * Whether the heap used after a full collection that was asked for is, to the byte, what is alive; but for the {@linkplain
     * #regionBytes tails} of G1's humongous objects.
     */
    public boolean exact() {
        return exact;
    }

    /** Whether the same holds after those that come by themselves. Parallel's leave dead objects where they are: moving on would cost more. */
    public boolean exactByItself() {
        return exact && !name.equals("Parallel");
    }

    /**
     * Whether only collections that were asked for tell which objects are dead: on the generational ZGC and Shenandoah. The former
     * clears no references to objects that it found dead in the young generation, the latter counts collections of the young generation
     * like those of the whole heap.
     */
    public boolean onlyAskedTell() {
        return onlyAskedTell;
    }

    /**
     * Size of a region of G1, 0 for other collectors. An object larger than half of that has regions for itself, of which all counts as
     * used, the tail behind the object too.
     */
    public long regionBytes() {
        return regionBytes;
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
        for (int i = 0; i < fulls.length; i++) {
            count += Math.max(0, fulls[i].getCollectionCount());
        }
        return (int) count;
    }

    /** Number of collections that have ended, without the pauses that some collectors count too. */
    int cycles() {
        long count = 0;
        for (int i = 0; i < cycles.length; i++) {
            count += Math.max(0, cycles[i].getCollectionCount());
        }
        return (int) count;
    }

    /** Whether anything, pauses included, has ended after the last whole collection, as far as milliseconds tell. Allocates. */
    boolean anyEndedAfterCycle() {
        GcInfo last = last();
        GcInfo cycle = lastOf(cycles);
        return cycle == null || last == null || last.getEndTime() > cycle.getEndTime();
    }

    /** A mere part of a collection: what is in use after it says nothing about what is alive. */
    private static boolean isPause(String bean) {
        return bean.endsWith("Pauses");
    }

    private static GarbageCollectorMXBean[] those(GarbageCollectorMXBean[] collectors, Predicate<String> named) {
        return Arrays.stream(collectors)
                .filter(collector -> named.test(collector.getName()))
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

    /**
     * Has the JDK build on the calling thread, after a collection, what it keeps for its answers. That takes dozens of identity hash
     * codes, which would else shift those of whichever thread asks first.
     */
    public void prepare() {
        GcInfo last = last();
        if (last != null) {
            heapBytes(last.getMemoryUsageBeforeGc());
            heapBytes(last.getMemoryUsageAfterGc());
        }
        usedAfterCollectionBytes();
        peakUsedBytes();
    }

    /** The latest collection by its end, or null before the first. Allocates. */
    public @Nullable GcInfo last() {
        return lastOf(collectors);
    }

    /**
     * The latest collection of the whole heap, or null before the first. Allocates.
     *
     * <p>How many have ended since is known as far as milliseconds tell, and of each kind one at most: to be asked soon.
     */
    public @Nullable FullCollection lastFull() {
        while (true) {
            int epoch = epoch();
            GcInfo full = lastOf(fulls);
            if (full == null) {
                return null;
            }
            long later = Arrays.stream(collectors)
                    .filter(collector -> !isFull(collector.getName()))
                    .map(Collections::lastOf)
                    .filter(info -> info != null && info.getStartTime() >= full.getEndTime())
                    .count();
            if (epoch() == epoch) {
                return new FullCollection(
                        epoch - (int) later,
                        heapBytes(full.getMemoryUsageBeforeGc()),
                        heapBytes(full.getMemoryUsageAfterGc()),
                        full.getDuration());
            }
        }
    }

    /** The latest of any kind as if it had been of the whole heap, for where a collector that is asked makes no such. Allocates. */
    public FullCollection lastAsIfFull() {
        GcInfo last = last();
        return last == null
                ? new FullCollection(epoch(), 0, usedAfterCollectionBytes(), 0)
                : new FullCollection(
                        epoch(),
                        heapBytes(last.getMemoryUsageBeforeGc()),
                        usedAfterCollectionBytes(),
                        last.getDuration());
    }

    private static @Nullable GcInfo lastOf(GarbageCollectorMXBean[] beans) {
        GcInfo last = null;
        for (GarbageCollectorMXBean bean : beans) {
            GcInfo info = lastOf(bean);
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
