package dev.filprofile.cli.compare;

import dev.filprofile.cli.result.ResultFiles;
import dev.filprofile.cli.result.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The runs in an output directory, the newest first.
 *
 * @param runs those whose summary can be read
 * @param unreadable one sentence for each folder that has a summary which cannot, without a full stop
 */
public record KeptRuns(List<KeptRun> runs, List<String> unreadable) {

    public KeptRuns {
        runs = List.copyOf(runs);
        unreadable = List.copyOf(unreadable);
    }

    /** Looks into a directory; one that does not exist holds no runs. */
    public static KeptRuns in(Path results) throws IOException {
        List<KeptRun> runs = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        for (Path folder : folders(results)) {
            Path summary = folder.resolve(ResultFiles.SUMMARY);
            if (Files.isRegularFile(summary)) {
                try {
                    runs.add(new KeptRun(folder, RunSummary.read(summary)));
                } catch (IOException damaged) {
                    unreadable.add(
                            folder.getFileName() + " is left out: its " + ResultFiles.SUMMARY + " cannot be read");
                }
            }
        }
        runs.sort(Comparator.comparing((KeptRun run) -> run.summary().started())
                .thenComparing(run -> run.folder().toString())
                .reversed());
        return new KeptRuns(runs, unreadable);
    }

    private static List<Path> folders(Path results) throws IOException {
        if (!Files.isDirectory(results)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(results)) {
            return entries.filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }
}
