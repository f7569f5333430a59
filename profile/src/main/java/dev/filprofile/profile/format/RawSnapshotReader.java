package dev.filprofile.profile.format;

import dev.filprofile.profile.Allocation;
import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.Certificate.Kind;
import dev.filprofile.profile.JvmMemory;
import dev.filprofile.profile.OffHeap;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.RunInfo;
import dev.filprofile.profile.RunInfo.End;
import dev.filprofile.profile.Sources;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns a raw snapshot into a profile, after its program has ended, however it did, or while it runs.
 *
 * <p>The profile has no sources and no commit, and the exit code is −1: only the process that started the program knows
 * these.
 */
public final class RawSnapshotReader {

    private RawSnapshotReader() {}

    /** Whether the file begins like a raw snapshot, of any version. */
    public static boolean isRawSnapshot(Path path) throws IOException {
        try (RawFile file = new RawFile(path)) {
            return file.length() >= 8 && file.longAt(RawLayout.MAGIC_AT) == RawLayout.MAGIC;
        }
    }

    /**
     * The process that writes or wrote the raw snapshot, 0 if the file does not tell.
     *
     * @throws ProfileFormatException if the file is not a raw snapshot that can be read
     */
    public static long pid(Path path) throws IOException {
        try (RawFile file = new RawFile(path)) {
            return RawHeader.read(file).number("pid");
        }
    }

    /** Reads a raw snapshot whose program has ended. See {@link #read(Path, boolean)}. */
    public static Profile read(Path path) throws IOException {
        return read(path, false);
    }

    /**
     * Reads a raw snapshot.
     *
     * @param running whether the program may still be running; its end is then {@link End#RUNNING} unless it has begun to
     *     shut down, and {@link End#SHUTDOWN} or {@link End#ABRUPT} otherwise
     * @throws ProfileFormatException if the file is foreign, cut, damaged or of a newer version; the message names the
     *     file and the reason
     * @throws IOException if the file cannot be read
     */
    public static Profile read(Path path, boolean running) throws IOException {
        try (RawFile file = new RawFile(path)) {
            RawHeader header = RawHeader.read(file);
            @Nullable RawSnapshot snapshot = RawSnapshot.read(file);
            @Nullable RawSnapshot offHeap = RawSnapshot.readOffHeap(file);
            @Nullable RawSnapshot combined = RawSnapshot.readCombined(file);
            List<RawSnapshot> lower = RawNextPeaks.read(file, snapshot);
            RawStatus status = RawStatus.read(file);
            // After the snapshots: what they use was defined before.
            RawDefinitions definitions = RawDefinitions.read(file);
            RawPictures pictures = RawPictures.of(
                    definitions,
                    sums(snapshot, definitions, file),
                    sums(offHeap, definitions, file),
                    sums(combined, definitions, file),
                    RawNextPeaks.sums(lower, definitions, file));

            End end = status.shutdown() ? End.SHUTDOWN : running ? End.RUNNING : End.ABRUPT;
            Map<String, Long> counters = RawTimeline.counters(file);
            // First of all that refers to classes, threads and tasks, which are numbered as they are met.
            List<Allocation> allocations = pictures.allocations(pictures.heap());
            Certificate certificate = certificate(status, snapshot, pictures.heap(), end);
            long atHeapPeak = snapshot == null ? 0 : snapshot.numbers().offHeapBytes();
            OffHeap.Combined together = together(combined, pictures);
            if (certificate.kind() != Certificate.Kind.PROVISIONAL && certificate.peakBytes() > together.bytes()) {
                // the program had had no such memory yet, so no picture of both was made
                together = new OffHeap.Combined(certificate.peakBytes(), 0, certificate.peakMillis(), allocations);
            }
            OffHeap offHeapMemory = offHeap(atHeapPeak, offHeap, together, pictures, counters);
            return new Profile(
                    run(header, status, snapshot, end, counters),
                    certificate,
                    RawTimeline.read(file),
                    pictures.tree(),
                    allocations,
                    pictures.classes(),
                    pictures.threads(),
                    pictures.tasks(),
                    Sources.none(),
                    notes(file, definitions, snapshot, pictures.heap()),
                    RawErrors.read(file),
                    offHeapMemory,
                    snapshot == null ? JvmMemory.unknown() : snapshot.numbers().memory(),
                    RawNextPeaks.of(lower, pictures));
        }
    }

