package dev.filprofile.cli.command;

import dev.filprofile.cli.CliFailure;
import dev.filprofile.cli.ExitCodes;
import dev.filprofile.cli.result.Recordings;
import dev.filprofile.flamegraph.Units;
import dev.filprofile.profile.Certificate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What an earlier run of the same program tells of this one's peak: it spares the collections that confirm the climb, and what they
 * would have taken is there for smaller steps at the top.
 *
 * @param bytes the earlier peak; 0 if none is known
 */
record EarlierPeak(long bytes) {

    /** Nothing is known: the climb is confirmed from the start. */
    static final EarlierPeak NONE = new EarlierPeak(0);

    /** Of the earlier peak: from there on is confirmed. Runs of the same program differ by a few percent. */
    private static final double NEAR = 0.9;

    /**
     * Reads it.
     *
     * @param results where results are, absolute
     * @param typed a result folder, a profile, or the word latest
     * @throws CliFailure there is no such run, or it knows no peak
     */
    static EarlierPeak read(Session session, Path results, Path typed) throws CliFailure {
        try {
            Path found = Recordings.find(session.surroundings().workingDirectory(), results, typed)
                    .orElseThrow(() -> failure("not found: " + typed));
            Certificate certificate = Recordings.read(found).profile().certificate();
            if (certificate.kind() == Certificate.Kind.UNKNOWN || certificate.peakBytes() <= 0) {
                throw failure("the peak of " + typed + " is not known; an earlier result of fil-profile run is needed");
            }
            return new EarlierPeak(certificate.peakBytes());
        } catch (IOException unreadable) {
            throw failure("cannot read " + typed + ": " + IoFailure.words(unreadable));
        }
    }

    boolean isKnown() {
        return bytes > 0;
    }

    /** Occupancy below which nothing is confirmed; 0 for none. */
    long firstThresholdBytes() {
        return (long) (NEAR * bytes);
    }

    /** What the report has to say of this: one sentence, or none. */
    List<String> notes(Certificate certificate) {
        return isKnown()
                ? List.of(shortfall(certificate)
                        .orElse("Nothing was confirmed below " + Units.preciseBytes(firstThresholdBytes())
                                + ", nine tenths of an earlier run's peak (--refine)."))
                : List.of();
    }

    /** A sentence for a run that did not come near the earlier peak. */
    Optional<String> shortfall(Certificate certificate) {
        return certificate.peakBytes() < firstThresholdBytes()
                ? Optional.of("This run's peak may be lower than the earlier one's, " + Units.preciseBytes(bytes)
                        + ", below nine tenths of which nothing was confirmed; run it without --refine.")
                : Optional.empty();
    }

    private static CliFailure failure(String message) {
        return new CliFailure(ExitCodes.RUN_FAILED, "--refine: " + message);
    }
}
