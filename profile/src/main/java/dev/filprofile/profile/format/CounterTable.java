package dev.filprofile.profile.format;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The named counters: a table that only grows; each value is one word. */
final class CounterTable {

    private final ByteBuffer control;
    private final @Nullable String[] names = new @Nullable String[RawLayout.COUNTERS];
    private int count;

    CounterTable(ByteBuffer control) {
        this.control = control;
    }

    void set(String name, long value) {
        for (int i = 0; i < count; i++) {
            if (name.equals(names[i])) {
                control.putLong(entry(i), value);
                return;
            }
        }
        if (count < RawLayout.COUNTERS) {
            add(name, value);
        }
    }

    private void add(String name, long value) {
        int entry = entry(count);
        int start = entry + RawLayout.COUNTER_NAME;
        int end = Utf8.put(control, start, start + RawLayout.COUNTER_NAME_BYTES, name);
        control.putInt(entry + RawLayout.COUNTER_NAME_LENGTH, end - start);
        control.putLong(entry, value);
        names[count] = name;
        count++;
        VarHandle.releaseFence();
        control.putLong(RawLayout.COUNTER_COUNT_AT, count);
    }

    private static int entry(int index) {
        return RawLayout.COUNTERS_AT + index * RawLayout.COUNTER;
    }
}
