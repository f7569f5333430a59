package dev.filprofile.e2e;

import dev.filprofile.profile.Certificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Peaks beside the truth, for people to read, in a file below {@code target}. */
final class MeasuredPeaks {

    private static final Path FILE = Path.of("target/measured-peaks.tsv");
    private static final double MB = 1_000_000;

    private MeasuredPeaks() {}

    /**
     * Adds a line: what ran, P less the truth and U less the truth in MB, kind.
     *
     * @param truthBytes with what was there before the program
     */
    static synchronized void add(String what, Certificate certificate, double truthBytes) {
        String line = String.format(
                Locale.ROOT,
                "%s\t%+.2f\t%+.2f\t%.2f\t%s%n",
                what,
                (certificate.peakBytes() - truthBytes) / MB,
                (certificate.upperBoundBytes() - truthBytes) / MB,
                truthBytes / MB,
                certificate.kind());
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
