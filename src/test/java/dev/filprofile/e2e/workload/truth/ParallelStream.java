package dev.filprofile.e2e.workload.truth;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A parallel stream makes a list of 2,000 arrays. */
public final class ParallelStream {

    private ParallelStream() {}

    public static void main(String[] args) {
        List<int[]> arrays = IntStream.range(0, 2000)
                .parallel()
                .mapToObj(i -> new int[3000]) // holds 2000 x int[3000]
                .collect(Collectors.toList());
        Garbage.megabytes(50);
        System.out.println(arrays.size());
    }
}
