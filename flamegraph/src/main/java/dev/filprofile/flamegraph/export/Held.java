package dev.filprofile.flamegraph.export;

import dev.filprofile.flamegraph.WholeAmounts;
import dev.filprofile.profile.Allocation;
import dev.filprofile.profile.Profile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What was alive at the peak in one group of allocations.
 *
 * @param key what the group has in common
 * @param bytes whole live bytes
 * @param objects whole live objects
 * @param variance estimated variance of the bytes
 */
record Held(Key key, long bytes, long objects, double variance) {

    /** Stands for what a group does not tell apart. */
    static final int ANY = -1;

    /**
     * What allocations are grouped by: numbers as in {@link Allocation}, or {@link #ANY}.
     *
     * @param place the call tree's node, or something else that a format groups by
     */
    record Key(int place, int classIndex, int threadIndex, int taskIndex) {}

    /** Chooses an allocation's group. */
    @FunctionalInterface
    interface Grouping {
        Key of(Allocation allocation);
    }

    private static final Comparator<Key> ORDER = Comparator.comparingInt(Key::place)
            .thenComparingInt(Key::classIndex)
            .thenComparingInt(Key::threadIndex)
            .thenComparingInt(Key::taskIndex);

    /**
     * All groups that hold something, by ascending numbers. Their amounts add up to the profile's.
     *
     * @param grouping a pure function
     */
    static List<Held> of(Profile profile, Grouping grouping) {
        List<Key> keys = profile.allocations().stream().map(grouping::of).toList();
        WholeAmounts whole = WholeAmounts.of(profile);
        int[] order = IntStream.range(0, keys.size())
                .boxed()
                .sorted(Comparator.comparing(keys::get, ORDER))
                .mapToInt(Integer::intValue)
                .toArray();
        List<Held> groups = new ArrayList<>();
        for (int start = 0; start < order.length; ) {
            Key key = keys.get(order[start]);
            long bytes = 0;
            long objects = 0;
            double variance = 0;
            for (; start < order.length && keys.get(order[start]).equals(key); start++) {
                bytes += whole.bytes(order[start]);
                objects += whole.objects(order[start]);
                variance += profile.allocations().get(order[start]).variance();
            }
            if (bytes > 0 || objects > 0) {
                groups.add(new Held(key, bytes, objects, variance));
            }
        }
        return groups;
    }

    /** Groups of one call path each. */
    static List<Held> byPath(Profile profile) {
        return of(profile, allocation -> new Key(allocation.node(), ANY, ANY, ANY));
    }
}
