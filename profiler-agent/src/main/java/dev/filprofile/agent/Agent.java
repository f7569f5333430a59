package dev.filprofile.agent;

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
            Session.start(AgentOptions.parse(arguments), instrumentation);
        } catch (Throwable t) {
            System.err.println("=fil-profile= error: the program runs without being profiled: " + reason(t));
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
