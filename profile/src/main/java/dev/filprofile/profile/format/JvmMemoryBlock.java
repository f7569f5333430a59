package dev.filprofile.profile.format;

import dev.filprofile.profile.JvmMemory;

/** {@link JvmMemory} as a block; a profile where nothing is known of it has none. */
final class JvmMemoryBlock {

    private JvmMemoryBlock() {}

    static void write(JvmMemory memory, BlockOutput out) {
        out.signed(memory.directBytes());
        out.signed(memory.mappedBytes());
        out.signed(memory.metaspaceBytes());
        out.signed(memory.classSpaceBytes());
        out.signed(memory.codeCacheBytes());
        out.signed(memory.threads());
        out.signed(memory.residentBytes());
    }

    static JvmMemory read(BlockInput in) throws ProfileFormatException {
        return new JvmMemory(in.signed(), in.signed(), in.signed(), in.signed(), in.signed(), in.signed(), in.signed());
    }
}
