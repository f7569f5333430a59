package dev.filprofile.profile.format;

import dev.filprofile.profile.OutOfMemory;
import java.util.ArrayList;
import java.util.List;

/** {@link OutOfMemory} as a block; a profile without such errors has none. */
final class OutOfMemoryBlock {

    private OutOfMemoryBlock() {}

    static void write(OutOfMemory errors, BlockOutput out) {
        out.signed(errors.errors());
        out.signed(errors.uncaught());
        out.signed(errors.millis());
        out.signed(errors.liveBytes());
        out.text(errors.message());
        out.text(errors.thread());
        out.unsigned(errors.stack().size());
        for (OutOfMemory.Line line : errors.stack()) {
            out.text(line.className());
            out.text(line.method());
            out.text(line.sourceFile());
            out.signed(line.line());
        }
    }

    static OutOfMemory read(BlockInput in) throws ProfileFormatException {
        return new OutOfMemory(in.signed(), in.signed(), in.signed(), in.signed(), in.text(), in.text(), stack(in));
    }

    private static List<OutOfMemory.Line> stack(BlockInput in) throws ProfileFormatException {
        int count = in.count(4);
        List<OutOfMemory.Line> stack = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            stack.add(new OutOfMemory.Line(in.text(), in.text(), in.text(), in.signedInt()));
        }
        return stack;
    }
}
