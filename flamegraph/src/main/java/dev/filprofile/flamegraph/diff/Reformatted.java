package dev.filprofile.flamegraph.diff;

import dev.filprofile.flamegraph.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Statements that both sides have and that one of them breaks over lines in another way. What their lines held cannot be
 * compared line by line, so all lines of such a statement in one method are one site.
 */
final class Reformatted {

    /** Texts of these statements. */
    private final Set<String> texts;

    private Reformatted(Set<String> texts) {
        this.texts = texts;
    }

    /** The same for swapped sides. */
    static Reformatted between(List<RunSite> before, List<RunSite> after) {
        Map<String, Set<String>> old = writings(before);
        Map<String, Set<String>> now = writings(after);
        Set<String> texts = new HashSet<>();
        old.forEach((text, writings) -> {
            if (!writings.equals(now.getOrDefault(text, writings))) {
                texts.add(text);
            }
        });
        return new Reformatted(texts);
    }

    private static Map<String, Set<String>> writings(List<RunSite> sites) {
        Map<String, Set<String>> writings = new HashMap<>();
        for (RunSite site : sites) {
            Statement statement = site.statement();
            if (statement != null) {
                writings.computeIfAbsent(statement.text(), text -> new HashSet<>())
                        .add(writing(statement));
            }
        }
        return writings;
    }

    /** Its lines with all that stands on them, without white space: that never counts within a line. */
    private static String writing(Statement statement) {
        return String.join("\n", statement.lines()).replaceAll("[^\\S\n]+", "");
    }

    /** The sites of one side, those of such a statement as one. */
    List<RunSite> whole(List<RunSite> sites) {
        return byStatement(sites.stream().map(this::whole).toList(), statement -> texts.contains(statement.text()));
    }

    private RunSite whole(RunSite site) {
        Statement statement = site.statement();
        return statement != null && texts.contains(statement.text()) ? site.whole(statement) : site;
    }

    /** The sites of one side, those of one statement in one method as one. */
    static List<RunSite> byStatement(Collection<RunSite> sites, Predicate<Statement> which) {
        record Place(String method, int firstLine, String text) {}
        List<RunSite> result = new ArrayList<>();
        Map<Place, RunSite> byPlace = new LinkedHashMap<>();
        for (RunSite site : sites) {
            Statement statement = site.statement();
            if (statement == null || !which.test(statement)) {
                result.add(site);
            } else {
                Place place = new Place(site.method(), statement.firstLine(), statement.text());
                byPlace.merge(place, site, RunSite::and);
            }
        }
        result.addAll(byPlace.values());
        return result;
    }

    /** Whether statements of the same text are also on the same lines, as far as they are known. */
    static boolean areWrittenAlike(RunSite a, RunSite b) {
        Statement old = a.statement();
        Statement now = b.statement();
        return old == null || now == null || writing(old).equals(writing(now));
    }
}
