package dev.filprofile.agent.path;

/** Tells the two uses apart that a constructor can make of another one of its class. */
@FunctionalInterface
public interface ConstructorCalls {

    /**
     * Whether what a constructor of {@code type} calls at {@code codeIndex} is a constructor of the same class on a new object,
     * and not {@code this(…)}.
     *
     * @param line the source line there, below 1 if it is not known
     */
    boolean createsOwnKind(Class<?> type, int codeIndex, int line);
}
