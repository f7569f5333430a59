package dev.filprofile.benchmark.program;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Streams, boxes, optionals and small records: lives on what the compiler does not allocate. */
public final class Streams {

    private record Point(double x, double y) {

        Point plus(Point other) {
            return new Point(x + other.x, y + other.y);
        }

        Optional<Point> scaled(double by) {
            return by == 0 ? Optional.empty() : Optional.of(new Point(x * by, y * by));
        }
    }

    public static void main(String[] args) {
        double sum = 0;
        for (int round = 0; round < 100; round++) {
            Point total = new Point(0, 0);
            for (int i = 0; i < 4_000_000; i++) {
                total = total.plus(new Point(i, -i)).scaled(i % 7 == 0 ? 0.5 : 1.0).orElse(total);
            }
            sum += total.x();
            List<Integer> numbers = IntStream.range(0, 100_000).boxed().filter(i -> i % 3 != 0).collect(Collectors.toList());
            Map<Integer, Long> counts = numbers.stream()
                    .collect(Collectors.groupingBy(i -> i % 1000, TreeMap::new, Collectors.summingLong(Integer::longValue)));
            sum += counts.get(1);
        }
        System.out.println(sum);
    }
}
