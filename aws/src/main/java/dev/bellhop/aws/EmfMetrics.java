package dev.bellhop.aws;

import com.google.gson.stream.JsonWriter;
import dev.bellhop.delivery.Metric;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one invocation counts, in CloudWatch's embedded metric format: log lines that CloudWatch makes metrics of. All that has
 * no dimensions of its own is one line, and each combination of such dimensions one more, for a line has one value of each.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">
 *     Embedded metric format</a>
 */
final class EmfMetrics {

    /** What one metric has in a line at most. */
    static final int MOST_VALUES = 100;

    private final String namespace;
    private final String function;

    /** By the values of the dimensions of their own. */
    private final Map<Map<String, String>, Map<Metric, List<Long>>> values = new LinkedHashMap<>();

    EmfMetrics(String namespace, String function) {
        this.namespace = namespace;
        this.function = function;
    }

    void add(Metric metric, long value, String... dimensions) {
        Map<String, String> own = own(metric, dimensions);
        if (metric.unit() == Metric.Unit.COUNT && value == 0) {
            return;
        }
        List<Long> before = values.computeIfAbsent(own, any -> new EnumMap<>(Metric.class))
                .computeIfAbsent(metric, any -> new ArrayList<>());
        if (metric.unit() == Metric.Unit.COUNT && !before.isEmpty()) {
            before.set(0, before.get(0) + value);
        } else {
            before.add(value);
        }
    }

    private static Map<String, String> own(Metric metric, String... dimensions) {
        List<String> names = metric.dimensions().stream()
                .filter(name -> !name.equals(Metric.FUNCTION))
                .toList();
        if (names.size() != dimensions.length) {
            throw new IllegalArgumentException(metric + " has the dimensions " + names + " of its own.");
        }
        Map<String, String> own = new HashMap<>();
        for (int i = 0; i < dimensions.length; i++) {
            own.put(names.get(i), dimensions[i]);
        }
        return own;
    }

    /** None where nothing was counted. */
    List<String> lines(Instant at) {
        List<String> lines = new ArrayList<>();
        values.forEach((own, metrics) -> {
            int most = metrics.values().stream().mapToInt(List::size).max().orElse(0);
            for (int from = 0; from < most; from += MOST_VALUES) {
                lines.add(line(at, own, part(metrics, from)));
            }
        });
        return lines;
    }

    private static Map<Metric, List<Long>> part(Map<Metric, List<Long>> metrics, int from) {
        Map<Metric, List<Long>> part = new EnumMap<>(Metric.class);
        metrics.forEach((metric, all) -> {
            if (from < all.size()) {
                part.put(metric, all.subList(from, Math.min(all.size(), from + MOST_VALUES)));
            }
        });
        return part;
    }

    private String line(Instant at, Map<String, String> own, Map<Metric, List<Long>> metrics) {
        StringWriter line = new StringWriter();
        try (JsonWriter json = new JsonWriter(line)) {
            json.beginObject();
            json.name("_aws").beginObject();
            json.name("Timestamp").value(at.toEpochMilli());
            json.name("CloudWatchMetrics").beginArray();
            Map<List<String>, List<Metric>> byDimensions = new LinkedHashMap<>();
            metrics.keySet()
                    .forEach(metric -> byDimensions
                            .computeIfAbsent(metric.dimensions(), any -> new ArrayList<>())
                            .add(metric));
            for (Map.Entry<List<String>, List<Metric>> alike : byDimensions.entrySet()) {
                directive(json, alike.getKey(), alike.getValue());
            }
            json.endArray().endObject();
            json.name(Metric.FUNCTION).value(function);
            for (Map.Entry<String, String> dimension : own.entrySet()) {
                json.name(dimension.getKey()).value(dimension.getValue());
            }
            for (Map.Entry<Metric, List<Long>> metric : metrics.entrySet()) {
                json.name(metric.getKey().toString());
                write(json, metric.getValue());
            }
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException("A StringWriter can't fail", e);
        }
        return line.toString();
    }

    private void directive(JsonWriter json, List<String> dimensions, List<Metric> metrics) throws IOException {
        json.beginObject();
        json.name("Namespace").value(namespace);
        json.name("Dimensions").beginArray().beginArray();
        for (String dimension : dimensions) {
            json.value(dimension);
        }
        json.endArray().endArray();
        json.name("Metrics").beginArray();
        for (Metric metric : metrics) {
            json.beginObject();
            json.name("Name").value(metric.toString());
            json.name("Unit").value(metric.unit().toString());
            json.endObject();
        }
        json.endArray().endObject();
    }

    private static void write(JsonWriter json, List<Long> values) throws IOException {
        if (values.size() == 1) {
            json.value(values.get(0));
            return;
        }
        json.beginArray();
        for (Long value : values) {
            json.value(value);
        }
        json.endArray();
    }
}
