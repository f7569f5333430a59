package dev.filprofile.cli.launch;

import dev.filprofile.cli.CliFailure;
import dev.filprofile.cli.ExitCodes;
import dev.filprofile.cli.Surroundings;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The program while it runs: a child process that shares our standard streams and gets our signals. It may be run several times,
 * one after the other.
 *
 * <p>Signals that arrive before the child is there are kept for it.
 */
public final class ProgramRun {

    /** A signal by which somebody asks for the end of it all; SIGUSR1 may mean anything to a program. */
    public enum Stop {
        HUP(1),
        INT(2),
        TERM(15);

        private final int number;

        Stop(int number) {
            this.number = number;
        }

        /** What a process ends with that this ended. */
        public int exitCode() {
            return 128 + number;
        }
    }

    private final Surroundings surroundings;
    private final AtomicReference<@Nullable ProcessHandle> program = new AtomicReference<>();
    private final ConcurrentLinkedQueue<String> early = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();

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
    public int await(Process process) {
        int exitCode = endOf(process);
        program.set(null);
        return exitCode;
    }

    /** The first signal that asked for the end; to be looked at before the program is run again. */
    public Optional<Stop> stop() {
        return Optional.ofNullable(stop.get());
    }

    static int endOf(Process process) {
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
        Arrays.stream(Stop.values())
                .filter(asked -> asked.name().equals(signal))
                .forEach(asked -> stop.compareAndSet(null, asked));
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
