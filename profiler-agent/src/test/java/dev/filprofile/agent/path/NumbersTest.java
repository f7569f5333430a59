package dev.filprofile.agent.path;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Alone: what this thread is said to have allocated is exact only while the JVM does nothing else on it, such as compiling. */
@Isolated
class NumbersTest {

    private static final int COUNT = 5000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void whereThereIsRoomALongTakesNoMemory() {
        LongNumbers numbers = new LongNumbers();
        long before = fill(numbers); // everything that is used is loaded now
        LongNumbers more = new LongNumbers();

        assertThat(fill(more)).as("first %s", before).isZero();
        assertThat(more.size()).isEqualTo(COUNT);
        for (int i = 0; i < COUNT; i++) {
            assertThat(more.get(key(i))).isEqualTo(i);
        }
        assertThat(more.get(-1)).isEqualTo(-1);
    }

    @Test
    void whereThereIsRoomATextTakesNoMemory() {
        String[] texts = new String[COUNT];
        for (int i = 0; i < COUNT; i++) {
            texts[i] = "text " + i;
        }
        long before = fill(new StringNumbers(), texts);
        StringNumbers numbers = new StringNumbers();

        assertThat(fill(numbers, texts)).as("first %s", before).isZero();
        assertThat(numbers.size()).isEqualTo(COUNT);
        for (int i = 0; i < COUNT; i++) {
            assertThat(numbers.get(texts[i])).isEqualTo(i);
        }
        assertThat(numbers.get("none")).isEqualTo(-1);
    }

    /** Bytes that all puts together took. Keys 0 and 1, which the map treats in a way of their own, are in use before: see FrameTable. */
    private static long fill(LongNumbers numbers) {
        long bytes = 0;
        for (int i = 0; i < COUNT; i++) {
            numbers.reserve();
            long before = THREADS.getCurrentThreadAllocatedBytes();
            numbers.put(key(i), i);
            bytes += THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        return bytes;
    }

    private static long key(int i) {
        return 2 + 31L * i;
    }

    private static long fill(StringNumbers numbers, String[] texts) {
        long bytes = 0;
        for (int i = 0; i < COUNT; i++) {
            numbers.reserve();
            long before = THREADS.getCurrentThreadAllocatedBytes();
            numbers.put(texts[i], i);
            bytes += THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        return bytes;
    }
}
