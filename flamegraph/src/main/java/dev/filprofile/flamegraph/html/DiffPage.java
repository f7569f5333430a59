package dev.filprofile.flamegraph.html;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.filprofile.flamegraph.MethodKey;
import dev.filprofile.flamegraph.MethodName;
import dev.filprofile.flamegraph.TimelineChart;
import dev.filprofile.flamegraph.Units;
import dev.filprofile.flamegraph.diff.Change;
import dev.filprofile.flamegraph.diff.DiffTree;
import dev.filprofile.flamegraph.diff.ProfileDiff;
import dev.filprofile.flamegraph.diff.RunSite;
import dev.filprofile.flamegraph.diff.Side;
import dev.filprofile.flamegraph.diff.SiteChange;
import dev.filprofile.flamegraph.text.DiffReport;
import dev.filprofile.flamegraph.text.DiffRow;
import dev.filprofile.flamegraph.text.DiffWords;
import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.Method;
import dev.filprofile.profile.Profile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a comparison into the words and numbers that the template places; the template decides nothing. */
final class DiffPage {

    private static final int MAX_SITES = 300;

    private final DiffReport report;
    private final ProfileDiff diff;
    private final DiffTree tree;
    private final EncodedPicture encoded;

    /** @param encoded of the tree's profile */
    DiffPage(DiffReport report, DiffTree tree, EncodedPicture encoded) {
        this.report = report;
        this.diff = report.diff();
        this.tree = tree;
        this.encoded = encoded;
    }

    Map<String, Object> model() {
        Map<String, Object> model = new HashMap<>();
        PageShell.put(model, "diff.js", "report.css", "diff.css");
        model.put("pictures", List.of(Map.of("name", "diff", "data", encoded.data())));
        model.put("lines", PageShell.packed(ScriptJson.of(this::writeLines)));
        model.put("facts", PageShell.markup(ScriptJson.of(this::writeFacts)));

        model.put("marker", PageShell.markup(HtmlDiff.MARKER));
        model.put("toolVersion", diff.next().median().run().toolVersion());
        model.put("peaks", PageShell.unbroken(DiffWords.peaks(diff.peak())));
        model.put("verdict", PageShell.unbroken(DiffWords.verdict(diff)));
        model.put("base", side(diff.base()));
        model.put("next", side(diff.next()));
        model.put("brokenLimits", unbroken(report.brokenLimits()));
        model.put("obstacles", report.comparability().obstacles());
        model.put("remarks", report.comparability().remarks());
        model.put("answer", PageShell.unbroken(DiffWords.answer(diff)));
        model.put("rows", DiffRow.of(diff).stream().map(DiffPage::row).toList());
        Change peak = diff.peak();
        model.put("total", numbers(peak.before(), peak.after(), true, true));
        model.put("charts", charts());
        model.put(
                "sites",
                diff.sites().stream().limit(MAX_SITES).map(DiffPage::site).toList());
        model.put("siteCount", diff.sites().size());
        model.put("noise", PageShell.unbroken(DiffWords.amount(diff.floorBytes())));
        model.put("folded", PageShell.unbroken(folded()));
        return model;
    }

    private static List<String> unbroken(List<String> sentences) {
        return sentences.stream().map(PageShell::unbroken).toList();
    }

    private static Map<String, Object> side(Side side) {
        return Map.of(
                "name", side.name(),
                "runs", PageShell.unbroken(DiffWords.runs(side)),
                "command", String.join(" ", side.median().run().command()));
    }

    private static Map<String, Object> row(DiffRow row) {
        Map<String, Object> cells = numbers(row.before(), row.after(), row.hasBefore(), row.hasAfter());
        SiteChange change = row.change();
        cells.put("mark", change == null ? "" : mark(change));
        cells.put("where", row.where());
        cells.put("sources", change == null ? List.of() : sources(change));
        return cells;
    }

    private static Map<String, Object> site(SiteChange change) {
        Change bytes = change.bytes();
        Map<String, Object> cells =
                numbers(bytes.before(), bytes.after(), change.before() != null, change.after() != null);
        cells.put("mark", mark(change));
        cells.put("where", DiffWords.place(change));
        cells.put("remark", DiffWords.remark(change));
        cells.put("sources", sources(change));
        Method method = change.shown().site().method();
        if (method != null) {
            cells.put("key", Integer.toUnsignedLong(MethodKey.hash(method)));
            cells.put("package", MethodName.of(method).packagePrefix());
        }
        return cells;
    }

