package dev.filprofile.agent.dump;

/**
 * Whether the program has a security manager. What the JDK would ask it about us is its business and not to be asked for: it may
 * forbid it, end the program, or keep a list.
 */
public final class SecurityManagers {

    private SecurityManagers() {}

    /** Whether there is one now. */
    @SuppressWarnings("removal") // none can be set from 24 on
    public static boolean isSet() {
        return System.getSecurityManager() != null;
    }
}
