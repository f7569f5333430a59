package dev.filprofile.agent.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeenCollectionsTest {

    private static final int NOW = Integer.MAX_VALUE;

    private final Collector cycles = new Collector("Shenandoah Cycles");
    private final Collector pauses = new Collector("Shenandoah Pauses");
    private final SeenCollections seen =
            new SeenCollections(new Collections(List.of(pauses.bean(), cycles.bean())), true);

    @Test
    void a_pause_is_a_collection_that_tells_nothing() {
        pauses.ends(10);
        seen.look();
        assertThat(seen.hasNewCycle()).isFalse();
        assertThat(seen.newFull()).isNull();
    }

    @Test
    void a_cycle_is_new_once() {
        cycles.ends(10);
        seen.look();
        assertThat(seen.hasNewCycle()).isTrue();
        assertThat(seen.newFull()).isNotNull();
        seen.look();
        assertThat(seen.hasNewCycle()).isFalse();
        assertThat(seen.newFull()).isNull();
    }

    @Test
    void what_is_noticed_is_what_the_table_is_right_for() {
        pauses.ends(10);
        seen.look();
        assertThat(seen.epoch()).isZero();
        seen.noted(1);
        assertThat(seen.epoch()).isEqualTo(1);
    }

    /** Epochs: 1, 2 pauses of the first cycle; 3 its end; 4, 5 pauses of the second; 6 its end. */
    @Test
    void a_cycle_tells_about_what_was_born_before_its_first_pause() {
        endOfFirst();
        pauses.ends(40);
        seen.look();
        assertThat(seen.knownBefore(NOW)).as("while it runs").isEqualTo(1);
        pauses.ends(50);
        cycles.ends(60);
        seen.look();
        assertThat(seen.knownBefore(NOW)).as("born at 3, not at 4").isEqualTo(4);
    }

    /** Otherwise what was born during the second cycle would be taken for what it found alive. */
    @Test
    void where_the_end_of_a_cycle_was_noticed_too_late_less_is_known() {
        pauses.ends(10);
        seen.look();
        pauses.ends(20);
        cycles.ends(30);
        pauses.ends(40); // the first of the second cycle
        seen.look();
        pauses.ends(50);
        cycles.ends(60);
        seen.look();
        assertThat(seen.knownBefore(NOW)).as("born at 1, when this looked last").isEqualTo(2);
    }

    @Test
    void what_is_known_stays_known() {
        endOfFirst();
        cycles.ends(60);
        seen.look();
        pauses.ends(70);
        seen.look();
        assertThat(seen.knownBefore(NOW)).isEqualTo(4);
    }

    /** A minor cycle of ZGC clears no references to what it found dead, and a major one those to old objects only. */
    @Test
    void of_generations_beside_the_program_only_what_was_asked_for_tells() {
        Collector minor = new Collector("ZGC Minor Cycles");
        Collector major = new Collector("ZGC Major Cycles");
        SeenCollections both = new SeenCollections(new Collections(List.of(minor.bean(), major.bean())), true);
        minor.ends(10);
        both.look();
        major.ends(20);
        both.look();
        minor.ends(30);
        both.look();
        assertThat(both.hasNewCycle()).isTrue();
        assertThat(both.fullsTell()).isFalse();
        assertThat(both.picturesBetween()).isFalse();
        assertThat(both.knownBefore(NOW)).isZero();
        both.asked(2);
        assertThat(both.knownBefore(NOW)).isEqualTo(3);
    }

    /** Then the samples that were not found dead are all there is to show. */
    @Test
    void where_nothing_can_be_asked_of_generations_nothing_is_known() {
        Collector minor = new Collector("ZGC Minor Cycles");
        SeenCollections never = new SeenCollections(new Collections(List.of(minor.bean())), false);
        assertThat(never.nothingTells()).isTrue();
        assertThat(never.picturesBetween()).isTrue();
        assertThat(never.knownBefore(NOW)).isEqualTo(NOW);
    }

    @Test
    void a_collector_that_stops_the_program_tells_about_everything() {
        Collector young = new Collector("G1 Young Generation");
        Collector remark = new Collector("G1 Concurrent GC");
        SeenCollections g1 = new SeenCollections(new Collections(List.of(young.bean(), remark.bean())), true);
        young.ends(10);
        g1.look();
        assertThat(g1.hasNewCycle()).isTrue();
        assertThat(g1.knownBefore(7)).isEqualTo(7);
        remark.ends(20);
        g1.look();
        assertThat(g1.hasNewCycle()).as("what is in use after a remark").isFalse();
    }

    @Test
    void without_a_collector_nothing_is_told_from_anything() {
        assertThat(new SeenCollections(new Collections(List.of()), false).knownBefore(NOW))
                .isEqualTo(NOW);
    }

    private void endOfFirst() {
        pauses.ends(10);
        pauses.ends(20);
        cycles.ends(30);
        seen.look();
    }
}
