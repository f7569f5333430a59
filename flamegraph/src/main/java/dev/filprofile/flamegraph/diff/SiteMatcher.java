package dev.filprofile.flamegraph.diff;

import dev.filprofile.flamegraph.MethodKey;
import dev.filprofile.flamegraph.Statement;
import dev.filprofile.flamegraph.diff.SiteChange.Match;
import dev.filprofile.profile.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Finds the sites of two states of a program that belong together. Line numbers say little: a comment above shifts them all.
 * So the text of a line counts, and the method it stands in:
 *
 * <ol>
 *   <li>Lines of the same method with the same text, white space apart: the first with the first and so on. Where a text is not
 *       known, lines at the same distance from the method's first known line.
 *   <li>Lines of different methods with the same text: see {@link MovedSites}.
 *   <li>What is left of the same method: lines at the same distance from its first known line, then in order those that made
 *       mostly the same class. These lines were edited; so where both texts are known, most of the text must have stayed, of the
 *       line or of the statement. What is left of one statement goes together here.
 *   <li>What is left of different methods: {@link MovedSites} again.
 * </ol>
 *
 * <p>The last two rules guess, as does the distance. They are for sites that sampling cannot have missed: a site of few samples is in one run of the same
 * code and not in the next, and would be paired with another of that kind.
 *
 * <p>Methods are the same by class, name and descriptor, with what differs from run to run replaced; then, among what is left,
 * without the numbers of anonymous classes, then without the descriptor.
 *
 * <p>Statements that are broken over lines in another way than before are compared as a whole, see {@link Reformatted}.
 *
 * Each rule is the same in both directions, so that swapped sides give the same pairs. Every site is in exactly one pair.
 */
final class SiteMatcher {

    private static final List<Function<Method, String>> METHOD_KEYS =
            List.of(MethodKey::of, MethodKey::withoutNumbers, MethodKey::withoutDescriptor);

    /** Share of the characters of the longer text that an edited line keeps. */
    private static final double EDITED = 0.6;

    /** Comparing longer texts, as generated code has them, would take long. */
    private static final int LONGEST_EDITED = 2_000;

    private final Set<RunSite> before;
    private final Set<RunSite> after;
    private final List<Pair> pairs = new ArrayList<>();

    private SiteMatcher(List<RunSite> before, List<RunSite> after) {
        this.before = new LinkedHashSet<>(before);
        this.after = new LinkedHashSet<>(after);
    }

    /** The pairs; where lines of one statement went together, with sites that stand for several lines. */
    static List<Pair> match(List<RunSite> before, List<RunSite> after) {
        Reformatted reformatted = Reformatted.between(before, after);
        SiteMatcher matcher = new SiteMatcher(reformatted.whole(before), reformatted.whole(after));
        matcher.matchMethods(
                (a, b) -> hasSameText(a, b) && Reformatted.areWrittenAlike(a, b) && hasSameClass(a, b),
                (a, b) -> hasSameText(a, b) && hasSameClass(a, b),
                SiteMatcher::hasSameText,
                (a, b) ->
                        hasSameOffset(a, b) && !areBothTextsKnown(a, b) && (a.line() == b.line() || areCertain(a, b)));
        MovedSites.withSameText(matcher.before, matcher.after).forEach(matcher::take);
        joinStatements(matcher.before);
        joinStatements(matcher.after);
        matcher.matchMethods(
                (a, b) -> hasSameOffset(a, b) && mayBeEdited(a, b), (a, b) -> hasSameClass(a, b) && mayBeEdited(a, b));
        MovedSites.withSameNameOrPath(matcher.before, matcher.after).forEach(matcher::take);
        matcher.before.forEach(site -> matcher.pairs.add(new Pair(site, null, Match.NONE)));
        matcher.after.forEach(site -> matcher.pairs.add(new Pair(null, site, Match.NONE)));
        return matcher.pairs;
    }

    private static void joinStatements(Set<RunSite> sites) {
        List<RunSite> joined = Reformatted.byStatement(sites, statement -> true);
        sites.clear();
        sites.addAll(joined);
    }

    /** Each rule for all methods before the next rule. */
    @SafeVarargs
    private void matchMethods(BiPredicate<RunSite, RunSite>... rules) {
        for (Function<Method, String> key : METHOD_KEYS) {
            for (BiPredicate<RunSite, RunSite> rule : rules) {
                Map<String, List<RunSite>> afterByMethod = byMethod(after, key);
                byMethod(before, key).forEach((method, sites) -> {
                    List<RunSite> others = afterByMethod.get(method);
                    if (others != null) {
                        matchLines(sites, others, rule);
                    }
                });
            }
        }
    }

    private static Map<String, List<RunSite>> byMethod(Set<RunSite> sites, Function<Method, String> key) {
        Map<String, List<RunSite>> byMethod = new LinkedHashMap<>();
        sites.stream()
                .sorted(Comparator.comparingInt(RunSite::line).thenComparing(RunSite::method))
                .forEach(site -> {
                    Method known = site.known();
                    String method = known == null ? site.method() : key.apply(known);
                    byMethod.computeIfAbsent(method, absent -> new ArrayList<>())
                            .add(site);
                });
        return byMethod;
    }

    private static boolean hasSameText(RunSite a, RunSite b) {
        return !a.text().isEmpty() && a.text().equals(b.text());
    }

    private static boolean hasSameClass(RunSite a, RunSite b) {
        return a.mainClass().equals(b.mainClass());
    }

    private static boolean hasSameOffset(RunSite a, RunSite b) {
        return a.offset() == b.offset();
    }

    private static boolean mayBeEdited(RunSite a, RunSite b) {
        return areCertain(a, b) && isMostOfTheTextTheSame(a, b);
    }

    private static boolean areCertain(RunSite a, RunSite b) {
        return a.isCertain() && b.isCertain();
    }

    private static boolean isMostOfTheTextTheSame(RunSite a, RunSite b) {
        Statement old = a.statement();
        Statement now = b.statement();
        return !areBothTextsKnown(a, b)
                || isMostTheSame(a.text(), b.text())
                || (old != null && now != null && isMostTheSame(old.text(), now.text()));
    }

    private static boolean isMostTheSame(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        return shorter >= EDITED * Math.max(a.length(), b.length())
                && shorter <= LONGEST_EDITED
                && InOrder.share(
                                a.codePoints().boxed().toList(),
                                b.codePoints().boxed().toList())
                        >= EDITED;
    }

    private static boolean areBothTextsKnown(RunSite a, RunSite b) {
        return !a.text().isEmpty() && !b.text().isEmpty();
    }

    /** Both in the order of their lines; the first with the first that fits. */
    private void matchLines(List<RunSite> old, List<RunSite> now, BiPredicate<RunSite, RunSite> fit) {
        for (RunSite site : old) {
            for (RunSite other : now) {
                if (fit.test(site, other)) {
                    take(new Pair(site, other, sameMethod(site, other)));
                    now.remove(other);
                    break;
                }
            }
        }
    }

    private static Match sameMethod(RunSite site, RunSite other) {
        return site.line() == other.line() ? Match.SAME_LINE : Match.MOVED_LINE;
    }

    private void take(Pair pair) {
        pairs.add(pair);
        before.remove(pair.before());
        after.remove(pair.after());
    }
}
