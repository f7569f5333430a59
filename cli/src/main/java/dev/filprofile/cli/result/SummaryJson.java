package dev.filprofile.cli.result;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.filprofile.flamegraph.Coverage;
import dev.filprofile.flamegraph.Findings;
import dev.filprofile.flamegraph.MemoryShortage;
import dev.filprofile.flamegraph.NextPeaks;
import dev.filprofile.flamegraph.OffHeapPeak;
import dev.filprofile.flamegraph.Site;
import dev.filprofile.flamegraph.WithoutTopLine;
import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.JvmMemory;
import dev.filprofile.profile.OffHeap;
import dev.filprofile.profile.OutOfMemory;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.RunInfo;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The main numbers of a run as JSON, for scripts and continuous integration. The keys are documented in
 * {@code docs/summary-json.md}; they are only ever added to.
 */
final class SummaryJson {

    /** Also how a folder is recognised as ours. */
    static final String TOOL = "fil-profile";

    private static final int TOP_SITES = 20;

    private final JsonGenerator json;

    private SummaryJson(JsonGenerator json) {
        this.json = json;
    }

    static void write(Profile profile, Findings findings, Writer out) throws IOException {
        JsonFactory factory = JsonFactory.builder().build();
        try (JsonGenerator json = factory.createGenerator(out)) {
            // No platform line ends: the same run gives the same bytes everywhere.
            json.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
            new SummaryJson(json).summary(profile, findings);
        }
    }

    private void summary(Profile profile, Findings findings) throws IOException {
        json.writeStartObject();
        json.writeStringField("tool", TOOL);
        json.writeNumberField("schemaVersion", 1);
        json.writeStringField("toolVersion", profile.run().toolVersion());
        certificate(profile.certificate(), findings);
        attribution(profile, findings);
        run(profile.run());
        topSites("topSites", findings.sites());
        strings("notes", profile.notes());
        outOfMemory(profile);
        offHeap(profile);
        jvmMemory(profile.jvmMemory());
        nextPeaks(profile, findings);
        json.writeEndObject();
    }

    private void certificate(Certificate certificate, Findings findings) throws IOException {
        json.writeNumberField("peakBytes", certificate.peakBytes());
        json.writeNumberField("upperBoundBytes", certificate.upperBoundBytes());
        json.writeNumberField("certificateWidth", certificate.width());
        json.writeStringField("certificateKind", certificate.kind().name());
        json.writeBooleanField("finalPeak", certificate.finalPeak());
        json.writeNumberField("peakMillis", certificate.peakMillis());
        json.writeNumberField("baseBytes", certificate.baseBytes());
        json.writeNumberField("ownBytes", certificate.ownBytes());
        json.writeNumberField("confirmations", certificate.confirmations());
        json.writeStringField("answer", findings.answer().text());
    }

    private void attribution(Profile profile, Findings findings) throws IOException {
        json.writeNumberField("attributedBytes", Math.round(findings.attributedBytes()));
        json.writeNumberField("residualBytes", Math.round(findings.residualBytes()));
        json.writeNumberField("standardErrorBytes", Math.round(findings.standardErrorBytes()));
        json.writeNumberField("objects", Math.round(findings.objects()));
        json.writeNumberField("attributedShare", findings.attributedShare());
        json.writeNumberField("intervalBytes", profile.run().intervalBytes());
        Coverage coverage = Coverage.of(profile.run());
        json.writeNumberField("recordedBytes", coverage.recordedBytes());
        json.writeNumberField("allocatedBytes", coverage.allocatedBytes());
        json.writeNumberField("recordedShare", coverage.share());
    }

    private void run(RunInfo run) throws IOException {
        json.writeStringField("started", run.started().toString());
        json.writeNumberField("durationMillis", run.durationMillis());
        strings("command", run.command());
        json.writeStringField("workingDirectory", run.workingDirectory());
        json.writeNumberField("exitCode", run.exitCode());
        json.writeStringField("end", run.end().name());
        json.writeStringField("jvm", run.jvm());
        strings("jvmFlags", run.jvmFlags());
        json.writeStringField("collector", run.collector());
        json.writeBooleanField("collectorChosenByUs", run.collectorChosenByUs());
        json.writeNumberField("maxHeapBytes", run.maxHeapBytes());
        json.writeStringField("engine", run.engine());
        json.writeStringField("commit", run.commit());
        json.writeBooleanField("commitDirty", run.commitDirty());
        json.writeObjectFieldStart("counters");
        for (Map.Entry<String, Long> counter : new TreeMap<>(run.counters()).entrySet()) {
            json.writeNumberField(counter.getKey(), counter.getValue());
        }
        json.writeEndObject();
    }

