package dev.filprofile.agent.peak;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A heap with a young and an old generation, made of numbers. Knows what no profiler can: the live bytes at every
 * moment.
 *
 * <p>Survivors of one young collection are promoted by the next; garbage in the old generation stays until a full
 * collection, which the heap makes by itself when the old generation is full. What a full collection leaves is exactly
 * what is alive.
 */
final class SimulatedHeap {
    /** What the heap tells about its own collections, as a JVM does. */
    interface CollectionListener {
        void young(long usedBeforeBytes, long usedAfterBytes);

        void full(long usedBeforeBytes, long liveBytes, boolean forced);
    }

    /** An allocated object. */
    static final class Allocated {
        final String path;
        final long bytes;
        private boolean alive = true;
        private int age;

        Allocated(String path, long bytes) {
            this.path = path;
            this.bytes = bytes;
        }
    }

    private final long baseBytes;
    private final long youngCapacityBytes;
    private final long oldCapacityBytes;
    private final CollectionListener listener;
    private List<Allocated> young = new ArrayList<>();
    private List<Allocated> old = new ArrayList<>();
    private long youngBytes;
    private long oldBytes;
    private long liveBytes;
    private long truePeakBytes;

    SimulatedHeap(long baseBytes, long youngCapacityBytes, long oldCapacityBytes, CollectionListener listener) {
        this.baseBytes = baseBytes;
        this.youngCapacityBytes = youngCapacityBytes;
        this.oldCapacityBytes = oldCapacityBytes;
        this.listener = listener;
        this.oldBytes = baseBytes;
        this.liveBytes = baseBytes;
        this.truePeakBytes = baseBytes;
    }

    Allocated allocate(String path, long bytes) {
        boolean large = bytes > youngCapacityBytes / 2;
        if (!large && youngBytes + bytes > youngCapacityBytes) {
            collectYoung();
        }
        if (oldBytes + youngBytes + bytes > oldCapacityBytes) {
            collectFull(false);
        }
        Allocated object = new Allocated(path, bytes);
        (large ? old : young).add(object);
        if (large) {
            oldBytes += bytes;
        } else {
            youngBytes += bytes;
        }
        liveBytes += bytes;
        truePeakBytes = Math.max(truePeakBytes, liveBytes);
        return object;
    }

    /** The program drops its last reference. */
    void die(Allocated object) {
        if (!object.alive) {
            throw new IllegalStateException("dead already: " + object.path);
        }
        object.alive = false;
        liveBytes -= object.bytes;
    }

    void collectYoung() {
        long before = usedBytes();
        List<Allocated> survivors = new ArrayList<>();
        for (Allocated object : young) {
            if (object.alive && object.age++ > 0) {
                old.add(object);
                oldBytes += object.bytes;
            } else if (object.alive) {
                survivors.add(object);
            }
        }
        young = survivors;
        youngBytes = sum(young);
        if (youngBytes > youngCapacityBytes / 2) {
            old.addAll(young);
            oldBytes += youngBytes;
            young.clear();
            youngBytes = 0;
        }
        listener.young(before, usedBytes());
    }

    void collectFull(boolean forced) {
        long before = usedBytes();
        old.addAll(young);
        young.clear();
        youngBytes = 0;
        old.removeIf(object -> !object.alive);
        oldBytes = baseBytes + sum(old);
        listener.full(before, usedBytes(), forced);
    }

    long usedBytes() {
        return youngBytes + oldBytes;
    }

    long truePeakBytes() {
        return truePeakBytes;
    }

    /** Bytes by call path of everything that no collection has found dead: what a sweep of references sees. */
    SortedMap<String, Long> reachableOrUncollected() {
        SortedMap<String, Long> bytesByPath = new TreeMap<>();
        young.forEach(object -> bytesByPath.merge(object.path, object.bytes, Long::sum));
        old.forEach(object -> bytesByPath.merge(object.path, object.bytes, Long::sum));
        return bytesByPath;
    }

    private static long sum(List<Allocated> objects) {
        long bytes = 0;
        for (Allocated object : objects) {
            bytes += object.bytes;
        }
        return bytes;
    }
}
