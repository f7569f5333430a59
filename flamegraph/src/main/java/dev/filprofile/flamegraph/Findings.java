package dev.filprofile.flamegraph;

import dev.filprofile.profile.Allocation;
import dev.filprofile.profile.CallTree;
import dev.filprofile.profile.Profile;
import java.util.ArrayList;
import java.util.List;

/**
 * What a profile says, as data: the page, the command line's last lines and {@code summary.json} all take their words
 * and numbers from here, so that they agree.
 *
 * <p>Each path's bytes belong to one site: its deepest application frame, or, where a path has none, the frame that
 * allocated. So the sites' bytes add up to the attributed bytes. The {@link #answer}'s line may hold more than its site
 * does, because it also counts what the application methods below it made.
 *
 * @param peakBytes P, the certified peak
 * @param upperBoundBytes U, the upper bound
 * @param attributedBytes bytes at the peak that have a call path
 * @param residualBytes the rest: made by the JVM or before start
 * @param totalBytes what shares refer to: P, or the attributed bytes where sampling error makes them larger
 * @param standardErrorBytes standard error of {@code attributedBytes}; 0 when exact
 * @param objects estimated live objects with a call path
 * @param answer the answer
 * @param sites all sites, most bytes first; ties by name and line
 */
public record Findings(
        long peakBytes,
        long upperBoundBytes,
        double attributedBytes,
        double residualBytes,
        double totalBytes,
        double standardErrorBytes,
        double objects,
        Answer answer,
        List<Site> sites) {

    /** An application line that holds this share of the peak is the answer. */
    private static final double HALF = 0.5;

    /** A line that holds less than this share of the peak is not worth a word beside larger ones. */
    private static final double WORTH_A_WORD = 0.001;

    public Findings {
        sites = List.copyOf(sites);
    }

    /** Reads the findings off a profile. Takes time proportional to the tree's size times its depth. */
    public static Findings of(Profile profile) {
        double attributed = profile.attributedBytes();
        double total = Math.max((double) profile.certificate().peakBytes(), attributed);
        double objects =
                profile.allocations().stream().mapToDouble(Allocation::objects).sum();
        SiteSums sums = new SiteSums(profile, total);
        List<Site> sites = sums.sites();
        return new Findings(
                profile.certificate().peakBytes(),
                profile.certificate().upperBoundBytes(),
                attributed,
                profile.residualBytes(),
                total,
                profile.standardErrorBytes(),
                objects,
                answer(profile, sums, sites, total),
                sites);
    }

    /** Attributed bytes by P; above 1 where sampling error makes it so, 0 where P is 0. */
    public double attributedShare() {
        return peakBytes > 0 ? attributedBytes / peakBytes : 0;
    }

    /** The largest sites that are worth a word, at most {@code limit}. */
    public List<Site> largestSites(int limit) {
        return sites.stream()
                .filter(site -> site.share() >= WORTH_A_WORD)
                .limit(limit)
                .toList();
    }

    /** The largest sites that are worth a word and that the answer does not already name, at most {@code limit}. */
    public List<Site> nextSites(int limit) {
        List<Site> named = answer.sites();
        List<Site> next = new ArrayList<>();
        for (Site site : sites) {
            boolean known = named.stream().anyMatch(each -> each.frameIndex() == site.frameIndex());
            if (!known && next.size() < limit && site.share() >= WORTH_A_WORD) {
                next.add(site);
            }
        }
        return next;
    }

    private static Answer answer(Profile profile, SiteSums sums, List<Site> sites, double total) {
        if (sites.isEmpty() || total <= 0) {
            return new Answer(Answer.Kind.NOTHING, List.of(), 0, 0);
        }
        int pick = deepestApplicationFrame(profile.tree(), sums.ownBytes(), total * HALF);
        List<Site> largest = sites.subList(0, Math.min(3, sites.size()));
        double residual = profile.residualBytes();
        if (pick < 0 && residual > total * HALF) {
            List<Site> worthy = sites.stream()
                    .filter(site -> site.hasStack() && site.share() >= WORTH_A_WORD)
                    .limit(1)
                    .toList();
            return new Answer(Answer.Kind.RESIDUAL, worthy, residual, residual / total);
        }
        if (pick < 0) {
            return new Answer(Answer.Kind.SEVERAL, largest, residual, residual / total);
        }
        Site held = sums.through(pick);
        double direct = 0;
        for (Site site : sites) {
            direct += site.frameIndex() == pick ? site.bytes() : 0;
        }
        if (direct >= held.bytes() * HALF || sites.size() == 1) {
            return new Answer(Answer.Kind.LINE, List.of(held), residual, residual / total);
        }
        List<Site> named = new ArrayList<>(List.of(held));
        named.addAll(largest);
        return new Answer(Answer.Kind.CALLER, named, residual, residual / total);
    }

    /**
     * Of the application frames on paths that together hold at least {@code threshold} bytes, the one that stands
     * deepest, by the mean over these bytes; −1 where there is none. A frame that occurs twice on a path counts once,
     * at its deeper place.
     */
    private static int deepestApplicationFrame(CallTree tree, double[] ownBytes, double threshold) {
        int[] depths = depths(tree);
        double[] held = new double[tree.frames().size()];
        double[] depthTimesBytes = new double[held.length];
        int[] lastPath = new int[held.length];
        for (int leaf = 1; leaf < tree.size(); leaf++) {
            if (ownBytes[leaf] <= 0) {
                continue;
            }
            for (int node = leaf; node > 0; node = tree.parents()[node]) {
                int frame = tree.frameIndexes()[node];
                if (lastPath[frame] != leaf) {
                    lastPath[frame] = leaf;
                    held[frame] += ownBytes[leaf];
                    depthTimesBytes[frame] += ownBytes[leaf] * depths[node];
                }
            }
        }
        Origin[] origins = SiteSums.origins(tree);
        int best = -1;
        for (int frame = 0; frame < held.length; frame++) {
            boolean candidate = held[frame] >= threshold
                    && held[frame] > 0
                    && origins[tree.frames().get(frame).methodIndex()] == Origin.APPLICATION;
            if (candidate && (best < 0 || depthTimesBytes[frame] / held[frame] > depthTimesBytes[best] / held[best])) {
                best = frame;
            }
        }
        return best;
    }

    private static int[] depths(CallTree tree) {
        int[] depths = new int[tree.size()];
        for (int node = 1; node < depths.length; node++) {
            depths[node] = depths[tree.parents()[node]] + 1;
        }
        return depths;
    }
}
