package dev.filprofile.profile.format;

import dev.filprofile.profile.JvmMemory;
import java.io.Closeable;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes the raw snapshot: the file that the agent keeps, memory-mapped, while the profiled program runs, and that
 * another process reads after the program's end, whatever the end was, or while it runs.
 *
 * <p>Contract for the callers:
 *
 * <ul>
 *   <li>one thread at a time, with happens-before between changes of thread;
 *   <li>every id is given by the caller, starts at 0 and is defined once, before its first use;
 *   <li>no method but {@link #create} throws because of the file. When the file cannot grow (disk full) the writer is
 *       {@linkplain #failed() failed}: definitions, notes and snapshots do nothing from then on, and the last committed
 *       snapshot stays the current one; status, counters and timeline need no more file and go on;
 *   <li>{@link #row}, {@link #status}, {@link #counter}, {@link #usage}, {@link #confirmation} and {@link #collection}
 *       allocate nothing on the Java heap. The others do only when they map a further piece of the file, and an
 *       OutOfMemoryError may escape from them then: the call had no effect and may be repeated;
 *   <li>a pending interrupt of the calling thread does no harm and stays pending.
 * </ul>
 *
 * <p>Contract for the readers: definitions are visible before a snapshot that uses them commits; a snapshot that has no
 * complete commit is never seen; the status is consistent. The reader may be any process at any time: every part becomes
 * visible by one aligned 8-byte store that follows the rest of it (see {@link RawLayout} and {@code
 * docs/profile-format.md}).
 */
// No lambdas, streams, string concatenation or formatting: this runs early in other people's JVMs, and each of these
// loads hundreds of classes.
public final class RawSnapshotWriter implements Closeable {

    /** How many snapshots of lower peaks there is room for, beside that of the highest. */
    public static final int NEXT_PEAKS = RawLayout.NEXT_PEAKS;

    private static final long FAILED = 1;

    /** The writer with its parts. Measured, as the next: 200 writers held 2.1 kB each, 3.0 kB without compressed references. */
    private static final long OWN_HEAP_BYTES = 1000;

    /** A mapped piece: region, buffer, cleaner, unmapper, file descriptor. */
    private static final long HEAP_BYTES_PER_PIECE = 220;

    private final FileRegions regions;
    private final ByteBuffer control;
    private final DefinitionLog definitions;
    private final SnapshotAreas snapshots;
    private final SnapshotAreas offHeap;
    private final SnapshotAreas combined;
    private final SnapshotAreas[] nextPeaks = new SnapshotAreas[NEXT_PEAKS];
    /** Where rows go. */
    private SnapshotAreas current;

    private final StatusArea status;
    private final CounterTable counters;
    private final TimelineArea timeline;
    private final ErrorArea errors;
    private boolean failed;

    private RawSnapshotWriter(FileRegions regions, ByteBuffer control) throws IOException {
        this.regions = regions;
        this.control = control;
        definitions = new DefinitionLog(regions, control);
        snapshots = new SnapshotAreas(regions, control, RawLayout.SNAPSHOT_AT);
        offHeap = new SnapshotAreas(regions, control, RawLayout.OFF_HEAP_AT);
        combined = new SnapshotAreas(regions, control, RawLayout.COMBINED_AT);
        for (int i = 0; i < NEXT_PEAKS; i++) {
            nextPeaks[i] =
                    new SnapshotAreas(regions, control, RawLayout.NEXT_PEAKS_AT + i * 2 * RawLayout.SNAPSHOT_SLOT);
        }
        current = snapshots;
        status = new StatusArea(control);
        counters = new CounterTable(control);
        timeline = new TimelineArea(control);
        errors = new ErrorArea(control);
    }

    /**
     * Creates the file, which must not exist, with its header.
     *
     * @param header keys and values as listed in {@code docs/profile-format.md}
     * @throws IOException if the file exists or cannot be written; no file is left behind in the second case
     */
    public static RawSnapshotWriter create(Path file, Map<String, String> header) throws IOException {
        MappedRegions regions = new MappedRegions(file);
        try {
            return create(regions, header);
        } catch (IOException e) {
            regions.close();
            Files.deleteIfExists(file);
            throw e;
        }
    }

    static RawSnapshotWriter create(FileRegions regions, Map<String, String> header) throws IOException {
        ByteBuffer control = regions.allocate(RawLayout.CONTROL_BYTES).buffer();
        control.putInt(RawLayout.VERSION_AT, RawLayout.VERSION);
        control.putLong(RawLayout.MORE_AT, RawLayout.MORE_START);
        writeHeader(regions, control, header);
        RawSnapshotWriter writer = new RawSnapshotWriter(regions, control);
        VarHandle.releaseFence();
        control.putLong(RawLayout.MAGIC_AT, RawLayout.MAGIC);
        return writer;
    }

    private static void writeHeader(FileRegions regions, ByteBuffer control, Map<String, String> header)
            throws IOException {
        long length = 4;
        for (Map.Entry<String, String> entry : header.entrySet()) {
            length += 8 + Utf8.length(entry.getKey()) + Utf8.length(entry.getValue());
        }
        if (length > Integer.MAX_VALUE - RawLayout.PAGE) {
            throw new IOException("header too long");
        }
        FileRegion region = regions.allocate((int) length);
        region.buffer().putInt(0, header.size());
        int at = 4;
        for (Map.Entry<String, String> entry : header.entrySet()) {
            at = writeText(region.buffer(), at, entry.getKey());
            at = writeText(region.buffer(), at, entry.getValue());
        }
        control.putInt(RawLayout.HEADER_LENGTH_AT, (int) length);
        control.putLong(RawLayout.HEADER_OFFSET_AT, region.offset());
    }

    private static int writeText(ByteBuffer buffer, int at, String text) {
        int end = Utf8.put(buffer, at + 4, buffer.capacity(), text);
        buffer.putInt(at, end - at - 4);
        return end;
    }

    /** Defines class name, file name, thread name… number {@code id}. */
    public void defineString(int id, String text) {
        appendText(RawLayout.STRING, id, text);
    }

    /** Defines a method; all arguments but {@code id} are string ids. See {@code Method} in the model for the meaning. */
    public void defineMethod(int id, int className, int name, int descriptor, int sourceFile, int location) {
        if (!failed) {
            try {
                definitions.append(RawLayout.METHOD, id, className, name, descriptor, sourceFile, location);
            } catch (IOException e) {
                fail();
            }
        }
    }

    /** Defines a frame; see {@code Frame} in the model for {@code line}. */
    public void defineFrame(int id, int method, int line) {
        append(RawLayout.FRAME, id, method, line);
    }

    /** Defines a call-path node. Node 0 is the root, defined by the file itself. {@code parent} is defined already. */
    public void definePath(int id, int parent, int frame) {
        append(RawLayout.PATH, id, parent, frame);
    }

    /** Defines an allocated class by its name's string id. */
    public void defineClass(int id, int name) {
        append(RawLayout.CLASS, id, name);
    }

    /** Defines a thread name by its string id. */
    public void defineThread(int id, int name) {
        append(RawLayout.THREAD, id, name);
    }

    /** Defines a task key by its string id. Task 0, "no task", is defined by the file itself. */
    public void defineTask(int id, int name) {
        append(RawLayout.TASK, id, name);
    }

    /** Begins a snapshot of at most {@code rows} rows; it replaces the last committed one only on commit. */
    public void beginSnapshot(int rows) {
        begin(snapshots, rows);
    }

    /** Begins a picture of the memory outside the heap, to be ended by {@link #commitOffHeap}. One is written at a time. */
    public void beginOffHeap(int rows) {
        begin(offHeap, rows);
    }

    /** Begins a picture of heap and memory outside, to be ended by {@link #commitCombined}. */
    public void beginCombined(int rows) {
        begin(combined, rows);
    }

    private void begin(SnapshotAreas area, int rows) {
        current = area;
        if (!failed) {
            try {
                area.begin(rows);
            } catch (IOException e) {
                fail();
            }
        }
    }

    /**
     * Adds one live sample to the snapshot begun; does nothing if there is none. Rows beyond the number announced may be
     * lost; they are counted then, and the report says so.
     *
     * @param sizeBytes exact size of the object
     * @param weight 1/p: how many such objects it stands for, at least 1
     */
    public void row(int path, int classId, int thread, int task, long sizeBytes, double weight) {
        current.row(path, classId, thread, task, sizeBytes, weight);
    }

    /** Tells, before a snapshot commits, what the process held outside the heap at that moment. */
    public void surroundings(JvmMemory memory, long offHeapBytes) {
        int at = RawLayout.NUMBERS_AT + snapshots.slotIndex() * RawLayout.NUMBERS;
        control.putLong(at, offHeapBytes);
        control.putLong(at + 8, memory.directBytes());
        control.putLong(at + 16, memory.mappedBytes());
        control.putLong(at + 24, memory.metaspaceBytes());
        control.putLong(at + 32, memory.classSpaceBytes());
        control.putLong(at + 40, memory.codeCacheBytes());
        control.putLong(at + 48, memory.threads());
        control.putLong(at + 56, memory.residentBytes());
    }

    /** Makes the picture begun the current one of the memory outside the heap. */
    public void commitOffHeap(long peakBytes, long peakMillis) {
        offHeap.commit(0, peakBytes, peakMillis, 0, 0);
    }

    /** Makes the picture begun the current one of heap and memory outside. */
    public void commitCombined(long heapBytes, long offHeapBytes, long millis) {
        combined.commit(0, heapBytes, millis, offHeapBytes, 0);
    }

    /**
     * Begins a snapshot of a peak that is not the highest, to be ended by {@link #commitNextPeak}.
     *
     * @param place below {@link #NEXT_PEAKS}; what was there before is replaced on commit
     */
    public void beginNextPeak(int place, int rows) {
        begin(nextPeaks[place], rows);
    }

    /** Ends what {@link #beginNextPeak} began; the arguments as for {@link #commitSnapshot}. */
    public void commitNextPeak(
            int place, int kind, long peakBytes, long peakMillis, long ownBytes, long intervalBytes) {
        nextPeaks[place].commit(kind, peakBytes, peakMillis, ownBytes, intervalBytes);
    }

    /** Keeps the snapshot that was the current one before the last commit, as that of a peak that is not the highest. */
    public void keepPreviousSnapshot(int place) {
        if (!failed) {
            try {
                snapshots.copyPreviousTo(nextPeaks[place]);
            } catch (IOException e) {
                fail();
            }
        }
    }

    /** Bytes of the file that are mapped now. */
    public long mappedBytes() {
        return regions.mappedBytes();
    }

    /** Makes the snapshot begun the current one. Kinds are the ordinals of {@code Certificate.Kind}. */
    public void commitSnapshot(int kind, long peakBytes, long peakMillis, long ownBytes, long intervalBytes) {
        snapshots.commit(kind, peakBytes, peakMillis, ownBytes, intervalBytes);
    }

    /** Updates the status: written often (each millisecond), cheap. Times in milliseconds since the JVM's start. */
    public void status(
            long nowMillis, long peakBytes, long upperBoundBytes, long baseBytes, int confirmations, boolean shutdown) {
        status.write(nowMillis, peakBytes, upperBoundBytes, baseBytes, confirmations, shutdown);
    }

    /** Sets a named counter; at most 64 names, at most 48 bytes each. What is beyond is left out. */
    public void counter(String name, long value) {
        counters.set(name, value);
    }

    /** Adds an occupancy reading; neighbouring readings are merged so that at most 2,000 entries remain. */
    public void usage(long millis, long usedBytes) {
        timeline.usage(millis, usedBytes);
    }

    /** The same of memory outside the heap. Nothing is added before the first bytes. */
    public void offHeapUsage(long millis, long bytes) {
        timeline.offHeapUsage(millis, bytes);
    }

    /** Adds a confirmed live size; at most 4,000 are kept, evenly thinned, of each group the highest. */
    public void confirmation(long millis, long liveBytes) {
        timeline.confirmation(millis, liveBytes);
    }

    /** Adds a garbage collection; the latest 2,000 are kept. */
    public void collection(long millis, long beforeBytes, long afterBytes, boolean full) {
        timeline.collection(millis, beforeBytes, afterBytes, full);
    }

    /**
     * Sets how many OutOfMemoryErrors were seen, and how many of them nobody caught. This and {@link #memoryError} may be
     * called beside all others, by one thread at a time.
     */
    public void memoryErrors(long seen, long uncaught) {
        errors.counts(seen, uncaught);
    }

    /**
     * Tells of the first OutOfMemoryError, or, in another place, of the first that nobody caught; again if more is known of it.
     *
     * @param liveBytes heap in use after the last collection before it, without the profiler's own
     * @param stack innermost first; lines for which there is no room are left out
     */
    public void memoryError(
            boolean uncaught, long millis, long liveBytes, String message, String thread, StackTraceElement[] stack) {
        errors.error(uncaught, millis, liveBytes, message, thread, stack);
    }

    /** Adds a note for the reader of the report. */
    public void note(String text) {
        appendText(RawLayout.NOTE, 0, text);
    }

    /** Java heap bytes held by this writer, to be subtracted from live bytes. An estimate, up to 1 kB off. */
    public long heapBytes() {
        // Control, header, log chunk, two snapshot areas: pieces that were replaced are garbage.
        return OWN_HEAP_BYTES + 5 * HEAP_BYTES_PER_PIECE;
    }

    /** Whether the file became unable to grow, so that definitions and snapshots are no longer written. */
    public boolean failed() {
        return failed;
    }

    /** Unmaps nothing (that would be unsafe while others write), forces nothing: closes the channel. Idempotent. */
    @Override
    public void close() {
        regions.close();
    }

    private void append(byte type, int a, int b) {
        if (!failed) {
            try {
                definitions.append(type, a, b);
            } catch (IOException e) {
                fail();
            }
        }
    }

    private void append(byte type, int a, int b, int c) {
        if (!failed) {
            try {
                definitions.append(type, a, b, c);
            } catch (IOException e) {
                fail();
            }
        }
    }

    private void appendText(byte type, int a, String text) {
        if (!failed) {
            try {
                definitions.append(type, a, text);
            } catch (IOException e) {
                fail();
            }
        }
    }

    /** A snapshot begun is given up: rows may refer to definitions that were lost. */
    private void fail() {
        failed = true;
        snapshots.abandon();
        offHeap.abandon();
        combined.abandon();
        for (SnapshotAreas each : nextPeaks) {
            each.abandon();
        }
        control.putLong(RawLayout.FAILED_AT, FAILED);
    }
}
