package dev.filprofile.agent.path;

import org.eclipse.collections.api.block.procedure.primitive.ObjectIntProcedure;
import org.eclipse.collections.impl.map.mutable.primitive.ObjectIntHashMap;

/** The same as {@link LongNumbers} for strings. */
final class StringNumbers {

    private static final int FIRST_ROOM = 8;

    private ObjectIntHashMap<String> map = new ObjectIntHashMap<>(FIRST_ROOM);
    private int room = FIRST_ROOM;

    /** The number of a text, or −1. */
    int get(String text) {
        return map.getIfAbsent(text, -1);
    }

    int size() {
        return map.size();
    }

    /** Makes room for one more text. */
    void reserve() {
        if (map.size() == room) {
            ObjectIntHashMap<String> larger = new ObjectIntHashMap<>(2 * room);
            map.forEachKeyValue(new Copy(larger));
            map = larger;
            room *= 2;
        }
    }

    /** Adds a text, for which there is room. */
    void put(String text, int number) {
        map.put(text, number);
    }

    /** See {@link LongNumbers.Copy}. */
    private record Copy(ObjectIntHashMap<String> target) implements ObjectIntProcedure<String> {

        @Override
        public void value(String text, int number) {
            target.put(text, number);
        }
    }
}
