package dev.filprofile.profile.format;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.collections.impl.map.mutable.primitive.ObjectIntHashMap;

/** A list in which equal values have one index, in the order of their first appearance. */
final class Distinct<T> {

    private final List<T> values = new ArrayList<>();
    private final ObjectIntHashMap<T> indexes = new ObjectIntHashMap<>();

    int indexOf(T value) {
        int index = indexes.getIfAbsent(value, -1);
        if (index < 0) {
            index = values.size();
            indexes.put(value, index);
            values.add(value);
        }
        return index;
    }

    T get(int index) {
        return values.get(index);
    }

    List<T> values() {
        return values;
    }
}
