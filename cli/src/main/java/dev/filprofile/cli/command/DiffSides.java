package dev.filprofile.cli.command;

import dev.filprofile.cli.CliFailure;
import dev.filprofile.cli.ExitCodes;
import dev.filprofile.cli.compare.KeptRun;
import dev.filprofile.cli.compare.KeptRuns;
import dev.filprofile.cli.compare.Meant;
import dev.filprofile.cli.compare.Selection;
import dev.filprofile.cli.compare.SideFinder;
import dev.filprofile.cli.launch.ProgramNames;
import dev.filprofile.cli.result.Recordings;
import dev.filprofile.flamegraph.diff.Comparability;
import dev.filprofile.flamegraph.diff.Renames;
import dev.filprofile.flamegraph.diff.Side;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.RunInfo;
import dev.filprofile.profile.format.ProfileFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the two sides of a comparison. */
final class DiffSides {

    private final Session session;
    private final KeptRuns kept;
    private final SideFinder finder;
    private final Renames renames;
    private final String results;

    /**
     * @param output where results are, as the user named it
     * @param renames of main classes, which may make another program the same
     */
    DiffSides(Session session, Path output, Renames renames) throws CliFailure {
        this.session = session;
        this.renames = renames;
        this.results = output.toString();
        this.kept = ListCommand.read(session, output);
        this.finder = new SideFinder(session.surroundings().workingDirectory(), session.resolve(output), kept.runs());
        kept.unreadable().forEach(session.messages()::line);
    }

    /** Both sides. */
    record Pair(Side base, Side next) {}

    /**
     * What the words mean.
     *
     * @param force whether runs of different programs are taken where a commit has no others
     */
    Pair named(List<String> base, List<String> next, boolean force) throws CliFailure {
        Meant meantBase = meant(base);
        Meant meantNext = meant(next);
        Optional<Side> givenBase = given(meantBase);
        Optional<Side> givenNext = given(meantNext);
        Side nextSide = givenNext.isPresent()
                ? givenNext.get()
                : select(meantNext, givenBase.map(DiffSides::others).orElseGet(() -> others(meantBase)), force);
        Side baseSide = givenBase.isPresent() ? givenBase.get() : select(meantBase, others(nextSide), force);
        return new Pair(baseSide, nextSide);
    }

    /** The newest run, and the newest before it that is comparable with it. */
    Pair lastTwo() throws CliFailure {
        if (kept.runs().size() < 2) {
            throw new CliFailure(
                    ExitCodes.NOT_COMPARABLE,
                    "nothing to compare: " + (kept.runs().isEmpty() ? "no run is" : "only one run is") + " kept in "
                            + results);
        }
        KeptRun newest = kept.runs().get(0);
        Side next = side(newest);
        for (KeptRun older : kept.runs().subList(1, kept.runs().size())) {
            if (renames.className(older.program()).equals(renames.className(newest.program()))) {
                Optional<Side> base = readable(older);
                if (base.isPresent()
                        && Comparability.of(base.get(), next, run -> renames.className(program(run)))
                                .isGiven()) {
                    return new Pair(base.get(), next);
                }
            }
        }
        throw new CliFailure(
                ExitCodes.NOT_COMPARABLE,
                "no comparable runs: of those kept in " + results + " none before "
                        + newest.folder().getFileName() + " is comparable with it (fil-profile list shows them)");
    }

    /** A run that nobody asked for by name is left out if it cannot be read, and that is told. */
    private Optional<Side> readable(KeptRun run) {
        try {
            return Optional.of(side(run));
        } catch (CliFailure damaged) {
            session.messages().line(damaged.getMessage() + "; it is left out");
            return Optional.empty();
        }
    }

    /** What one word means, without another side that would tell which runs of a commit. */
    Side one(String word) throws CliFailure {
        Meant meant = meant(List.of(word));
        Optional<Side> given = given(meant);
        return given.isPresent() ? given.get() : select(meant, List.of(), true);
    }

    /** The newest run, with the others of its commit and setup unless it has none or has changes. */
    Side newest() throws CliFailure {
        if (kept.runs().isEmpty()) {
            throw new CliFailure(ExitCodes.NOT_COMPARABLE, "nothing to check: no run is kept in " + results);
        }
        KeptRun newest = kept.runs().get(0);
        String commit = newest.summary().commit();
        if (commit.isEmpty() || newest.summary().commitDirty()) {
            return side(newest);
        }
        List<KeptRun> runs = kept.runs().stream()
                .filter(run -> run.summary().commit().equals(commit))
                .toList();
        return select(new Meant.Commit(commit, commit, runs), List.of(), true);
    }

