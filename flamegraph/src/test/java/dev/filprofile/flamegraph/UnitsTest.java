package dev.filprofile.flamegraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class UnitsTest {

    static List<String> vectors() throws IOException {
        try (InputStream in = Objects.requireNonNull(UnitsTest.class.getResourceAsStream("units.csv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void prints_what_the_shared_table_says(String vector) {
        String[] parts = vector.split("\\|", -1);
        assertThat(print(parts[0], parts[1])).as(vector).isEqualTo(parts[2]);
    }

    @Test
    void prints_the_same_under_another_locale() throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            vectors().forEach(this::prints_what_the_shared_table_says);
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource({"0.84, 84 %", "0.0994, 9.9 %", "0.0996, 10 %", "0.0001, <0.1 %", "1, 100 %", "0.999, 100 %"})
    void prints_shares_for_sentences(double share, String expected) {
        assertThat(Units.wholePercent(share)).isEqualTo(expected);
    }

    private static String print(String kind, String input) {
        return switch (kind) {
            case "bytes" -> Units.bytes(Double.parseDouble(input));
            case "precise" -> Units.preciseBytes(Double.parseDouble(input));
            case "percent" -> Units.percent(Double.parseDouble(input));
            case "count" -> Units.count(Double.parseDouble(input));
            case "duration" -> Units.duration(Long.parseLong(input));
            case "error" -> {
                String[] numbers = input.split(" ", 2);
                yield Units.error(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]));
            }
            default -> throw new IllegalArgumentException("unknown kind " + kind);
        };
    }
}
