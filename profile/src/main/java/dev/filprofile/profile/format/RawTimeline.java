package dev.filprofile.profile.format;

import dev.filprofile.profile.Timeline;
import dev.filprofile.profile.Timeline.Collection;
import dev.filprofile.profile.Timeline.Confirmation;
import dev.filprofile.profile.Timeline.Usage;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the timeline and the counters of a raw snapshot. */
final class RawTimeline {

    private RawTimeline() {}

    static Timeline read(RawFile file) throws IOException {
        return new Timeline(
                usage(file, RawLayout.USAGE_CONTROL_AT, RawLayout.USAGE_AT, "heap usage"),
                confirmations(file),
                collections(file),
                usage(file, RawLayout.OFF_HEAP_USAGE_CONTROL_AT, RawLayout.OFF_HEAP_USAGE_AT, "off-heap usage"));
    }

    private static List<Usage> usage(RawFile file, int controlAt, int areasAt, String what) throws IOException {
        List<Usage> usage = new ArrayList<>();
        ByteBuffer entries = series(file, controlAt, areasAt, RawLayout.USAGE_ENTRIES, RawLayout.USAGE_LONGS, what);
        while (entries.hasRemaining()) {
            usage.add(new Usage(entries.getLong(), entries.getLong(), entries.getLong()));
        }
        usage.sort(Comparator.comparingLong(Usage::millis));
        return usage;
    }

    private static List<Confirmation> confirmations(RawFile file) throws IOException {
        List<Confirmation> confirmations = new ArrayList<>();
        ByteBuffer entries = series(
                file,
                RawLayout.CONFIRMATIONS_CONTROL_AT,
                RawLayout.CONFIRMATIONS_AT,
                RawLayout.CONFIRMATION_ENTRIES,
                RawLayout.CONFIRMATION_LONGS,
                "confirmations");
        while (entries.hasRemaining()) {
            confirmations.add(new Confirmation(entries.getLong(), entries.getLong()));
        }
        confirmations.sort(Comparator.comparingLong(Confirmation::millis));
        return confirmations;
    }

    private static ByteBuffer series(RawFile file, int controlAt, int areasAt, int capacity, int longs, String what)
            throws IOException {
        return RawConsistency.readGeneration(file, controlAt + RawLayout.SERIES_GENERATION, what, generation -> {
            int area = (int) (generation & 1);
            long count = file.longAt(controlAt + RawLayout.SERIES_COUNTS + area * 8);
            if (count < 0 || count > capacity) {
                throw file.damaged(what + " has " + count + " entries");
            }
            VarHandle.fullFence();
            return file.bytes(areasAt + (long) area * capacity * longs * 8, count * longs * 8, what);
        });
    }

    /** The latest collections. What the writer may have overwritten meanwhile is left out. */
    private static List<Collection> collections(RawFile file) throws IOException {
        long total = file.longAt(RawLayout.COLLECTIONS_TOTAL_AT);
        VarHandle.fullFence();
        int entryBytes = RawLayout.COLLECTION_LONGS * 8;
        ByteBuffer slots =
                file.bytes(RawLayout.COLLECTIONS_AT, (long) RawLayout.COLLECTION_SLOTS * entryBytes, "collections");
        VarHandle.fullFence();
        long totalAfter = file.longAt(RawLayout.COLLECTIONS_TOTAL_AT);
        if (total < 0 || totalAfter < total) {
            throw file.damaged("it counts " + total + " collections");
        }
        long oldest = Math.max(
                Math.max(0, total - RawLayout.COLLECTION_ENTRIES), totalAfter - RawLayout.COLLECTION_SLOTS + 1);
        List<Collection> collections = new ArrayList<>();
        for (long entry = oldest; entry < total; entry++) {
            int at = (int) (entry % RawLayout.COLLECTION_SLOTS) * entryBytes;
            collections.add(new Collection(
                    slots.getLong(at), slots.getLong(at + 8), slots.getLong(at + 16), slots.getLong(at + 24) != 0));
        }
        collections.sort(Comparator.comparingLong(Collection::millis));
        return collections;
    }

    static Map<String, Long> counters(RawFile file) throws IOException {
        long count = file.longAt(RawLayout.COUNTER_COUNT_AT);
        if (count < 0 || count > RawLayout.COUNTERS) {
            throw file.damaged("it has " + count + " counters");
        }
        VarHandle.fullFence();
        ByteBuffer table = file.bytes(RawLayout.COUNTERS_AT, count * RawLayout.COUNTER, "counters");
        Map<String, Long> counters = new TreeMap<>();
        for (int at = 0; at < table.limit(); at += RawLayout.COUNTER) {
            int length = table.getInt(at + RawLayout.COUNTER_NAME_LENGTH);
            if (length > RawLayout.COUNTER_NAME_BYTES) {
                throw file.damaged("a counter's name is " + length + " bytes long");
            }
            String name = file.text(table, at + RawLayout.COUNTER_NAME, length, "name of a counter");
            counters.put(name, table.getLong(at));
        }
        return counters;
    }
}
