package dev.filprofile.flamegraph;

import dev.filprofile.profile.Allocation;
import dev.filprofile.profile.NextPeak;
import dev.filprofile.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.collections.impl.map.mutable.primitive.IntDoubleHashMap;

/**
 * The next-highest peaks of a run, of those moments that its profile has: of each, at least a quarter was made by lines that hold less
 * at every higher one of them. Two call paths to the same line are one here, which they are not in the profile.
 *
 * @param list the highest first
 */
public record NextPeaks(List<Entry> list) {

    private static final double QUARTER = 0.25;

    /**
     * One of them.
     *
     * @param name short and stable, for addresses: {@code next-1}
     * @param sampled whether its bytes are estimated from the samples; exact otherwise
     * @param millis when it was, in milliseconds since the JVM started
     * @param findings of the heap at that moment
     * @param profile that moment as a profile
     */
    public record Entry(String name, boolean sampled, long millis, Findings findings, Profile profile) {

        /** Live bytes at that moment. */
        public long bytes() {
            return findings.peakBytes();
        }

        /** {@code At 1.2 s, 40.0 MiB were live; Csv.java:41 in CsvImporter.load holds 95 % of that (38.1 MiB).} */
        public String sentence() {
            String live =
                    "At " + Units.duration(millis) + ", " + (sampled ? "about " : "") + Units.preciseBytes(bytes())
                            + (sampled ? Units.error(bytes(), findings.standardErrorBytes()) : "") + " were live";
            List<Site> largest = findings.largestSites(1);
            if (largest.isEmpty()) {
                return live + ".";
            }
            Site site = largest.get(0);
            String comma = site.sourceText().isEmpty() ? "" : ",";
            return live + "; " + site.place() + comma + " holds " + Units.wholePercent(site.share()) + " of that ("
                    + Units.preciseBytes(site.bytes()) + Units.error(site.bytes(), site.standardErrorBytes()) + ").";
        }
    }

    public NextPeaks {
        list = List.copyOf(list);
    }

    /** Reads them off a profile. */
    public static NextPeaks of(Profile profile) {
        List<Entry> entries = new ArrayList<>();
        List<IntDoubleHashMap> higher = new ArrayList<>(List.of(bytesBySite(profile, profile.allocations())));
        for (NextPeak peak : profile.nextPeaks()) {
            IntDoubleHashMap sites = bytesBySite(profile, peak.allocations());
            boolean known = higher.stream().anyMatch(other -> isPartOf(sites, other));
            if (!known && peak.bytes() >= QUARTER * profile.certificate().peakBytes()) {
                higher.add(sites);
                Profile moment = profile.atNextPeak(peak);
                entries.add(new Entry(
                        "next-" + higher.indexOf(sites), peak.sampled(), peak.millis(), Findings.of(moment), moment));
            }
        }
        return new NextPeaks(entries);
    }

    private static IntDoubleHashMap bytesBySite(Profile profile, List<Allocation> allocations) {
        int[] siteOfNode = SiteFrames.of(profile.tree(), SiteSums.origins(profile.tree()));
        IntDoubleHashMap bytes = new IntDoubleHashMap();
        for (Allocation allocation : allocations) {
            bytes.addToValue(siteOfNode[allocation.node()], allocation.bytes());
        }
        return bytes;
    }

    private static boolean isPartOf(IntDoubleHashMap lower, IntDoubleHashMap higher) {
        double common = 0;
        for (int site : lower.keySet().toArray()) {
            common += Math.min(lower.get(site), higher.get(site));
        }
        return common > (1 - QUARTER) * lower.sum() || lower.isEmpty();
    }
}
