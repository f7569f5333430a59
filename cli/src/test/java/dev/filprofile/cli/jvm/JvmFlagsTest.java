package dev.filprofile.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JvmFlagsTest {

    @ParameterizedTest
    @ValueSource(strings = {"17", "25"})
    void valuesAndOriginsAreRead(String version) throws Exception {
        JvmFlags flags = Recorded.flags(version + "-default");

        assertThat(flags.bytes("MaxHeapSize")).isEqualTo(6320816128L);
        assertThat(flags.isSetByUser("MaxHeapSize")).isFalse();
        assertThat(flags.isTrue("UseG1GC")).isTrue();
        assertThat(flags.isTrue("UseSerialGC")).isFalse();
        assertThat(flags.isSetByUser("UseG1GC")).isFalse();
        assertThat(flags.has("MarkSweepDeadRatio")).isTrue();
        assertThat(flags.has("NoSuchFlag")).isFalse();
        assertThat(flags.bytes("NoSuchFlag")).isNull();
        assertThat(flags.bytes("OnOutOfMemoryError")).isNull();
        assertThat(flags.namesSetByUser()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "25"})
    void theCommandLineAndTheEnvironmentAreTheUser(String version) throws Exception {
        assertThat(Recorded.flags(version + "-xmx100m").isSetByUser("MaxHeapSize"))
                .isTrue();
        assertThat(Recorded.flags(version + "-environment").isSetByUser("UseParallelGC"))
                .isTrue();
        assertThat(Recorded.flags(version + "-environment").isSetByUser("UseG1GC"))
                .isFalse();
    }
}
