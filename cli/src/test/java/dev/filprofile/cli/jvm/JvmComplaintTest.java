package dev.filprofile.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JvmComplaintTest {

    @Test
    void onlyTheReasonIsLeft() {
        assertThat(JvmComplaint.of(
                        "Picked up JAVA_TOOL_OPTIONS: -Dx\nError occurred during initialization of VM\nMultiple garbage"
                                + " collectors selected\n"))
                .isEqualTo("Multiple garbage collectors selected");
        assertThat(JvmComplaint.of("Unrecognized VM option 'Nope'\nError: Could not create the Java Virtual Machine.\n"
                        + "Error: A fatal exception has occurred. Program will exit.\n"))
                .isEqualTo("Unrecognized VM option 'Nope'");
        assertThat(JvmComplaint.of("[Global flags]\n     bool UseG1GC = true {product} {ergonomic}\n"
                        + "Error occurred during initialization of boot layer\n"
                        + "java.lang.module.FindException: Module nosuch not found\n\tat java.base/x.y(Z.java:1)\n"))
                .isEqualTo("java.lang.module.FindException: Module nosuch not found");
    }

    @Test
    void silenceAndVerbosityAreBounded() {
        assertThat(JvmComplaint.of("\n")).isEqualTo("it ended without a word");
        assertThat(JvmComplaint.of("x".repeat(10_000))).hasSize(401).endsWith("x…");
    }
}
