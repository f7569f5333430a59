package dev.filprofile.cli.compare;

import dev.filprofile.flamegraph.diff.Renames;
import java.util.List;
import java.util.Optional;

/**
 * Those runs of a commit that are taken together.
 *
 * @param runs of one setup, the newest first; at least one
 * @param leftOut why others of this setup were not taken, one sentence without a full stop; {@code ""} where all were
 */
public record Selection(List<KeptRun> runs, String leftOut) {

    public Selection {
        runs = List.copyOf(runs);
    }

    /** What the runs of the other side are. */
    public record Other(KeptRun.Setup setup, String program) {}

    /**
     * The runs of the newest setup that the other side has too; failing that, of the newest with a program that it has.
     *
     * @param renames of main classes
     * @return empty where the two sides share no program
     */
    public static Optional<Selection> of(List<KeptRun> candidates, List<Other> others, Renames renames) {
        return candidates.stream()
                .filter(run -> others.stream().anyMatch(other -> other.setup().equals(run.setup())))
                .findFirst()
                .or(() -> candidates.stream()
                        .filter(run -> others.stream()
                                .anyMatch(other ->
                                        renames.className(other.program()).equals(renames.className(run.program()))))
                        .findFirst())
                .map(chosen -> withSetup(candidates, chosen.setup()));
    }

    /** The runs of the newest setup, whatever the other side has. */
    public static Selection newest(List<KeptRun> candidates) {
        return withSetup(candidates, candidates.get(0).setup());
    }

    /** Two trees with changes may differ from each other, so of these only the newest counts, and none beside clean ones. */
    private static Selection withSetup(List<KeptRun> candidates, KeptRun.Setup setup) {
        List<KeptRun> alike =
                candidates.stream().filter(run -> run.setup().equals(setup)).toList();
        List<KeptRun> clean =
                alike.stream().filter(run -> !run.summary().commitDirty()).toList();
        List<KeptRun> taken = clean.isEmpty() ? alike.subList(0, 1) : clean;
        int left = alike.size() - taken.size();
        String hash = taken.get(0).summary().commit();
        return new Selection(
                taken,
                left == 0
                        ? ""
                        : left + (left == 1 ? " run" : " runs") + " of " + KeptRun.shownCommit(hash, true)
                                + (left == 1 ? " is" : " are") + " left out");
    }

    /** What these runs are, each once. */
    public static List<Other> others(List<KeptRun> runs) {
        return runs.stream()
                .map(run -> new Other(run.setup(), run.program()))
                .distinct()
                .toList();
    }
}
