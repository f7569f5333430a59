package dev.filprofile.cli.result;

import dev.filprofile.flamegraph.Findings;
import dev.filprofile.flamegraph.html.HtmlReport;
import dev.filprofile.flamegraph.text.CollapsedStacks;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.format.ProfileReader;
import dev.filprofile.profile.format.ProfileWriter;
import java.io.BufferedWriter;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the files of a result folder. They appear under their names only when all of them are whole: a full disk
 * leaves what was there before.
 */
public final class ReportWriter {

    private static final List<String> FILES = List.of(
            ResultFiles.PROFILE,
            ResultFiles.STACKS,
            ResultFiles.OFF_HEAP_STACKS,
            ResultFiles.SUMMARY,
            ResultFiles.REPORT);

    private ReportWriter() {}

    @FunctionalInterface
    private interface Content {
        void writeTo(Path file) throws IOException;
    }

    @FunctionalInterface
    private interface Text {
        void writeTo(Writer out) throws IOException;
    }

    /**
     * Writes report, profile, stacks and summary.
     *
     * @param folder is made if it does not exist
     * @throws FileAlreadyExistsException the folder holds a file of one of these names that is not ours
     */
    public static void write(Profile profile, Findings findings, Path folder) throws IOException {
        Files.createDirectories(folder);
        refuseForeign(folder);
        Map<String, Content> contents = new LinkedHashMap<>();
        contents.put(ResultFiles.PROFILE, file -> ProfileWriter.write(profile, file));
        contents.put(ResultFiles.STACKS, text(out -> CollapsedStacks.write(profile, out)));
        if (!profile.offHeap().allocations().isEmpty()) {
            contents.put(ResultFiles.OFF_HEAP_STACKS, text(out -> CollapsedStacks.write(profile.atOffHeapPeak(), out)));
        }
        contents.put(ResultFiles.SUMMARY, text(out -> SummaryJson.write(profile, findings, out)));
        contents.put(ResultFiles.REPORT, text(out -> HtmlReport.write(profile, out)));
        writeAll(contents, folder);
    }

    private static Content text(Text text) {
        return file -> {
            // Unlike a writer of Files, this one replaces half characters, which names may hold, instead of failing.
            try (Writer out =
                    new BufferedWriter(new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8))) {
                text.writeTo(out);
            }
        };
    }

    private static void writeAll(Map<String, Content> contents, Path folder) throws IOException {
        String suffix = "." + ProcessHandle.current().pid() + ".tmp";
        try {
            for (Map.Entry<String, Content> content : contents.entrySet()) {
                content.getValue().writeTo(folder.resolve(content.getKey() + suffix));
            }
            for (String name : contents.keySet()) {
                Files.move(folder.resolve(name + suffix), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            for (String name : contents.keySet()) {
                Files.deleteIfExists(folder.resolve(name + suffix));
            }
        }
    }

    /** A folder is ours when its summary says so; one without any of our names is free. */
    private static void refuseForeign(Path folder) throws IOException {
        if (isOurs(folder)) {
            return;
        }
        for (String name : FILES) {
            if (Files.exists(folder.resolve(name)) && !isOwnProfile(folder.resolve(name))) {
                throw new FileAlreadyExistsException(
                        folder.resolve(name) + " exists and was not made by fil-profile; it is left alone");
            }
        }
    }

    private static boolean isOurs(Path folder) throws IOException {
        try {
            Path summary = folder.resolve(ResultFiles.SUMMARY);
            return Files.isRegularFile(summary)
                    && new String(start(summary), StandardCharsets.UTF_8)
                            .matches("(?s)\\s*\\{\\s*\"tool\"\\s*:\\s*\"" + SummaryJson.TOOL + "\".*");
        } catch (FileNotFoundException vanished) {
            return false;
        }
    }

    private static byte[] start(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(200);
        }
    }

    private static boolean isOwnProfile(Path file) throws IOException {
        return file.endsWith(ResultFiles.PROFILE) && ProfileReader.isProfile(file);
    }
}
