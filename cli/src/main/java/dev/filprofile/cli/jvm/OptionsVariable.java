package dev.filprofile.cli.jvm;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The value of a variable with JVM options: white space separates words, quotes hold it. */
final class OptionsVariable {

    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+");

    private OptionsVariable() {}

    /** The words as they stand there, with their quotes. */
    static List<String> quotedWords(String value) {
        return WORD.matcher(value).results().map(MatchResult::group).toList();
    }

    static String unquoted(String word) {
        return word.replaceAll("[\"']", "");
    }

    /** The words without their quotes; none where the variable is not set. */
    static List<String> words(@Nullable String value) {
        return value == null
                ? List.of()
                : quotedWords(value).stream().map(OptionsVariable::unquoted).toList();
    }
}
