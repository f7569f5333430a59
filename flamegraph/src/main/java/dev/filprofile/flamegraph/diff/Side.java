package dev.filprofile.flamegraph.diff;

import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.Profile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One side of a comparison: runs of the same code.
 *
 * <p>Medians of single sites would not add up to the median of the peaks. So the run with the median peak stands for its side
 * (the lower one of two in the middle), whose sites do add up, and the other runs say how far each number spreads.
 */
public final class Side {

    private final String name;
    private final List<Profile> runs;
    private final Profile median;
    private final Renames renames;
    private final List<RunSite> sites;
    private final Set<RunSite.Key> medianKeys;
    private final List<Map<RunSite.Key, Double>> bytesOfRuns = new ArrayList<>();

    private Side(String name, List<Profile> runs, Profile median, Renames renames) {
        this.name = name;
        this.runs = runs;
        this.median = median;
        this.renames = renames;
        this.sites = RunSites.of(median, renames);
        this.medianKeys = sites.stream().flatMap(RunSite::keys).collect(Collectors.toSet());
        for (Profile run : runs) {
            Map<RunSite.Key, Double> bytes = new HashMap<>();
            List<RunSite> of = run == median ? sites : RunSites.of(run, renames);
            of.forEach(site -> bytes.put(site.key(), site.bytes()));
            bytesOfRuns.add(bytes);
        }
    }

    /**
     * A side.
     *
     * @param name what the user calls it
     * @param runs at least one
     */
    public static Side of(String name, List<Profile> runs) {
        List<Profile> byPeak = runs.stream()
                .sorted(Comparator.comparingLong(run -> run.certificate().peakBytes()))
                .toList();
        return new Side(name, List.copyOf(runs), byPeak.get((byPeak.size() - 1) / 2), Renames.NONE);
    }

    /** The same side for a comparison with another where classes have other names; shown are those that they have here. */
    public Side renamed(Renames renames) {
        return renames.rules().isEmpty() ? this : new Side(name, runs, median, renames);
    }

    public String name() {
        return name;
    }

    /** What has another name on the other side. */
    Renames renames() {
        return renames;
    }

    /** All runs, as they were given. */
    public List<Profile> runs() {
        return runs;
    }

    /** The run that stands for this side. */
    public Profile median() {
        return median;
    }

    Certificate certificate() {
        return median.certificate();
    }

    double peakBytes() {
        return median.certificate().peakBytes();
    }

    /** Peaks of all runs. */
    public Spread peaks() {
        return Spread.of(
                runs.stream().map(run -> (double) run.certificate().peakBytes()).toList());
    }

    /**
     * Bytes by which the true peak may exceed the median run's confirmed one. Of several runs the lowest upper bound counts:
     * that run shows what the program does without.
     */
    public double slackBytes() {
        long lowestBound = runs.stream()
                .mapToLong(run -> run.certificate().upperBoundBytes())
                .min()
                .orElse(0);
        return Math.max(0, lowestBound - peakBytes());
    }

    /** Bytes of the picture that may have been garbage. */
    double garbageBytes() {
        return certificate().kind() == Certificate.Kind.PROVISIONAL ? slackBytes() : 0;
    }

    /** Whether nothing is known of how exact its numbers are: stacks of another tool, of a single run. */
    boolean isOfUnknownError() {
        return certificate().kind() == Certificate.Kind.UNKNOWN && runs.size() == 1;
    }

    /** Variance of the peak itself: only where it is the sum of samples. */
    double peakVariance() {
        double error = median.standardErrorBytes();
        return certificate().kind() == Certificate.Kind.SAMPLED ? error * error : 0;
    }

    double attributedVariance() {
        double error = median.standardErrorBytes();
        return error * error;
    }

    /** The median run's sites, most bytes first. */
    public List<RunSite> sites() {
        return sites;
    }

    /** What a site held in all runs; a run without it counts as 0. */
    Spread spread(RunSite site) {
        return spread(site.keys().toList());
    }

    /**
     * The same of a site that the median run lacks, by the method and line that it has on the other side. Where the median run has
     * other code in that place, so have the other runs.
     */
    Spread spreadOfMissing(RunSite site) {
        return spread(site.keys().filter(key -> !medianKeys.contains(key)).toList());
    }

    private Spread spread(List<RunSite.Key> keys) {
        return Spread.of(bytesOfRuns.stream()
                .map(bytes -> keys.stream()
                        .mapToDouble(key -> bytes.getOrDefault(key, 0.0))
                        .sum())
                .toList());
    }

    /** The peak less what has a call path; below 0 where sampling error makes the parts exceed the whole. */
    double restBytes() {
        return peakBytes() - median.attributedBytes();
    }

    Spread restSpread() {
        return Spread.of(runs.stream()
                .map(run -> run.certificate().peakBytes() - run.attributedBytes())
                .toList());
    }
}
