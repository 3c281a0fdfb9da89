package dev.bellhop.localaws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * The template's alarms, looked at over {@link LocalMetrics}. A period ends when it is asked, and has what happened till then.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html">Alarm evaluation</a>
 */
public final class LocalAlarms {

    /** The one expression that is worked out here: all of it added up, 0 where there is nothing. */
    private static final String ALL = "SUM(FILL(METRICS(), 0))";

    /** How an alarm stands. */
    public enum State {
        OK,
        ALARM,
        INSUFFICIENT_DATA,
        /** CloudWatch alone would know. */
        UNKNOWN
    }

    /** @param why such as {@code Sum of Errors in 5 min is 2, more than 0} */
    public record Standing(State state, String why) {}

    /** @param orZero whether it is 0 where there is nothing */
    private record Measure(List<LocalMetrics.Metric> metrics, Statistic statistic, Duration period, boolean orZero) {}

    private final Map<String, Map<String, Object>> alarms;
    private final LocalMetrics metrics;
    private final Clock clock;
    private final Instant since;

    LocalAlarms(Template template, LocalMetrics metrics, Clock clock) {
        this.alarms = template.alarms();
        this.metrics = metrics;
        this.clock = clock;
        this.since = clock.instant();
    }

    /** @param alarm its logical id */
    public Standing standing(String alarm) {
        Map<String, Object> properties = alarms.get(alarm);
        if (properties == null) {
            return new Standing(State.UNKNOWN, "The template has no such alarm.");
        }
        try {
            return standing(alarm, properties);
        } catch (TemplateException e) {
            return new Standing(State.UNKNOWN, e.getMessage() + ".");
        }
    }

    private Standing standing(String alarm, Map<String, Object> properties) {
        Measure measure = measure(alarm, properties);
        Optional<LocalMetrics.Metric> unmeasured = measure.metrics().stream()
                .filter(metric -> !ServiceMetrics.canBe(metric.namespace(), metric.name()))
                .findFirst();
        if (unmeasured.isPresent()) {
            return new Standing(State.UNKNOWN, unmeasured.get().name() + " is not measured on a laptop.");
        }
        int periods = Tree.number(properties, "EvaluationPeriods", 1);
        int toAlarm = Tree.number(properties, "DatapointsToAlarm", periods);
        boolean silenceBreaches = Tree.optional(properties, "TreatMissingData").equals(Optional.of("breaching"));
        double threshold = Double.parseDouble(Tree.string(properties, "Threshold", alarm));
        String comparison = Tree.string(properties, "ComparisonOperator", alarm);
        int breaching = 0;
        OptionalDouble latest = OptionalDouble.empty();
        for (int i = 0; i < periods; i++) {
            OptionalDouble value = value(measure, i);
            if (i == 0) {
                latest = value;
            }
            if (value.isEmpty() ? silenceBreaches : breaches(value.getAsDouble(), comparison, threshold)) {
                breaching++;
            }
        }
        boolean alarms = breaching >= toAlarm;
        boolean young = clock.instant().isBefore(since.plus(measure.period().multipliedBy(periods)));
        if (alarms && silenceBreaches && young) {
            return new Standing(State.INSUFFICIENT_DATA, "It has not run for long enough.");
        }
        String often = periods == 1 ? "" : ", in " + toAlarm + " of " + periods;
        String limit = limit(comparison) + number(threshold) + often;
        return new Standing(alarms ? State.ALARM : State.OK, why(measure, latest, limit));
    }

    /** @param back how many periods before the one that ends now */
    private OptionalDouble value(Measure measure, int back) {
        // To the second, this one included.
        Instant end = Instant.ofEpochSecond(clock.instant().getEpochSecond() + 1)
                .minus(measure.period().multipliedBy(back));
        OptionalDouble sum = measure.orZero() ? OptionalDouble.of(0) : OptionalDouble.empty();
        for (LocalMetrics.Metric metric : measure.metrics()) {
            OptionalDouble one = metrics.value(metric, measure.statistic(), end.minus(measure.period()), end);
            if (one.isPresent()) {
                sum = OptionalDouble.of(sum.orElse(0) + one.getAsDouble());
            }
        }
        return sum;
    }

    private static boolean breaches(double value, String comparison, double threshold) {
        return switch (comparison) {
            case "GreaterThanThreshold" -> value > threshold;
            case "GreaterThanOrEqualToThreshold" -> value >= threshold;
            case "LessThanThreshold" -> value < threshold;
            case "LessThanOrEqualToThreshold" -> value <= threshold;
            default -> throw new TemplateException("\"" + comparison + "\" is compared by CloudWatch alone");
        };
    }

    private static String limit(String comparison) {
        return switch (comparison) {
            case "GreaterThanThreshold" -> "more than ";
            case "GreaterThanOrEqualToThreshold" -> "at least ";
            case "LessThanThreshold" -> "less than ";
            default -> "at most ";
        };
    }

    private static String why(Measure measure, OptionalDouble latest, String limit) {
        String names = measure.metrics().stream()
                .map(LocalMetrics.Metric::name)
                .distinct()
                .collect(Collectors.joining(" and "));
        long minutes = measure.period().toMinutes();
        String found = latest.isPresent() ? number(latest.getAsDouble()) : "none";
        return measure.statistic() + " of " + names + " in the last " + (minutes == 1 ? "minute" : minutes + " min")
                + ": " + found + ". The alarm is for " + limit + ".";
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static Measure measure(String alarm, Map<String, Object> properties) {
        if (!properties.containsKey("Metrics")) {
            String statistic = Tree.optional(properties, "ExtendedStatistic")
                    .orElseGet(() -> Tree.string(properties, "Statistic", alarm));
            return new Measure(
                    List.of(metric(alarm, properties)), statistic(statistic), period(alarm, properties), false);
        }
        List<LocalMetrics.Metric> all = new ArrayList<>();
        Statistic statistic = statistic("Sum");
        Duration period = Duration.ZERO;
        for (Map<String, Object> each : Tree.maps(properties.get("Metrics"), alarm)) {
            Optional<String> expression = Tree.optional(each, "Expression");
            if (expression.isPresent() && !expression.get().equals(ALL)) {
                throw new TemplateException(expression.get() + " is worked out by CloudWatch alone");
            }
            Map<String, Object> stat = Tree.map(each, "MetricStat");
            if (expression.isEmpty()) {
                all.add(metric(alarm, Tree.map(stat, "Metric")));
                statistic = statistic(Tree.string(stat, "Stat", alarm));
                period = period(alarm, stat);
            }
        }
        return new Measure(all, statistic, period, true);
    }

    private static LocalMetrics.Metric metric(String alarm, Map<String, Object> metric) {
        Map<String, String> dimensions = new LinkedHashMap<>();
        Tree.maps(metric.get("Dimensions"), alarm)
                .forEach(each -> dimensions.put(Tree.string(each, "Name", alarm), Tree.string(each, "Value", alarm)));
        return new LocalMetrics.Metric(
                Tree.string(metric, "Namespace", alarm), Tree.string(metric, "MetricName", alarm), dimensions);
    }

    private static Statistic statistic(String name) {
        return Statistic.named(name)
                .orElseThrow(
                        () -> new TemplateException("The statistic " + name + " is worked out by CloudWatch alone"));
    }

    private static Duration period(String alarm, Map<String, Object> properties) {
        return Duration.ofSeconds(Long.parseLong(Tree.string(properties, "Period", alarm)));
    }
}
