package dev.filprofile.samples;

import java.util.zip.CRC32;

/**
 * Sample 5: a spike that is over long before the program ends.
 *
 * <p>What to expect in the report: a peak of a little more than 64 MB early in the timeline, at the line with {@code new
 * int}, although the table is garbage for most of the run and nothing of it is left at the end. A heap dump taken later
 * does not show it.
 */
public final class EarlySpike {

    private static final int TABLE_LENGTH = 16 * 1024 * 1024;
    private static final int MESSAGES = 200_000;

    private EarlySpike() {}

    public static void main(String[] args) {
        int largestGap = largestGapBetweenPrimes();
        System.out.println("largest gap between primes: " + largestGap);
        System.out.println("checksum of the messages: " + checksumOfMessages(largestGap));
    }

    /** The spike: a sieve of 64 MB for an answer of four bytes. */
    private static int largestGapBetweenPrimes() {
        int[] smallestFactor = new int[TABLE_LENGTH];
        for (int factor = 2; (long) factor * factor < TABLE_LENGTH; factor++) {
            if (smallestFactor[factor] == 0) {
                for (int multiple = factor * factor; multiple < TABLE_LENGTH; multiple += factor) {
                    smallestFactor[multiple] = factor;
                }
            }
        }
        int largest = 0;
        int last = 2;
        for (int number = 3; number < TABLE_LENGTH; number++) {
            if (smallestFactor[number] == 0) {
                largest = Math.max(largest, number - last);
                last = number;
            }
        }
        return largest;
    }

    /** The long rest of the run: many small objects, none of which stays. */
    private static long checksumOfMessages(int seed) {
        CRC32 checksum = new CRC32();
        for (int message = 0; message < MESSAGES; message++) {
            byte[] bytes = new byte[1024];
            bytes[message % bytes.length] = (byte) (message + seed);
            checksum.update(bytes);
        }
        return checksum.getValue();
    }
}
