package dev.filprofile.agent.dump;

import dev.filprofile.agent.instrument.Parking;
import dev.filprofile.agent.live.Collections;
import dev.filprofile.profile.format.RawSnapshotWriter;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Notes the OutOfMemoryErrors that the program meets: how many, and of the first, and of the first that nobody caught, what
 * it said and where it was thrown.
 *
 * <p>Reading a stack trace takes some kilobytes. When the heap is full to the brim, that would only make another error, of
 * which the JVM can make just four with a stack trace of their own, and they are the program's. Then the error is told without
 * it, which takes none, and kept until there is room, at the latest until the end of the run. One that nobody caught may be that
 * end, and a JVM that finds no room for its own last thread runs nobody's code any more: the reserve is for that moment.
 *
 * <p>Called by any thread of the program, at its worst moment; nothing here allocates unless there is room, blocks for
 * longer than another thread takes to note an error, or throws.
 */
public final class MemoryErrors implements ObjIntConsumer<Object> {

    private static final long ROOM_BYTES = 128 * 1024;
    private static final int REMEMBERED = 64;
    private static final StackTraceElement[] NO_STACK = {};

    private final RawSnapshotWriter file;
    private final Collections collections;
    private final OwnMemory own;
    private final Clock clock;
    private final Parking parking;
    private final AtomicBoolean busy = new AtomicBoolean();

    /** Identity hashes of the last errors: one may pass several handlers. */
    private final int[] seen = new int[REMEMBERED];

    private long errors;
    private long uncaughtErrors;
    private final Told caught = new Told(false);
    private final Told uncaught = new Told(true);

    public MemoryErrors(RawSnapshotWriter file, Collections collections, OwnMemory own, Clock clock, Parking parking) {
        this.file = file;
        this.collections = collections;
        this.own = own;
        this.clock = clock;
        this.parking = parking;
    }

    @Override
    public void accept(Object error, int isUncaught) {
        if (error.getClass() != OutOfMemoryError.class) {
            return; // somebody's own kind: its methods are not ours to call
        }
        int previous = parking.park();
        try {
            take();
            try {
                note((OutOfMemoryError) error, isUncaught != 0);
            } finally {
                busy.set(false);
            }
        } finally {
            parking.unpark(previous);
        }
    }

    private void take() {
        while (!busy.compareAndSet(false, true)) {
            Thread.onSpinWait();
        }
    }

    private void note(OutOfMemoryError error, boolean isUncaught) {
        int identity = System.identityHashCode(error);
        if (!wasSeen(identity)) {
            seen[(int) (errors++ % REMEMBERED)] = identity;
        }
        if (isUncaught) {
            uncaughtErrors++;
        }
        file.memoryErrors(errors, uncaughtErrors);
        Told told = isUncaught ? uncaught : caught;
        if (told.begin(error)) {
            if (isUncaught) {
                own.releaseReserve();
            }
            if (isUncaught || isRoom()) {
                told.tell();
            } else {
                told.write(error, NO_STACK);
            }
        }
    }

    private boolean wasSeen(int identity) {
        for (int i = 0; i < REMEMBERED; i++) {
            if (seen[i] == identity) {
                return true;
            }
        }
        return false;
    }

    /** Whether what we need now and then can be had without making an error of our own. */
    boolean isRoom() {
        return collections.roomBytes() > ROOM_BYTES;
    }

    /** Now and then: tells what had to wait, if there is room by now. */
    void poll() {
        if ((caught.waiting != null || uncaught.waiting != null) && isRoom()) {
            tellWaiting();
        }
    }

    /** At the end of the run: tells what waits, without its stack if need be. */
    void finish() {
        tellWaiting();
    }

    private void tellWaiting() {
        take();
        try {
            caught.tell();
            uncaught.tell();
        } finally {
            busy.set(false);
        }
    }

    /** The first error of its kind. */
    private final class Told {

        private final boolean isUncaught;
        private boolean begun;
        private volatile @Nullable OutOfMemoryError waiting;
        private long millis;
        private long liveBytes;
        private String threadName = "";

        Told(boolean isUncaught) {
            this.isUncaught = isUncaught;
        }

        /** Keeps it if it is the first. */
        boolean begin(OutOfMemoryError error) {
            if (begun) {
                return false;
            }
            begun = true;
            millis = clock.millis();
            threadName = Thread.currentThread().getName();
            liveBytes = own.netUsed();
            waiting = error;
            return true;
        }

        void tell() {
            OutOfMemoryError error = waiting;
            if (error == null) {
                return;
            }
            try {
                liveBytes = Math.min(liveBytes, own.net(collections.usedAfterCollectionBytes()));
                write(error, error.getStackTrace());
            } catch (OutOfMemoryError stillFull) {
                write(error, NO_STACK); // its message alone, then
            }
            waiting = null;
        }

        private void write(OutOfMemoryError error, StackTraceElement[] stack) {
            String message = error.getMessage();
            file.memoryError(
                    isUncaught,
                    millis,
                    liveBytes,
                    message == null ? "" : message,
                    threadName == null ? "" : threadName,
                    stack);
        }
    }
}
