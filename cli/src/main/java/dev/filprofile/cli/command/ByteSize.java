package dev.filprofile.cli.command;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of bytes, as the JVM takes it: {@code 65536}, {@code 64k}, {@code 1m}. At least 1 byte, at most 1 GiB. */
final class ByteSize implements ITypeConverter<Long> {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,10})([kmg]?)(?:i?b)?");
    private static final long MOST_BYTES = 1L << 30;

    @Override
    public Long convert(String value) {
        return parse(value, MOST_BYTES);
    }

    /** As {@link #convert}, with another limit. */
    static long parse(String value, long mostBytes) {
        Matcher size = SIZE.matcher(value.strip().toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            throw new TypeConversionException("'" + value + "' is not a size such as 65536, 64k or 1m");
        }
        long bytes = Long.parseLong(size.group(1)) * unitBytes(size.group(2));
        if (bytes < 1 || bytes > mostBytes) {
            throw new TypeConversionException("'" + value + "' is not between 1 byte and " + (mostBytes >> 30) + "g");
        }
        return bytes;
    }

    private static long unitBytes(String unit) {
        return switch (unit) {
            case "k" -> 1L << 10;
            case "m" -> 1L << 20;
            case "g" -> 1L << 30;
            default -> 1;
        };
    }
}
