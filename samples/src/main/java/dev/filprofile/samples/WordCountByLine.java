package dev.filprofile.samples;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Sample 2: the same output as {@link WordCount}, but reads line by line.
 *
 * <p>What to expect in the report: a peak of a few MB. Only one line of the text is alive at a time; what stays is the map
 * of counts, with one string for each different word. Its entries, at the line with {@code merge}, and their keys, at the
 * line with {@code split}, are the peak. The program allocates as much as the first sample does; it holds less.
 *
 * <p>Arguments: a file; without one, a text with natural word frequencies is made.
 */
public final class WordCountByLine {

    private WordCountByLine() {}

    public static void main(String[] args) throws IOException {
        Path file = args.length > 0 ? Path.of(args[0]) : GeneratedText.file();

        Map<String, Integer> counts = new HashMap<>();
        long words = 0;
        long characters = 0;
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                characters += line.length() + 1;
                for (String word : line.split(" ")) {
                    counts.merge(word, 1, Integer::sum);
                    words++;
                }
            }
        }

        TopTen.print(counts);
        System.out.println(words + " words, " + characters + " characters");
    }
}
