package dev.filprofile.agent.dump;

import dev.filprofile.profile.format.RawSnapshotWriter;

/** The other parts' books, to be copied into the file now and then. Called by one thread at a time. */
public interface Books {

    /** Copies counters. */
    void counters(RawSnapshotWriter file);

    /** At the end: sentences for the reader of the report. */
    void notes(RawSnapshotWriter file);
}
