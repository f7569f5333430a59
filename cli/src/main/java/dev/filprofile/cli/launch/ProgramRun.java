package dev.filprofile.cli.launch;

import dev.filprofile.cli.CliFailure;
import dev.filprofile.cli.ExitCodes;
import dev.filprofile.cli.Surroundings;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The program while it runs: a child process that shares our standard streams and gets our signals.
 *
 * <p>Signals that arrive before the child is there are kept for it.
 */
public final class ProgramRun {

    private final Surroundings surroundings;
    private final AtomicReference<@Nullable ProcessHandle> program = new AtomicReference<>();
    private final ConcurrentLinkedQueue<String> early = new ConcurrentLinkedQueue<>();

    /** From here on signals do not end this process any more. */
    public ProgramRun(Surroundings surroundings) {
        this.surroundings = surroundings;
        SignalForwarding.install(this::received);
    }

    /**
     * Starts the program. Standard input, output and error are inherited.
     *
     * @throws CliFailure the operating system does not start it
     */
    public Process start(List<String> command) throws CliFailure {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(surroundings.workingDirectory().toFile())
                .inheritIO();
        surroundings.giveJvmVariables(builder.environment());
        try {
            Process process = builder.start();
            program.set(process.toHandle());
            sendEarly(process.toHandle());
            return process;
        } catch (IOException cannotStart) {
            throw new CliFailure(ExitCodes.CANNOT_START, "the program cannot be started: " + cannotStart.getMessage());
        }
    }

    /** Waits for the program's end; its exit code, 128+n where signal n ended it. */
    public static int await(Process process) {
        while (true) {
            try {
                return process.waitFor();
            } catch (InterruptedException nobodyInterruptsUs) {
                // The report must not be made before the program has ended.
                continue;
            }
        }
    }

    private void received(String signal) {
        ProcessHandle handle = program.get();
        if (handle == null) {
            early.add(signal);
            handle = program.get();
            if (handle != null) {
                sendEarly(handle);
            }
        } else {
            sendOn(signal, handle);
        }
    }

    private void sendEarly(ProcessHandle handle) {
        for (String signal = early.poll(); signal != null; signal = early.poll()) {
            SignalForwarding.send(signal, handle);
        }
    }

    private void sendOn(String signal, ProcessHandle handle) {
        boolean inForeground = signal.equals("INT") && Foreground.isOurs(surroundings.isWindows());
        if (handle.isAlive() && SignalForwarding.mustBeSentOn(signal, inForeground)) {
            SignalForwarding.send(signal, handle);
        }
    }
}
