package dev.filprofile.flamegraph;

import dev.filprofile.profile.Profile;
import java.util.List;
import java.util.Optional;

/**
 * What a profile says about memory outside the heap, as data: see {@link Findings} for the heap's.
 *
 * @param bytes the off-heap peak
 * @param heapPeakBytes the heap's
 * @param findings of the picture at the off-heap peak
 */
public record OffHeapPeak(long bytes, long heapPeakBytes, Findings findings) {

    private static final long WORTH_A_LINE_BYTES = 1024 * 1024;
    private static final double WORTH_A_LINE_SHARE = 0.05;

    /** Reads it off a profile; empty if the program used no such memory. */
    public static Optional<OffHeapPeak> of(Profile profile) {
        if (!profile.offHeap().happened()) {
            return Optional.empty();
        }
        return Optional.of(new OffHeapPeak(
                profile.offHeap().peakBytes(),
                profile.certificate().peakBytes(),
                Findings.of(profile.atOffHeapPeak())));
    }

    /** Whether it is so much that who asks for the heap's peak wants to know. */
    public boolean isWorthALine() {
        return bytes >= WORTH_A_LINE_BYTES && bytes >= WORTH_A_LINE_SHARE * heapPeakBytes;
    }

    /** {@code Off-heap peak: 52.0 MiB; Csv.java:41 in CsvImporter.load holds 39 % of it (20.0 MiB).} */
    public String line() {
        String peak = "Off-heap peak: " + Units.preciseBytes(bytes);
        List<Site> sites = findings.largestSites(1);
        if (sites.isEmpty()) {
            return peak + ".";
        }
        Site site = sites.get(0);
        String comma = site.sourceText().isEmpty() ? "" : ",";
        return peak + "; " + site.place() + comma + " holds " + Units.wholePercent(site.share()) + " of it ("
                + Units.preciseBytes(site.bytes()) + Units.error(site.bytes(), site.standardErrorBytes()) + ").";
    }
}
