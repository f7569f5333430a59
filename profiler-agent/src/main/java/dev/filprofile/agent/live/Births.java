package dev.filprofile.agent.live;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The inbox between the program's threads and whoever keeps the {@link SampleTable}.
 *
 * <ul>
 *   <li>Any thread may {@link #push}, at any point, a virtual thread being mounted included: a compare-and-set loop, no
 *       lock, nothing to wait for.
 *   <li>One thread at a time calls {@link #takeAll}.
 * </ul>
 */
public final class Births {

    private final AtomicReference<@Nullable Birth> newest = new AtomicReference<>();

    /** Has the JVM link here what the operations are made of: that takes identity hash codes of the linking thread. */
    public Births() {
        newest.compareAndSet(null, null);
        newest.getAndSet(null);
    }

    /** Hands a birth over. Returns how many are waiting, this one included. */
    public int push(Birth birth) {
        Birth before;
        do {
            before = newest.get();
            birth.next = before;
            birth.depth = before == null ? 1 : before.depth + 1;
        } while (!newest.compareAndSet(before, birth));
        return birth.depth;
    }

    /** All births that wait, newest first, linked by {@link Birth#takeNext()}; or null. */
    public @Nullable Birth takeAll() {
        return newest.get() == null ? null : newest.getAndSet(null);
    }

    public boolean isEmpty() {
        return newest.get() == null;
    }
}
