package dev.filprofile.profile.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The program of a child JVM that dies while it writes. Arguments: how ({@code halt}: in the middle of the third snapshot;
 * {@code write}: never, it writes snapshots until it is killed), and the file.
 */
final class RawSnapshotDeathChild {

    private RawSnapshotDeathChild() {}

    public static void main(String[] args) throws IOException {
        String pid = Long.toString(ProcessHandle.current().pid());
        RawSnapshotWriter writer = RawSnapshotWriter.create(Path.of(args[1]), Map.of("pid", pid));
        Words.define(writer);
        for (int round = 1; ; round++) {
            // Sizes change from round to round, and so do the areas.
            int rows = 1000 + round % 7 * 1000;
            writer.beginSnapshot(rows);
            for (int row = 0; row < rows; row++) {
                writer.row(2, 0, 0, 0, round, 1);
                if (args[0].equals("halt") && round == 3 && row == 500) {
                    Runtime.getRuntime().halt(7);
                }
            }
            writer.definePath(3 + round, 1, 2);
            writer.commitSnapshot(0, (long) rows * round, round, 0, 0);
            writer.status(round, round, round, round, round, false);
            writer.usage(round, round);
            writer.confirmation(round, round);
            writer.collection(round, round, round, false);
            writer.counter("rounds", round);
            if (round == 100) {
                System.out.println("written");
            }
        }
    }
}
