package dev.filprofile.flamegraph.text;

import dev.filprofile.flamegraph.Units;
import dev.filprofile.flamegraph.diff.Change;
import dev.filprofile.flamegraph.diff.ProfileDiff;
import dev.filprofile.flamegraph.diff.RunSite;
import dev.filprofile.flamegraph.diff.Side;
import dev.filprofile.flamegraph.diff.SiteChange;
import dev.filprofile.flamegraph.diff.Spread;
import dev.filprofile.profile.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The words of a comparison, the same in all texts for people. */
public final class DiffWords {

    static final String REST = "made by the JVM or before start";

    private static final String MINUS = "\u2212";

    private DiffWords() {}

    /** {@code 1.24 GiB → 1.49 GiB (+256 MiB, +20.2 %)}. */
    public static String peaks(Change peak) {
        String difference = Double.isInfinite(peak.relative())
                ? signed(peak.delta())
                : signed(peak.delta()) + ", " + signedPercent(peak.relative());
        return amount(peak.before()) + " → " + amount(peak.after()) + " (" + difference + ")";
    }

    /** What the difference of the peaks is, e.g. {@code more}; what is in doubt, where it is. */
    public static String verdict(ProfileDiff diff) {
        Change peak = diff.peak();
        return switch (peak.status()) {
            case MORE -> "more";
            case LESS -> "less";
            case SAME -> "no difference above the noise of " + amount(peak.noiseBytes());
            case UNCLEAR -> "unclear: " + doubt(diff);
        };
    }

    /** Words as a sentence: with a capital letter and a full stop. */
    public static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
    }

    /** Which line changed most, and by how much; or that none did. */
    public static String answer(ProfileDiff diff) {
        Optional<SiteChange> largest = diff.sites().stream()
                .filter(site -> site.bytes().status() != Change.Status.SAME)
                .findFirst();
        if (largest.isEmpty()) {
            return diff.peak().status() == Change.Status.SAME
                    ? "No line holds more or less than before, beyond the noise."
                    : "No single line differs by more than the noise.";
        }
        SiteChange site = largest.get();
        Change bytes = site.bytes();
        String place = place(site);
        String changed = amount(Math.abs(bytes.delta()));
        String doubt = bytes.status() == Change.Status.UNCLEAR ? ", but that is unclear" : "";
        if (site.before() == null) {
            return place + " is new and holds " + changed + doubt + ".";
        }
        if (site.after() == null) {
            return place + " held " + changed + " and is gone from the peak" + doubt + ".";
        }
        return place + " holds " + changed + (bytes.delta() > 0 ? " more" : " less") + " than before: "
                + amount(bytes.before()) + " → " + amount(bytes.after()) + doubt + ".";
    }

    private static String doubt(ProfileDiff diff) {
        Change peak = diff.peak();
        if (isUnknown(diff.base()) || isUnknown(diff.next())) {
            return "collapsed stacks do not tell how exact they are; of several on each side the spread is known";
        }
        if (Math.abs(peak.delta()) > peak.doubtBytes()) {
            return "the peaks of the runs overlap";
        }
        boolean increase = peak.delta() > 0;
        double bound = Math.min(peak.before(), peak.after()) + peak.doubtBytes();
        return (increase ? "the base's" : "the new") + " true peak may be as high as " + amount(bound);
    }

    private static boolean isUnknown(Side side) {
        return side.median().certificate().kind() == Certificate.Kind.UNKNOWN;
    }

    /** {@code CsvImporter.load, Csv.java:41 → :47 (moved)}, without what is not known. */
    public static String place(SiteChange change) {
        RunSite before = change.before();
        RunSite after = change.after();
        String name = change.shown().site().shortName();
        String location = location(change.shown());
        if (before != null && after != null) {
            name = arrow(before.site().shortName(), after.site().shortName());
            location = moved(location(before), location(after));
        }
        return location.isEmpty() ? name : name + ", " + location;
    }

    /** Collapsed stacks have a line but no file. */
    private static String location(RunSite site) {
        String location = site.site().location();
        return location.isEmpty() && site.line() > 0 ? "line " + site.line() : location;
    }

    private static String arrow(String before, String after) {
        return before.equals(after) ? after : before + " → " + after;
    }

    /** The file once, where it is the same. */
    private static String moved(String before, String after) {
        int colon = after.lastIndexOf(':');
        boolean sameFile = colon > 0 && before.startsWith(after.substring(0, colon + 1));
        return sameFile && !before.equals(after) ? before + " → " + after.substring(colon) : arrow(before, after);
    }

    /** {@code (new)}, {@code (gone from the peak, unclear)}; {@code ""} where there is nothing to say. */
    public static String remark(SiteChange change) {
        List<String> words = new ArrayList<>();
        if (change.before() == null) {
            words.add("new");
        } else if (change.after() == null) {
            words.add("gone from the peak");
        } else if (change.isMoved()) {
            words.add("moved");
        }
        if (change.bytes().status() == Change.Status.UNCLEAR) {
            words.add("unclear");
        }
        return words.isEmpty() ? "" : "(" + String.join(", ", words) + ")";
    }

    /** Number of runs, their spread, the moment of the peak, where it is known, and its bound. */
    public static String runs(Side side) {
        Certificate certificate = side.median().certificate();
        String runs = "1 run";
        if (side.runs().size() > 1) {
            Spread peaks = side.peaks();
            runs = side.runs().size() + " runs of " + amount(peaks.lowest()) + " to " + amount(peaks.highest());
        }
        String kind =
                switch (certificate.kind()) {
                    case CONFIRMED -> "true peak at most " + amount(certificate.upperBoundBytes());
                    case PROVISIONAL -> "provisional, true peak at most " + amount(certificate.upperBoundBytes());
                    case UNKNOWN -> "not known whether this is a peak";
                    case SAMPLED ->
                        "estimated"
                                + Units.error(
                                        certificate.peakBytes(), side.median().standardErrorBytes())
                                + ", at most " + amount(certificate.upperBoundBytes());
                };
        long duration = side.median().run().durationMillis();
        String moment = duration == 0
                ? ""
                : ", peak at " + Units.duration(certificate.peakMillis()) + " of " + Units.duration(duration);
        return runs + moment + ", " + kind;
    }

    /** Three digits, with a sign where it is negative. */
    public static String amount(double bytes) {
        return (bytes <= -0.5 ? MINUS : "") + Units.preciseBytes(Math.abs(bytes));
    }

    /** As {@link #amount}, and a dash for a side that has none. */
    public static String amountOrDash(double bytes, boolean present) {
        return present ? amount(bytes) : "\u2013";
    }

    /** {@code +240 MiB}, {@code −12.0 MiB}, {@code 0 B}. */
    public static String signed(double bytes) {
        if (Math.abs(bytes) < 0.5) {
            return "0 B";
        }
        return (bytes < 0 ? MINUS : "+") + Units.preciseBytes(Math.abs(bytes));
    }

    static String signedPercent(double share) {
        String percent = Units.percent(Math.abs(share));
        boolean signless = percent.startsWith("<") || percent.equals("0 %");
        return (signless ? "" : share < 0 ? MINUS : "+") + percent;
    }

    /** {@code 1 site}, {@code 41 sites}. */
    static String count(int count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
