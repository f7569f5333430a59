package dev.filprofile.flamegraph.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.flamegraph.SyntheticProfiles;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DiffTextTest {

    @Test
    void theWholeComparisonIsOneTableThatAddsUp() {
        assertThat(String.join("\n", DiffText.lines(DiffReports.importer(), false)))
                .isEqualTo("""
                Peak memory: 836 MiB → 1.06 GiB (+252 MiB, +30.2 %): more
                  base  main a1b2c3d
                        1 run, peak at 12.4 s of 31.0 s, true peak at most 838 MiB
                  new   HEAD d4e5f6a with changes
                        1 run, peak at 12.4 s of 31.0 s, true peak at most 1.06 GiB

                     Change     Before      After  Where
                   +240 MiB    820 MiB   1.04 GiB  CsvImporter.load, CsvImporter.java:41 → :47 (moved)
                                                   String[] parts = line.split("|")
                  +24.0 MiB          –   24.0 MiB  Rows.keep, Rows.java:9 (new)
                  −12.0 MiB   12.0 MiB          –  Cache.warm, Cache.java:90 (gone from the peak)
                        0 B    512 KiB    512 KiB  1 site without a difference above the noise
                        0 B   3.00 MiB   3.00 MiB  made by the JVM or before start
                   +252 MiB    836 MiB   1.06 GiB  the peak

                note: JVM versions differ: 17 in the base, 25 in the new side

                LIMIT BROKEN: the peak rose by too much""");
    }

    @Test
    void whatIsNotShownIsSummedUp() {
        List<String> lines = DiffText.lines(DiffReports.many(12), false);

        // The two smallest of each kind: 3 + 4 MiB new, 2 + 3 MiB gone.
        assertThat(lines)
                .contains("  +7.00 MiB        0 B   7.00 MiB  2 smaller increases")
                .contains("  −5.00 MiB   5.00 MiB        0 B  2 smaller decreases");
    }

    @Test
    void equalProfilesSaySo() {
        DiffReport same = DiffReports.of(SyntheticProfiles.csvImport(), SyntheticProfiles.csvImport(), List.of());

        assertThat(DiffText.lines(same, false))
                .contains("Peak memory: 1.14 GiB → 1.14 GiB (0 B, 0 %): no difference above the noise of 11.7 MiB");
    }

    static List<DiffReport> reports() {
        return List.of(DiffReports.importer(), DiffReports.hostile(), DiffReports.many(30));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void everyLineFitsAndHoldsNothingThatATerminalObeys(DiffReport report) {
        assertThat(DiffText.lines(report, false)).allSatisfy(line -> {
            assertThat(line.codePointCount(0, line.length())).isLessThanOrEqualTo(DiffText.COLUMNS);
            assertThat(line).doesNotContainPattern("[\\p{Cc}\\p{Zl}\\p{Zp}]");
        });
    }

    @Test
    void coloursAreTheOnlyDifference() {
        List<String> coloured = DiffText.lines(DiffReports.importer(), true);

        assertThat(coloured).anyMatch(line -> line.startsWith("\u001B[33m") && line.contains("Rows.keep"));
        assertThat(coloured.stream()
                        .map(line -> line.replaceAll("\u001B\\[\\d*m", ""))
                        .toList())
                .isEqualTo(DiffText.lines(DiffReports.importer(), false));
    }
}