    /** Runs that have just been made, one after the other, of the same program. */
    static Side ofThese(List<Path> folders) throws CliFailure {
        List<Profile> runs = new ArrayList<>();
        for (Path folder : folders) {
            runs.add(read(folder));
        }
        return Side.of("these runs (" + commits(runs) + ")", runs);
    }

    /** What a run was of. */
    static String program(RunInfo run) {
        return ProgramNames.of(run.command(), run.workingDirectory());
    }

    private Meant meant(List<String> words) throws CliFailure {
        try {
            if (words.size() == 1) {
                return finder.find(words.get(0));
            }
            List<Path> paths = new ArrayList<>();
            for (String word : words) {
                paths.add(finder.path(word)
                        .orElseThrow(() -> new CliFailure(
                                ExitCodes.BAD_INPUT,
                                "not found: " + word
                                        + " (several runs of a side are named by their files or folders)")));
            }
            return new Meant.Files(String.join(", ", words), paths);
        } catch (IOException unreadable) {
            throw new CliFailure(ExitCodes.BAD_INPUT, "cannot look for " + words + ": " + IoFailure.words(unreadable));
        }
    }

    /** The side, where it was named run by run. */
    private Optional<Side> given(Meant meant) throws CliFailure {
        if (!(meant instanceof Meant.Files files)) {
            return Optional.empty();
        }
        List<Profile> runs = new ArrayList<>();
        for (Path path : files.paths()) {
            runs.add(read(path));
        }
        return Optional.of(Side.of(files.name() + " (" + commits(runs) + ")", runs));
    }

    private static String commits(List<Profile> runs) {
        return runs.stream()
                .map(run -> KeptRun.shownCommit(run.run().commit(), run.run().commitDirty()))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static List<Selection.Other> others(Meant meant) {
        return meant instanceof Meant.Commit commit ? Selection.others(commit.runs()) : List.of();
    }

    private static List<Selection.Other> others(Side side) {
        return side.runs().stream()
                .map(Profile::run)
                .map(run -> new Selection.Other(
                        new KeptRun.Setup(run.command(), run.jvm(), run.collector(), run.maxHeapBytes()), program(run)))
                .distinct()
                .toList();
    }

    private Side select(Meant meant, List<Selection.Other> others, boolean force) throws CliFailure {
        if (!(meant instanceof Meant.Commit commit)) {
            throw new IllegalArgumentException("only a commit's runs are chosen from");
        }
        Optional<Selection> selection = Selection.of(commit.runs(), others, renames);
        if (selection.isEmpty() && !force) {
            throw new CliFailure(
                    ExitCodes.NOT_COMPARABLE,
                    "no comparable runs: those of " + commit.word() + " are of "
                            + programs(Selection.others(commit.runs())) + ", the other side's of " + programs(others)
                            + " (--force compares all the same)");
        }
        Selection selected = selection.orElseGet(() -> Selection.newest(commit.runs()));
        if (!selected.leftOut().isEmpty()) {
            session.messages().line(selected.leftOut());
        }
        List<Profile> runs = new ArrayList<>();
        for (KeptRun run : selected.runs()) {
            runs.add(read(run.folder()));
        }
        String shown = selected.runs().get(0).shownCommit();
        boolean isHash = commit.hash().startsWith(commit.word());
        return Side.of(isHash ? shown : commit.word() + " (" + shown + ")", runs);
    }

    private static String programs(List<Selection.Other> others) {
        return others.stream().map(Selection.Other::program).distinct().collect(Collectors.joining(", "));
    }

    private Side side(KeptRun run) throws CliFailure {
        return Side.of(session.shown(run.folder()) + " (" + run.shownCommit() + ")", List.of(read(run.folder())));
    }

    private static Profile read(Path path) throws CliFailure {
        try {
            return Recordings.read(path).profile();
        } catch (ProfileFormatException foreign) {
            throw new CliFailure(ExitCodes.BAD_INPUT, IoFailure.words(foreign));
        } catch (IOException unreadable) {
            throw new CliFailure(ExitCodes.BAD_INPUT, "cannot read " + path + ": " + IoFailure.words(unreadable));
        }
    }
}
