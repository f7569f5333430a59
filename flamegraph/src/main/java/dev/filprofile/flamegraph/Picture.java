package dev.filprofile.flamegraph;

import dev.filprofile.profile.OffHeap;
import dev.filprofile.profile.Profile;
import java.util.ArrayList;
import java.util.List;

/**
 * What a report can show of a run: the heap at its peak and at the next-highest ones, and where there was memory outside it, that
 * at its own peak and both together at theirs.
 *
 * @param name short and stable, for addresses: {@code heap}, {@code next-1}, {@code off-heap}, {@code both}
 * @param title what it is and how much, for a list: {@code heap, 1.24 GiB}
 * @param sentence what stands above it; {@code ""} for the heap's, of which the whole report speaks
 * @param moment when that was, as in "alive at …"
 * @param whole what all of its memory is called
 * @param counted what it has a number of
 * @param profile its memory as a profile
 */
public record Picture(
        String name, String title, String sentence, String moment, String whole, Counted counted, Profile profile) {

    /** What memory is counted in. */
    public enum Counted {
        OBJECTS("object", "objects"),
        /** Memory outside the heap has no objects: each is what one call asked for. */
        BLOCKS("block", "blocks"),
        BOTH("object or block", "objects and blocks");

        private final String one;
        private final String many;

        Counted(String one, String many) {
            this.one = one;
            this.many = many;
        }

        /** The word for one of them. */
        public String one() {
            return one;
        }

        /** The word for several. */
        public String many() {
            return many;
        }
    }

    /** Pictures of a profile, the heap's first. */
    public static List<Picture> of(Profile profile) {
        List<Picture> pictures = new ArrayList<>();
        pictures.add(new Picture(
                "heap",
                "heap, " + Units.preciseBytes(Findings.of(profile).totalBytes()),
                "",
                "the peak",
                "all live memory at the peak",
                Counted.OBJECTS,
                profile));
        for (NextPeaks.Entry next : NextPeaks.of(profile).list()) {
            pictures.add(lower(next));
        }
        OffHeapPeak.of(profile).ifPresent(peak -> {
            pictures.add(offHeap(profile, peak));
            // little memory outside the heap would show the heap's picture again
            if (peak.isWorthALine() && profile.offHeap().combined().bytes() > 0) {
                pictures.add(both(profile));
            }
        });
        return pictures;
    }

    private static Picture lower(NextPeaks.Entry next) {
        String when = Units.duration(next.millis());
        return new Picture(
                next.name(),
                "heap at " + when + ", " + Units.preciseBytes(next.findings().totalBytes()),
                "A lower peak. " + next.sentence(),
                "this lower peak",
                "all live memory at " + when,
                Counted.OBJECTS,
                next.profile());
    }

    private static Picture offHeap(Profile profile, OffHeapPeak peak) {
        String when = Units.duration(profile.offHeap().peakMillis());
        return new Picture(
                "off-heap",
                "off-heap, " + Units.preciseBytes(peak.bytes()),
                peak.line() + " That was at " + when + ".",
                "the off-heap peak",
                "all off-heap memory at its peak",
                Counted.BLOCKS,
                profile.atOffHeapPeak());
    }

    private static Picture both(Profile profile) {
        OffHeap.Combined combined = profile.offHeap().combined();
        return new Picture(
                "both",
                "heap and off-heap, " + Units.preciseBytes(combined.bytes()),
                "Heap and off-heap memory at the moment when both together were highest, at "
                        + Units.duration(combined.millis()) + ": " + Units.preciseBytes(combined.bytes())
                        + ", of which "
                        + Units.preciseBytes(combined.heapBytes()) + " in the heap and "
                        + Units.preciseBytes(combined.offHeapBytes()) + " outside.",
                "the common peak",
                "heap and off-heap memory at their common peak",
                Counted.BOTH,
                profile.atCombinedPeak());
    }
}
