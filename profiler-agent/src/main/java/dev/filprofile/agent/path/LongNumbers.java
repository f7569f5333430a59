package dev.filprofile.agent.path;

import org.eclipse.collections.api.block.procedure.primitive.LongIntProcedure;
import org.eclipse.collections.impl.map.mutable.primitive.LongIntHashMap;

/**
 * Numbers by key, for a heap that may be full: {@link #reserve} takes the memory or fails and leaves everything as it was, and
 * {@link #put} after it takes none. The map that is used here would be left with arrays of two lengths if it ran out of memory
 * while it grew by itself.
 */
final class LongNumbers {

    private static final int FIRST_ROOM = 8;

    private LongIntHashMap map = new LongIntHashMap(FIRST_ROOM);
    private int room = FIRST_ROOM;

    /** The number of a key, or −1. */
    int get(long key) {
        return map.getIfAbsent(key, -1);
    }

    int size() {
        return map.size();
    }

    /** Makes room for one more key. */
    void reserve() {
        if (map.size() == room) {
            LongIntHashMap larger = new LongIntHashMap(2 * room);
            map.forEachKeyValue(new Copy(larger));
            map = larger;
            room *= 2;
        }
    }

    /** Adds a key, for which there is room. */
    void put(long key, int number) {
        map.put(key, number);
    }

    /** Estimate of the Java heap bytes held here: 12 for each slot, of which at most half are used. */
    long heapBytes() {
        return 12L * 2 * room;
    }

    /** No lambda: this runs early in other people's JVMs, and those load hundreds of classes. */
    private record Copy(LongIntHashMap target) implements LongIntProcedure {

        @Override
        public void value(long key, int number) {
            target.put(key, number);
        }
    }
}
