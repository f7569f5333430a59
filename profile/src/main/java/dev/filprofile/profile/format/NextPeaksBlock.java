package dev.filprofile.profile.format;

import dev.filprofile.profile.NextPeak;
import java.util.ArrayList;
import java.util.List;

/** The {@link NextPeak}s as a block; a profile without any has none. */
final class NextPeaksBlock {

    private NextPeaksBlock() {}

    static void write(List<NextPeak> peaks, BlockOutput out) {
        out.unsigned(peaks.size());
        for (NextPeak peak : peaks) {
            out.flag(peak.sampled());
            out.signed(peak.bytes());
            out.signed(peak.millis());
            AllocationsBlock.write(peak.allocations(), out);
        }
    }

    static List<NextPeak> read(BlockInput in, int nodes, int classes, int threads, int tasks)
            throws ProfileFormatException {
        int count = in.count(3);
        List<NextPeak> peaks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            peaks.add(new NextPeak(
                    in.flag(), in.signed(), in.signed(), AllocationsBlock.read(in, nodes, classes, threads, tasks)));
        }
        return peaks;
    }
}
