package dev.filprofile.flamegraph.html;

import dev.filprofile.flamegraph.SyntheticDiffs;
import dev.filprofile.flamegraph.SyntheticProfiles;
import dev.filprofile.flamegraph.text.DiffReport;
import dev.filprofile.profile.Profile;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Writes reports of all the made-up profiles into a folder, to look at them in a browser. */
public final class ReportGallery {

    private ReportGallery() {}

    /** Writes {@code NAME.html} for each profile into the folder given as first argument. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Files.createDirectories(folder);
        for (Map.Entry<String, Supplier<Profile>> entry : profiles().entrySet()) {
            write(entry.getValue().get(), folder.resolve(entry.getKey() + ".html"));
        }
        for (Map.Entry<String, Supplier<DiffReport>> entry : diffs().entrySet()) {
            write(entry.getValue().get(), folder.resolve(entry.getKey() + ".html"));
        }
    }

    /** Writes one report. */
    public static void write(Profile profile, Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            HtmlReport.write(profile, out);
        }
    }

    /** Writes the page of one comparison. */
    public static void write(DiffReport report, Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            HtmlDiff.write(report, out);
        }
    }

    private static Map<String, Supplier<DiffReport>> diffs() {
        Map<String, Supplier<DiffReport>> diffs = new LinkedHashMap<>();
        diffs.put("diff", SyntheticDiffs::importer);
        diffs.put("diff-swapped", SyntheticDiffs::swapped);
        diffs.put("diff-runs", SyntheticDiffs::severalRuns);
        diffs.put("diff-identical", SyntheticDiffs::identical);
        diffs.put("diff-empty-base", SyntheticDiffs::emptyBase);
        diffs.put("diff-nothing", SyntheticDiffs::nothing);
        diffs.put("diff-collapsed", SyntheticDiffs::collapsedBase);
        diffs.put("diff-hostile", SyntheticDiffs::hostile);
        diffs.put("diff-large", SyntheticDiffs::large);
        return diffs;
    }

    private static Map<String, Supplier<Profile>> profiles() {
        Map<String, Supplier<Profile>> profiles = new LinkedHashMap<>();
        profiles.put("import", SyntheticProfiles::csvImport);
        profiles.put("nodes-20k", () -> SyntheticProfiles.large(20_000, 1));
        profiles.put("nodes-200k", () -> SyntheticProfiles.large(200_000, 2));
        profiles.put("nodes-300k", () -> SyntheticProfiles.large(300_000, 3));
        profiles.put("deep", () -> SyntheticProfiles.deep(3000));
        profiles.put("very-deep", () -> SyntheticProfiles.deep(5000));
        profiles.put("hostile", SyntheticProfiles::hostile);
        profiles.put("nothing", SyntheticProfiles::nothingTracked);
        profiles.put("empty", SyntheticProfiles::empty);
        profiles.put("growing", SyntheticProfiles::growing);
        profiles.put("running", SyntheticProfiles::running);
        profiles.put("sampled", SyntheticProfiles::sampled);
        profiles.put("next-peaks", SyntheticProfiles::nextPeaks);
        profiles.put("off-heap", SyntheticProfiles::offHeap);
        profiles.put("threads", SyntheticProfiles::threads);
        profiles.put("provisional", SyntheticProfiles::provisional);
        profiles.put("imported", SyntheticProfiles::imported);
        profiles.put("out-of-memory", SyntheticProfiles::outOfMemory);
        return profiles;
    }
}
