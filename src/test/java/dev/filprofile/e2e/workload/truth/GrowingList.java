package dev.filprofile.e2e.workload.truth;

import java.util.ArrayList;
import java.util.List;

/** A list grows for the last time by half: old and new array are alive together, and the elements. */
public final class GrowingList {

    private static final Integer[] NUMBERS = {1000, 2000, 3000};

    private GrowingList() {}

    public static void main(String[] args) {
        List<Integer> list = new ArrayList<>(4_000_000); // holds 1 x ref[4_000_000]
        for (int i = 0; i < 4_000_001; i++) {
            list.add(NUMBERS[i % 3]); // holds 1 x ref[6_000_000]
        }
        Garbage.megabytes(50);
        System.out.println(list.size());
    }
}
