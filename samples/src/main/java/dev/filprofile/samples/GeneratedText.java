package dev.filprofile.samples;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Random;

/**
 * The text that the word counts read: 25 MB, the same on every machine, made once and kept in the temporary directory.
 *
 * <p>Words follow Zipf's law as natural texts do: the word of rank r occurs in proportion to 1/r, and frequent words are
 * short. Each line but the last ends in a blank, so that a program may split the text at blanks or at line ends.
 */
final class GeneratedText {

    private static final int TEXT_BYTES = 25_000_000;
    private static final int WORDS_PER_LINE = 12;
    private static final int VOCABULARY = 20_000;
    private static final long SEED = 20_260_101;

    /** The frequent words of English in their order; those of higher rank are made of syllables. */
    private static final String FREQUENT =
            "the of and to in a is that for it as was with be by on not he his but at are"
                    + " this have from or had an they which one you were all her she there would their we him been has when who"
                    + " will no more if out so up said what its about than into them can only other time new some could these two"
                    + " may first then do any like my now over such our man me even most made after also did many off before must"
                    + " well back through years where much your way down should because each just those people how too good";

    private static final String[] SYLLABLES = {
        "ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va", "we", "xi",
        "yo", "zu"
    };

    private GeneratedText() {}

    /** The text's file; makes it when it is not there. */
    static Path file() throws IOException {
        Path directory = Path.of(System.getProperty("java.io.tmpdir"), "fil-profile-samples");
        Path file = directory.resolve("words-" + TEXT_BYTES + "-" + SEED + ".txt");
        if (!Files.exists(file)) {
            Files.createDirectories(directory);
            Path half = Files.createTempFile(directory, "words", ".part");
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(half))) {
                write(out);
            }
            // two programs may make it at the same time: both move the same bytes into place
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return file;
    }

    private static void write(OutputStream out) throws IOException {
        byte[][] words = vocabulary();
        double[] cumulative = cumulativeFrequencies();
        Random random = new Random(SEED);
        int written = 0;
        for (int column = 1; written < TEXT_BYTES; column++) {
            byte[] word = words[rank(cumulative, random.nextDouble())];
            out.write(word);
            out.write(' ');
            written += word.length + 1;
            if (column % WORDS_PER_LINE == 0) {
                out.write('\n');
                written++;
            }
        }
        out.write(words[0]);
        out.write('\n');
    }

    private static byte[][] vocabulary() {
        String[] frequent = FREQUENT.split(" ");
        byte[][] words = new byte[VOCABULARY][];
        for (int rank = 0; rank < VOCABULARY; rank++) {
            String word = rank < frequent.length ? frequent[rank] : syllables(rank);
            words[rank] = word.getBytes(StandardCharsets.US_ASCII);
        }
        return words;
    }

    private static String syllables(int rank) {
        StringBuilder word = new StringBuilder();
        for (int rest = rank; rest > 0; rest /= SYLLABLES.length) {
            word.append(SYLLABLES[rest % SYLLABLES.length]);
        }
        return word.toString();
    }

    private static double[] cumulativeFrequencies() {
        double[] cumulative = new double[VOCABULARY];
        double sum = 0;
        for (int rank = 0; rank < VOCABULARY; rank++) {
            sum += 1.0 / (rank + 1);
            cumulative[rank] = sum;
        }
        for (int rank = 0; rank < VOCABULARY; rank++) {
            cumulative[rank] /= sum;
        }
        return cumulative;
    }

    private static int rank(double[] cumulative, double uniform) {
        int low = 0;
        int high = cumulative.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulative[middle] > uniform) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
