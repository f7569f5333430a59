package dev.filprofile.agent.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.GcInfo;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CollectionsTest {

    private static final byte[][] HELD = new byte[3][];

    private final Collector young = new Collector("G1 Young Generation");
    private final Collector full = new Collector("G1 Old Generation");
    private final Collections collections = new Collections(List.of(young.bean(), full.bean()));

    @Test
    void before_the_first_there_is_none() {
        young.ran(1, 2);
        assertThat(collections.lastFull()).isNull();
    }

    /** Its survivors are no part of what the full one left, and what was born in between was none that it saw. */
    @Test
    void a_young_one_right_after_changes_nothing_of_it() {
        young.ran(1, 2);
        GcInfo info = full.ran(10, 30);
        HELD[0] = new byte[1 << 20];
        HELD[1] = new byte[1 << 20];
        GcInfo later = young.ran(37, 38);
        FullCollection found = lastFull();
        assertThat(found.epoch()).isEqualTo(2);
        assertThat(found.leftBytes()).isEqualTo(collections.heapBytes(info.getMemoryUsageAfterGc()));
        assertThat(found.beforeBytes()).isEqualTo(collections.heapBytes(info.getMemoryUsageBeforeGc()));
        assertThat(collections.heapBytes(later.getMemoryUsageAfterGc()))
                .as("what the young one left")
                .isGreaterThan(found.leftBytes() + (2 << 20) - 100_000);
    }

    @Test
    void a_young_one_before_counts() {
        young.ran(1, 2);
        young.ran(5, 10);
        full.ran(10, 30);
        assertThat(lastFull().epoch()).isEqualTo(3);
    }

    @Test
    void remarks_of_g1_are_none() {
        Collector remarks = new Collector("G1 Concurrent GC");
        Collections newer = new Collections(List.of(young.bean(), remarks.bean(), full.bean()));
        full.ran(10, 30);
        remarks.ran(31, 32);
        assertThat(newer.epoch()).isEqualTo(1);
        assertThat(Objects.requireNonNull(newer.last()).getEndTime()).isEqualTo(30);
    }

    @Test
    void the_last_of_several_is_the_last() {
        full.ran(10, 30);
        young.ran(31, 32);
        full.ran(40, 50);
        assertThat(lastFull().epoch()).isEqualTo(3);
    }

    private FullCollection lastFull() {
        return Objects.requireNonNull(collections.lastFull());
    }
}
