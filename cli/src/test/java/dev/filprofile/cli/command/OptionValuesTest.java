package dev.filprofile.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class OptionValuesTest {

    @ParameterizedTest
    @CsvSource({"10%,0.1", "10,0.1", "0.1,0.1", ".1,0.1", "0.5%,0.005", "1,0.01", "1%,0.01", "100,1", "100%,1", "0,0"})
    void sharesArePercentagesOrFractions(String text, double fraction) {
        assertThat(new Fraction().convert(text)).isEqualTo(fraction);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "x", "-1", "101", "1e9", "NaN", "10%%", "1,5"})
    void otherSharesAreRefused(String text) {
        assertThatThrownBy(() -> new Fraction().convert(text)).isInstanceOf(TypeConversionException.class);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "65536,65536", "64k,65536", "64K,65536", "64KiB,65536", "1m,1048576", "1g,1073741824"})
    void sizesAreBytesOrHaveAUnit(String text, long bytes) {
        assertThat(new ByteSize().convert(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "k", "-1", "2g", "1.5m", "64 k", "9999999999g", "1t"})
    void otherSizesAreRefused(String text) {
        assertThatThrownBy(() -> new ByteSize().convert(text)).isInstanceOf(TypeConversionException.class);
    }
}
