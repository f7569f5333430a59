package dev.filprofile.flamegraph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.profile.OffHeap;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.Timeline;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TimelineChartTest {

    @Test
    void time_runs_to_the_right_and_bytes_upwards() {
        TimelineChart chart = TimelineChart.of(new ProfileBuilder()
                .certificate(50, 100)
                .time(250, 1000)
                .timeline(new Timeline(
                        List.of(new Timeline.Usage(0, 0, 10), new Timeline.Usage(500, 20, 100)),
                        List.of(new Timeline.Confirmation(250, 50)),
                        List.of(new Timeline.Collection(500, 100, 20, true), new Timeline.Collection(1, 9, 1, false))))
                .build());

        assertThat(chart.peak()).isEqualTo(new TimelineChart.Dot(250, 52.83, 250, 50));
        assertThat(chart.upperBoundY()).isEqualTo(5.66);
        assertThat(chart.dots()).containsExactly(chart.peak());
        assertThat(chart.collections())
                .containsExactly(new TimelineChart.Tick(0, false), new TimelineChart.Tick(500, true));
        assertThat(chart.usedBand())
                .isEqualTo("M0 90.57H2V99.06H250V52.83H500V5.66H1000V81.13H500V52.83H250V99.06H2V100H0Z");
        assertThat(chart.usedArea()).isEqualTo("M0 90.57H2V99.06H250V52.83H500V5.66H1000V100H0Z");
        assertThat(chart.timeMarks())
                .extracting(TimelineChart.Mark::label)
                .containsExactly("0", "200 ms", "400 ms", "600 ms", "800 ms");
    }

    @Test
    void two_charts_of_one_scale_have_the_same_axes_and_the_shorter_run_ends_earlier() {
        ProfileBuilder shorter = new ProfileBuilder()
                .certificate(50, 100)
                .time(250, 500)
                .timeline(new Timeline(List.of(new Timeline.Usage(0, 50, 50)), List.of(), List.of()));
        ProfileBuilder longer = new ProfileBuilder().certificate(200, 200).time(250, 1000);
        TimelineChart first = TimelineChart.of(shorter.build(), longer.build());
        TimelineChart second = TimelineChart.of(longer.build(), shorter.build());

        assertThat(first.timeMarks()).isEqualTo(second.timeMarks());
        assertThat(first.byteMarks()).isEqualTo(second.byteMarks());
        assertThat(first.peak().x()).isEqualTo(250);
        assertThat(first.usedArea()).isEqualTo("M0 76.42H500V100H0Z");
    }

    @Test
    void no_confirmed_size_floats_above_the_heap_in_use() {
        TimelineChart chart = TimelineChart.of(new ProfileBuilder()
                .certificate(80, 100)
                .time(900, 1000)
                .timeline(new Timeline(
                        List.of(new Timeline.Usage(0, 10, 10), new Timeline.Usage(900, 80, 80)),
                        List.of(new Timeline.Confirmation(300, 40), new Timeline.Confirmation(900, 80)),
                        List.of(new Timeline.Collection(600, 107, 60, false))))
                .build());

        assertThat(chart.usedArea()).isEqualTo("M0 90.57H300V62.26H600V5.66H602V43.40H900V24.53H1000V100H0Z");
    }

    @Test
    void memory_outside_the_heap_is_a_line_of_its_own_that_reaches_its_exact_peak() {
        List<Timeline.Usage> outside = List.of(new Timeline.Usage(100, 0, 100), new Timeline.Usage(600, 20, 50));
        Timeline timeline = new Timeline(List.of(new Timeline.Usage(0, 10, 10)), List.of(), List.of(), outside);
        Profile profile = new ProfileBuilder()
                .certificate(50, 100)
                .time(500, 1000)
                .timeline(timeline)
                .build();
        TimelineChart chart =
                TimelineChart.of(profile.withOffHeap(new OffHeap(400, 300, 0, List.of(), OffHeap.Combined.none())));

        assertThat(chart.offHeapLine()).isEqualTo("M100 5.66H102V76.42H600V88.21H1000");
        assertThat(chart.upperBoundY()).isEqualTo(76.42);
        assertThat(TimelineChart.of(SyntheticProfiles.csvImport()).offHeapLine())
                .isEmpty();
    }

    @Test
    void a_spike_is_never_lost_among_many_entries() {
        List<Timeline.Usage> usage = new java.util.ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            usage.add(new Timeline.Usage(i, 10, i == 77_777 ? 1000 : 20));
        }
        TimelineChart chart = TimelineChart.of(new ProfileBuilder()
                .certificate(20, 1000)
                .time(50, 100_000)
                .timeline(new Timeline(usage, List.of(), List.of()))
                .build());

        assertThat(chart.usedArea()).contains("V5.66").hasSizeLessThan(20_000);
    }

    @Test
    void everything_stays_inside_whatever_the_timeline() {
        for (var profile : List.of(
                SyntheticProfiles.empty(),
                SyntheticProfiles.csvImport(),
                SyntheticProfiles.offHeap(),
                SyntheticProfiles.growing())) {
            TimelineChart chart = TimelineChart.of(profile);
            Matcher numbers =
                    Pattern.compile("-?[\\d.]+").matcher(chart.usedBand() + chart.usedArea() + chart.offHeapLine());
            while (numbers.find()) {
                assertThat(Double.parseDouble(numbers.group())).isBetween(0.0, 1000.0);
            }
            assertThat(chart.peak().x()).isBetween(0.0, 1000.0);
            assertThat(chart.peak().y()).isBetween(0.0, 100.0);
            assertThat(chart.timeMarks()).isNotEmpty().hasSizeLessThanOrEqualTo(9);
            assertThat(chart.byteMarks()).hasSizeLessThanOrEqualTo(4);
        }
    }
}
