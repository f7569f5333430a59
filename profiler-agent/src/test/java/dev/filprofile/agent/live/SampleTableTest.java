package dev.filprofile.agent.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SampleTableTest {

    private static final long MB = 1 << 20;
    private static final Object ALIVE = new Object();

    @Test
    void objectsWithRegionsForThemselvesHaveTails() {
        SampleTable table = new SampleTable(56);
        table.add(sample(MB + 16, 0)); // two regions
        table.add(sample(MB / 2 + 8, 0)); // one
        table.add(sample(2 * MB, 0)); // two, full
        table.add(sample(MB / 2, 0)); // among others
        table.add(sample(3 * MB + 8, 7)); // born later

        assertThat(table.tailBytes(5, MB)).isEqualTo(MB - 16 + MB / 2 - 8);
        assertThat(table.tailBytes(8, MB)).isEqualTo(MB - 16 + MB / 2 - 8 + MB - 8);
        assertThat(table.tailBytes(8, 0)).isZero();
    }

    private static Sample sample(long sizeBytes, int birthEpoch) {
        return new Sample(ALIVE, sizeBytes, (int) (sizeBytes / 8), 1, birthEpoch);
    }
}
