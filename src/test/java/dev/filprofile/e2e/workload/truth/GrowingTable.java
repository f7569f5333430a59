package dev.filprofile.e2e.workload.truth;

import java.util.HashMap;
import java.util.Map;

/**
 * A hash table doubles at three quarters of 2^20 entries: the old table and the new one are alive together, and the entries
 * with their keys, which are the values too.
 */
public final class GrowingTable {

    private GrowingTable() {}

    public static void main(String[] args) {
        Map<Integer, Integer> map = new HashMap<>(1 << 20);
        for (int i = 0; i < 786_433; i++) {
            Integer key = Integer.valueOf(i + 1000); // holds 786_433 x object(int)
            // each entry is 32 bytes, the tables 2^20 and 2^21 references
            map.put(key, key); // holds 786_433 x object(int ref ref ref) + 1 x ref[1_048_576] + 1 x ref[2_097_152]
        }
        Garbage.megabytes(50);
        System.out.println(map.size());
    }
}
