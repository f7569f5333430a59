package dev.filprofile.agent.peak;

import static dev.filprofile.agent.peak.ProfiledProgram.BASE_BYTES;
import static dev.filprofile.agent.peak.ProfiledProgram.KB;
import static dev.filprofile.agent.peak.ProfiledProgram.MB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.filprofile.agent.peak.ProfiledProgram.Setup;
import dev.filprofile.profile.Certificate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Scenarios of programs, each a sentence. The list starts from memray's high-water-mark aggregator tests. What must
 * hold for every program (P ≤ truth ≤ U, nothing falls, the snapshot sums to P) is asserted by {@link
 * ProfiledProgram#exit}.
 */
class PeakTrackerTest {
    /** Confirms whatever exceeds P, at once: for scenarios about which snapshot is kept, to the byte. */
    private static final PeakRule FINEST =
            PeakRule.standard().withTolerance(1e-9).withFloorBytes(0).withBudget(1_000, Long.MAX_VALUE / 4);

    private static final double ONE_LOOK = 0.01;

    @Test
    void a_program_that_allocates_nothing_has_the_base_as_its_peak() {
        var program = ProfiledProgram.standard();
        program.exit();
        assertThat(program.tracker.peakBytes()).isEqualTo(BASE_BYTES);
        assertThat(program.tracker.upperBoundBytes()).isEqualTo(BASE_BYTES);
        assertThat(program.snapshot()).isEmpty();
        assertThat(program.tracker.confirmations()).isZero();
        assertThat(program.tracker.kind()).isEqualTo(Certificate.Kind.CONFIRMED);
    }

    @Test
    void an_immediate_exit_is_confirmed_at_the_end() {
        var program = ProfiledProgram.standard();
        program.allocate("main", 100 * KB);
        program.exit();
        assertThat(program.snapshot()).containsExactly(entry("main", 100 * KB));
        assertThat(program.tracker.peakBytes()).isEqualTo(program.truePeakBytes());
        assertThat(program.tracker.confirmations()).isEqualTo(1);
    }

    @Test
    void a_jvm_that_vanishes_before_the_first_confirmation_still_has_a_true_certificate() {
        var program = ProfiledProgram.standard();
        program.allocate("main", 100 * KB);
        program.vanish();
        assertThat(program.tracker.peakBytes()).isEqualTo(BASE_BYTES);
        assertThat(program.tracker.upperBoundBytes()).isEqualTo(BASE_BYTES + 100 * KB);
    }

    @Test
    void a_single_object_is_the_peak() {
        var program = finest();
        program.allocate("only", 1 * MB);
        program.exit();
        assertThat(program.snapshot()).containsExactly(entry("only", 1 * MB));
    }

    @Test
    void nobody_waits_for_an_answer_that_was_no_until_occupancy_rises_or_a_collection_ends() {
        PeakTracker tracker = new PeakTracker(PeakRule.standard().withBudget(0, 0), 10 * MB, 1_000, 0);
        assertThat(tracker.isWorthWaiting(11 * MB)).isFalse(); // below the threshold: 10 MB and the floor of 2 MB
        assertThat(tracker.isWorthWaiting(13 * MB)).isTrue();
        assertThat(tracker.wantsConfirmation(13 * MB, 1)).isFalse();
        assertThat(tracker.isWorthWaiting(13 * MB + 500 * KB)).isFalse(); // a quarter of the floor: 512 KB
        assertThat(tracker.isWorthWaiting(13 * MB + 513 * KB)).isTrue();
        tracker.youngCollection(13 * MB, 11 * MB);
        assertThat(tracker.isWorthWaiting(13 * MB)).isTrue();
        assertThat(tracker.wantsConfirmation(13 * MB, 2)).isFalse();
        tracker.fullCollection(13 * MB, 10 * MB, 1_000, 3, false);
        assertThat(tracker.isWorthWaiting(13 * MB)).isTrue();
    }

    @Test
    void a_peak_that_turns_out_to_have_been_lower_is_looked_for_from_there() {
        PeakTracker tracker = new PeakTracker(PeakRule.standard(), 10 * MB, 1_000, 0);
        tracker.fullCollection(40 * MB, 40 * MB, 1_000, 1, true);
        tracker.peakWasLower(5 * MB);
        assertThat(tracker.peakBytes()).isEqualTo(35 * MB);
        assertThat(tracker.upperBoundBytes()).isEqualTo(40 * MB);
        assertThat(tracker.isAboveThreshold(38 * MB)).isFalse(); // 35 MB and 10 %
        assertThat(tracker.isAboveThreshold(39 * MB)).isTrue();
        assertThat(tracker.fullCollection(39 * MB, 36 * MB, 1_000, 2, true)).isTrue();
    }

    @Test
    void what_was_freed_before_the_peak_is_not_in_it() {
        var program = finest();
        program.die(program.allocate("before", 1 * MB));
        program.allocate("peak", 2 * MB);
        program.exit();
        assertThat(program.snapshot()).containsExactly(entry("peak", 2 * MB));
    }

    @Test
    void what_was_freed_after_the_peak_is_in_it() {
        var program = finest();
        program.die(program.allocate("peak", 2 * MB));
        program.exit();
        assertThat(program.snapshot()).containsExactly(entry("peak", 2 * MB));
    }

    @Test
    void what_was_allocated_after_the_peak_is_not_in_it() {
        var program = finest();
        program.die(program.allocate("peak", 2 * MB));
        program.allocate("after", 1 * MB);
        program.exit();
        assertThat(program.snapshot()).containsExactly(entry("peak", 2 * MB));
    }

    @Test
    void what_was_made_between_two_peaks_and_freed_after_is_in_the_second_only() {
        var program = finest();
        var first = program.allocate("first", 3 * MB);
        program.die(first);
        var between = program.allocate("between", 1 * MB);
        var second = program.allocate("second", 4 * MB);
        program.die(second);
        program.die(between);
        program.exit();
        assertThat(program.snapshot()).containsExactly(entry("between", 1 * MB), entry("second", 4 * MB));
    }

    @Test
    void what_was_made_and_freed_between_two_peaks_is_in_neither() {
        var program = finest();
        program.die(program.allocate("first", 3 * MB));
        program.die(program.allocate("between", 1 * MB));
        program.allocate("second", 4 * MB);
        program.exit();
        assertThat(program.snapshot()).containsExactly(entry("second", 4 * MB));
    }

    @Test
    void of_two_equal_peaks_the_first_is_kept() {
        var program = finest();
        program.die(program.allocate("first", 3 * MB));
        program.die(program.allocate("second", 3 * MB));
        program.exit();
        assertThat(program.snapshot()).containsExactly(entry("first", 3 * MB));
    }

    @Test
    void a_second_peak_that_is_lower_leaves_the_first() {
        var program = finest();
        program.die(program.allocate("first", 300 * MB));
        program.die(program.allocate("second", 291 * MB));
        program.exit();
        assertThat(program.snapshot()).containsExactly(entry("first", 300 * MB));
    }

    @Test
    void a_second_peak_three_percent_higher_is_the_peak_if_the_tolerance_is_finer() {
        var program = new ProfiledProgram(FINEST.withTolerance(0.02), Setup.standard());
        program.die(program.allocate("first", 300 * MB));
        program.die(program.allocate("second", 309 * MB));
        program.exit();
        assertThat(program.snapshot()).containsExactly(entry("second", 309 * MB));
    }

    @Test
    void a_second_peak_within_the_tolerance_may_be_missed_but_is_bounded() {
        var program = ProfiledProgram.standard();
        program.die(program.allocate("first", 300 * MB));
        program.collectFullByItself();
        program.die(program.allocate("second", 309 * MB));
        program.exit();
        assertThat(program.snapshot()).containsExactly(entry("first", 300 * MB));
        assertThat(program.tracker.upperBoundBytes()).isEqualTo(BASE_BYTES + 309 * MB);
        assertThat(program.width()).isLessThanOrEqualTo(0.10);
    }

    @Test
    void the_same_path_on_two_threads_counts_both() {
        // threads are part of what a sample says of itself; here a path is met twice at the peak
        var program = finest();
        program.allocate("Worker.run", 1 * MB);
        program.allocate("Worker.run", 2 * MB);
        program.exit();
        assertThat(program.snapshot()).containsExactly(entry("Worker.run", 3 * MB));
    }

    @Test
    void freeing_on_one_path_while_another_grows_is_followed() {
        var program = finest();
        Deque<SimulatedHeap.Allocated> falling = new ArrayDeque<>();
        for (int i = 0; i < 10; i++) {
            falling.add(program.allocate("falling", 1 * MB));
        }
        while (!falling.isEmpty()) {
            program.die(falling.remove());
            program.allocate("rising", 2 * MB);
        }
        program.exit();
        assertThat(program.snapshot()).containsExactly(entry("rising", 20 * MB));
    }

    @Test
    void garbage_over_a_small_live_set_does_not_look_like_a_peak() {
        var program = ProfiledProgram.standard();
        var live = program.allocateMany("live", 40 * MB);
        program.allocateGarbage(200 * MB);
        program.die(live);
        program.exit();
        assertThat(program.tracker.peakBytes()).isBetween((long) (40 * MB / 1.1), 42 * MB + 64 * KB);
        // at most the object that is being made at the confirmation
        assertThat(program.snapshot().getOrDefault("garbage", 0L)).isLessThanOrEqualTo(64 * KB);
        // the young generation's 16 MB of garbage over P make a look see 42 % unless confirmed in between, at 8 MB
        assertThat(program.width()).isLessThan(8.0 / (40 / 1.1) + ONE_LOOK);
    }

    @Test
    void garbage_without_end_exhausts_the_budget_and_then_the_young_generation_is_the_width() {
        var program = ProfiledProgram.standard();
        var live = program.allocateMany("live", 40 * MB);
        program.allocateGarbage(6_000 * MB);
        program.die(live);
        program.exit();
        assertThat(program.tracker.peakBytes()).isBetween((long) (40 * MB / 1.1), 42 * MB + 64 * KB);
        assertThat(program.tracker.upperBoundBytes()).isBetween((long) (42 * MB * 1.2), (42 + 16 + 1) * MB);
    }

    @Test
    void garbage_over_next_to_nothing_leaves_the_means_for_the_climb_that_follows() {
        var program = ProfiledProgram.standard();
        program.allocateGarbage(200 * MB);
        // a look at each 2 MB would be a hundred; 8 MB of garbage make 25
        assertThat(program.tracker.confirmations()).isBetween(1, 26);
        // 300 MB in 0.6 s: in steps of 10 % it would cost 11 × 108 ms and 3 ms for each of 50 steps
        program.die(program.allocateMany("grows", 300 * MB));
        program.exit();
        assertThat((double) program.tracker.peakBytes()).isGreaterThan(program.truePeakBytes() / 1.25);
        assertThat(program.tracker.kind()).isEqualTo(Certificate.Kind.CONFIRMED);
    }

    @Test
    void growth_with_a_little_garbage_is_a_climb_that_coarsens() {
        // 2 ns per byte: in steps of 10 % the climb would cost 11 × 0.3 s, in steps of 25 % 5 × 0.3 s
        var program = new ProfiledProgram(PeakRule.standard(), Setup.standard().withNanosPerByte(2, 2));
        var live = new ArrayList<SimulatedHeap.Allocated>();
        for (int grown = 0; grown < 150; grown++) {
            live.addAll(program.allocateMany("grows", MB));
            program.allocateGarbage(64 * KB);
        }
        assertThat(program.tracker.tolerance()).isEqualTo(0.25);
        program.die(live);
        program.exit();
        assertThat((double) program.tracker.peakBytes()).isGreaterThan(program.truePeakBytes() / 1.3);
        assertThat(program.tracker.kind()).isEqualTo(Certificate.Kind.CONFIRMED);
    }

    @Test
    void garbage_that_has_widened_the_certificate_is_not_collected_for_nothing_any_more() {
        var program = ProfiledProgram.standard();
        program.allocateMany("live", 40 * MB);
        program.allocateGarbage(6_000 * MB);
        long spent = program.tracker.spentNanos();
        long elapsed = program.elapsedNanos();
        program.allocateGarbage(6_000 * MB);
        // a tenth of 20 %, and not more than one collection of about 18 ms beyond it
        assertThat((double) program.tracker.spentNanos() - spent)
                .isLessThan(0.02 * (program.elapsedNanos() - elapsed) + 20e6);
        program.exit();
        assertThat(program.tracker.kind()).isEqualTo(Certificate.Kind.CONFIRMED);
    }

    @Test
    void growth_below_an_upper_bound_that_was_lost_is_still_found() {
        // a credit, but no share of time that could be used for exploring
        var program = new ProfiledProgram(PeakRule.standard().withBudget(0, 10_000_000_000L), Setup.standard());
        program.allocateMany("early", 40 * MB);
        program.tracker.occupancyAtMost(300 * MB);
        program.collectFullByItself();
        for (int grown = 0; grown < 100; grown++) {
            program.allocateMany("late", 1 * MB);
            program.allocateGarbage(20 * MB);
        }
        assertThat(program.tracker.upperBoundBytes()).isEqualTo(300 * MB);
        // a young generation of survivors may pass before the old one shows it
        assertThat((double) program.tracker.peakBytes()).isGreaterThan((program.truePeakBytes() - 16 * MB) / 1.1);
        program.vanish();
    }

    @Test
    void an_upper_bound_that_was_lost_is_not_lost_further() {
        // no collection of its own: the young generation is larger than all that is allocated
        var program = new ProfiledProgram(PeakRule.standard(), Setup.standard().withYoungCapacityBytes(4_000 * MB));
        program.allocateMany("live", 20 * MB);
        program.tracker.occupancyAtMost(100 * MB);
        program.collectFullByItself();
        program.allocateGarbage(2_000 * MB);
        assertThat(program.tracker.upperBoundBytes()).isBetween(100 * MB, 103 * MB);
        program.vanish();
    }

    @Test
    void garbage_of_the_young_generation_is_no_reason_for_a_provisional_picture() {
        var program = new ProfiledProgram(PeakRule.standard().withBudget(0, 0), Setup.standard());
        program.allocateMany("live", 20 * MB);
        program.collectFullByItself();
        var before = program.provisional();
        program.allocateGarbage(200 * MB);
        assertThat(program.provisional()).isSameAs(before);
        assertThat(program.tracker.kind()).isEqualTo(Certificate.Kind.CONFIRMED);
        program.exit();
    }

    @Test
    void growth_to_the_end_is_known_to_the_byte_when_the_program_exits_with_it_alive() {
        var program = ProfiledProgram.standard();
        program.allocateMany("grows", 200 * MB);
        program.exit();
        assertThat(program.tracker.peakBytes()).isEqualTo(program.truePeakBytes());
        assertThat(program.width()).isZero();
    }

    @Test
    void growth_that_is_freed_before_the_end_is_known_within_the_tolerance() {
        var program = ProfiledProgram.standard();
        program.die(program.allocateMany("grows", 200 * MB));
        program.exit();
        assertThat(program.width()).isLessThan(0.10 + ONE_LOOK);
        assertThat(program.tracker.peakBytes()).isGreaterThan((long) (200 * MB / (1.1 + ONE_LOOK)));
        assertThat(program.snapshot()).containsOnlyKeys("grows");
    }

    @Test
    void a_program_that_only_shrinks_has_its_peak_at_the_start() {
        var program = ProfiledProgram.standard();
        var start = program.allocateMany("start", 100 * MB);
        for (int i = 0; i < start.size(); i += 2) {
            program.die(start.get(i));
            program.die(start.get(i + 1));
            program.allocate("smaller", 64 * KB);
        }
        program.exit();
        assertThat(program.tracker.peakBytes()).isGreaterThan((long) (100 * MB / (1.1 + ONE_LOOK)));
        assertThat(program.tracker.upperBoundBytes()).isLessThan((long) (102 * MB * (1.1 + ONE_LOOK)));
        assertThat(program.snapshot())
                .hasEntrySatisfying("start", bytes -> assertThat(bytes).isGreaterThan(80 * MB));
    }

    @Test
    void a_spike_between_two_looks_is_bounded_by_what_the_collection_found() {
        var program = new ProfiledProgram(PeakRule.standard(), Setup.standard().withLookEveryBytes(Long.MAX_VALUE));
        program.die(program.allocateUnseen("spike", 50 * MB));
        program.collectFullByItself();
        program.allocate("rest", 1 * MB);
        program.exit();
        assertThat(program.tracker.peakBytes()).isEqualTo(BASE_BYTES + 1 * MB);
        assertThat(program.tracker.upperBoundBytes()).isEqualTo(BASE_BYTES + 50 * MB);
    }

    @Test
    void a_spike_that_dies_at_the_very_confirmation_stays_in_the_upper_bound() {
        // the reason why a confirmation does not take the occupancy that it found out of U
        var program = ProfiledProgram.standard();
        List<SimulatedHeap.Allocated> spike = new ArrayList<>();
        program.meanwhile(() -> program.die(spike));
        spike.add(program.allocateUnseen("spike", 50 * MB));
        program.look();
        program.meanwhile(() -> {});
        program.exit();
        assertThat(program.tracker.peakBytes()).isEqualTo(BASE_BYTES);
        assertThat(program.tracker.upperBoundBytes()).isEqualTo(program.truePeakBytes());
    }

    @Test
    void what_other_threads_allocate_between_the_decision_and_the_collection_is_covered() {
        var program = ProfiledProgram.standard();
        List<SimulatedHeap.Allocated> others = new ArrayList<>();
        program.meanwhile(() -> {
            others.add(program.allocateUnseen("other thread", 7 * MB));
            program.die(others.get(0));
        });
        program.allocate("decides", 20 * MB);
        program.exit();
        assertThat(program.tracker.upperBoundBytes()).isEqualTo(BASE_BYTES + 27 * MB);
        assertThat(program.truePeakBytes()).isEqualTo(BASE_BYTES + 27 * MB);
    }

    @Test
    void a_collection_that_nobody_saw_is_covered_by_a_bound() {
        var tracker = new PeakTracker(PeakRule.standard(), BASE_BYTES, 1_000_000, 0);
        tracker.occupancyAtMost(64 * MB);
        assertThat(tracker.upperBoundBytes()).isEqualTo(64 * MB);
        assertThat(tracker.peakBytes()).isEqualTo(BASE_BYTES);
    }

    @Test
    void a_full_collection_of_the_heaps_own_confirms_without_being_paid_for() {
        var program = new ProfiledProgram(PeakRule.standard().withBudget(0, 0), Setup.standard());
        program.allocateMany("live", 100 * MB);
        program.collectFullByItself();
        program.vanish();
        assertThat(program.tracker.peakBytes()).isEqualTo(BASE_BYTES + 100 * MB);
        assertThat(program.tracker.confirmations()).isZero();
        assertThat(program.tracker.spentNanos()).isZero();
    }

    @Test
    void without_a_budget_nothing_is_forced_but_the_last_confirmation() {
        var program = new ProfiledProgram(PeakRule.standard().withBudget(0, 0), Setup.standard());
        program.die(program.allocateMany("freed", 100 * MB));
        program.allocateMany("kept", 30 * MB);
        program.exit();
        assertThat(program.tracker.confirmations()).isEqualTo(1);
        assertThat(program.snapshot()).containsExactly(entry("kept", 30 * MB));
        assertThat(program.tracker.upperBoundBytes()).isGreaterThanOrEqualTo(BASE_BYTES + 100 * MB);
    }

    @Test
    void an_exhausted_budget_leaves_a_wide_but_true_certificate_and_a_provisional_picture() {
        // 1 s per collection of 1 GB against a credit of 50 ms
        var slow = Setup.standard().withNanosPerByte(2, 1);
        var program = new ProfiledProgram(PeakRule.standard().withBudget(0, 50_000_000), slow);
        program.die(program.allocateMany("spike", 200 * MB));
        program.exit();
        assertThat(program.width()).isGreaterThan(1);
        assertThat(program.tracker.kind()).isEqualTo(Certificate.Kind.PROVISIONAL);
        assertThat(program.tracker.provisionalBytes())
                .isBetween(
                        (long) (program.tracker.upperBoundBytes() / (1.1 + ONE_LOOK)),
                        program.tracker.upperBoundBytes());
        assertThat(program.provisional())
                .hasEntrySatisfying("spike", bytes -> assertThat(bytes).isGreaterThan(180 * MB));
    }

    @Test
    void forced_collections_never_take_more_than_the_credit_and_the_share_of_time() {
        var slow = Setup.standard().withNanosPerByte(0.7, 2);
        var program = new ProfiledProgram(PeakRule.standard(), slow);
        program.allocateMany("live", 100 * MB);
        program.die(program.allocateMany("more", 200 * MB));
        program.allocateGarbage(4_000 * MB);
        program.vanish();
        assertThat((double) program.tracker.spentNanos()).isLessThan(2e9 + 0.20 * program.elapsedNanos());
    }

    @Test
    void a_gate_that_was_shut_opens_by_itself_as_time_passes() {
        // a collection of 100 MB costs 103 ms; without credit and with 20 % of time, twice that is there after 1.03 s
        var program = new ProfiledProgram(
                PeakRule.standard().withBudget(0.20, 0), Setup.standard().withNanosPerByte(0, 1));
        program.allocateMany("live", 100 * MB);
        assertThat(program.tracker.confirmations()).isZero();
        program.idle(2_000_000_000L);
        program.look();
        assertThat(program.tracker.confirmations()).isEqualTo(1);
        assertThat(program.tracker.peakBytes()).isEqualTo(BASE_BYTES + 100 * MB);
        program.vanish();
    }

    @Test
    void a_provisional_picture_is_superseded_when_a_confirmation_comes_near_it() {
        var program = new ProfiledProgram(
                PeakRule.standard().withBudget(0.20, 0), Setup.standard().withNanosPerByte(0, 1));
        program.allocateMany("live", 100 * MB);
        assertThat(program.tracker.kind()).isEqualTo(Certificate.Kind.PROVISIONAL);
        program.collectFullByItself();
        assertThat(program.tracker.kind()).isEqualTo(Certificate.Kind.CONFIRMED);
        assertThat(program.tracker.provisionalBytes()).isZero();
        program.exit();
    }

    @Test
    void garbage_that_is_promoted_is_not_taken_for_a_peak_that_nobody_could_confirm() {
        var program = ProfiledProgram.standard();
        var recent = new ArrayDeque<SimulatedHeap.Allocated>();
        // each object lives while 40 MB are allocated, more than two young collections, and dies in the old generation
        for (long allocated = 0; allocated < 6_000 * MB; allocated += 64 * KB) {
            recent.add(program.allocate("recent", 64 * KB));
            if (recent.size() > 40 * MB / (64 * KB)) {
                program.die(recent.remove());
            }
        }
        program.exit();
        assertThat(program.tracker.kind()).isEqualTo(Certificate.Kind.CONFIRMED);
        assertThat(program.tracker.peakBytes()).isEqualTo(program.truePeakBytes());
    }

    @Test
    void growth_after_much_promoted_garbage_is_still_found() {
        var program = ProfiledProgram.standard();
        var recent = new ArrayDeque<SimulatedHeap.Allocated>();
        for (long allocated = 0; allocated < 2_000 * MB; allocated += 64 * KB) {
            recent.add(program.allocate("recent", 64 * KB));
            if (recent.size() > 40 * MB / (64 * KB)) {
                program.die(recent.remove());
            }
        }
        var grown = program.allocateMany("grows", 300 * MB);
        program.allocateGarbage(200 * MB);
        program.die(grown);
        program.exit();
        assertThat((double) program.tracker.peakBytes()).isGreaterThan(program.truePeakBytes() / 1.25);
        assertThat(program.tracker.kind()).isEqualTo(Certificate.Kind.CONFIRMED);
    }

    @Test
    void provisional_pictures_are_few_however_often_one_looks() {
        var tracker = new PeakTracker(PeakRule.standard().withBudget(0, 0), 10 * MB, 1_000_000, 0);
        int pictures = 0;
        for (long used = 10 * MB; used < 1_000 * MB; used += 16 * KB) {
            tracker.youngCollection(used, used);
            pictures += tracker.wantsProvisional(used) ? 1 : 0;
        }
        // each at least 10 % above the last, from 12 to 1000 MB: log(1000/12) / log(1.1) = 46.4
        assertThat(pictures).isBetween(40, 47);
    }

    @Test
    void the_step_doubles_on_the_climb_only_as_far_as_the_budget_needs_and_comes_back_on_the_plateau() {
        // 1.75 s to collect 5 GB: climbing all the way in steps of 10 % would cost 11 × 1.75 s
        var program = new ProfiledProgram(
                PeakRule.standard(),
                Setup.standard().withOldCapacityBytes(20_000 * MB).withLookEveryBytes(4 * MB));
        for (long grown = 0; grown < 1_500 * MB; grown += 4 * MB) {
            program.allocate("grows", 4 * MB);
        }
        assertThat(program.tracker.tolerance()).isGreaterThan(0.10);
        // growth by less than half of ε within 100 ms looks like the top, which may be paid with half of the credit on
        // top
        assertThat((double) program.tracker.spentNanos()).isLessThan(3e9 + 0.20 * program.elapsedNanos());
        long confirmedOnTheWay = program.tracker.peakBytes();
        assertThat(confirmedOnTheWay).as("the climb was not given up").isGreaterThan(700 * MB);

        program.idle(60_000_000_000L);
        program.allocate("grows", 4 * MB);
        for (int i = 0; i < 100; i++) {
            program.die(program.allocate("garbage", 4 * MB));
        }
        assertThat(program.tracker.tolerance()).isEqualTo(0.10);
        program.exit();
    }

    @Test
    void an_array_that_grows_by_less_than_the_tolerance_is_seen_while_old_and_new_are_alive() {
        var program = ProfiledProgram.standard();
        program.allocate("rest", 90 * MB);
        var old = program.allocate("array", 4 * MB);
        var grown = program.allocate("array", 6 * MB);
        program.die(old);
        program.allocateGarbage(100 * MB);
        program.die(grown);
        program.exit();
        assertThat(program.tracker.peakBytes()).isEqualTo(program.truePeakBytes());
        assertThat(program.snapshot()).containsExactly(entry("array", 10 * MB), entry("rest", 90 * MB));
    }

    @Test
    void a_second_peak_three_percent_higher_is_the_peak_if_it_lasts_for_some_young_collections() {
        var program = ProfiledProgram.standard();
        var first = program.allocateMany("first", 100 * MB);
        program.allocateGarbage(100 * MB);
        program.die(first);
        program.allocateGarbage(100 * MB);
        var second = program.allocateMany("second", 103 * MB);
        program.allocateGarbage(100 * MB);
        program.die(second);
        program.exit();
        assertThat((double) program.tracker.peakBytes()).isGreaterThan(0.99 * program.truePeakBytes());
        assertThat(program.snapshot())
                .hasEntrySatisfying("second", bytes -> assertThat(bytes).isGreaterThan(101 * MB));
    }

    @Test
    void large_garbage_does_not_spend_the_budget_on_looks_below_the_threshold() {
        var program = ProfiledProgram.standard();
        program.allocate("live", 50 * MB);
        for (int i = 0; i < 5_000; i++) {
            program.die(program.allocate("garbage", 1 * MB));
        }
        // 10 s of allocation; the young generation's 16 MB are above the threshold, which the ladder pays for
        var small = ProfiledProgram.standard();
        small.allocate("live", 50 * MB);
        small.allocateGarbage(5_000 * MB);
        // a look costs 20 ms; each waits twice as long as the one before, from 0.2 s on: 6 in 10 s
        assertThat(program.tracker.confirmations()).isLessThanOrEqualTo(small.tracker.confirmations() + 8);
        program.exit();
    }

    @Test
    void a_climb_that_the_budget_can_pay_keeps_the_rules_step() {
        var program = ProfiledProgram.standard();
        program.allocateMany("grows", 100 * MB);
        assertThat(program.tracker.tolerance()).isEqualTo(0.10);
        program.exit();
    }

    @Test
    void a_first_threshold_spares_the_climb() {
        var climbing = ProfiledProgram.standard();
        var refining = new ProfiledProgram(
                PeakRule.standard().withTolerance(0.05).withFirstThresholdBytes(180 * MB), Setup.standard());
        for (var program : List.of(climbing, refining)) {
            program.die(program.allocateMany("grows", 200 * MB));
            program.exit();
        }
        assertThat(refining.width()).isLessThan(0.05 + ONE_LOOK);
        assertThat(refining.tracker.confirmations()).isLessThanOrEqualTo(4);
        assertThat(climbing.tracker.confirmations()).isGreaterThan(10);
    }

    @Test
    void a_large_object_is_confirmed_at_the_look_after_it() {
        var program = ProfiledProgram.standard();
        program.die(program.allocate("large", 1_000 * MB));
        program.exit();
        assertThat(program.tracker.peakBytes()).isEqualTo(program.truePeakBytes());
        assertThat(program.width()).isZero();
    }

    @Test
    void live_sizes_from_samples_may_exceed_occupancy_and_still_give_a_certificate() {
        var tracker = new PeakTracker(PeakRule.standard().withExactCollector(false), 10 * MB, 1_000_000, 0);
        assertThat(tracker.fullCollection(20 * MB, 21 * MB, 1_000_000, 1_000, true))
                .isTrue();
        assertThat(tracker.kind()).isEqualTo(Certificate.Kind.SAMPLED);
        assertThat(tracker.upperBoundBytes()).isEqualTo(tracker.peakBytes());
    }

    private static ProfiledProgram finest() {
        return new ProfiledProgram(FINEST, Setup.standard().withLookEveryBytes(1));
    }

    @Test
    void at_the_top_of_a_climb_nothing_is_saved_for_later() {
        var tracker = new PeakTracker(PeakRule.standard(), MB, 10_000_000, 0);
        tracker.fullCollection(100 * MB, 100 * MB, 1_500_000_000, 1_500_000_000, true);
        // left: 2 s of credit and a fifth of 1.6 s, less 1.5 s = 0.82 s; a collection costs more than half of that
        assertThat(tracker.wantsConfirmation(300 * MB, 1_600_000_000)).isFalse();
        assertThat(tracker.wantsConfirmation(301 * MB, 1_650_000_000)).isFalse();
        // 100 ms later occupancy is still the same: the top is worth all that is left
        assertThat(tracker.wantsConfirmation(301 * MB, 1_700_000_000)).isTrue();
    }

    @Test
    void while_occupancy_grows_there_is_no_top() {
        var tracker = new PeakTracker(PeakRule.standard(), MB, 10_000_000, 0);
        tracker.fullCollection(100 * MB, 100 * MB, 1_500_000_000, 1_500_000_000, true);
        assertThat(tracker.wantsConfirmation(300 * MB, 1_600_000_000)).isFalse();
        assertThat(tracker.wantsConfirmation(330 * MB, 1_690_000_000)).isFalse();
        assertThat(tracker.wantsConfirmation(360 * MB, 1_780_000_000)).isFalse();
    }
}
