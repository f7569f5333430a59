package dev.filprofile.flamegraph.diff;

import java.util.Collection;

/** The lowest and the highest value of several runs, in bytes; the same for one run. */
public record Spread(double lowest, double highest) {

    static Spread of(Collection<Double> values) {
        return new Spread(
                values.stream().mapToDouble(Double::doubleValue).min().orElse(0),
                values.stream().mapToDouble(Double::doubleValue).max().orElse(0));
    }

    boolean overlaps(Spread other) {
        return lowest <= other.highest && other.lowest <= highest;
    }

    /** Half of the distance as a share of the middle, 0 to 1; 0 for a single value. */
    public double relative() {
        return highest > 0 ? (highest - lowest) / (highest + lowest) : 0;
    }
}
