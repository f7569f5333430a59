package dev.filprofile.flamegraph.text;

import dev.filprofile.flamegraph.diff.Change;
import dev.filprofile.flamegraph.diff.ProfileDiff;
import dev.filprofile.flamegraph.diff.SiteChange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of differences. The rows of a report add up to the peaks.
 *
 * @param hasBefore whether there was anything before; a dash is shown otherwise
 * @param hasAfter likewise
 * @param status what the difference is
 * @param where the place, or what the row sums up
 * @param source the line's text, {@code ""} where there is none
 * @param change the site; null for a row that sums up
 */
public record DiffRow(
        double before,
        double after,
        boolean hasBefore,
        boolean hasAfter,
        Change.Status status,
        String where,
        String source,
        @Nullable SiteChange change) {

    /** After less before. */
    public double delta() {
        return after - before;
    }

    /** The largest increases, the largest decreases, sums of all others, what no line holds. */
    public static List<DiffRow> of(ProfileDiff diff) {
        List<SiteChange> increases = diff.increases();
        List<SiteChange> decreases = diff.decreases();
        List<DiffRow> rows = new ArrayList<>();
        addLargest(increases, "increase", rows);
        addLargest(decreases, "decrease", rows);
        List<SiteChange> same = diff.sites().stream()
                .filter(site -> site.bytes().status() == Change.Status.SAME)
                .toList();
        if (!same.isEmpty()) {
            rows.add(sum(same, DiffWords.count(same.size(), "site") + " without a difference above the noise"));
        }
        Change rest = diff.rest();
        String below = rest.before() < 0 || rest.after() < 0 ? ", less what sampling added" : "";
        rows.add(new DiffRow(rest.before(), rest.after(), true, true, rest.status(), DiffWords.REST + below, "", null));
        return rows;
    }

    private static void addLargest(List<SiteChange> changes, String name, List<DiffRow> rows) {
        int shown = Math.min(DiffReport.SHOWN_EACH_WAY, changes.size());
        changes.subList(0, shown).forEach(change -> rows.add(of(change)));
        List<SiteChange> others = changes.subList(shown, changes.size());
        if (!others.isEmpty()) {
            rows.add(sum(others, DiffWords.count(others.size(), "smaller " + name)));
        }
    }

    private static DiffRow of(SiteChange change) {
        String remark = DiffWords.remark(change);
        return new DiffRow(
                change.bytes().before(),
                change.bytes().after(),
                change.before() != null,
                change.after() != null,
                change.bytes().status(),
                DiffWords.place(change) + (remark.isEmpty() ? "" : " " + remark),
                change.shown().site().shortSourceText(),
                change);
    }

    private static DiffRow sum(List<SiteChange> changes, String where) {
        double before = 0;
        double after = 0;
        for (SiteChange change : changes) {
            before += change.bytes().before();
            after += change.bytes().after();
        }
        return new DiffRow(before, after, true, true, Change.Status.SAME, where, "", null);
    }
}
