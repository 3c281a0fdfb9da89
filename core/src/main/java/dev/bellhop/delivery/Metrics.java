package dev.bellhop.delivery;

/** Where it is counted what happens. What a process that dies has counted in its last invocation is lost. */
public interface Metrics {

    /**
     * Adds to what this invocation comes to.
     *
     * @param value in the metric's unit; a count of 0 is nothing
     * @param dimensions the values of the metric's dimensions, in their order, without {@link Metric#FUNCTION}
     */
    void add(Metric metric, long value, String... dimensions);
}
