package dev.filprofile.flamegraph;

import dev.filprofile.profile.Profile;
import java.util.List;
import java.util.Optional;

/**
 * What would be left of the peak if the answer's line held nothing: the most that is left of any moment of which it is known what was
 * alive, less what the line holds then. It is a lower bound, since other moments may have been higher than these. Worth telling only
 * where another moment than the peak itself decides.
 *
 * @param bytes what would be left
 * @param standardErrorBytes its standard error; 0 when exact
 * @param millis when it would be, in milliseconds since the JVM started
 * @param next the line that would hold most of it
 */
public record WithoutTopLine(double bytes, double standardErrorBytes, long millis, Site next) {

    /** Another moment decides only if it leaves so many times as much as the peak itself does. */
    private static final double CLEARLY = 1.1;

    /** Computes it; empty if no line is the answer, or if no other moment leaves clearly more than the peak itself. */
    public static Optional<WithoutTopLine> of(Profile profile, Findings findings, NextPeaks nextPeaks) {
        Answer answer = findings.answer();
        boolean names = answer.kind() == Answer.Kind.LINE || answer.kind() == Answer.Kind.SEVERAL;
        if (!names || !answer.sites().get(0).hasStack()) {
            return Optional.empty();
        }
        int frame = answer.sites().get(0).frameIndex();
        double most = CLEARLY * left(profile, findings, frame);
        Optional<WithoutTopLine> best = Optional.empty();
        for (NextPeaks.Entry entry : nextPeaks.list()) {
            double left = left(entry.profile(), entry.findings(), frame);
            List<Site> others = entry.findings().sites().stream()
                    .filter(site -> site.frameIndex() != frame)
                    .toList();
            if (left > most && !others.isEmpty()) {
                most = left;
                best = Optional.of(new WithoutTopLine(left, error(entry, frame), entry.millis(), others.get(0)));
            }
        }
        return best;
    }

    /** {@code Without that line the peak would still be at least 40.0 MiB, at 1.2 s, mostly by Csv.java:41 in CsvImporter.load.} */
    public String sentence() {
        return "Without that line the peak would still be at least " + amount() + ", at " + when() + ", most of it by "
                + next.place() + ".";
    }

    /** How much would be left, with its error. */
    public String amount() {
        return Units.preciseBytes(bytes) + Units.error(bytes, standardErrorBytes);
    }

    /** When it would be. */
    public String when() {
        return Units.duration(millis);
    }

    /** Of what was found alive, even where sampling error makes what has a call path more than that: this is a lower bound. */
    private static double left(Profile moment, Findings findings, int frame) {
        return Math.max(
                0, findings.peakBytes() - through(moment, findings, frame).bytes());
    }

    private static Site through(Profile moment, Findings findings, int frame) {
        return new SiteSums(moment, findings.totalBytes()).through(frame);
    }

    /** What is left is measured less a sum over samples; where the whole is such a sum itself, it is one of the others. */
    private static double error(NextPeaks.Entry entry, int frame) {
        double ofLine = through(entry.profile(), entry.findings(), frame).standardErrorBytes();
        double ofAll = entry.findings().standardErrorBytes();
        return entry.sampled() ? Math.sqrt(Math.max(0, ofAll * ofAll - ofLine * ofLine)) : ofLine;
    }
}
