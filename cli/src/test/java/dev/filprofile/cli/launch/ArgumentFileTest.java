package dev.filprofile.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArgumentFileTest {

    @Test
    void wordsAreSeparatedByWhiteSpace() {
        assertThat(ArgumentFile.parse(" -a\t-b\r\n\n-c\f-d ")).containsExactly("-a", "-b", "-c", "-d");
        assertThat(ArgumentFile.parse("")).isEmpty();
    }

    @Test
    void quotesHoldWhiteSpaceAndMayBeEmpty() {
        assertThat(ArgumentFile.parse("\"a b\" 'c d' x\"y z\"' 'w \"\"")).containsExactly("a b", "c d", "xy z w", "");
        assertThat(ArgumentFile.parse("\"it's\" '\"'")).containsExactly("it's", "\"");
    }

    @Test
    void aBackslashEscapesWithinQuotesOnly() {
        assertThat(ArgumentFile.parse("\"C:\\\\a\\tb\\n\\r\\f\\\"\"")).containsExactly("C:\\a\tb\n\r\f\"");
        assertThat(ArgumentFile.parse("C:\\a\\b")).containsExactly("C:\\a\\b");
    }

    @Test
    void aBackslashAtTheEndOfALineJoinsLines() {
        assertThat(ArgumentFile.parse("\"a:\\\n   b\"")).containsExactly("a:b");
        assertThat(ArgumentFile.parse("a:\\\r\n   b")).containsExactly("a:b");
    }

    @Test
    void aQuoteThatIsNotClosedEndsWithItsLine() {
        assertThat(ArgumentFile.parse("\"a b\nc")).containsExactly("a bc");
        assertThat(ArgumentFile.parse("\"a b")).containsExactly("a b");
    }

    @Test
    void commentsAreSkipped() {
        assertThat(ArgumentFile.parse("# first\n-a # then -b\n'#c'")).containsExactly("-a", "#c");
    }
}
