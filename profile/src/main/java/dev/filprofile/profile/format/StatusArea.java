package dev.filprofile.profile.format;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * The status: two slots, written in turn, the one with the higher sequence number is the current one. Not a seqlock: the
 * writer may be killed in the middle, and the reader must find a whole status all the same.
 */
final class StatusArea {

    private final ByteBuffer control;
    private long sequence;

    StatusArea(ByteBuffer control) {
        this.control = control;
    }

    void write(
            long nowMillis, long peakBytes, long upperBoundBytes, long baseBytes, int confirmations, boolean shutdown) {
        int slot = RawLayout.STATUS_AT + (int) (sequence & 1) * RawLayout.STATUS_SLOT;
        control.putLong(slot, 0);
        VarHandle.releaseFence();
        control.putLong(slot + RawLayout.STATUS_NOW, nowMillis);
        control.putLong(slot + RawLayout.STATUS_PEAK, peakBytes);
        control.putLong(slot + RawLayout.STATUS_UPPER_BOUND, upperBoundBytes);
        control.putLong(slot + RawLayout.STATUS_BASE, baseBytes);
        control.putInt(slot + RawLayout.STATUS_CONFIRMATIONS, confirmations);
        control.putInt(slot + RawLayout.STATUS_SHUTDOWN, shutdown ? 1 : 0);
        VarHandle.releaseFence();
        control.putLong(slot, sequence + 1);
        sequence++;
    }
}
