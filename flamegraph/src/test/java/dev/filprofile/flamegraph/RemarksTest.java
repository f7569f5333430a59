package dev.filprofile.flamegraph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.Profile;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemarksTest {

    @Test
    void the_promise() {
        assertThat(remarks(SyntheticProfiles.csvImport()).promise())
                .isEqualTo("Peak: 1.14 GiB live at 12.4 s of 31.0 s.");
        assertThat(remarks(SyntheticProfiles.provisional()).promise())
                .startsWith("Peak: between 1.14 GiB and 1.72 GiB live");
        assertThat(remarks(SyntheticProfiles.sampled()).promise()).startsWith("Peak: about 1.13 GiB live");
    }

    @Test
    void an_ordinary_run_needs_no_warning() {
        assertThat(remarks(SyntheticProfiles.csvImport()).warnings()).isEmpty();
    }

    @Test
    void each_edge_has_its_warning() {
        assertThat(remarks(SyntheticProfiles.growing()).warnings())
                .containsExactly("Memory was still growing when the program ended: the peak is the end of the run.");
        assertThat(remarks(SyntheticProfiles.running()).warnings())
                .singleElement()
                .asString()
                .contains("still running");
        assertThat(remarks(SyntheticProfiles.sampled()).warnings())
                .singleElement()
                .asString()
                .contains("does not report exact live bytes");
        assertThat(remarks(SyntheticProfiles.provisional()).warnings()).hasSize(2);
    }

    @Test
    void the_certificate_stands_below_the_promise() {
        assertThat(remarks(SyntheticProfiles.csvImport()).certificate())
                .isEqualTo("The true peak lies between 1.14 GiB and 1.19 GiB.");
        assertThat(remarks(SyntheticProfiles.provisional()).certificate())
                .isEqualTo("No collection could confirm more than 1.14 GiB.");
        assertThat(remarks(SyntheticProfiles.sampled()).certificate())
                .isEqualTo("Estimated from samples; the heap, garbage included, was never fuller than 1.66 GiB.");
        assertThat(remarks(SyntheticProfiles.csvImportBuilder()
                                .certificate(1200 << 20, 1200 << 20)
                                .build())
                        .certificate())
                .isEqualTo("Confirmed by a garbage collection, and the heap was never fuller.");
    }

    @Test
    void what_the_process_held_outside_the_heap_is_told_where_it_is_known() {
        assertThat(remarks(SyntheticProfiles.offHeap()).remarks())
                .contains(new Remarks.Remark(
                        "Outside the heap",
                        "Java code held 300 MiB of direct buffers and other off-heap memory; most it ever held was 300 MiB,"
                                + " at 13.1 s: see Memory in the graph. The process held, by the counts of JVM and system,"
                                + " which overlap: mapped files 0 B, metaspace 21.0 MiB, compiled code 9.00 MiB, 17 threads,"
                                + " resident memory 1.86 GiB."));
        assertThat(remarks(SyntheticProfiles.csvImport()).remarks())
                .noneMatch(remark -> remark.term().equals("Outside the heap"));
    }

    @Test
    void a_wide_certificate_says_what_may_have_been_missed() {
        Remarks wide =
                remarks(new ProfileBuilder().certificate(3_233_287, 29_841_703).build());

        assertThat(wide.certificate())
                .isEqualTo("The true peak lies between 3.08 MiB and 28.5 MiB: most of the difference is garbage, but a"
                        + " short spike above 3.08 MiB could have been over before a collection measured it.");
        assertThat(wide.remarks().toString()).contains("and 28.5 MiB, a factor of 9. ");
    }

    @Test
    void samples_that_overshoot_the_measured_peak_are_explained() {
        assertThat(remarks(new ProfileBuilder()
                                .heldWithError("[B", 270_000_000, 1, 3_000_000, List.of("a.A.x:2"))
                                .certificate(266_000_000, 300_000_000)
                                .build())
                        .remarks()
                        .toString())
                .contains("257 MiB (100 % of the peak) were made by lines this report can name. By chance the samples"
                        + " stand for more than the measured 254 MiB; shares and the graph refer to their sum.");
    }

    @Test
    void a_picture_that_was_not_confirmed_tells_what_it_adds_up_to() {
        ProfileBuilder builder = new ProfileBuilder()
                .kind(Certificate.Kind.PROVISIONAL)
                .held("[B", 290 << 20, 1, "a.A.x:2")
                .certificate(197 << 20, 319 << 20);

        assertThat(remarks(builder.build()).warnings().get(0))
                .endsWith("may hold some garbage: it adds up to 290 MiB, and shares refer to that.");
        assertThat(remarks(builder.build()).remarks().toString()).doesNotContain("By chance");
        assertThat(TimelineChart.of(builder.build()).peak().bytes()).isEqualTo(290 << 20);
    }

    @Test
    void a_full_heap_is_told() {
        assertThat(remarks(new ProfileBuilder()
                                .certificate(1950L << 20, 2000L << 20)
                                .build())
                        .warnings())
                .containsExactly("The heap was full: 1.90 GiB of at most 2.00 GiB were alive. If the program ran out of"
                        + " memory, the allocation that failed is not in the picture.");
    }

    @Test
    void a_program_that_holds_nothing_did_not_grow_until_its_end() {
        assertThat(remarks(new ProfileBuilder()
                                .certificate(1_800_000, 3_649_000)
                                .time(550, 550)
                                .build())
                        .warnings())
                .isEmpty();
    }

    @Test
    void an_estimated_peak_is_what_the_samples_stand_for() {
        assertThat(remarks(SyntheticProfiles.sampled()).remarks().toString())
                .contains("The samples alive at the peak stand for 1.13 GiB; what the JVM itself holds");
        assertThat(remarks(SyntheticProfiles.sampled()).warnings().toString())
                .contains("rather too high: by two or three of its standard errors");
    }

    @Test
    void the_panel_names_certificate_residual_error_interval_collector_and_engine() {
        assertThat(remarks(SyntheticProfiles.csvImport()).remarks().toString())
                .contains("between 1.14 GiB and 1.19 GiB, a span of 4.4 %")
                .contains("9 collections were forced")
                .contains("1.13 GiB (98.5 % of the peak)")
                .contains("18.0 MiB were made by the JVM or before start")
                .contains("128 KiB")
                .contains("Serial, chosen by fil-profile")
                .contains("engine fast")
                .contains("commit a1b2c3d4e5, exit code 0");
    }

    @Test
    void what_was_recorded_is_compared_with_what_the_jvm_counted() {
        ProfileBuilder builder = SyntheticProfiles.csvImportBuilder()
                .counter("samples", 41_234)
                .counter("recordedBytes", 970L << 20)
                .counter("allocatedBytes", 1000L << 20)
                .counter("ownAllocatedBytes", 12 << 20);

        assertThat(text(builder, "Sampling")).contains("In the whole run 41 k allocations were recorded.");
        assertThat(text(builder, "Seen of all"))
                .isEqualTo(
                        "The recorded allocations stand for 970 MiB in the whole run, garbage included; the JVM itself"
                                + " counted 1000 MiB. That is 97.0 %, where 100 % would be all but for sampling error and for what"
                                + " the JVM makes itself. Another 12.0 MiB that the profiler allocated on the program's threads are"
                                + " left out.");
        assertThat(text(builder.counter("threadsEnded", 1), "Seen of all"))
                .endsWith(" 1 thread that ended took its last bytes with it: this JVM may have counted too little.");
        assertThat(text(builder.counter("threadsEnded", 30), "Seen of all"))
                .endsWith(
                        " 30 threads that ended took their last bytes with them: this JVM may have counted too little.");
    }

    @Test
    void what_cannot_be_compared_is_not() {
        ProfileBuilder builder = new ProfileBuilder().counter("recordedBytes", 4 << 20);

        assertThat(text(builder, "Seen of all"))
                .isEqualTo(
                        "The recorded allocations stand for 4.00 MiB in the whole run, garbage included. What the JVM"
                                + " counted cannot be compared with that: it does not tell.");
        assertThat(text(
                        builder.counter("allocatedBytes", 3 << 20).counter("ownAllocatedBytes", 90 << 20),
                        "Seen of all"))
                .endsWith("cannot be compared with that: most of it, 90.0 MiB, was the profiler's own.");
        assertThat(remarks(new ProfileBuilder().build()).remarks().toString()).doesNotContain("Seen of all");
    }

    @Test
    void what_was_missed_is_counted_and_its_reason_named() {
        assertThat(text(new ProfileBuilder().counter("samplesDropped", 0), "Missed"))
                .isEqualTo("Nothing that is known: every class could be instrumented, and no sample was dropped.");
        assertThat(text(
                        new ProfileBuilder()
                                .note("not instrumented: a.A.tooLong")
                                .counter("classesFailed", 2)
                                .counter("samplesDropped", 1)
                                .counter("errors", 3)
                                .counter("scalarReplaced", 12_345),
                        "Missed"))
                .isEqualTo(
                        "2 classes or methods were not instrumented, so arrays made there are missing; the notes name"
                                + " the first of them. 1 sample was dropped, since there was no memory or no room on the stack left"
                                + " to record it. 3 failures of the profiler did no harm to the program but may have cost samples."
                                + " 12 k samples fell on objects that the compiler had removed; they were never on the heap and do"
                                + " not count.");
    }

    @Test
    void names_that_were_lost_are_told_to_be() {
        assertThat(text(new ProfileBuilder().counter("classesFailed", 1).counter("samplesDropped", 0), "Missed"))
                .isEqualTo(
                        "1 class or method was not instrumented, so arrays made there are missing; their names were lost,"
                                + " since the program did not end in order.");
        assertThat(remarks(new ProfileBuilder().build()).remarks().toString()).doesNotContain("Missed");
    }

    @Test
    void the_profilers_own_time_is_told_as_measured() {
        assertThat(text(
                        new ProfileBuilder()
                                .counter("confirmNanos", 1_250_000_000L)
                                .counter("sweepNanos", 80_400_000)
                                .counter("transformNanos", 310_000_000)
                                .counter("slowPathNanos", 95_000_000),
                        "What it took"))
                .startsWith(
                        "Forced collections 1.3 s, looking after the samples 80 ms, instrumenting classes 310 ms, taking"
                                + " stacks 95 ms: measured, summed over all threads, of a run of 31.0 s.");
    }

    private static String text(ProfileBuilder builder, String term) {
        return remarks(builder.build()).remarks().stream()
                .filter(remark -> remark.term().equals(term))
                .findFirst()
                .orElseThrow()
                .text();
    }

    @Test
    void an_exact_run_says_so() {
        Profile exact = SyntheticProfiles.csvImportBuilder()
                .interval(0)
                .certificate(100, 100)
                .build();
        assertThat(remarks(exact).remarks().toString())
                .contains("The true peak is 100 B.")
                .contains("Every allocation was recorded: the numbers are exact.");
    }

    @Test
    void no_number_is_ever_not_a_number() {
        for (Profile profile : new Profile[] {SyntheticProfiles.empty(), SyntheticProfiles.nothingTracked()}) {
            assertThat(remarks(profile).remarks().toString())
                    .doesNotContain("NaN")
                    .doesNotContain("Infinity");
        }
    }

    private static Remarks remarks(Profile profile) {
        return new Remarks(profile, Findings.of(profile));
    }
}
