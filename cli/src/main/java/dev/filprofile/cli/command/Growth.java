package dev.filprofile.cli.command;

import picocli.CommandLine.ITypeConverter;

/** By how much something may grow, as {@link Fraction} takes it, but it may more than double. */
final class Growth implements ITypeConverter<Double> {

    @Override
    public Double convert(String value) {
        return Fraction.parse(value);
    }
}
