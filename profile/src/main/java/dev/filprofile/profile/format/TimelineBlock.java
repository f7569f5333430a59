package dev.filprofile.profile.format;

import dev.filprofile.profile.Timeline;
import dev.filprofile.profile.Timeline.Collection;
import dev.filprofile.profile.Timeline.Confirmation;
import dev.filprofile.profile.Timeline.Usage;
import java.util.ArrayList;
import java.util.List;

/** {@link Timeline} as a block; times as distances from the entry before. */
final class TimelineBlock {

    private TimelineBlock() {}

    static void write(Timeline timeline, BlockOutput out) {
        writeUsage(timeline.usage(), out);
        out.unsigned(timeline.confirmations().size());
        long millis = 0;
        for (Confirmation confirmation : timeline.confirmations()) {
            out.signed(confirmation.millis() - millis);
            out.signed(confirmation.liveBytes());
            millis = confirmation.millis();
        }
        out.unsigned(timeline.collections().size());
        millis = 0;
        for (Collection collection : timeline.collections()) {
            out.signed(collection.millis() - millis);
            out.signed(collection.beforeBytes());
            out.signed(collection.afterBytes());
            out.flag(collection.full());
            millis = collection.millis();
        }
    }

    /** Readings as a list; those of memory outside the heap are a block of their own. */
    static void writeUsage(List<Usage> readings, BlockOutput out) {
        out.unsigned(readings.size());
        long millis = 0;
        for (Usage usage : readings) {
            out.signed(usage.millis() - millis);
            out.signed(usage.minUsedBytes());
            out.signed(usage.maxUsedBytes());
            millis = usage.millis();
        }
    }

    /** @param offHeap of the block of their own */
    static Timeline read(BlockInput in, List<Usage> offHeap) throws ProfileFormatException {
        return new Timeline(readUsage(in), confirmations(in), collections(in), offHeap);
    }

    static List<Usage> readUsage(BlockInput in) throws ProfileFormatException {
        int count = in.count(3);
        List<Usage> usage = new ArrayList<>(count);
        long millis = 0;
        for (int i = 0; i < count; i++) {
            millis += in.signed();
            usage.add(new Usage(millis, in.signed(), in.signed()));
        }
        return usage;
    }

    private static List<Confirmation> confirmations(BlockInput in) throws ProfileFormatException {
        int count = in.count(2);
        List<Confirmation> confirmations = new ArrayList<>(count);
        long millis = 0;
        for (int i = 0; i < count; i++) {
            millis += in.signed();
            confirmations.add(new Confirmation(millis, in.signed()));
        }
        return confirmations;
    }

    private static List<Collection> collections(BlockInput in) throws ProfileFormatException {
        int count = in.count(4);
        List<Collection> collections = new ArrayList<>(count);
        long millis = 0;
        for (int i = 0; i < count; i++) {
            millis += in.signed();
            collections.add(new Collection(millis, in.signed(), in.signed(), in.flag()));
        }
        return collections;
    }
}
