package dev.filprofile.profile.format;

import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.NextPeak;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The snapshots of lower peaks in a raw snapshot. */
final class RawNextPeaks {

    private RawNextPeaks() {}

    /**
     * Reads them.
     *
     * @param peak that of the highest, which one of them may show again if the program ended, or went on, just now
     */
    static List<RawSnapshot> read(RawFile file, @Nullable RawSnapshot peak) throws IOException {
        List<RawSnapshot> lower = new ArrayList<>();
        for (int place = 0; place < RawLayout.NEXT_PEAKS; place++) {
            RawSnapshot each = RawSnapshot.readNextPeak(file, place);
            if (each != null && peak != null && each.peakMillis() != peak.peakMillis()) {
                lower.add(each);
            }
        }
        return lower;
    }

    /** Their sums, in the same order. */
    static List<LiveSums> sums(List<RawSnapshot> lower, RawDefinitions definitions, RawFile file) throws IOException {
        List<LiveSums> sums = new ArrayList<>();
        for (RawSnapshot each : lower) {
            sums.add(LiveSums.of(each.rows(), definitions, file));
        }
        return sums;
    }

    /** The peaks, the highest first. */
    static List<NextPeak> of(List<RawSnapshot> lower, RawPictures pictures) {
        List<NextPeak> peaks = new ArrayList<>();
        for (int i = 0; i < lower.size(); i++) {
            RawSnapshot each = lower.get(i);
            LiveSums sums = pictures.nextPeaks().get(i);
            boolean sampled = each.kind() == Certificate.Kind.SAMPLED;
            long bytes = each.peakBytes() + (sampled ? Math.round(sums.totalBytes()) : 0);
            peaks.add(new NextPeak(sampled, bytes, each.peakMillis(), pictures.allocations(sums)));
        }
        peaks.sort(Comparator.comparingLong(NextPeak::bytes).reversed());
        return peaks;
    }
}
