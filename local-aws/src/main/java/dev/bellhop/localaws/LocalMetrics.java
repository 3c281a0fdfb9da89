package dev.bellhop.localaws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * CloudWatch's metrics, in memory, for the last thirteen hours: what log lines say in the embedded metric format, and what
 * {@link ServiceMetrics} finds. A metric is its namespace, its name and its dimensions: one with other dimensions is another
 * metric, and nothing is added up over dimensions.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html">Metrics concepts</a>
 */
public final class LocalMetrics {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The longest span that is looked at, and a period more. */
    private static final Duration KEPT = Duration.ofHours(13);

    /**
     * As in CloudWatch.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html">MetricDatum</a>
     */
    private static final Duration NEWEST = Duration.ofHours(2);

    /** What a metric has in a line at most, see {@link #take}. */
    private static final int MOST_VALUES = 100;

    /** All values that are kept; one that came several times in a second is one. */
    private static final int MOST_KEPT = 200_000;

    /** @param dimensions values by names */
    public record Metric(String namespace, String name, Map<String, String> dimensions) {
        public Metric {
            dimensions = Map.copyOf(dimensions);
        }
    }

    /** @param at when its period begins */
    public record Datapoint(Instant at, double value) {}

    /** What a metric's values were. */
    private static final class Series {
        /** Whether a value stands until the next one. */
        final boolean level;

        /** How often each value was there, by the second; of a level the last one is what it was at the second's end. */
        final TreeMap<Long, LinkedHashMap<Double, Long>> seconds = new TreeMap<>();

        Series(boolean level) {
            this.level = level;
        }

        /** Whether its first second says no more than a later one does. */
        boolean canForget() {
            return !level || seconds.size() > 1;
        }

        double last() {
            return seconds.lastEntry().getValue().lastEntry().getKey();
        }
    }

    private final Clock clock;
    private volatile Runnable changed = () -> {};

    /** Guarded by this. */
    private final Map<Metric, Series> metrics = new LinkedHashMap<>();

    private int kept;

    LocalMetrics(Clock clock) {
        this.clock = clock;
    }

    /** Has {@code listener} told, on the thread where it happens, that there is another value; the last listener counts. */
    public void whenChanged(Runnable listener) {
        changed = listener;
    }

    /**
     * Takes what a log line says in the embedded metric format; a line that is not in it, or not quite, says nothing.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">
     *     Embedded metric format</a>
     */
    void take(String line) {
        if (!line.contains("\"_aws\"")) {
            return;
        }
        JsonNode root;
        try {
            root = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            return;
        }
        JsonNode head = root.path("_aws");
        if (!head.path("Timestamp").isIntegralNumber()) {
            return;
        }
        Instant at = Instant.ofEpochMilli(head.path("Timestamp").asLong());
        for (JsonNode directive : head.path("CloudWatchMetrics")) {
            for (JsonNode set : directive.path("Dimensions")) {
                dimensions(set, root).ifPresent(dimensions -> take(directive, dimensions, root, at));
            }
        }
    }

    private void take(JsonNode directive, Map<String, String> dimensions, JsonNode root, Instant at) {
        String namespace = directive.path("Namespace").asText();
        for (JsonNode defined : directive.path("Metrics")) {
            String name = defined.path("Name").asText();
            values(root.path(name)).forEach(value -> add(new Metric(namespace, name, dimensions), at, value));
        }
    }

    private static Optional<Map<String, String>> dimensions(JsonNode set, JsonNode root) {
        Map<String, String> dimensions = new HashMap<>();
        for (JsonNode name : set) {
            JsonNode value = root.path(name.asText());
            if (!value.isTextual()) {
                return Optional.empty();
            }
            dimensions.put(name.asText(), value.asText());
        }
        return set.isArray() ? Optional.of(dimensions) : Optional.empty();
    }

    private static List<Double> values(JsonNode target) {
        List<Double> values = new ArrayList<>();
        for (JsonNode each : target.isArray() ? target : List.of(target)) {
            if (!each.isNumber()) {
                return List.of();
            }
            values.add(each.asDouble());
        }
        return values.size() > MOST_VALUES ? List.of() : values;
    }

