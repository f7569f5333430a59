package dev.filprofile.agent.dump;

/** Time since the agent started, which is a few milliseconds after the JVM did. */
public final class Clock {

    private final long startNanos = System.nanoTime();

    public long nanos() {
        return System.nanoTime();
    }

    public long millis() {
        return (System.nanoTime() - startNanos) / 1_000_000;
    }
}
