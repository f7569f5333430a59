package dev.filprofile.e2e.workload;

import java.util.Random;

/**
 * 32 MB and 8 MB in small arrays: 300,000 of 96 bytes at one line, 50,000 of 160 at another, mixed. Too many to be recorded
 * one by one in a default run.
 */
public final class ManySmallObjects {

    static final byte[][] MANY = new byte[300_000][];
    static final byte[][] FEW = new byte[50_000][];

    private ManySmallObjects() {}

    public static void main(String[] args) {
        int many = 0;
        int few = 0;
        Random random = new Random(1);
        while (many < MANY.length || few < FEW.length) {
            if (few == FEW.length || many < MANY.length && random.nextInt(7) > 0) {
                MANY[many++] = new byte[80];
            } else {
                FEW[few++] = new byte[144];
            }
        }
        Churn.megabytes(64);
        System.out.println(many + " " + few);
    }
}
