package dev.filprofile.profile.format;

import dev.filprofile.profile.OutOfMemory;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads the OutOfMemoryErrors of a raw snapshot. */
final class RawErrors {

    private RawErrors() {}

    static OutOfMemory read(RawFile file) throws IOException {
        long errors = file.longAt(RawLayout.ERRORS_AT);
        long uncaught = file.longAt(RawLayout.ERRORS_UNCAUGHT_AT);
        if (errors == 0) {
            return OutOfMemory.none();
        }
        for (int number = 1; number >= 0; number--) {
            int slot = RawLayout.ERROR_SLOTS_AT + number * RawLayout.ERROR_SLOT;
            if (file.longAt(slot + RawLayout.ERROR_PUBLISHED) != 0) {
                VarHandle.fullFence();
                return told(file, errors, uncaught, file.bytes(slot, RawLayout.ERROR_SLOT, "an error"));
            }
        }
        return new OutOfMemory(errors, uncaught, -1, 0, "", "", List.of());
    }

    private static OutOfMemory told(RawFile file, long errors, long uncaught, ByteBuffer slot) throws IOException {
        int length = slot.getInt(RawLayout.ERROR_TEXT_LENGTH);
        String[] lines =
                file.text(slot, RawLayout.ERROR_TEXT, length, "an error").split("\n", -1);
        List<OutOfMemory.Line> stack = new ArrayList<>();
        for (int i = 2; i < lines.length - 1; i++) {
            stack.add(line(file, lines[i].split("\t", -1)));
        }
        return new OutOfMemory(
                errors,
                uncaught,
                slot.getLong(RawLayout.ERROR_MILLIS),
                slot.getLong(RawLayout.ERROR_LIVE),
                lines[0],
                lines.length > 1 ? lines[1] : "",
                stack);
    }

    private static OutOfMemory.Line line(RawFile file, String[] fields) throws IOException {
        try {
            return new OutOfMemory.Line(fields[0], fields[1], fields[2], Integer.parseInt(fields[3]));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw file.damaged("the stack of an error is no stack");
        }
    }
}
