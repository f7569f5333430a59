package dev.filprofile.e2e;

import static dev.filprofile.e2e.ProfileAssert.assertThat;

import dev.filprofile.e2e.workload.RetainedArrays;
import dev.filprofile.e2e.workload.WaitsForSignal;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.RunInfo;
import dev.filprofile.profile.format.ProfileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report can be had while a program runs, and again from the files of a run that is over. */
@Tag(ChildJvm.ANY)
final class ReportAgainIT {

    @TempDir
    private Path directory;

    @Test
    void aReportOnDemandLeavesTheProgramRunning() throws IOException {
        ProfiledRun run = Program.workload(WaitsForSignal.class).profiled(directory);
        try (RunningProcess process = run.start()) {
            String pid = process.awaitLine("ready ");

            Outcome snapshot = FilProfile.run(directory, "snapshot", "--no-browser", pid);

            Assertions.assertThat(snapshot.exitCode()).as("%s", snapshot).isZero();
            Assertions.assertThat(snapshot.outText()).isEmpty();
            Profile soFar = ProfileReader.read(onlyFileNamed("peak.filprofile"));
            Assertions.assertThat(soFar.run().end()).isEqualTo(RunInfo.End.RUNNING);
            Assertions.assertThat(soFar.certificate().finalPeak()).isFalse();
            assertThat(soFar)
                    .at(WaitsForSignal.class, "held = new byte[8 * 1024 * 1024]")
                    .holdsExactly(1, Layout.DEFAULT.bytes(8 * 1024 * 1024));

            process.terminate();
            run.outcome(process.await()).exitsWith(128 + 15);
        }
    }

    private Path onlyFileNamed(String name) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> found = files.filter(file -> file.endsWith(name))
                    .filter(Files::isRegularFile)
                    .toList();
            Assertions.assertThat(found).hasSize(1);
            return found.get(0);
        }
    }

    @Test
    void aProfileIsRenderedAgainElsewhere() throws IOException {
        ProfiledOutcome run =
                Program.workload(RetainedArrays.class).profiled(directory).run();
        Path elsewhere = directory.resolve("elsewhere");

        Outcome report = FilProfile.run(
                directory,
                "report",
                "--no-browser",
                "-o",
                elsewhere.toString(),
                run.folder().resolve("peak.filprofile").toString());

        Assertions.assertThat(report.exitCode()).as("%s", report).isZero();
        Assertions.assertThat(elsewhere.resolve("index.html")).content().contains("RetainedArrays.java");
        Assertions.assertThat(elsewhere.resolve("peak.collapsedstack.txt"))
                .content()
                .isEqualTo(run.text("peak.collapsedstack.txt"));
    }
}
