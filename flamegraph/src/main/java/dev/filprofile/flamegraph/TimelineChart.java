package dev.filprofile.flamegraph;

import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.Timeline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * The timeline as a drawing of 1000 by 100 units, time to the right, bytes upwards. Only arithmetic: the page turns it
 * into SVG.
 *
 * @param usedBand SVG path of the band between lowest and highest heap use; empty when none was recorded
 * @param usedArea SVG path of all below the highest heap use
 * @param offHeapLine SVG path of the most memory in use outside the heap; empty where there was none
 * @param dots the confirmed live sizes
 * @param collections ticks of garbage collections
 * @param peak where the peak is
 * @param nextPeaks where the next-highest peaks are
 * @param upperBoundY height of the upper bound
 * @param timeMarks labelled moments
 * @param byteMarks labelled sizes
 * @param endMillis the moment at the right end
 * @param topBytes the size at the top
 */
public record TimelineChart(
        String usedBand,
        String usedArea,
        String offHeapLine,
        List<Dot> dots,
        List<Tick> collections,
        Dot peak,
        List<Dot> nextPeaks,
        double upperBoundY,
        List<Mark> timeMarks,
        List<Mark> byteMarks,
        long endMillis,
        long topBytes) {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 100;
    private static final int BUCKETS = 500;
    private static final long[] TIME_STEPS = {
        1,
        2,
        5,
        10,
        20,
        50,
        100,
        200,
        500,
        1000,
        2000,
        5000,
        10_000,
        15_000,
        30_000,
        60_000,
        120_000,
        300_000,
        600_000,
        1_800_000,
        3_600_000,
        7_200_000,
        21_600_000,
        86_400_000
    };

    /** A point with what it stands for. */
    public record Dot(double x, double y, long millis, long bytes) {

        /** In words, e.g. {@code 12.4 s: 1.14 GiB}. */
        public String words() {
            return Units.duration(millis) + ": " + Units.preciseBytes(bytes);
        }
    }

    /** A garbage collection. */
    public record Tick(double x, boolean full) {}

    /** A labelled place on an axis: x for times, y for bytes. */
    public record Mark(double at, String label) {}

    public TimelineChart {
        dots = List.copyOf(dots);
        collections = List.copyOf(collections);
        nextPeaks = List.copyOf(nextPeaks);
        timeMarks = List.copyOf(timeMarks);
        byteMarks = List.copyOf(byteMarks);
    }

    /** The chart of a profile; drawable even when nothing was recorded. */
    public static TimelineChart of(Profile profile) {
        return new Scale(List.of(profile)).chart(profile);
    }

    /** The chart of a profile with axes that are long enough for another one, too, so that both can be compared. */
    public static TimelineChart of(Profile profile, Profile other) {
        return new Scale(List.of(profile, other)).chart(profile);
    }

    /** Lowest and highest occupancy at a moment, and in the time after it until the next one is known. */
    private record Occupancy(long millis, long low, long high, long lowAfter, long highAfter) {}

    /** Of the highest use: a line, what is between it and the lowest, and all below it. */
    private record Areas(String line, String band, String ground) {}

    /** Turns moments and sizes into places. */
    private static final class Scale {
        private final long endMillis;
        private final double topBytes;

        Scale(List<Profile> profiles) {
            this.endMillis =
                    profiles.stream().mapToLong(Scale::lastMillis).max().orElse(1);
            long top = profiles.stream().mapToLong(Scale::mostBytes).max().orElse(0);
            this.topBytes = Math.max(1.0, (double) top) * 1.06;
        }

        private static long lastMillis(Profile profile) {
            Timeline timeline = profile.timeline();
            LongStream known = LongStream.of(
                    1, profile.run().durationMillis(), profile.certificate().peakMillis());
            LongStream recorded = LongStream.concat(
                    timeline.usage().stream().mapToLong(Timeline.Usage::millis),
                    timeline.confirmations().stream().mapToLong(Timeline.Confirmation::millis));
            return LongStream.concat(known, recorded).max().orElse(1);
        }

        private static long mostBytes(Profile profile) {
            Timeline timeline = profile.timeline();
            LongStream recorded = LongStream.concat(
                    timeline.usage().stream().mapToLong(Timeline.Usage::maxUsedBytes),
                    timeline.confirmations().stream().mapToLong(Timeline.Confirmation::liveBytes));
            LongStream outside = offHeap(profile).stream().mapToLong(Occupancy::high);
            LongStream bound = LongStream.of(profile.certificate().upperBoundBytes());
            return LongStream.concat(bound, LongStream.concat(recorded, outside))
                    .max()
                    .orElse(0);
        }

        TimelineChart chart(Profile profile) {
            Timeline timeline = profile.timeline();
            Certificate certificate = profile.certificate();
            List<Dot> dots = new ArrayList<>();
            for (Timeline.Confirmation confirmation : timeline.confirmations()) {
                dots.add(dot(confirmation.millis(), confirmation.liveBytes()));
            }
            Areas areas = areas(occupancies(timeline, certificate.upperBoundBytes()), lastMillis(profile));
            return new TimelineChart(
                    areas.band,
                    areas.ground,
                    areas(offHeap(profile), lastMillis(profile)).line,
                    dots,
                    ticks(timeline.collections()),
                    dot(certificate.peakMillis(), pictureBytes(profile)),
                    NextPeaks.of(profile).list().stream()
                            .map(next -> dot(next.millis(), next.bytes()))
                            .toList(),
                    y((double) certificate.upperBoundBytes()),
                    timeMarks(),
                    byteMarks(),
                    endMillis,
                    Math.round(topBytes));
        }

        /** What the picture adds up to: P, or more where it was taken at a moment that no collection confirmed. */
        private static long pictureBytes(Profile profile) {
            Certificate certificate = profile.certificate();
            return certificate.kind() == Certificate.Kind.PROVISIONAL
                    ? Math.max(
                            certificate.peakBytes(),
                            Math.min(certificate.upperBoundBytes(), Math.round(profile.attributedBytes())))
                    : certificate.peakBytes();
        }

        private Dot dot(long millis, long bytes) {
            return new Dot(x(millis), y((double) bytes), millis, bytes);
        }

        private double x(long millis) {
            return rounded((double) WIDTH * Math.min(endMillis, Math.max(0, millis)) / endMillis);
        }

        private double y(double bytes) {
            return rounded(HEIGHT - HEIGHT * bytes / topBytes);
        }

        /**
         * All that is known of the heap's occupancy, in time's order. Between two regular readings a collection or a
         * confirmation may tell of a higher or lower one; without them a confirmed live size could float above the heap
         * in use. What a collection found includes the profiler's own objects; the upper bound does not.
         */
        private static List<Occupancy> occupancies(Timeline timeline, long upperBoundBytes) {
            List<Occupancy> all = new ArrayList<>();
            for (Timeline.Collection each : timeline.collections()) {
                long after = Math.min(upperBoundBytes, each.afterBytes());
                long before = Math.min(upperBoundBytes, each.beforeBytes());
                all.add(new Occupancy(each.millis(), Math.min(after, before), Math.max(after, before), after, after));
            }
            for (Timeline.Confirmation each : timeline.confirmations()) {
                long live = each.liveBytes();
                all.add(new Occupancy(each.millis(), live, live, live, live));
            }
            for (Timeline.Usage each : timeline.usage()) {
                long low = each.minUsedBytes();
                long high = each.maxUsedBytes();
                all.add(new Occupancy(each.millis(), low, high, low, high));
            }
            // Of the same millisecond a reading comes last: it tells of the time after it, too.
            all.sort(Comparator.comparingLong(Occupancy::millis));
            return all;
        }

        /** Use of memory outside the heap. Its exact peak may be higher than what was read a moment before or after it. */
        private static List<Occupancy> offHeap(Profile profile) {
            List<Occupancy> all = new ArrayList<>();
            List<Timeline.Usage> readings = profile.timeline().offHeap();
            long peakMillis = profile.offHeap().peakMillis();
            for (int i = 0; i < readings.size(); i++) {
                Timeline.Usage each = readings.get(i);
                long end = i + 1 < readings.size() ? readings.get(i + 1).millis() : Long.MAX_VALUE;
                boolean hasPeak = peakMillis < end && (i == 0 || peakMillis >= each.millis());
                long high = hasPeak
                        ? Math.max(each.maxUsedBytes(), profile.offHeap().peakBytes())
                        : each.maxUsedBytes();
                all.add(new Occupancy(
                        each.millis(), each.minUsedBytes(), high, each.minUsedBytes(), each.maxUsedBytes()));
            }
            return all;
        }

        /** Lowest and highest use of each bucket, so that no spike is lost, as steps. */
        private Areas areas(List<Occupancy> occupancies, long lastMillis) {
            if (occupancies.isEmpty()) {
                return new Areas("", "", "");
            }
            double[] low = new double[BUCKETS];
            double[] high = new double[BUCKETS];
            boolean[] known = new boolean[BUCKETS];
            for (int i = 0; i < occupancies.size(); i++) {
                Occupancy entry = occupancies.get(i);
                int bucket = bucket(entry.millis());
                low[bucket] = known[bucket] ? Math.min(low[bucket], (double) entry.low()) : entry.low();
                high[bucket] = Math.max(high[bucket], (double) entry.high());
                known[bucket] = true;
                int next = i + 1 < occupancies.size()
                        ? bucket(occupancies.get(i + 1).millis())
                        : (int) Math.ceil(x(lastMillis) * BUCKETS / WIDTH);
                if (next > bucket + 1 && (low[bucket] != entry.lowAfter() || high[bucket] != entry.highAfter())) {
                    low[bucket + 1] = entry.lowAfter();
                    high[bucket + 1] = entry.highAfter();
                    known[bucket + 1] = true;
                }
            }
            StringBuilder upper = new StringBuilder();
            StringBuilder lower = new StringBuilder();
            int last = -1;
            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                if (known[bucket]) {
                    String x = number((double) bucket * WIDTH / BUCKETS);
                    upper.append(last < 0 ? "M" + x + " " : "H" + x + "V").append(number(y(high[bucket])));
                    lower.insert(0, last < 0 ? "H" + x : "H" + x + "V" + number(y(low[last])));
                    last = bucket;
                }
            }
            String end = number(Math.max((last + 1.0) * WIDTH / BUCKETS, x(lastMillis)));
            upper.append("H").append(end);
            String first = lower.substring(lower.lastIndexOf("H"));
            return new Areas(
                    upper.toString(),
                    upper + "V" + number(y(low[last])) + lower + "Z",
                    upper + "V" + HEIGHT + first + "Z");
        }

        private int bucket(long millis) {
            return (int) Math.min(BUCKETS - 1, Math.max(0, millis) * BUCKETS / endMillis);
        }

        /** At most one tick per bucket; a full collection wins. */
        private List<Tick> ticks(List<Timeline.Collection> collections) {
            boolean[] any = new boolean[BUCKETS + 1];
            boolean[] full = new boolean[BUCKETS + 1];
            for (Timeline.Collection collection : collections) {
                int bucket = (int) Math.min(BUCKETS, Math.max(0, collection.millis()) * BUCKETS / endMillis);
                any[bucket] = true;
                full[bucket] |= collection.full();
            }
            List<Tick> ticks = new ArrayList<>();
            for (int bucket = 0; bucket < any.length; bucket++) {
                if (any[bucket]) {
                    ticks.add(new Tick((double) bucket * WIDTH / BUCKETS, full[bucket]));
                }
            }
            return ticks;
        }

        private List<Mark> timeMarks() {
            long step = TIME_STEPS[TIME_STEPS.length - 1];
            for (int i = TIME_STEPS.length - 1; i >= 0 && endMillis / TIME_STEPS[i] <= 8; i--) {
                step = TIME_STEPS[i];
            }
            List<Mark> marks = new ArrayList<>();
            for (long millis = 0; millis <= endMillis * 0.97; millis += step) {
                marks.add(new Mark(x(millis), millis == 0 ? "0" : timeLabel(millis)));
            }
            return marks;
        }

        private static String timeLabel(long millis) {
            if (millis % 3_600_000 == 0) {
                return millis / 3_600_000 + " h";
            }
            if (millis % 60_000 == 0) {
                return millis / 60_000 + " min";
            }
            return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
        }

        private List<Mark> byteMarks() {
            long step = 1;
            while (topBytes / step > 4) {
                step *= 2;
            }
            List<Mark> marks = new ArrayList<>();
            for (long bytes = step; bytes < topBytes * 0.97; bytes += step) {
                marks.add(new Mark(y((double) bytes), Units.bytes(bytes).replace(".0 ", " ")));
            }
            return marks;
        }

        private static double rounded(double value) {
            return Math.round(value * 100) / 100.0;
        }

        private static String number(double value) {
            double rounded = rounded(value);
            return rounded == Math.rint(rounded)
                    ? Long.toString((long) rounded)
                    : String.format(Locale.ROOT, "%.2f", rounded);
        }
    }
}
