package dev.filprofile.cli.command;

import dev.filprofile.flamegraph.diff.Renames;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A class or a package that was renamed: {@code OLD=NEW}. */
final class RenameRule implements ITypeConverter<Renames.Rule> {

    @Override
    public Renames.Rule convert(String value) {
        try {
            return Renames.Rule.parse(value);
        } catch (IllegalArgumentException noRule) {
            throw new TypeConversionException(String.valueOf(noRule.getMessage()));
        }
    }
}
