package dev.filprofile.profile.format;

/** Constants of the profile file; {@code docs/profile-format.md} specifies it. */
final class ProfileLayout {

    /** {@code \x89 F I L P R O \n}, as a little-endian word. */
    static final long MAGIC = 0x0A4F_5250_4C49_4689L;

    static final int VERSION = 1;

    /** Magic and version. */
    static final int FILE_HEADER = 12;

    /** Type, stored length, length of the content, CRC-32. */
    static final int BLOCK_HEADER = 16;

    static final int BLOCK_CRC_AT = 12;

    static final int END = 0;
    static final int STRINGS = 1;
    static final int RUN = 2;
    static final int CERTIFICATE = 3;
    static final int TIMELINE = 4;
    static final int METHODS = 5;
    static final int FRAMES = 6;
    static final int TREE = 7;
    static final int CLASSES = 8;
    static final int THREADS = 9;
    static final int TASKS = 10;
    static final int ALLOCATIONS = 11;
    static final int SOURCES = 12;
    static final int NOTES = 13;
    static final int OUT_OF_MEMORY = 14;
    static final int OFF_HEAP = 15;
    static final int JVM_MEMORY = 16;
    static final int NEXT_PEAKS = 17;
    static final int OFF_HEAP_USAGE = 18;

    private ProfileLayout() {}
}
