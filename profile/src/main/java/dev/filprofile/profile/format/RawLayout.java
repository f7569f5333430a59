package dev.filprofile.profile.format;

/**
 * Where things are in a raw snapshot. All numbers are little-endian; all offsets of 8-byte words are multiples of 8, so
 * that each is written and read in one piece. {@code docs/profile-format.md} explains the whole.
 */
final class RawLayout {

    /** {@code \x89 F I L R A W \n}, as a little-endian word. Written last at creation. */
    static final long MAGIC = 0x0A57_4152_4C49_4689L;

    static final int VERSION = 1;

    /** Pieces of the file start at multiples of this. */
    static final int PAGE = 4096;

    // Control words.
    static final int MAGIC_AT = 0;
    static final int VERSION_AT = 8;
    static final int HEADER_LENGTH_AT = 12;
    static final int HEADER_OFFSET_AT = 16;
    static final int LOG_START_AT = 24;
    static final int LOG_END_AT = 32;
    static final int FAILED_AT = 40;

    /** Two status slots, each: sequence, now, P, U, base (8 bytes each), confirmations, shutdown flag (4 bytes each). */
    static final int STATUS_AT = 64;

    static final int STATUS_SLOT = 64;
    static final int STATUS_NOW = 8;
    static final int STATUS_PEAK = 16;
    static final int STATUS_UPPER_BOUND = 24;
    static final int STATUS_BASE = 32;
    static final int STATUS_CONFIRMATIONS = 40;
    static final int STATUS_SHUTDOWN = 44;

    /** Two snapshot slots; the commit word is the snapshot's sequence number, 0 while it is being written. */
    static final int SNAPSHOT_AT = 192;

    static final int SNAPSHOT_SLOT = 128;
    static final int SNAPSHOT_COMMIT = 0;
    static final int SNAPSHOT_AREA = 8;
    static final int SNAPSHOT_ROWS = 16;
    static final int SNAPSHOT_LOST_ROWS = 24;
    static final int SNAPSHOT_PEAK = 32;
    static final int SNAPSHOT_MILLIS = 40;
    static final int SNAPSHOT_OWN = 48;
    static final int SNAPSHOT_INTERVAL = 56;
    static final int SNAPSHOT_KIND = 64;

    /** A row: path, class, thread, task (4 bytes each), size, weight (8 bytes each). */
    static final int ROW = 32;

    static final int ROW_PATH = 0;
    static final int ROW_CLASS = 4;
    static final int ROW_THREAD = 8;
    static final int ROW_TASK = 12;
    static final int ROW_SIZE = 16;
    static final int ROW_WEIGHT = 24;

    /** A series that is halved when full: generation, then the number of entries in each of its two areas. */
    static final int SERIES_GENERATION = 0;

    static final int SERIES_COUNTS = 8;

    static final int USAGE_CONTROL_AT = 448;
    static final int CONFIRMATIONS_CONTROL_AT = 480;

    /** Number of collections ever added; entry {@code n} stands in slot {@code n mod COLLECTION_SLOTS}. */
    static final int COLLECTIONS_TOTAL_AT = 512;

    static final int COUNTER_COUNT_AT = 520;

    /** A counter: value (8 bytes), length of its name (4 bytes), 4 bytes unused, name. */
    static final int COUNTERS_AT = 576;

    static final int COUNTER = 64;
    static final int COUNTER_NAME_LENGTH = 8;
    static final int COUNTER_NAME = 16;
    static final int COUNTER_NAME_BYTES = 48;
    static final int COUNTERS = 64;

    /** OutOfMemoryErrors: how many were seen, how many nobody caught; then the first of all, and the first of these. */
    static final int ERRORS_AT = 4672;

    static final int ERRORS_UNCAUGHT_AT = ERRORS_AT + 8;
    static final int ERROR_SLOTS_AT = 4736;

    /** An error: 1 once it is whole, millis, live bytes (8 bytes each), length of the text (4), unused (4), text. */
    static final int ERROR_SLOT = 1728;

    static final int ERROR_PUBLISHED = 0;
    static final int ERROR_MILLIS = 8;
    static final int ERROR_LIVE = 16;
    static final int ERROR_TEXT_LENGTH = 24;
    static final int ERROR_TEXT = 32;

    /** Usage entries: millis, lowest, highest. */
    static final int USAGE_LONGS = 3;

    static final int USAGE_ENTRIES = 2000;
    static final int USAGE_AT = 2 * PAGE;

    /** Confirmation entries: millis, live bytes. */
    static final int CONFIRMATION_LONGS = 2;

    static final int CONFIRMATION_ENTRIES = 4000;
    static final int CONFIRMATIONS_AT = USAGE_AT + 2 * USAGE_ENTRIES * USAGE_LONGS * 8;

    /** Collection entries: millis, before, after, 1 for a full one. More slots than entries that are read. */
    static final int COLLECTION_LONGS = 4;

    static final int COLLECTION_ENTRIES = 2000;
    static final int COLLECTION_SLOTS = 2048;
    static final int COLLECTIONS_AT = CONFIRMATIONS_AT + 2 * CONFIRMATION_ENTRIES * CONFIRMATION_LONGS * 8;

    /** Offset of the part that follows here; 0 in a file of a version that did not have it. */
    static final int MORE_AT = 528;

    static final int MORE_START = COLLECTIONS_AT + COLLECTION_SLOTS * COLLECTION_LONGS * 8;

    /** The numbers that belong to each of the two slots of the heap's snapshot: off-heap bytes, then {@code JvmMemory}. */
    static final int NUMBERS_AT = MORE_START;

    static final int NUMBERS = 64;

    /** Two slots each, as for the heap's snapshot: off-heap memory at its peak; heap and off-heap memory together. */
    static final int OFF_HEAP_AT = NUMBERS_AT + 2 * NUMBERS;

    static final int COMBINED_AT = OFF_HEAP_AT + 2 * SNAPSHOT_SLOT;

    /** In a slot of the combined picture: off-heap bytes of that moment; the heap's stand in the place of the peak. */
    static final int SNAPSHOT_OFF_HEAP = SNAPSHOT_OWN;

    /** Two slots each, as for the heap's snapshot: the heap at its next-highest peaks. */
    static final int NEXT_PEAKS_AT = COMBINED_AT + 2 * SNAPSHOT_SLOT;

    static final int NEXT_PEAKS = 2;

    /**
     * Use of memory outside the heap, entries as for the heap's. The control words stand where earlier versions left zeros, up to
     * the end of the page.
     */
    static final int OFF_HEAP_USAGE_CONTROL_AT = NEXT_PEAKS_AT + NEXT_PEAKS * 2 * SNAPSHOT_SLOT;

    static final int OFF_HEAP_USAGE_AT = OFF_HEAP_USAGE_CONTROL_AT + 32;

    static final int CONTROL_BYTES = OFF_HEAP_USAGE_AT + 2 * USAGE_ENTRIES * USAGE_LONGS * 8;

    /** A chunk of the definitions log: offset of the next chunk or 0, length of this one; then records. */
    static final int CHUNK_NEXT = 0;

    static final int CHUNK_LENGTH = 8;
    static final int CHUNK_HEADER = 16;

    // Records of the definitions log: the type byte, then 4-byte numbers, then text.
    static final byte END_OF_CHUNK = 0;
    static final byte STRING = 1;
    static final byte METHOD = 2;
    static final byte FRAME = 3;
    static final byte PATH = 4;
    static final byte CLASS = 5;
    static final byte THREAD = 6;
    static final byte TASK = 7;
    static final byte NOTE = 8;

    private RawLayout() {}
}
