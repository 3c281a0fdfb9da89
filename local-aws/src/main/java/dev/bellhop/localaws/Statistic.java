package dev.bellhop.localaws;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One number for all the values of a period, by CloudWatch's name for it. How CloudWatch works percentiles out is not said; here
 * one is the smallest value that so many of all are at most.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html">Statistics definitions</a>
 */
public final class Statistic {

    private static final Pattern PERCENTILE = Pattern.compile("p([0-9]{1,2}(?:\\.[0-9]{1,10})?|100)");

    private final String name;
    private final ToDoubleFunction<NavigableMap<Double, Long>> of;

    private Statistic(String name, ToDoubleFunction<NavigableMap<Double, Long>> of) {
        this.name = name;
        this.of = of;
    }

    /** @param name such as {@code Sum} or {@code p99.9}; empty where it is none of those that are known here */
    public static Optional<Statistic> named(String name) {
        Matcher percentile = PERCENTILE.matcher(name);
        if (percentile.matches()) {
            double percent = Double.parseDouble(percentile.group(1));
            return Optional.of(new Statistic(name, values -> percentile(values, percent)));
        }
        return switch (name) {
            case "Sum" -> Optional.of(new Statistic(name, Statistic::sum));
            case "SampleCount" -> Optional.of(new Statistic(name, Statistic::count));
            case "Average" -> Optional.of(new Statistic(name, values -> sum(values) / count(values)));
            case "Minimum" -> Optional.of(new Statistic(name, NavigableMap::firstKey));
            case "Maximum" -> Optional.of(new Statistic(name, NavigableMap::lastKey));
            default -> Optional.empty();
        };
    }

    /** @param values at least one, with how often each was there */
    double of(NavigableMap<Double, Long> values) {
        return of.applyAsDouble(values);
    }

    @Override
    public String toString() {
        return name;
    }

    private static double sum(NavigableMap<Double, Long> values) {
        return values.entrySet().stream()
                .mapToDouble(each -> each.getKey() * each.getValue())
                .sum();
    }

    private static double count(NavigableMap<Double, Long> values) {
        return values.values().stream().mapToLong(Long::longValue).sum();
    }

    private static double percentile(NavigableMap<Double, Long> values, double percent) {
        double wanted = count(values) * percent / 100;
        long below = 0;
        for (Map.Entry<Double, Long> each : values.entrySet()) {
            below += each.getValue();
            if (below >= wanted) {
                return each.getKey();
            }
        }
        return values.lastKey();
    }
}