    /** Adds a value; one that is too old or lies too far ahead is dropped. */
    void add(Metric metric, Instant at, double value) {
        Instant now = clock.instant();
        if (at.isBefore(now.minus(KEPT)) || at.isAfter(now.plus(NEWEST))) {
            return;
        }
        synchronized (this) {
            add(metrics.computeIfAbsent(metric, any -> new Series(false)), at, value);
        }
        changed.run();
    }

    /** Says what something is at now, until something else is said of it. */
    void level(Metric metric, double value) {
        synchronized (this) {
            Series series = metrics.computeIfAbsent(metric, any -> new Series(true));
            if (!series.seconds.isEmpty() && series.last() == value) {
                return;
            }
            add(series, clock.instant(), value);
        }
        changed.run();
    }

    private void add(Series series, Instant at, double value) {
        LinkedHashMap<Double, Long> second =
                series.seconds.computeIfAbsent(at.getEpochSecond(), any -> new LinkedHashMap<>());
        kept -= second.size();
        // Taken out and put in again it is the last one.
        long before = Optional.ofNullable(second.remove(value)).orElse(0L);
        second.put(value, before + 1);
        kept += second.size();
        long oldest = clock.instant().minus(KEPT).getEpochSecond();
        while (series.canForget() && series.seconds.firstKey() < oldest) {
            forgetFirst(series);
        }
        while (kept > MOST_KEPT) {
            metrics.values().stream()
                    .filter(each -> !each.seconds.isEmpty() && each.canForget())
                    .min(Comparator.comparing(each -> each.seconds.firstKey()))
                    .ifPresent(this::forgetFirst);
        }
    }

    private void forgetFirst(Series series) {
        kept -= series.seconds.pollFirstEntry().getValue().size();
    }

    /** The metrics that there are of that name, with dimensions of just those names, in the order of their values. */
    public synchronized List<Metric> search(String namespace, String name, Set<String> dimensions) {
        return metrics.keySet().stream()
                .filter(metric -> metric.namespace().equals(namespace)
                        && metric.name().equals(name)
                        && metric.dimensions().keySet().equals(dimensions))
                .sorted(Comparator.comparing(metric -> new TreeMap<>(metric.dimensions()).toString()))
                .toList();
    }

    /**
     * A statistic of each period that has values. Periods begin at multiples of their length, so the first begins at {@code from}
     * or before, as CloudWatch rounds it down.
     *
     * @param to not in it any more
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html">GetMetricStatistics</a>
     */
    public synchronized List<Datapoint> datapoints(
            Metric metric, Statistic statistic, Instant from, Instant to, Duration period) {
        List<Datapoint> datapoints = new ArrayList<>();
        long length = period.toSeconds();
        for (long start = from.getEpochSecond() / length * length; start < to.getEpochSecond(); start += length) {
            Instant at = Instant.ofEpochSecond(start);
            value(metric, statistic, at, at.plus(period)).ifPresent(value -> datapoints.add(new Datapoint(at, value)));
        }
        return datapoints;
    }

    /**
     * A statistic of what there was in that time, to the second; empty where there was nothing.
     *
     * @param to not in it any more
     */
    public synchronized OptionalDouble value(Metric metric, Statistic statistic, Instant from, Instant to) {
        Series series = metrics.get(metric);
        if (series == null || from.isAfter(clock.instant())) {
            return OptionalDouble.empty();
        }
        NavigableMap<Double, Long> values = new TreeMap<>();
        if (series.level) {
            Optional.ofNullable(series.seconds.lowerEntry(from.getEpochSecond()))
                    .ifPresent(
                            before -> values.put(before.getValue().lastEntry().getKey(), 1L));
        }
        series.seconds
                .subMap(from.getEpochSecond(), to.getEpochSecond())
                .values()
                .forEach(second -> second.forEach((value, times) -> values.merge(value, times, Long::sum)));
        return values.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(statistic.of(values));
    }
}
