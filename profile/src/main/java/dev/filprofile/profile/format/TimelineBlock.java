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
        out.unsigned(timeline.usage().size());
        long millis = 0;
        for (Usage usage : timeline.usage()) {
            out.signed(usage.millis() - millis);
            out.signed(usage.minUsedBytes());
            out.signed(usage.maxUsedBytes());
            millis = usage.millis();
        }
        out.unsigned(timeline.confirmations().size());
        millis = 0;
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

    static Timeline read(BlockInput in) throws ProfileFormatException {
        return new Timeline(usage(in), confirmations(in), collections(in));
    }

    private static List<Usage> usage(BlockInput in) throws ProfileFormatException {
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