    private static Map<String, Object> numbers(double before, double after, boolean hasBefore, boolean hasAfter) {
        Map<String, Object> cells = new HashMap<>();
        cells.put("change", DiffWords.signed(after - before));
        cells.put("exact", Math.round(after - before));
        cells.put("before", DiffWords.amountOrDash(before, hasBefore));
        cells.put("after", DiffWords.amountOrDash(after, hasAfter));
        return cells;
    }

    /** What tells a difference without its colour. */
    private static String mark(SiteChange change) {
        if (change.bytes().status() == Change.Status.SAME) {
            return change.isMoved() ? "↷" : "";
        }
        if (change.before() == null) {
            return "+";
        }
        if (change.after() == null) {
            return "−";
        }
        return change.bytes().delta() > 0 ? "▲" : "▼";
    }

    /** The text of both sides, once where it stayed the same, white space apart. */
    private static List<Map<String, String>> sources(SiteChange change) {
        RunSite before = change.before();
        RunSite after = change.after();
        if (before != null && after != null && before.text().equals(after.text())) {
            return source("", after);
        }
        List<Map<String, String>> sources = new ArrayList<>();
        sources.addAll(source("−", before));
        sources.addAll(source("+", after));
        return sources.size() == 1 ? source("", change.shown()) : sources;
    }

    private static List<Map<String, String>> source(String sign, @Nullable RunSite site) {
        return site == null || site.text().isEmpty()
                ? List.of()
                : List.of(Map.of("sign", sign, "text", site.site().shortSourceText()));
    }

    /** The timelines of both sides on one scale; none of stacks of another tool, which tell of no time. */
    private List<Map<String, Object>> charts() {
        Profile base = diff.base().median();
        Profile next = diff.next().median();
        if (base.certificate().kind() == Certificate.Kind.UNKNOWN
                || next.certificate().kind() == Certificate.Kind.UNKNOWN) {
            return List.of();
        }
        return List.of(
                chart("before", diff.base(), TimelineChart.of(base, next)),
                chart("after", diff.next(), TimelineChart.of(next, base)));
    }

    private static Map<String, Object> chart(String id, Side side, TimelineChart chart) {
        return Map.of(
                "id", "timeline-" + id,
                "name", side.name(),
                "chart", chart,
                "peakLabel", TimelineTable.peakLabel(side.median()),
                "rows", TimelineTable.rows(side.median().timeline()));
    }

    private String folded() {
        long threshold = encoded.tree().thresholdBytes();
        return threshold == 0
                ? ""
                : "Call paths under " + Units.bytes(threshold) + ", both sides together, are folded in graph and tree.";
    }

    private void writeFacts(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("pictures");
        String colour = " Colour is the difference of all that is below.";
        picture(
                json,
                "after",
                "after, " + Units.preciseBytes(tree.afterBytes()),
                "Width is what a call path held at the new peak." + colour,
                "all live memory at the new peak");
        picture(
                json,
                "before",
                "before, " + Units.preciseBytes(tree.beforeBytes()),
                "Width is what a call path held at the base's peak." + colour,
                "all live memory at the base's peak");
        picture(
                json,
                "change",
                "change",
                "Width is all that was added or taken away below a call path, both added up. The solid part is the "
                        + "difference of the two, the hatched part cancels out." + colour,
                "all that was added or taken away");
        json.writeEndArray();
        json.writeObjectFieldStart("comparison");
        json.writeNumberField("noiseBytes", Math.round(diff.floorBytes()));
        json.writeNumberField("peakBefore", Math.round(diff.peak().before()));
        json.writeNumberField("restBefore", tree.restBefore());
        json.writeNumberField("restAfter", tree.restAfter());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void picture(JsonGenerator json, String name, String title, String sentence, String whole)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("title", title);
        json.writeStringField("sentence", sentence);
        json.writeStringField("whole", whole);
        json.writeEndObject();
    }

    /** For each frame of the page, by its number, what {@code diffpictures.js} asks for: line, text, whether it is gone. */
    private void writeLines(JsonGenerator json) throws IOException {
        DiffTree.Line[] lines = new DiffTree.Line[encoded.frameNumbers().size()];
        encoded.frameNumbers()
                .forEach((frame, number) -> lines[number] = tree.linesBefore().get(frame));
        json.writeStartArray();
        for (DiffTree.Line line : lines) {
            json.writeStartArray();
            json.writeNumber(line.number());
            json.writeString(line.text());
            json.writeNumber(line.gone() ? 1 : 0);
            json.writeEndArray();
        }
        json.writeEndArray();
    }
}
