package dev.filprofile.flamegraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {

    @Test
    void the_answer_names_the_deepest_application_line_that_holds_half() {
        Findings findings = Findings.of(SyntheticProfiles.csvImport());

        assertThat(findings.answer().kind()).isEqualTo(Answer.Kind.LINE);
        assertThat(findings.answer().text())
                .isEqualTo("String[] parts = line.split(\",\"), Csv.java:41 in Csv.split, holds 80 % of the peak"
                        + " (934 MiB, 9.4 M objects).");
    }

    @Test
    void sites_add_up_to_the_attributed_bytes() {
        Findings findings = Findings.of(SyntheticProfiles.large(5_000, 3));

        double sum = findings.sites().stream().mapToDouble(Site::bytes).sum();
        assertThat(sum).isCloseTo(findings.attributedBytes(), within(0.01));
        assertThat(findings.attributedBytes() + findings.residualBytes())
                .isCloseTo((double) findings.peakBytes(), within(0.01));
    }

    @Test
    void the_next_sites_follow_by_bytes_and_leave_out_what_the_answer_named() {
        Findings findings = Findings.of(SyntheticProfiles.csvImport());

        assertThat(findings.nextSites(4))
                .extracting(Site::location)
                .containsExactly("CsvImporter.java:49", "CsvImporter.java:38", "PriceCache.java:90", "Price.java:12");
    }

    @Test
    void a_caller_that_only_passes_on_is_named_as_a_caller() {
        Findings findings = Findings.of(new ProfileBuilder()
                .held("[B", 40, 1, "a.Main.main:1", "a.A.x:2")
                .held("[B", 35, 1, "a.Main.main:1", "a.B.y:3")
                .held("[B", 25, 1, "a.Main.main:1", "a.C.z:4")
                .certificate(100, 100)
                .build());

        assertThat(findings.answer().kind()).isEqualTo(Answer.Kind.CALLER);
        assertThat(findings.answer().sites())
                .extracting(Site::location)
                .containsExactly("Main.java:1", "A.java:2", "B.java:3", "C.java:4");
        assertThat(findings.answer().text())
                .isEqualTo("No single line holds half of the peak. Everything below Main.java:1 in Main.main"
                        + " together holds 100 % of the peak (100 B, 3 objects, only byte[]).");
        assertThat(findings.nextSites(4)).isEmpty();
    }

    @Test
    void a_line_called_from_two_places_is_one_line() {
        Findings findings = Findings.of(new ProfileBuilder()
                .held("[B", 30, 1, "a.Main.main:1", "a.A.x:2", "a.Csv.read:9", "java.util.Arrays.copyOf:5")
                .held("[C", 30, 1, "a.Main.main:3", "a.B.y:4", "a.Csv.read:9")
                .held("[B", 40, 1, "a.Main.main:5", "a.C.z:4")
                .certificate(100, 110)
                .build());

        assertThat(findings.answer().text())
                .isEqualTo("Csv.java:9 in Csv.read holds 60 % of the peak (60 B, 2 objects, mostly byte[]).");
    }

    @Test
    void recursion_counts_a_line_once_per_path() {
        Findings findings = Findings.of(new ProfileBuilder()
                .held("[B", 80, 1, "a.Main.main:1", "a.P.p:2", "a.P.q:3", "a.P.p:2", "a.P.q:3", "a.P.p:2")
                .held("[B", 20, 1, "a.Main.main:1", "a.P.p:2")
                .certificate(100, 100)
                .build());

        assertThat(findings.answer().sites().get(0).share()).isEqualTo(1.0);
        assertThat(findings.answer().sites().get(0).location()).isEqualTo("P.java:2");
    }

    @Test
    void without_half_in_any_line_the_largest_is_named() {
        Findings findings = Findings.of(new ProfileBuilder()
                .held("[B", 30, 1, "a.A.x:2")
                .held("[B", 20, 1, "a.B.y:3")
                .certificate(100, 100)
                .build());

        assertThat(findings.answer().kind()).isEqualTo(Answer.Kind.SEVERAL);
        assertThat(findings.answer().sites()).hasSize(2);
        assertThat(findings.answer().text())
                .startsWith("No single line holds half of the peak. The largest is A.java:2 in A.x, with 30 %");
    }

    @Test
    void library_and_jdk_frames_are_sites_only_where_no_application_frame_stands() {
        Findings findings = Findings.of(new ProfileBuilder()
                .held("[B", 30, 1, "java.lang.Thread.run:840", "com.fasterxml.Pool.run:2")
                .held("[B", 70, 1, "java.lang.Thread.run:840", "a.Main.run:1", "com.fasterxml.Pool.run:2")
                .certificate(100, 100)
                .build());

        assertThat(findings.sites()).extracting(Site::location).containsExactly("Main.java:1", "Pool.java:2");
        assertThat(findings.sites()).extracting(Site::origin).isEqualTo(List.of(Origin.APPLICATION, Origin.LIBRARY));
    }

    @Test
    void objects_without_a_java_stack_are_a_site_of_their_own() {
        Findings findings = Findings.of(
                new ProfileBuilder().held("[B", 10, 1).certificate(10, 10).build());

        assertThat(findings.answer().text())
                .isEqualTo("(no Java stack) holds 100 % of the peak (10 B, 1 object, only byte[]).");
    }

    @Test
    void nothing_tracked_says_so_and_has_no_numbers_that_are_not() {
        Findings nothing = Findings.of(SyntheticProfiles.nothingTracked());
        assertThat(nothing.answer().text()).startsWith("Nothing was tracked: ");
        assertThat(nothing.residualBytes()).isEqualTo(3 << 20);

        Findings empty = Findings.of(SyntheticProfiles.empty());
        assertThat(empty.answer().kind()).isEqualTo(Answer.Kind.NOTHING);
        assertThat(empty.totalBytes()).isZero();
    }

    @Test
    void what_the_jvm_made_is_named_first_where_it_is_most_of_the_peak() {
        Findings small = Findings.of(new ProfileBuilder()
                .held("[B", 10, 1)
                .held("[B", 8, 1, "a.A.x:2")
                .held("[C", 0.05, 1, "a.B.y:3")
                .certificate(100, 100)
                .build());
        assertThat(small.answer().kind()).isEqualTo(Answer.Kind.RESIDUAL);
        assertThat(small.answer().text())
                .isEqualTo("82 % of the peak (82 B) was made by the JVM or before start, not by a line of the program."
                        + " The largest line is A.java:2 in A.x, with 8.0 % of the peak (8 B, 1 object, only byte[]).");
        assertThat(small.largestSites(5))
                .extracting(Site::location)
                .as("a line below a thousandth of the peak is not worth a word")
                .containsExactly("", "A.java:2");

        Findings tiny = Findings.of(new ProfileBuilder()
                .held("[B", 736, 2)
                .certificate(1_384_000, 3_649_000)
                .build());
        assertThat(tiny.answer().text())
                .isEqualTo("100 % of the peak (1.32 MiB) was made by the JVM or before start,"
                        + " not by a line of the program.");
    }

    @Test
    void lines_that_hold_next_to_nothing_are_not_listed_beside_the_answer() {
        Findings findings = Findings.of(new ProfileBuilder()
                .held("[B", 9_000, 1, "a.A.x:2")
                .held("[B", 900, 1, "a.B.y:3")
                .held("[B", 4, 1, "a.C.z:4")
                .certificate(10_000, 10_000)
                .build());

        assertThat(findings.nextSites(4)).extracting(Site::location).containsExactly("B.java:3");
    }

    @Test
    void shares_never_exceed_the_whole_when_sampling_overshoots() {
        Findings findings = Findings.of(new ProfileBuilder()
                .heldWithError("[B", 120, 1, 30, List.of("a.A.x:2"))
                .certificate(100, 130)
                .build());

        assertThat(findings.sites().get(0).share()).isEqualTo(1.0);
        assertThat(findings.residualBytes()).isZero();
        assertThat(findings.answer().text()).contains("120 B ±25 %");
    }
}
