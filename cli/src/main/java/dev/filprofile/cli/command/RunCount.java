package dev.filprofile.cli.command;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How often a program is to be run: once at least. */
final class RunCount implements ITypeConverter<Integer> {

    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,2}");

    @Override
    public Integer convert(String value) {
        if (!NUMBER.matcher(value).matches()) {
            throw new TypeConversionException("'" + value + "' is not a number of runs, from 1 to 999");
        }
        return Integer.parseInt(value);
    }
}
