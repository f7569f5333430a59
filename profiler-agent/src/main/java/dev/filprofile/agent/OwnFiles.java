package dev.filprofile.agent;

import java.io.IOException;

/** Where the class files come from that the agent defines itself. */
@FunctionalInterface
interface OwnFiles {

    /**
     * Reads a file whole.
     *
     * @param name as a jar names it, without a leading slash
     * @throws IOException if there is none, too
     */
    byte[] read(String name) throws IOException;
}
