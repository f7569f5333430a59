package dev.filprofile.cli.result;

import dev.filprofile.flamegraph.Findings;
import dev.filprofile.flamegraph.MemoryShortage;
import dev.filprofile.flamegraph.NextPeaks;
import dev.filprofile.flamegraph.OffHeapPeak;
import dev.filprofile.flamegraph.Units;
import dev.filprofile.flamegraph.WithoutTopLine;
import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.Profile;
import java.util.ArrayList;
import java.util.List;

/**
 * What is said on standard error after a run: that memory ran out, if it did; the peak with its certificate, and where it
 * comes from; what would be left without that line, if another moment decides it; and the off-heap peak, if that is of any size.
 */
public final class EndLines {

    private EndLines() {}

    public static List<String> of(Profile profile, Findings findings) {
        List<String> lines = new ArrayList<>();
        MemoryShortage.of(profile).map(MemoryShortage::line).ifPresent(lines::add);
        lines.add(peak(profile.certificate(), findings));
        lines.add(findings.answer().text());
        WithoutTopLine.of(profile, findings, NextPeaks.of(profile))
                .map(WithoutTopLine::sentence)
                .ifPresent(lines::add);
        OffHeapPeak.of(profile)
                .filter(OffHeapPeak::isWorthALine)
                .map(OffHeapPeak::line)
                .ifPresent(lines::add);
        return lines;
    }

    private static String peak(Certificate certificate, Findings findings) {
        String peak = Units.preciseBytes(certificate.peakBytes());
        String bound = Units.preciseBytes(certificate.upperBoundBytes());
        if (certificate.kind() == Certificate.Kind.UNKNOWN) {
            return "Stacks of " + peak + " (not known whether they are a peak)";
        }
        String soFar = certificate.finalPeak() ? "Peak: " : "Peak so far: ";
        return soFar
                + switch (certificate.kind()) {
                    case CONFIRMED, UNKNOWN ->
                        peak + " live"
                                + (peak.equals(bound)
                                        ? ""
                                        : " (true peak between " + withoutUnit(peak, bound) + " and " + bound + ")");
                    case PROVISIONAL ->
                        "between " + peak + " and " + bound + " live (no collection could confirm more than " + peak
                                + ")";
                    case SAMPLED ->
                        "about " + peak
                                + Units.error(certificate.peakBytes(), findings.standardErrorBytes())
                                + " live, estimated from samples (never above " + bound
                                + "; this collector does not tell live bytes exactly)";
                };
    }

    /** "1.24" before "and 1.31 GiB". */
    private static String withoutUnit(String peak, String bound) {
        String unit = bound.substring(bound.indexOf(' '));
        return peak.endsWith(unit) ? peak.substring(0, peak.length() - unit.length()) : peak;
    }
}
