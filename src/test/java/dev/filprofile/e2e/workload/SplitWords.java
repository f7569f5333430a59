package dev.filprofile.e2e.workload;

/**
 * A text of 100,000 words of four letters, split at its blanks. While it is split, the words stand in a list of up to 0.6 MB
 * too; the further array, larger than that, makes the time after it the peak.
 */
public final class SplitWords {

    static String[] words = {};
    static byte[] more = {};

    private SplitWords() {}

    public static void main(String[] args) {
        String text = "word ".repeat(100_000);
        words = text.split(" ");
        more = new byte[2 * 1024 * 1024];
        Churn.megabytes(32);
        System.out.println(words.length + " words, " + more.length);
    }
}
