package dev.filprofile.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.e2e.workload.Climb;
import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that relies on an earlier one's peak: {@code run --refine}. */
final class RefineIT {

    private static final int CLIMB_MB = 80;
    private static final double MB = 1024 * 1024;

    /** What the JVM and the program hold beside the arrays. */
    private static final double OTHER = 4 * MB;

    @TempDir
    private Path directory;

    @Test
    void thePeakIsNarrowerForFewerConfirmations() throws IOException {
        ProfiledOutcome first = climb("first", CLIMB_MB);
        ProfiledOutcome second =
                climb("second", CLIMB_MB, "--refine", first.folder().toString());

        Certificate known = first.profile().certificate();
        Certificate refined = second.profile().certificate();
        // the climb from some MB to 80 in steps of 10 % needs more than twenty; from 72 to 80 in steps of 5 % it needs
        // two or
        // three, and garbage at the top, the end of the run and memory outside the heap add some, the more the slower
        // the machine
        assertThat(known.confirmations()).isGreaterThan(10);
        assertThat(refined.confirmations()).isPositive().isLessThan(known.confirmations());
        assertThat(second.profile().timeline().collections())
                .filteredOn(Timeline.Collection::full)
                .as("what full collections found")
                .isNotEmpty()
                .allMatch(collection -> collection.beforeBytes() >= 0.9 * known.peakBytes());
        assertThat(refined.kind()).isEqualTo(Certificate.Kind.CONFIRMED);
        assertThat((double) refined.peakBytes()).isBetween(CLIMB_MB * MB / 1.05 - MB, CLIMB_MB * MB + OTHER);
        assertThat(refined.upperBoundBytes()).isGreaterThanOrEqualTo(CLIMB_MB * (long) MB);
        assertThat(second.profile().notes()).anyMatch(note -> note.contains("nine tenths of an earlier run's peak"));
        assertThat(second.outcome().errText()).doesNotContain("--refine");
    }

    /** After a fix: nothing was confirmed, and the user is told what to do. */
    @Test
    void aRunThatStaysBelowTheEarlierPeakSaysSo() throws IOException {
        ProfiledOutcome first = climb("first", CLIMB_MB);
        ProfiledOutcome second =
                climb("second", CLIMB_MB / 2, "--refine", first.folder().toString());

        assertThat(second.outcome().errText())
                .contains("=fil-profile= This run's peak may be lower than the earlier one's, ")
                .contains("; run it without --refine.");
        Certificate certificate = second.profile().certificate();
        assertThat(certificate.upperBoundBytes()).isGreaterThanOrEqualTo(CLIMB_MB / 2 * (long) MB);
        assertThat(certificate.peakBytes()).isLessThan(CLIMB_MB / 2 * (long) MB + (long) OTHER);
        assertThat(second.profile().notes()).anyMatch(note -> note.contains("run it without --refine"));
    }

    /** What {@code latest} is depends on where results go. */
    @Test
    void latestIsTheNewestResult() throws IOException {
        climb("both", CLIMB_MB);
        Outcome second = Program.workload(Climb.class, String.valueOf(CLIMB_MB))
                .profiled(directory.resolve("both"))
                .with("--refine", "latest")
                .run()
                .outcome();
        assertThat(second.errText()).contains("Peak: ").doesNotContain("error");
    }

    private ProfiledOutcome climb(String name, int megabytes, String... options) throws IOException {
        return Program.workload(Climb.class, String.valueOf(megabytes))
                .profiled(Files.createDirectories(directory.resolve(name)))
                .with(options)
                .run()
                .exitsWith(0);
    }
}
