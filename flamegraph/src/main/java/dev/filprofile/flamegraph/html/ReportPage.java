package dev.filprofile.flamegraph.html;

import dev.filprofile.flamegraph.Answer;
import dev.filprofile.flamegraph.Findings;
import dev.filprofile.flamegraph.MemoryShortage;
import dev.filprofile.flamegraph.NextPeaks;
import dev.filprofile.flamegraph.Remarks;
import dev.filprofile.flamegraph.ReportTree;
import dev.filprofile.flamegraph.Site;
import dev.filprofile.flamegraph.TimelineChart;
import dev.filprofile.flamegraph.TypeNames;
import dev.filprofile.flamegraph.Units;
import dev.filprofile.flamegraph.WithoutTopLine;
import dev.filprofile.profile.Allocation;
import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.Profile;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a profile into the words and numbers that the template places; the template decides nothing. */
final class ReportPage {

    private static final int MAX_SITES = 300;
    private static final int MAX_CLASSES = 300;
    private static final int NEXT_SITES = 4;

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Profile profile;
    private final Findings findings;
    private final NextPeaks nextPeaks;
    private final Remarks remarks;
    private final ReportTree tree;
    private final Map<Integer, Integer> frameNumbers;
    private final List<EncodedPicture> pictures;

    /** @param pictures the heap's first */
    ReportPage(Profile profile, List<EncodedPicture> pictures) {
        this.profile = profile;
        this.findings = Findings.of(profile);
        this.nextPeaks = NextPeaks.of(profile);
        this.remarks = new Remarks(profile, findings);
        this.tree = pictures.get(0).tree();
        this.frameNumbers = pictures.get(0).frameNumbers();
        this.pictures = pictures;
    }

    Map<String, Object> model() {
        Map<String, Object> model = new HashMap<>();
        PageShell.put(model, "main.js", "report.css", "main.css");
        model.put(
                "pictures",
                pictures.stream()
                        .map(each -> Map.of("name", each.picture().name(), "data", each.data()))
                        .toList());
        model.put("facts", PageShell.markup(facts()));

        model.put("command", String.join(" ", profile.run().command()));
        // Of stacks that another tool wrote nothing is known but themselves.
        model.put("known", profile.certificate().kind() != Certificate.Kind.UNKNOWN);
        model.put("date", DATE.format(profile.run().started()));
        model.put("jvm", profile.run().jvm());
        model.put("toolVersion", profile.run().toolVersion());
        model.put("promise", PageShell.unbroken(remarks.promise()));
        model.put("peak", PageShell.unbroken(remarks.peak()));
        model.put("when", PageShell.unbroken(remarks.when()));
        model.put("certificate", PageShell.unbroken(remarks.certificate()));
        model.put(
                "warnings", remarks.warnings().stream().map(PageShell::unbroken).toList());
        putShortage(model);
        putAnswer(model);
        putNextPeaks(model);
        model.put("chart", TimelineChart.of(profile));
        model.put("peakLabel", TimelineTable.peakLabel(profile));
        model.put("timelineRows", TimelineTable.rows(profile.timeline()));
        model.put("sites", lines(findings.sites(), MAX_SITES));
        model.put("siteCount", findings.sites().size());
        model.put("classes", classes());
        model.put("classCount", profile.classes().size());
        model.put(
                "remarks",
                remarks.remarks().stream()
                        .map(remark -> new Remarks.Remark(remark.term(), PageShell.unbroken(remark.text())))
                        .toList());
        model.put("notes", profile.notes());
        model.put("folded", PageShell.unbroken(folded()));
        model.put("sourceText", SourceExcerpt.of(profile, tree).inWords());
        return model;
    }

    private void putShortage(Map<String, Object> model) {
        MemoryShortage.of(profile).ifPresent(shortage -> {
            model.put("shortage", Map.of("headline", shortage.headline(), "sentences", shortage.sentences()));
            shortage.site().ifPresent(site -> model.put("shortageLine", line(site)));
        });
    }

    private void putNextPeaks(Map<String, Object> model) {
        WithoutTopLine.of(profile, findings, nextPeaks).ifPresent(without -> {
            model.put("without", line(without.next()));
            model.put("withoutAmount", PageShell.unbroken(without.amount()));
            model.put("withoutWhen", PageShell.unbroken(without.when()));
        });
        model.put("nextPeaks", nextPeaks.list().stream().map(this::nextPeak).toList());
    }

    private Map<String, Object> nextPeak(NextPeaks.Entry peak) {
        double share = findings.totalBytes() > 0 ? Math.min(1, peak.bytes() / findings.totalBytes()) : 0;
        Map<String, Object> row = new HashMap<>();
        row.put("name", peak.name());
        row.put("percent", Units.wholePercent(share));
        row.put("permille", Math.round(share * 1000));
        row.put("bytes", Units.preciseBytes(peak.bytes()));
        row.put("when", PageShell.unbroken(Units.duration(peak.millis())));
        row.put("sampled", peak.sampled());
        peak.findings().largestSites(1).forEach(site -> row.put("site", line(site)));
        return row;
    }

    private void putAnswer(Map<String, Object> model) {
        Answer answer = findings.answer();
        model.put("answerKind", answer.kind().name());
        model.put("answerText", answer.text());
        model.put("residualPercent", Units.wholePercent(answer.residualShare()));
        model.put("residualBytes", Units.preciseBytes(answer.residualBytes()));
        if (!answer.sites().isEmpty()) {
            model.put("answer", line(answer.sites().get(0)));
        }
        List<Site> listed = new ArrayList<>();
        if (answer.kind() == Answer.Kind.LINE) {
            listed.addAll(findings.nextSites(NEXT_SITES));
        } else {
            listed.addAll(findings.largestSites(NEXT_SITES + 1));
        }
        model.put("next", lines(listed, NEXT_SITES + 1));
        model.put("segments", segments(listed));
    }

