package dev.filprofile.profile.format;

/** A few definitions to write snapshots with. Uses nothing but the writer. */
final class Words {

    private Words() {}

    /** Paths 1 {@code App.main:10}, 2 {@code …split:20}, 3 {@code …read:30}; two classes, one thread, task 1. */
    static void define(RawSnapshotWriter writer) {
        String[] strings = {"App", "main", "split", "read", "", "App.java", "java.lang.String", "[B", "main", "task one"
        };
        for (int id = 0; id < strings.length; id++) {
            writer.defineString(id, strings[id]);
        }
        for (int id = 0; id < 3; id++) {
            writer.defineMethod(id, 0, id + 1, 4, 5, 4);
            writer.defineFrame(id, id, 10 * (id + 1));
        }
        writer.definePath(1, 0, 0);
        writer.definePath(2, 1, 1);
        writer.definePath(3, 1, 2);
        writer.defineClass(0, 6);
        writer.defineClass(1, 7);
        writer.defineThread(0, 8);
        writer.defineTask(1, 9);
    }
}
