package dev.filprofile.flamegraph.text;

import dev.filprofile.flamegraph.diff.Comparability;
import dev.filprofile.flamegraph.diff.Limits;
import dev.filprofile.flamegraph.diff.ProfileDiff;
import java.util.List;

/**
 * All that a report of a comparison says.
 *
 * @param brokenLimits what was too much, as {@link Limits#broken} gives it
 */
public record DiffReport(ProfileDiff diff, Comparability comparability, List<String> brokenLimits) {

    /** Differences shown each way in texts for people; the others are summed up. */
    static final int SHOWN_EACH_WAY = 10;

    public DiffReport {
        brokenLimits = List.copyOf(brokenLimits);
    }
}
