package dev.filprofile.cli.command;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A share: {@code 10%} and {@code 10} are a tenth, and so is {@code 0.1}: numbers below 1 are fractions. */
final class Fraction implements ITypeConverter<Double> {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{0,9})?|\\.\\d{1,9}");

    @Override
    public Double convert(String value) {
        double fraction = parse(value);
        if (fraction > 1) {
            throw new TypeConversionException("'" + value + "' is more than 100%");
        }
        return fraction;
    }

    /** As {@link #convert}, but for what may be more than all. */
    static double parse(String value) {
        boolean percent = value.endsWith("%");
        String number = (percent ? value.substring(0, value.length() - 1) : value).strip();
        if (!NUMBER.matcher(number).matches()) {
            throw new TypeConversionException(
                    "'" + value + "' is not a percentage such as 10% or a fraction such as 0.1");
        }
        double parsed = Double.parseDouble(number);
        return percent || parsed >= 1 ? parsed / 100 : parsed;
    }
}
