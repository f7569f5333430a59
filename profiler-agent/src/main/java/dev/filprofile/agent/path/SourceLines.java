package dev.filprofile.agent.path;

/** Knows the lines of which a stack trace gives the number of another one. */
@FunctionalInterface
public interface SourceLines {

    /** The line of the source file of {@code type} that a reader is to be shown for a line of a stack trace. */
    int shown(Class<?> type, int line);
}
