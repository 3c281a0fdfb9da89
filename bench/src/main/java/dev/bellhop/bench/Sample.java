package dev.bellhop.bench;

import java.util.Arrays;
import java.util.List;

/** Measured values of one thing, in one unit. There is one at least. */
record Sample(List<Double> sorted) {

    Sample {
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("A sample has one value at least");
        }
        sorted = sorted.stream().sorted().toList();
    }

    static Sample of(double... values) {
        return new Sample(Arrays.stream(values).boxed().toList());
    }

    double min() {
        return sorted.getFirst();
    }

    double max() {
        return sorted.getLast();
    }

    /** The middle one, or what lies between the two in the middle. */
    double median() {
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /**
     * The least value that {@code percent} of all do not exceed (nearest rank).
     *
     * @param percent above 0, up to 100
     */
    double percentile(double percent) {
        int rank = (int) Math.ceil(percent / 100 * sorted.size());
        return sorted.get(Math.max(rank, 1) - 1);
    }
}
