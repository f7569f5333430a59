package dev.filprofile.agent.instrument;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lines that stand in no source file. The Kotlin compiler gives the code that it inlines line numbers beyond the end of the file
 * and says in the class file (JVMS §4.7.11, JSR 45, stratum {@code KotlinDebug}) which line of the file called for it.
 *
 * <p>Called from any thread, also while classes load: blocks nobody for longer than a look into a table, loads nothing. Holds no
 * class or loader.
 */
final class InlinedLines {

    private static final int MAX_CLASSES = 10_000;
    private static final int MAX_RANGES = 10_000;
    private static final int CLASS_BYTES = 150;
    private static final String STRATUM = "*S KotlinDebug";

    /** Three numbers for each range of lines: the first, the one behind the last, the line that called. */
    private final Map<String, int[]> rangesOfClass = new HashMap<>();

    private final Object lock = new Object();
    private final Function<Class<?>, @Nullable ClassLoader> loaders;
    private long rangeBytes;

    /** @param loaders gives a class's loader, null for the boot loader */
    InlinedLines(Function<Class<?>, @Nullable ClassLoader> loaders) {
        this.loaders = loaders;
    }

    void read(String className, @Nullable ClassLoader loader, ClassFileLayout layout) {
        String map = layout.sourceDebugExtension();
        int[] ranges = map == null ? null : ranges(map);
        if (ranges != null) {
            String key = OwnKindCreations.key(className, loader);
            synchronized (lock) {
                if (rangesOfClass.size() < MAX_CLASSES && rangesOfClass.put(key, ranges) == null) {
                    rangeBytes += CLASS_BYTES + 4L * ranges.length;
                }
            }
        }
    }

    /** The line that called for what was inlined, or the line itself. */
    int callingLine(Class<?> type, int line) {
        int[] ranges;
        synchronized (lock) {
            if (rangesOfClass.isEmpty()) {
                return line;
            }
            ranges = rangesOfClass.get(OwnKindCreations.key(type.getName(), loaders.apply(type)));
        }
        if (ranges != null) {
            for (int i = 0; i < ranges.length; i += 3) {
                if (line >= ranges[i] && line < ranges[i + 1]) {
                    return ranges[i + 2];
                }
            }
        }
        return line;
    }

    long heapBytes() {
        synchronized (lock) {
            return rangeBytes;
        }
    }

    /** Null if there is nothing of the kind in the map, or it cannot be understood: then lines stay as they are. */
    private static int @Nullable [] ranges(String map) {
        try {
            int stratum = map.indexOf(STRATUM);
            int lines = stratum < 0 ? -1 : map.indexOf("*L", stratum);
            return lines < 0 ? null : readRanges(map, map.indexOf('\n', lines) + 1);
        } catch (NumberFormatException | StringIndexOutOfBoundsException damaged) {
            return null;
        }
    }

    /** Lines like {@code 5#1,2:1001,3}: twice three lines from 1001 on stand for line 5 and line 6 of the first file. */
    private static int @Nullable [] readRanges(String map, int start) {
        int[] ranges = new int[12];
        int size = 0;
        for (int at = start; at < map.length() && map.charAt(at) != '*' && size < 3 * MAX_RANGES; ) {
            int end = map.indexOf('\n', at);
            String entry = map.substring(at, end).trim();
            at = end + 1;
            int colon = entry.indexOf(':');
            String input = entry.substring(0, colon);
            String output = entry.substring(colon + 1);
            int repeat = second(input);
            int increment = second(output);
            for (int i = 0; i < repeat && size < 3 * MAX_RANGES; i++) {
                if (size + 3 > ranges.length) {
                    ranges = Arrays.copyOf(ranges, 2 * ranges.length);
                }
                ranges[size++] = first(output) + i * increment;
                ranges[size++] = first(output) + (i + 1) * increment;
                ranges[size++] = first(input) + i;
            }
        }
        return size == 0 ? null : Arrays.copyOf(ranges, size);
    }

    private static int first(String numbers) {
        int end = numbers.indexOf('#');
        if (end < 0) {
            end = numbers.indexOf(',');
        }
        return Integer.parseInt(end < 0 ? numbers : numbers.substring(0, end));
    }

    /** What stands behind the comma, 1 if nothing does. */
    private static int second(String numbers) {
        int comma = numbers.indexOf(',');
        return comma < 0 ? 1 : Integer.parseInt(numbers.substring(comma + 1));
    }
}
