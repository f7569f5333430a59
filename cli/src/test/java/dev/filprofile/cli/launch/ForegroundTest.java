package dev.filprofile.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ForegroundTest {

    @Test
    void aGroupInTheForegroundOfATerminalIs() {
        assertThat(Foreground.fromProc("4242 (java) S 4000 4242 4000 34816 4242 4194304 1 2"))
                .isTrue();
    }

    @Test
    void aGroupInTheBackgroundIsNot() {
        assertThat(Foreground.fromProc("4242 (java) S 4000 4242 4000 34816 4000 4194304 1 2"))
                .isFalse();
    }

    @Test
    void aProcessWithoutATerminalIsNot() {
        assertThat(Foreground.fromProc("4242 (java) S 4000 4242 4000 0 -1 4194304 1 2"))
                .isFalse();
        assertThat(Foreground.fromProc("")).isFalse();
    }

    @Test
    void aCommandNameMayHoldParenthesesAndSpaces() {
        assertThat(Foreground.fromProc("7 (a) 1 (b) S 4000 4242 4000 34816 4242 0"))
                .isTrue();
    }

    @Test
    void psTellsTheSame() {
        assertThat(Foreground.fromPs("  4242  4242\n")).isTrue();
        assertThat(Foreground.fromPs("  4242  4000\n")).isFalse();
        assertThat(Foreground.fromPs("  4242     0\n")).isFalse();
        assertThat(Foreground.fromPs("")).isFalse();
    }
}
