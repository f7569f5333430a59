package dev.filprofile.profile.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Sums the rows of a snapshot by call path, class, thread and task. */
final class LiveSums {

    /** What an object was, in the numbers of {@link RawDefinitions}. */
    record Key(int node, int classIndex, int threadIndex, int taskIndex) {}

    /** The sums of one key. */
    static final class Sum {
        double bytes;
        double objects;
        double variance;
    }

    private final Map<Key, Sum> sums = new LinkedHashMap<>();
    private long undefinedRows;

    static LiveSums of(ByteBuffer rows, RawDefinitions definitions, RawFile file) throws IOException {
        LiveSums result = new LiveSums();
        for (int at = 0; at < rows.limit(); at += RawLayout.ROW) {
            result.add(rows, at, definitions, file);
        }
        return result;
    }

    private void add(ByteBuffer rows, int at, RawDefinitions definitions, RawFile file) throws IOException {
        int node = definitions.node(rows.getInt(at + RawLayout.ROW_PATH));
        int classIndex = definitions.classIndex(rows.getInt(at + RawLayout.ROW_CLASS));
        int threadIndex = definitions.threadIndex(rows.getInt(at + RawLayout.ROW_THREAD));
        int taskIndex = definitions.taskIndex(rows.getInt(at + RawLayout.ROW_TASK));
        if (Math.min(Math.min(node, classIndex), Math.min(threadIndex, taskIndex)) == RawDefinitions.UNDEFINED) {
            undefinedRows++;
            return;
        }
        double size = rows.getLong(at + RawLayout.ROW_SIZE);
        double weight = Double.longBitsToDouble(rows.getLong(at + RawLayout.ROW_WEIGHT));
        if (size < 0 || !(weight >= 1) || Double.isInfinite(weight)) {
            throw file.damaged("row " + at / RawLayout.ROW + " of its snapshot has the size " + (long) size
                    + " and the weight " + weight);
        }
        Sum sum = sums.computeIfAbsent(new Key(node, classIndex, threadIndex, taskIndex), key -> new Sum());
        sum.bytes += size * weight;
        sum.objects += weight;
        // size²·(1−p)/p² with p = 1/weight.
        sum.variance += size * size * weight * (weight - 1);
    }

    Sum of(Key key) {
        return Objects.requireNonNull(sums.get(key));
    }

    Map<Key, Sum> byKey() {
        return sums;
    }

    /** Rows left out because they refer to something that was not defined. */
    long undefinedRows() {
        return undefinedRows;
    }

    double totalBytes() {
        double total = 0;
        for (Sum sum : sums.values()) {
            total += sum.bytes;
        }
        return total;
    }
}
