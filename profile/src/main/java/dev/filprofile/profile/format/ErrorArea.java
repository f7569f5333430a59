package dev.filprofile.profile.format;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * OutOfMemoryErrors: two numbers, and a place for each of two errors, which is seen complete or not at all. As text, since this is the one
 * part that is written when there may be no memory for anything else.
 */
final class ErrorArea {

    private final ByteBuffer control;

    ErrorArea(ByteBuffer control) {
        this.control = control;
    }

    void counts(long errors, long uncaught) {
        control.putLong(RawLayout.ERRORS_AT, errors);
        control.putLong(RawLayout.ERRORS_UNCAUGHT_AT, uncaught);
    }

    /** Lines of the stack that have no room are left out, from the first such on. */
    void error(
            boolean uncaught, long millis, long liveBytes, String message, String thread, StackTraceElement[] stack) {
        int slot = RawLayout.ERROR_SLOTS_AT + (uncaught ? RawLayout.ERROR_SLOT : 0);
        int start = slot + RawLayout.ERROR_TEXT;
        int limit = slot + RawLayout.ERROR_SLOT;
        control.putLong(slot + RawLayout.ERROR_PUBLISHED, 0);
        VarHandle.releaseFence();
        control.putLong(slot + RawLayout.ERROR_MILLIS, millis);
        control.putLong(slot + RawLayout.ERROR_LIVE, liveBytes);
        int at = field(start, Math.min(limit, start + 400), message, '\n');
        at = field(at, Math.min(limit, at + 200), thread, '\n');
        for (StackTraceElement frame : stack) {
            int end = frame(at, limit, frame);
            if (end == limit) {
                break;
            }
            at = end;
        }
        control.putInt(slot + RawLayout.ERROR_TEXT_LENGTH, at - start);
        VarHandle.releaseFence();
        control.putLong(slot + RawLayout.ERROR_PUBLISHED, 1);
    }

    private int frame(int start, int limit, StackTraceElement frame) {
        String file = frame.getFileName();
        int at = field(start, limit, frame.getClassName(), '\t');
        at = field(at, limit, frame.getMethodName(), '\t');
        at = field(at, limit, file == null ? "" : file, '\t');
        return field(at, limit, Integer.toString(frame.getLineNumber()), '\n');
    }

    /** Writes a text and what ends it. Returns the index behind, {@code limit} if the text had to be cut. */
    private int field(int start, int limit, String text, char end) {
        if (start >= limit) {
            return limit;
        }
        int at = Utf8.put(control, start, limit - 1, text);
        for (int i = start; i < at; i++) {
            if (control.get(i) == '\n' || control.get(i) == '\t') {
                control.put(i, (byte) ' ');
            }
        }
        control.put(at, (byte) end);
        return at + 1;
    }
}
