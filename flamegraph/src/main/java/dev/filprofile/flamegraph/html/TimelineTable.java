package dev.filprofile.flamegraph.html;

import dev.filprofile.flamegraph.Findings;
import dev.filprofile.flamegraph.Units;
import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A timeline's words. */
final class TimelineTable {

    private static final int TABLE_ROWS = 24;

    private TimelineTable() {}

    /** What stands at the chart's highest point. */
    static String peakLabel(Profile profile) {
        boolean provisional = profile.certificate().kind() == Certificate.Kind.PROVISIONAL;
        return provisional
                ? "picture " + Units.preciseBytes(Findings.of(profile).totalBytes())
                : "peak " + Units.preciseBytes(profile.certificate().peakBytes());
    }

    /** The chart in words: confirmed sizes, and use of the heap and of memory outside it at some two dozen moments each. */
    static List<Map<String, String>> rows(Timeline timeline) {
        List<Map<String, String>> rows = new ArrayList<>();
        List<Timeline.Confirmation> confirmations = timeline.confirmations();
        for (Timeline.Confirmation confirmation : thinned(confirmations)) {
            rows.add(Map.of(
                    "time", Units.duration(confirmation.millis()),
                    "what", "live, confirmed by a collection",
                    "bytes", Units.preciseBytes(confirmation.liveBytes())));
        }
        addUsage("heap in use, with garbage", timeline.usage(), rows);
        addUsage("outside the heap", timeline.offHeap(), rows);
        return rows;
    }

    private static void addUsage(String what, List<Timeline.Usage> readings, List<Map<String, String>> rows) {
        for (Timeline.Usage usage : thinned(readings)) {
            String low = Units.preciseBytes(usage.minUsedBytes());
            String high = Units.preciseBytes(usage.maxUsedBytes());
            rows.add(Map.of(
                    "time",
                    Units.duration(usage.millis()),
                    "what",
                    what,
                    "bytes",
                    low.equals(high) ? high : low + " to " + high));
        }
    }

    private static <T> List<T> thinned(List<T> entries) {
        int step = Math.max(1, (entries.size() + TABLE_ROWS - 1) / TABLE_ROWS);
        List<T> some = new ArrayList<>();
        for (int i = 0; i < entries.size(); i += step) {
            some.add(entries.get(i));
        }
        return some;
    }
}
