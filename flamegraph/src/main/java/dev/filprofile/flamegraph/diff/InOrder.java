package dev.filprofile.flamegraph.diff;

import java.util.List;

/** How much two sequences have in common. */
final class InOrder {

    private InOrder() {}

    /** Length of the longest common subsequence as a share of the longer sequence, 0 to 1; 1 for two empty ones. */
    static <T> double share(List<T> a, List<T> b) {
        int longer = Math.max(a.size(), b.size());
        return longer == 0 ? 1 : (double) common(a, b) / longer;
    }

    private static <T> int common(List<T> a, List<T> b) {
        int[] row = new int[b.size() + 1];
        for (T element : a) {
            int diagonal = 0;
            for (int i = 1; i < row.length; i++) {
                int above = row[i];
                row[i] = element.equals(b.get(i - 1)) ? diagonal + 1 : Math.max(above, row[i - 1]);
                diagonal = above;
            }
        }
        return row[b.size()];
    }
}
