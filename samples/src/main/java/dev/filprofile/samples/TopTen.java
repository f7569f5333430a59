package dev.filprofile.samples;

import java.util.Comparator;
import java.util.Map;

/** Prints the ten words that occur most often. */
final class TopTen {

    private TopTen() {}

    static void print(Map<String, Integer> counts) {
        Comparator<Map.Entry<String, Integer>> often = Map.Entry.comparingByValue(Comparator.reverseOrder());
        counts.entrySet().stream()
                .sorted(often.thenComparing(Map.Entry.comparingByKey()))
                .limit(10)
                .forEach(entry -> System.out.println(entry.getKey() + " " + entry.getValue()));
    }
}
