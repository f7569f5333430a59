package dev.filprofile.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Sample 1: counts the words of a text, the straightforward way.
 *
 * <p>A text of 25 MB should need about 25 MB. What to expect in the report: a peak of more than ten times that size. The
 * line with {@code split} holds most of it, since it makes an object and an array for each of five million words, all
 * alive at once; the line that reads the text holds the next part, 25 MB. The counts themselves are not to be seen.
 *
 * <p>{@link WordCountByLine} prints the same and needs a few MB.
 *
 * <p>Arguments: a file; without one, a text with natural word frequencies is made.
 */
public final class WordCount {

    private WordCount() {}

    public static void main(String[] args) throws IOException {
        Path file = args.length > 0 ? Path.of(args[0]) : GeneratedText.file();

        String text = Files.readString(file);
        String[] words = text.split(" ");

        Map<String, Integer> counts = new HashMap<>();
        for (String word : words) {
            counts.merge(word.strip(), 1, Integer::sum);
        }

        TopTen.print(counts);
        System.out.println(words.length + " words, " + text.length() + " characters");
    }
}