    /**
     * The peak as one bar, in percent of its width: the answer, the next lines, and at the right end the residual.
     * Empty when nothing was tracked. A caller is no segment, because the lines below it are.
     */
    private List<Map<String, Object>> segments(List<Site> listed) {
        List<Site> sites = new ArrayList<>();
        if (findings.answer().kind() == Answer.Kind.LINE) {
            sites.add(findings.answer().sites().get(0));
        }
        sites.addAll(listed);
        List<Map<String, Object>> segments = new ArrayList<>();
        double start = 0;
        for (Site site : sites) {
            String kind = segments.isEmpty() ? "first" : "other";
            double width = Math.min(site.share(), 1 - start);
            segments.add(segment(kind, start, width, Units.percent(site.share()) + " " + site.place()));
            start += width;
        }
        double residual = findings.totalBytes() > 0 ? findings.residualBytes() / findings.totalBytes() : 0;
        if (residual > 0 && !findings.sites().isEmpty()) {
            String title = Units.percent(residual) + " made by the JVM or before start";
            segments.add(segment("ground", 1 - residual, residual, title));
            segments.add(segment("residual", 1 - residual, residual, title));
        }
        return segments;
    }

    private static Map<String, Object> segment(String kind, double start, double width, String title) {
        return Map.of("kind", kind, "start", percentage(start), "width", percentage(width), "title", title);
    }

    private static double percentage(double share) {
        return Math.round(Math.max(0, Math.min(1, share)) * 100_000) / 1000.0;
    }

    private List<Map<String, Object>> lines(List<Site> sites, int limit) {
        return sites.stream().limit(limit).map(this::line).toList();
    }

    private Map<String, Object> line(Site site) {
        Map<String, Object> line = new HashMap<>();
        line.put("source", site.shortSourceText());
        line.put("method", site.shortName());
        line.put("fullMethod", site.fullName());
        line.put("location", site.location());
        line.put("origin", site.origin().name().toLowerCase(Locale.ROOT));
        line.put("bytes", Units.bytes(site.bytes()));
        line.put("preciseBytes", Units.preciseBytes(site.bytes()));
        line.put("error", Units.error(site.bytes(), site.standardErrorBytes()).strip());
        line.put("exactBytes", Math.round(site.bytes()));
        line.put("percent", Units.percent(site.share()));
        line.put("wholePercent", Units.wholePercent(site.share()));
        line.put("permille", Math.round(site.share() * 1000));
        line.put("objects", Units.count(site.objects()));
        line.put("exactObjects", Math.round(site.objects()));
        line.put("objectsWord", Units.count(site.objects()).equals("1") ? "object" : "objects");
        line.put("mainClass", site.mainClass().isEmpty() ? "" : TypeNames.simple(site.mainClass()));
        line.put("mainClassPhrase", site.mainClassPhrase());
        @Nullable Integer frame = frameNumbers.get(site.frameIndex());
        line.put("frame", frame == null ? -1 : frame);
        return line;
    }

    private List<Map<String, Object>> classes() {
        double[][] sums = new double[profile.classes().size()][3];
        for (Allocation allocation : profile.allocations()) {
            sums[allocation.classIndex()][0] += allocation.bytes();
            sums[allocation.classIndex()][1] += allocation.objects();
            sums[allocation.classIndex()][2] += allocation.variance();
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < sums.length; i++) {
            if (sums[i][0] > 0) {
                order.add(i);
            }
        }
        order.sort((a, b) -> Double.compare(sums[b][0], sums[a][0]));
        return order.stream()
                .limit(MAX_CLASSES)
                .map(index -> classLine(profile.classes().get(index), sums[index][0], sums[index][1], sums[index][2]))
                .toList();
    }

    private Map<String, Object> classLine(String name, double bytes, double objects, double variance) {
        double share = findings.totalBytes() > 0 ? Math.min(1, bytes / findings.totalBytes()) : 0;
        return Map.of(
                "name", TypeNames.readable(name),
                "bytes", Units.bytes(bytes),
                "error", Units.error(bytes, Math.sqrt(variance)).strip(),
                "exactBytes", Math.round(bytes),
                "percent", Units.percent(share),
                "permille", Math.round(share * 1000),
                "objects", Units.count(objects),
                "exactObjects", Math.round(objects),
                "each", objects > 0 ? Units.bytes(bytes / objects) : "");
    }

    private String folded() {
        if (tree.thresholdBytes() == 0) {
            return "";
        }
        int paths = 0;
        for (int node = 0; node < tree.size(); node++) {
            paths += tree.foldedPaths(node);
        }
        double share = findings.totalBytes() > 0 ? tree.foldedBytes() / findings.totalBytes() : 0;
        return Units.count(paths) + " call paths under " + Units.bytes(tree.thresholdBytes())
                + " are folded in graph and tree, " + Units.percent(share) + " of the peak.";
    }

    /** What the script needs to know of the pictures. */
    private String facts() {
        return ScriptJson.of(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("pictures");
            for (EncodedPicture each : pictures) {
                json.writeStartObject();
                json.writeStringField("name", each.picture().name());
                json.writeStringField("title", each.picture().title());
                json.writeStringField(
                        "sentence", PageShell.unbroken(each.picture().sentence()));
                json.writeStringField("moment", each.picture().moment());
                json.writeStringField("whole", each.picture().whole());
                json.writeObjectFieldStart("counted");
                json.writeStringField("one", each.picture().counted().one());
                json.writeStringField("many", each.picture().counted().many());
                json.writeEndObject();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }
}
