package dev.filprofile.e2e.workload.truth;

/**
 * A string builder of 2^24 characters doubles: the old array and the new one are alive
 * together, for as long as the copy takes.
 */
public final class GrowingBuilder {

    private GrowingBuilder() {}

    public static void main(String[] args) {
        StringBuilder text = new StringBuilder((1 << 24) - 2); // holds 1 x byte[16_777_214]
        String part = "0123456789abcdef";
        while (text.length() < 17_000_000) {
            text.append(part); // holds 1 x byte[33_554_430]
        }
        Garbage.megabytes(50);
        System.out.println(text.length());
    }
}
