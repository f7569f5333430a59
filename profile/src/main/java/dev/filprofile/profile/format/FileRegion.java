package dev.filprofile.profile.format;

import java.nio.ByteBuffer;

/**
 * A piece of a raw snapshot's file.
 *
 * @param offset where it starts in the file
 * @param buffer its bytes, zero at first, little-endian; what is put here is in the file
 */
record FileRegion(long offset, ByteBuffer buffer) {}
