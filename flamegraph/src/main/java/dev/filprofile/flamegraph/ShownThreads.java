package dev.filprofile.flamegraph;

import dev.filprofile.profile.Allocation;
import dev.filprofile.profile.Profile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The threads that a page tells apart: those that hold most. A program can have thousands, and each call path would be
 * told once for every one of them.
 *
 * @param names most bytes first; where there are too many, the last stands for all others
 * @param shown for each index into {@code Profile.threads()} the one into {@code names}. Not to be modified
 */
@SuppressWarnings("ArrayRecordComponent") // looked up for every allocation; equality is not used
record ShownThreads(List<String> names, int[] shown) {

    private static final int MAX_THREADS = 60;

    /** The threads of a profile, as far as they hold anything. */
    static ShownThreads of(Profile profile) {
        double[] bytes = new double[profile.threads().size()];
        for (Allocation allocation : profile.allocations()) {
            bytes[allocation.threadIndex()] += allocation.bytes();
        }
        List<Integer> order = IntStream.range(0, bytes.length)
                .filter(thread -> bytes[thread] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer thread) -> -bytes[thread])
                        .thenComparing(profile.threads()::get))
                .toList();
        List<String> names = new ArrayList<>();
        int[] shown = new int[bytes.length];
        int own = order.size() <= MAX_THREADS ? order.size() : MAX_THREADS - 1;
        for (int i = 0; i < order.size(); i++) {
            shown[order.get(i)] = Math.min(i, own);
            if (i < own) {
                names.add(profile.threads().get(order.get(i)));
            }
        }
        if (own < order.size()) {
            names.add(Units.count(order.size() - own) + " other threads");
        }
        return new ShownThreads(List.copyOf(names), shown);
    }

    /** Index into {@link #names} of a thread that holds something. */
    int shownAs(int threadIndex) {
        return shown[threadIndex];
    }
}
