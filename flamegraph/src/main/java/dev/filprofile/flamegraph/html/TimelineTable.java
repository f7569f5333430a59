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

    /** The chart in words: confirmed sizes, and heap use at some two dozen moments. */
    static List<Map<String, String>> rows(Timeline timeline) {
        List<Map<String, String>> rows = new ArrayList<>();
        List<Timeline.Confirmation> confirmations = timeline.confirmations();
        for (Timeline.Confirmation confirmation : thinned(confirmations)) {
            rows.add(Map.of(
                    "time", Units.duration(confirmation.millis()),
                    "what", "live, confirmed by a collection",
                    "bytes", Units.preciseBytes(confirmation.liveBytes())));
        }
        for (Timeline.Usage usage : thinned(timeline.usage())) {
            rows.add(Map.of(
                    "time",
                    Units.duration(usage.millis()),
                    "what",
                    "heap in use, with garbage",
                    "bytes",
                    Units.preciseBytes(usage.minUsedBytes()) + " to " + Units.preciseBytes(usage.maxUsedBytes())));
        }
        return rows;
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
