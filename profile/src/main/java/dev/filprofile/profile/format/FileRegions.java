package dev.filprofile.profile.format;

import java.io.IOException;

/** Hands out the file of a raw snapshot piece by piece. */
interface FileRegions {

    /**
     * Adds a piece at the end of the file.
     *
     * @param bytes its least length
     * @throws IOException if the file cannot grow; nothing was handed out then
     */
    FileRegion allocate(int bytes) throws IOException;

    /** Bytes of those pieces that are still mapped into memory. */
    long mappedBytes();

    /** Ends the file's growth. What was handed out stays usable. Idempotent. */
    void close();
}