    private static LiveSums sums(@Nullable RawSnapshot snapshot, RawDefinitions definitions, RawFile file)
            throws IOException {
        return LiveSums.of(snapshot == null ? ByteBuffer.allocate(0) : snapshot.rows(), definitions, file);
    }

    private static OffHeap.Combined together(@Nullable RawSnapshot combined, RawPictures pictures) {
        return combined == null
                ? OffHeap.Combined.none()
                : new OffHeap.Combined(
                        combined.peakBytes(),
                        combined.ownBytes(),
                        combined.peakMillis(),
                        pictures.allocations(pictures.combined()));
    }

    private static OffHeap offHeap(
            long atHeapPeak,
            @Nullable RawSnapshot offHeap,
            OffHeap.Combined together,
            RawPictures pictures,
            Map<String, Long> counters) {
        // The counter may know of a higher peak than the picture: the program ended before that one was written.
        long peak = Math.max(offHeap == null ? 0 : offHeap.peakBytes(), counters.getOrDefault("offHeapPeakBytes", 0L));
        return peak <= 0
                ? OffHeap.none()
                : new OffHeap(
                        peak,
                        offHeap == null ? 0 : offHeap.peakMillis(),
                        atHeapPeak,
                        pictures.allocations(pictures.offHeap()),
                        together);
    }

    private static RunInfo run(
            RawHeader header, RawStatus status, @Nullable RawSnapshot snapshot, End end, Map<String, Long> counters)
            throws IOException {
        return new RunInfo(
                header.text("toolVersion"),
                Instant.ofEpochMilli(header.number("startedEpochMillis")),
                status.nowMillis(),
                header.lines("command"),
                header.text("workingDirectory"),
                header.text("jvm"),
                header.text("javaHome"),
                header.text("collector"),
                Boolean.parseBoolean(header.text("collectorChosenByUs")),
                header.lines("jvmFlags"),
                header.number("maxHeapBytes"),
                snapshot == null ? 0 : snapshot.intervalBytes(),
                header.text("engine"),
                "",
                false,
                -1,
                end,
                counters);
    }

    private static Certificate certificate(RawStatus status, @Nullable RawSnapshot snapshot, LiveSums sums, End end) {
        long peak = status.peakBytes();
        if (snapshot != null) {
            peak = switch (snapshot.kind()) {
                case CONFIRMED, UNKNOWN -> snapshot.peakBytes();
                // the picture of a state that could not be confirmed is kept while lower ones are confirmed
                case PROVISIONAL -> Math.max(snapshot.peakBytes(), status.peakBytes());
                case SAMPLED -> snapshot.peakBytes() + Math.round(sums.totalBytes());
            };
        }
        // The status may know of a higher peak than the snapshot: the program ended before that one was committed.
        long upperBound = Math.max(peak, Math.max(status.peakBytes(), status.upperBoundBytes()));
        return new Certificate(
                snapshot == null ? Kind.PROVISIONAL : snapshot.kind(),
                peak,
                upperBound,
                snapshot == null ? 0 : snapshot.peakMillis(),
                status.baseBytes(),
                snapshot == null ? 0 : snapshot.ownBytes(),
                status.confirmations(),
                end != End.RUNNING);
    }

    private static List<String> notes(
            RawFile file, RawDefinitions definitions, @Nullable RawSnapshot snapshot, LiveSums sums)
            throws IOException {
        List<String> notes = new ArrayList<>(definitions.notes());
        if (snapshot == null) {
            notes.add("No snapshot was completed before the end, so it is not known which lines held the memory.");
        } else if (snapshot.lostRows() > 0) {
            notes.add("There was no room for " + snapshot.lostRows() + " samples in the snapshot.");
        }
        if (sums.undefinedRows() > 0) {
            notes.add("The call paths of " + sums.undefinedRows() + " samples were lost; the samples are left out.");
        }
        if (file.longAt(RawLayout.FAILED_AT) != 0) {
            notes.add("The raw snapshot could not grow (is the disk full?): later peaks could not be recorded.");
        }
        return notes;
    }
}
