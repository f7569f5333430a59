package dev.filprofile.cli.launch;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;

/**
 * Keeps this process alive through signals that would end it, so that the report is made after the program's end, and
 * hands them on to the program.
 *
 * <p>Which signals reach the program by themselves? Ctrl-C at a terminal goes to the whole foreground process group, of
 * which the program is a member: handing it on would interrupt the program twice, and many programs take a second
 * Ctrl-C for "now, by force". A {@code kill} of our process reaches only us. The two cannot be told apart by looking at
 * the signal, so we look at the terminal: SIGINT is handed on unless we are in the foreground of one. SIGTERM, SIGHUP
 * and SIGUSR1 are always handed on; a JVM that is already shutting down does not heed a second one.
 *
 * <p>Uses {@code sun.misc.Signal} by reflection. Where it is missing, or a signal is not ours to handle (Windows has no
 * SIGHUP; {@code nohup} ignores it), that signal keeps its default effect.
 */
final class SignalForwarding {

    /** Signals that end a Java program by default. */
    static final List<String> SIGNALS = List.of("INT", "TERM", "HUP", "USR1");

    private SignalForwarding() {}

    /** Calls {@code receiver} with the name of each of {@link #SIGNALS} that arrives, on a thread of the JVM's. */
    static void install(Consumer<String> receiver) {
        SIGNALS.forEach(name -> install(name, receiver));
    }

    private static void install(String name, Consumer<String> receiver) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    SignalForwarding.class.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            receiver.accept(name);
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError notAvailable) {
            return; // the signal keeps its default effect
        }
    }

    /** Whether a signal that reached us has to be sent on to the program. */
    static boolean mustBeSentOn(String name, boolean inForeground) {
        return !name.equals("INT") || !inForeground;
    }

    /** Sends a signal by way of {@code kill(1)}; where there is none, SIGTERM still works. */
    static void send(String name, ProcessHandle program) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(program.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException noKill) {
            if (name.equals("TERM")) {
                program.destroy();
            }
        }
    }
}