    private void outOfMemory(Profile profile) throws IOException {
        OutOfMemory errors = profile.outOfMemory();
        Optional<MemoryShortage> shortage = MemoryShortage.of(profile);
        Optional<Site> site = shortage.flatMap(MemoryShortage::site);
        json.writeObjectFieldStart("outOfMemory");
        json.writeStringField("headline", shortage.map(MemoryShortage::headline).orElse(""));
        json.writeNumberField("errors", errors.errors());
        json.writeNumberField("uncaught", errors.uncaught());
        json.writeStringField("message", errors.message());
        json.writeStringField("thread", errors.thread());
        json.writeNumberField("millis", errors.millis());
        json.writeNumberField("liveBytes", errors.liveBytes());
        json.writeStringField("location", site.map(Site::location).orElse(""));
        json.writeStringField("source", site.map(Site::sourceText).orElse(""));
        json.writeEndObject();
    }

    private void offHeap(Profile profile) throws IOException {
        OffHeap offHeap = profile.offHeap();
        Optional<OffHeapPeak> peak = OffHeapPeak.of(profile);
        json.writeObjectFieldStart("offHeap");
        json.writeNumberField("peakBytes", offHeap.peakBytes());
        json.writeNumberField("peakMillis", offHeap.peakMillis());
        json.writeNumberField("bytesAtHeapPeak", offHeap.bytesAtHeapPeak());
        json.writeNumberField(
                "standardErrorBytes",
                peak.map(OffHeapPeak::findings)
                        .map(Findings::standardErrorBytes)
                        .map(Math::round)
                        .orElse(0L));
        topSites(
                "topSites", peak.map(OffHeapPeak::findings).map(Findings::sites).orElse(List.of()));
        json.writeObjectFieldStart("combinedPeak");
        json.writeNumberField("bytes", offHeap.combined().bytes());
        json.writeNumberField("heapBytes", offHeap.combined().heapBytes());
        json.writeNumberField("offHeapBytes", offHeap.combined().offHeapBytes());
        json.writeNumberField("millis", offHeap.combined().millis());
        json.writeEndObject();
        json.writeEndObject();
    }

    private void nextPeaks(Profile profile, Findings findings) throws IOException {
        NextPeaks peaks = NextPeaks.of(profile);
        json.writeArrayFieldStart("nextPeaks");
        for (NextPeaks.Entry peak : peaks.list()) {
            json.writeStartObject();
            json.writeNumberField("bytes", peak.bytes());
            json.writeNumberField("millis", peak.millis());
            json.writeBooleanField("sampled", peak.sampled());
            json.writeNumberField(
                    "standardErrorBytes", Math.round(peak.findings().standardErrorBytes()));
            topSites("topSites", peak.findings().sites());
            json.writeEndObject();
        }
        json.writeEndArray();
        Optional<WithoutTopLine> without = WithoutTopLine.of(profile, findings, peaks);
        json.writeObjectFieldStart("withoutTopLine");
        json.writeStringField("sentence", without.map(WithoutTopLine::sentence).orElse(""));
        json.writeNumberField(
                "bytes", Math.round(without.map(WithoutTopLine::bytes).orElse(0.0)));
        json.writeNumberField(
                "standardErrorBytes",
                Math.round(without.map(WithoutTopLine::standardErrorBytes).orElse(0.0)));
        json.writeNumberField("millis", without.map(WithoutTopLine::millis).orElse(0L));
        json.writeEndObject();
    }

    private void jvmMemory(JvmMemory memory) throws IOException {
        json.writeObjectFieldStart("jvmMemory");
        json.writeNumberField("directBytes", memory.directBytes());
        json.writeNumberField("mappedBytes", memory.mappedBytes());
        json.writeNumberField("metaspaceBytes", memory.metaspaceBytes());
        json.writeNumberField("classSpaceBytes", memory.classSpaceBytes());
        json.writeNumberField("codeCacheBytes", memory.codeCacheBytes());
        json.writeNumberField("threads", memory.threads());
        json.writeNumberField("residentBytes", memory.residentBytes());
        json.writeEndObject();
    }

    private void topSites(String name, List<Site> sites) throws IOException {
        json.writeArrayFieldStart(name);
        for (Site site : sites.subList(0, Math.min(TOP_SITES, sites.size()))) {
            json.writeStartObject();
            json.writeStringField("name", site.fullName());
            json.writeStringField("location", site.location());
            json.writeStringField("origin", site.origin().name());
            json.writeStringField("source", site.sourceText());
            json.writeNumberField("bytes", Math.round(site.bytes()));
            json.writeNumberField("share", site.share());
            json.writeNumberField("standardErrorBytes", Math.round(site.standardErrorBytes()));
            json.writeNumberField("objects", Math.round(site.objects()));
            json.writeStringField("mainClass", site.mainClass());
            json.writeNumberField("mainClassShare", site.mainClassShare());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void strings(String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
