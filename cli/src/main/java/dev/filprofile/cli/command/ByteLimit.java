package dev.filprofile.cli.command;

import picocli.CommandLine.ITypeConverter;

/** A number of bytes as {@link ByteSize} takes it, but as large as a heap may be. */
final class ByteLimit implements ITypeConverter<Long> {

    private static final long MOST_BYTES = 1L << 44;

    @Override
    public Long convert(String value) {
        return ByteSize.parse(value, MOST_BYTES);
    }
}
