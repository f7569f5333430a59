package dev.filprofile.agent.dump;

import dev.filprofile.agent.instrument.Installation;
import dev.filprofile.agent.instrument.Parking;
import java.util.concurrent.locks.LockSupport;

/**
 * The agent's daemon thread: looks for collections that have ended, takes births in and keeps the file up to date.
 *
 * <p>A millisecond apart, so that no collection passes unnoticed and so that a violent end finds the file current.
 */
public final class Poller {

    private static final long PERIOD_NANOS = 1_000_000;
    private static final int ROUNDS_PER_CHORE = 1000;

    private final Recorder recorder;
    private final Installation installation;
    private final Parking parking;
    private final MemoryErrors errors;
    private final Failures failures;
    private volatile boolean stopped;
    private boolean starved;

    public Poller(
            Recorder recorder, Installation installation, Parking parking, MemoryErrors errors, Failures failures) {
        this.recorder = recorder;
        this.installation = installation;
        this.parking = parking;
        this.errors = errors;
        this.failures = failures;
    }

    /**
     * Starts the thread and returns it.
     *
     * @param group not the program's: it may count the threads in its own
     */
    public Thread start(ThreadGroup group) {
        Thread thread = new Thread(group, this::run, "fil-profile");
        thread.setDaemon(true);
        thread.setPriority(Thread.MAX_PRIORITY);
        thread.start();
        return thread;
    }

    private void run() {
        int round = 0;
        while (!stopped) {
            poll();
            if (++round % ROUNDS_PER_CHORE == 0) {
                chores();
            }
            LockSupport.parkNanos(PERIOD_NANOS);
        }
    }

    /**
     * Works on when there is hardly any room, because the picture of that moment is the one that will be asked for; but only
     * until there was none: each error of ours takes from the JVM one of the few with a stack trace that it can still make.
     */
    private void poll() {
        if (starved && !errors.isRoom()) {
            return;
        }
        starved = false;
        try {
            parking.park();
            recorder.poll();
            errors.poll();
        } catch (OutOfMemoryError full) {
            starved = true; // nothing is lost that a later round does not find
        } catch (Throwable t) {
            failures.swallowed(t);
        }
    }

    private void chores() {
        try {
            installation.sweep();
            flushCache();
        } catch (OutOfMemoryError full) {
            return; // the program's heap; a later round does it
        } catch (Throwable t) {
            failures.swallowed(t);
        }
    }

    /** Another run will do it where this one's program has files guarded. */
    private void flushCache() {
        if (!SecurityManagers.isSet()) {
            installation.flushCache();
        }
    }

    /** At the JVM's shutdown: nothing is rewritten any more, the last facts go into the file. */
    public void finish() {
        try {
            installation.remove();
        } catch (Throwable t) {
            failures.swallowed(t);
        }
        parking.park();
        stopped = true;
        try {
            recorder.finish(errors);
        } catch (Throwable t) {
            failures.swallowed(t);
        }
        try {
            flushCache(); // last: it needs most memory, and the run most of the others
        } catch (Throwable anotherRunDoesIt) {
            return;
        }
    }
}
