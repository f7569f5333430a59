package dev.filprofile.samples;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sample 4: a cache that forgets.
 *
 * <p>Two thousand pages of 256 KB are rendered, 500 MB in all, but the cache keeps the latest 64. What to expect in the
 * report: a peak of about 17 MB, nearly all of it at the line with {@code new byte}. A profiler that adds up allocations
 * would show 500 MB there. Memory that was allocated long ago and that is not referred to any more is not part of a peak.
 */
public final class BoundedCache {

    private static final int PAGES = 2_000;
    private static final int KEPT = 64;
    private static final int PAGE_BYTES = 256 * 1024;

    private BoundedCache() {}

    public static void main(String[] args) {
        Map<Integer, byte[]> cache = new LinkedHashMap<>();
        for (int page = 0; page < PAGES; page++) {
            cache.put(page, render(page));
            cache.remove(page - KEPT);
        }
        System.out.println(cache.size() + " of " + PAGES + " pages are in the cache");
    }

    private static byte[] render(int page) {
        byte[] bytes = new byte[PAGE_BYTES];
        bytes[page % PAGE_BYTES] = (byte) page;
        return bytes;
    }
}
