package dev.filprofile.samples;

import java.util.ArrayList;
import java.util.List;

/**
 * Sample 7: a program that runs out of memory. Run it with a small heap, for instance {@code -Xmx64m}.
 *
 * <p>What to expect: the program dies of an OutOfMemoryError with its own stack trace and exit code, as it does without the
 * profiler, and there is a report all the same. Its peak is close to the largest heap allowed; the line with {@code new
 * double} holds nearly all of it. The line in the error's stack trace is the one that asked last, which may be any.
 */
public final class OutOfMemory {

    private OutOfMemory() {}

    public static void main(String[] args) {
        List<double[]> measurements = new ArrayList<>();
        for (int day = 0; ; day++) {
            double[] values = new double[24 * 60 * 60];
            values[day % values.length] = day;
            measurements.add(values);
        }
    }
}
