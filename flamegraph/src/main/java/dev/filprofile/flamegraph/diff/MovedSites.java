package dev.filprofile.flamegraph.diff;

import dev.filprofile.flamegraph.MethodKey;
import dev.filprofile.flamegraph.diff.SiteChange.Match;
import dev.filprofile.profile.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds sites that moved to another method: the class or method was renamed, or the line was extracted into a method of its
 * own or inlined into its caller. Two sites belong together if they made mostly the same class and, the strongest first,
 *
 * <ol>
 *   <li>the line has the same text, or
 *   <li>the method has the same name and descriptor in another class, or
 *   <li>at least 80 % of the methods on the largest call path are the same, in order. Not where both texts are known, since
 *       they differ: then the line is new code.
 * </ol>
 *
 * Among equals those with nearly the same bytes.
 */
final class MovedSites {

    /** More leftovers than these, the largest of each side, are not compared with each other. */
    private static final int MOST = 300;

    private static final double SAME_PATH = 0.8;

    /** A text as short as {@code });} says nothing. */
    private static final int SHORTEST_TEXT = 8;

    private static final int SAME_TEXT = 3;
    private static final int SAME_NAME = 2;
    private static final int SAME_PATH_ONLY = 1;

    private MovedSites() {}

    private record Candidate(RunSite before, RunSite after, int strength) {
        double difference() {
            return Math.abs(before.bytes() - after.bytes());
        }

        /** The same for swapped sides. */
        String name() {
            String a = before.key().toString();
            String b = after.key().toString();
            return a.compareTo(b) < 0 ? a + b : b + a;
        }
    }

    /** Only the strongest. */
    static List<Pair> withSameText(Collection<RunSite> before, Collection<RunSite> after) {
        return among(before, after, SAME_TEXT);
    }

    /** All others, of sites that sampling cannot have missed. */
    static List<Pair> withSameNameOrPath(Collection<RunSite> before, Collection<RunSite> after) {
        return among(
                before.stream().filter(RunSite::isCertain).toList(),
                after.stream().filter(RunSite::isCertain).toList(),
                SAME_PATH_ONLY);
    }

    private static List<Pair> among(Collection<RunSite> before, Collection<RunSite> after, int least) {
        List<Candidate> candidates = new ArrayList<>();
        List<RunSite> largestAfter = largest(after);
        for (RunSite old : largest(before)) {
            for (RunSite now : largestAfter) {
                int strength = strength(old, now);
                if (strength >= least) {
                    candidates.add(new Candidate(old, now, strength));
                }
            }
        }
        candidates.sort(Comparator.comparingInt(Candidate::strength)
                .reversed()
                .thenComparingDouble(Candidate::difference)
                .thenComparing(Candidate::name));
        Set<@Nullable RunSite> taken = new HashSet<>();
        List<Pair> pairs = new ArrayList<>();
        for (Candidate candidate : candidates) {
            if (!taken.contains(candidate.before) && !taken.contains(candidate.after)) {
                taken.add(candidate.before);
                taken.add(candidate.after);
                pairs.add(new Pair(candidate.before, candidate.after, Match.MOVED_METHOD));
            }
        }
        return pairs;
    }

    private static List<RunSite> largest(Collection<RunSite> sites) {
        return sites.stream()
                .sorted(Comparator.comparingDouble(RunSite::bytes)
                        .reversed()
                        .thenComparing(RunSite::method)
                        .thenComparingInt(RunSite::line))
                .limit(MOST)
                .toList();
    }

    /** How sure it is, and 0 for sites that do not belong together. */
    private static int strength(RunSite old, RunSite now) {
        if (!old.mainClass().equals(now.mainClass())
                || old.path().isEmpty()
                || now.path().isEmpty()) {
            return 0;
        }
        boolean textsKnown = !old.text().isEmpty() && !now.text().isEmpty();
        if (textsKnown && old.text().length() >= SHORTEST_TEXT && old.text().equals(now.text())) {
            return SAME_TEXT;
        }
        if (!textsKnown && hasSameName(old.known(), now.known())) {
            return SAME_NAME;
        }
        return !textsKnown && InOrder.share(old.path(), now.path()) >= SAME_PATH ? SAME_PATH_ONLY : 0;
    }

    private static boolean hasSameName(@Nullable Method old, @Nullable Method now) {
        return old != null && now != null && MethodKey.member(old).equals(MethodKey.member(now));
    }
}
