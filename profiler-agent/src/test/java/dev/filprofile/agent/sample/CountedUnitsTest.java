package dev.filprofile.agent.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountedUnitsTest {
    private static final int[] LENGTHS = {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 1000, 4096, 65_537};

    @Test
    void a_plain_object_counts_three_units_whatever_its_size() {
        for (Object object : List.of(new Object(), "text", 1L, List.of(1, 2, 3), Thread.State.NEW)) {
            assertThat(CountedUnits.of(object)).isEqualTo(3);
        }
    }

    @Test
    void arrays_count_two_units_and_their_elements_in_units_of_eight_bytes_as_the_hook_does() {
        for (int length : LENGTHS) {
            assertThat(CountedUnits.of(new boolean[length])).isEqualTo(2 + (length >>> 3));
            assertThat(CountedUnits.of(new byte[length])).isEqualTo(2 + (length >>> 3));
            assertThat(CountedUnits.of(new char[length])).isEqualTo(2 + (length >>> 2));
            assertThat(CountedUnits.of(new short[length])).isEqualTo(2 + (length >>> 2));
            assertThat(CountedUnits.of(new int[length])).isEqualTo(2 + (length >>> 1));
            assertThat(CountedUnits.of(new float[length])).isEqualTo(2 + (length >>> 1));
            assertThat(CountedUnits.of(new long[length])).isEqualTo(2 + length);
            assertThat(CountedUnits.of(new double[length])).isEqualTo(2 + length);
            assertThat(CountedUnits.of(new Object[length])).isEqualTo(2 + (length >>> 1));
            assertThat(CountedUnits.of(new String[length])).isEqualTo(2 + (length >>> 1));
            assertThat(CountedUnits.of(new int[length][])).isEqualTo(2 + (length >>> 1));
        }
    }

    @Test
    void a_nest_counts_its_outer_and_all_its_inner_arrays() {
        assertThat(CountedUnits.ofNest(new int[3][10])).isEqualTo((2 + 1) + 3 * (2 + 5));
        assertThat(CountedUnits.ofNest(new long[2][3][4])).isEqualTo((2 + 1) + 2 * (2 + 1) + 2 * 3 * (2 + 4));
        assertThat(CountedUnits.ofNest(new String[4][6])).isEqualTo((2 + 2) + 4 * (2 + 3));
        assertThat(CountedUnits.ofNest(new byte[5][2][])).isEqualTo((2 + 2) + 5 * (2 + 1));
    }

    @Test
    void a_nest_whose_inner_arrays_do_not_exist_counts_its_outer_array() {
        assertThat(CountedUnits.ofNest(new int[100][])).isEqualTo(2 + 50);
        assertThat(CountedUnits.ofNest(new int[0][100])).isEqualTo(2);
        assertThat(CountedUnits.ofNest(new int[][] {null, new int[8], null})).isEqualTo((2 + 1) + (2 + 4));
    }

    @Test
    void an_array_of_plain_objects_is_no_nest() {
        assertThat(CountedUnits.ofNest(new Object[] {new int[100], "text"})).isEqualTo(2 + 1);
        assertThat(CountedUnits.ofNest(new int[100])).isEqualTo(2 + 50);
        assertThat(CountedUnits.ofNest("text")).isEqualTo(3);
    }

    @Test
    void a_nest_of_more_units_than_half_an_int_counts_half_an_int() {
        // 2,200 times the same million longs: as much as 2.2 billion units, without having them
        long[][] shared = new long[2_200][];
        Arrays.fill(shared, new long[1_000_000]);
        assertThat(CountedUnits.ofNest(shared)).isEqualTo(Integer.MAX_VALUE / 2);
    }
}
