package dev.filprofile.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.cli.jvm.Jvm;
import dev.filprofile.cli.jvm.JvmFlags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownBytesTest {

    /** 262,144 bytes of elements and a header, to the next multiple of 8 or as the flag says. */
    @ParameterizedTest
    @CsvSource({
        "17, UseCompressedClassPointers, true, 8, 262160",
        "17, UseCompressedClassPointers, false, 8, 262168",
        "25, UseCompressedClassPointers, true, 8, 262160",
        "25, UseCompressedClassPointers, false, 8, 262168",
        "25, UseCompactObjectHeaders, true, 8, 262160",
        "25, UseCompactObjectHeaders, true, 32, 262176",
        "27, Gone, true, 8, 262160",
    })
    void anArrayIsAsLargeAsTheJvmMakesIt(int feature, String flag, boolean value, int alignment, long bytes) {
        Jvm jvm = jvm(
                feature,
                "bool " + flag + " = " + value + " {product} {default}\n"
                        + "int ObjectAlignmentInBytes = " + alignment + " {product} {default}\n"
                        + "size_t MaxHeapSize = 1073741824 {product} {ergonomic}\n");

        assertThat(KnownBytes.on(jvm)).isEqualTo(new KnownBytes(96, 64, bytes));
        assertThat(KnownBytes.on(jvm).bytes()).isEqualTo(96 * bytes);
    }

    @Test
    void aSmallHeapHoldsLess() {
        Jvm jvm = jvm(17, "size_t MaxHeapSize = 16777216 {product} {command line}\n");

        assertThat(KnownBytes.on(jvm)).isEqualTo(new KnownBytes(16, 4, 262_160));
    }

    private static Jvm jvm(int feature, String flags) {
        return new Jvm(feature, feature + ".0.1", JvmFlags.parse(flags));
    }
}
