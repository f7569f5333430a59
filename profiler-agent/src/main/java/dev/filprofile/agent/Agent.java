package dev.filprofile.agent;

import dev.filprofile.agent.dump.SecurityManagers;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * The agent's entry. Wiring is in {@link Session}; here is only the promise that the program starts whatever happens to
 * us.
 */
public final class Agent {

    private Agent() {}

    /** Called by the JVM before the program's main method. */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        try {
            requireNoSecurityManager();
            AgentOptions options = AgentOptions.parse(arguments);
            Start start = new Start(options, instrumentation);
            Thread thread = new Thread(Session.systemGroup(), start, "fil-profile start");
            thread.setDaemon(true);
            thread.start();
            thread.join();
            start.end();
        } catch (Throwable t) {
            System.err.println("=fil-profile= error: the program runs without being profiled: " + reason(t));
        }
    }

    /**
     * On a thread of its own: the JVM gives objects their identity hash codes from a sequence of the thread that asks first, and so
     * those of the program's main thread are what they are without us.
     */
    private static final class Start implements Runnable {

        private final AgentOptions options;
        private final Instrumentation instrumentation;
        private volatile @Nullable Throwable failure;

        Start(AgentOptions options, Instrumentation instrumentation) {
            this.options = options;
            this.instrumentation = instrumentation;
        }

        @Override
        public void run() {
            try {
                Session.start(options, instrumentation);
            } catch (Throwable t) {
                failure = t;
            }
        }

        void end() throws Throwable {
            Throwable failed = failure;
            if (failed != null) {
                throw failed;
            }
        }
    }

    /** One that is there from the start lets us neither open packages of the JDK nor, on the program's threads, ask for what we need. */
    private static void requireNoSecurityManager() {
        if (SecurityManagers.isSet()) {
            throw new IllegalArgumentException("it has a security manager");
        }
    }

    private static String reason(Throwable t) {
        if (t instanceof IllegalArgumentException && t.getMessage() != null) {
            return t.getMessage();
        }
        if (t instanceof IOException) {
            return "the recording cannot be written: " + t.getMessage();
        }
        StackTraceElement[] at = t.getStackTrace();
        return t + (at.length == 0 ? "" : " at " + at[0]);
    }
}
