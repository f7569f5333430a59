package dev.filprofile.agent.instrument;

/**
 * Keeps the current thread's own allocations out of the profile while the agent works on it. Pairs nest; both calls are made
 * on the same thread. Must neither throw nor allocate nor block: it is called for each class that the program loads.
 */
public interface Parking {

    /** Stops the counting of this thread's allocations and returns what {@link #unpark} needs to resume it. */
    int park();

    /** Resumes counting where {@link #park} stopped it. */
    void unpark(int previous);
}
