package dev.filprofile.agent.peak;

import java.util.Arrays;

/**
 * What was alive at a moment, by call path: a table of fixed size, in which some paths share a place. So two compositions seem more
 * alike than they are if large paths of both fall together, which is one in {@value #PLACES} for each pair of them.
 */
public final class Composition {

    private static final int PLACES = 1024;

    private final double[] bytes = new double[PLACES];
    private double totalBytes;

    Composition() {}

    void clear() {
        Arrays.fill(bytes, 0);
        totalBytes = 0;
    }

    /** Adds bytes that a call path made. */
    public void add(int path, double pathBytes) {
        bytes[path & PLACES - 1] += pathBytes;
        totalBytes += pathBytes;
    }

    double totalBytes() {
        return totalBytes;
    }

    /** How many of these bytes the other's call paths have, too. */
    double bytesAlsoIn(Composition other) {
        double sum = 0;
        for (int place = 0; place < PLACES; place++) {
            sum += Math.min(bytes[place], other.bytes[place]);
        }
        return sum;
    }
}
