package dev.filprofile.e2e.workload.truth;

import java.util.LinkedHashMap;
import java.util.Map;

/** A cache of a thousand pages, of a hundred thousand that are asked for. */
public final class EvictedCache {

    private EvictedCache() {}

    public static void main(String[] args) {
        Map<Integer, byte[]> cache = new LinkedHashMap<>() {

            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Integer, byte[]> eldest) {
                return size() > 1000;
            }
        };
        for (int page = 0; page < 100_000; page++) {
            cache.computeIfAbsent(page, EvictedCache::load);
        }
        System.out.println(cache.size());
    }

    private static byte[] load(int page) {
        return new byte[20_000]; // holds 1000 x byte[20_000]
    }
}
