package dev.filprofile.flamegraph;

import java.util.List;

/**
 * The answer to "which line holds the memory?".
 *
 * @param kind what shape the answer has
 * @param sites {@link Kind#LINE}: that one line. {@link Kind#CALLER}: first the caller, then the largest lines.
 *     {@link Kind#SEVERAL}: the largest lines, at most three. {@link Kind#RESIDUAL}: the largest line, if it is worth a
 *     word. {@link Kind#NOTHING}: empty
 * @param residualBytes what no line made
 * @param residualShare that as a share of the peak, 0 to 1
 */
public record Answer(Kind kind, List<Site> sites, double residualBytes, double residualShare) {

    /** What shape the answer has. */
    public enum Kind {
        /** Nothing was tracked. */
        NOTHING,
        /** No application line holds half, because the JVM, or what was there before the program, does. */
        RESIDUAL,
        /** One application line holds at least half of the peak, and most of that is made from that line on down. */
        LINE,
        /** No line holds half by itself, but one application line calls all that does. */
        CALLER,
        /** No application line holds half. */
        SEVERAL
    }

    public Answer {
        sites = List.copyOf(sites);
    }

    /**
     * The answer as plain text, one sentence or two, without a line break. The page says the same words, with the
     * source text set in a typewriter face instead.
     */
    public String text() {
        return switch (kind) {
            case NOTHING ->
                "Nothing was tracked: the program made too little to be sampled, or another process did its work.";
            case RESIDUAL -> residual() + (sites.isEmpty() ? "" : " The largest line is " + withHeld(sites.get(0)));
            case LINE -> sentence(sites.get(0));
            case CALLER ->
                "No single line holds half of the peak. Everything below "
                        + sites.get(0).place()
                        + " together holds "
                        + held(sites.get(0))
                        + ".";
            case SEVERAL ->
                sites.size() == 1
                        ? sentence(sites.get(0))
                        : "No single line holds half of the peak. The largest is " + withHeld(sites.get(0));
        };
    }

    /** {@code 74 % of the peak (6.03 MiB) was made by the JVM or before start, not by a line of the program.} */
    public String residual() {
        return Units.wholePercent(residualShare) + " of the peak (" + Units.preciseBytes(residualBytes)
                + ") was made by the JVM or before start, not by a line of the program.";
    }

    private static String withHeld(Site site) {
        return site.place() + ", with " + held(site) + ".";
    }

    private static String sentence(Site site) {
        String comma = site.sourceText().isEmpty() ? "" : ",";
        return site.place() + comma + " holds " + held(site) + ".";
    }

    /** {@code 84 % of the peak (1.04 GiB, 9.1 M objects, mostly String[])}. */
    private static String held(Site site) {
        return Units.wholePercent(site.share()) + " of the peak (" + site.amount() + ")";
    }
}
