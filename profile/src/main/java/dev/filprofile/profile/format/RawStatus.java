package dev.filprofile.profile.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The status that the agent wrote last. */
record RawStatus(
        long nowMillis, long peakBytes, long upperBoundBytes, long baseBytes, int confirmations, boolean shutdown) {

    /** Reads the status; all zeros if none was ever written. */
    static RawStatus read(RawFile file) throws IOException {
        @Nullable
        RawStatus status = RawConsistency.readCurrentSlot(
                file, RawLayout.STATUS_AT, RawLayout.STATUS_SLOT, "status", RawStatus::parse);
        return status == null ? new RawStatus(0, 0, 0, 0, 0, false) : status;
    }

    private static RawStatus parse(ByteBuffer slot) {
        return new RawStatus(
                slot.getLong(RawLayout.STATUS_NOW),
                slot.getLong(RawLayout.STATUS_PEAK),
                slot.getLong(RawLayout.STATUS_UPPER_BOUND),
                slot.getLong(RawLayout.STATUS_BASE),
                slot.getInt(RawLayout.STATUS_CONFIRMATIONS),
                slot.getInt(RawLayout.STATUS_SHUTDOWN) != 0);
    }
}
