package dev.filprofile.samples;

/**
 * Sample 3: an array that doubles when it is full.
 *
 * <p>It ends up with five million numbers, 40 MB. What to expect in the report: a peak of 100 MB, all of it at the line with
 * {@code new long}, because while the array grows for the last time the old 33.5 MB and the new 67 MB are alive together.
 * Lists, maps and string builders grow in the same way; whoever knows the size in advance says so, and saves it.
 */
public final class GrowingArray {

    private static final int NUMBERS = 5_000_000;

    private GrowingArray() {}

    public static void main(String[] args) {
        long[] numbers = {0};
        int size = 0;
        for (long number = 1; size < NUMBERS; number += 2) {
            if (size == numbers.length) {
                long[] larger = new long[2 * size];
                System.arraycopy(numbers, 0, larger, 0, size);
                numbers = larger;
            }
            numbers[size++] = number * number;
        }
        System.out.println(size + " numbers, the last is " + numbers[size - 1]);
    }
}
