package dev.bellhop.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LocalMetricsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final LocalMetrics.Metric LAG = metric("Lag", Map.of("Function", "bot"));

    private final MovableClock clock = MovableClock.standing(NOW);
    private final LocalMetrics metrics = new LocalMetrics(clock);

    @ParameterizedTest
    @CsvSource({
        "Sum,         22.5",
        "Average,      4.5",
        "Minimum,      0.5",
        "Maximum,       10",
        "SampleCount,    5",
        "p0.5,         0.5",
        "p20,          0.5",
        "p21,            1",
        "p50,            1",
        "p80,           10",
        "p99,           10",
        "p99.9,         10",
        "p100,          10"
    })
    void statistics_are_of_all_values_of_a_period(String statistic, double expected) {
        List.of(10.0, 1.0, 0.5, 1.0, 10.0).forEach(value -> metrics.add(LAG, NOW, value));

        assertThat(metrics.value(LAG, named(statistic), NOW, NOW.plusSeconds(1)))
                .hasValue(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum", "p101", "p", "tm99", "IQM", ""})
    void other_statistics_are_not_known(String name) {
        assertThat(Statistic.named(name)).isEmpty();
    }

    @Test
    void a_period_begins_at_a_multiple_of_its_length_and_one_without_values_is_left_out() {
        at("10:00:59", 1);
        at("10:01:00", 2);
        at("10:01:59", 3);
        at("10:04:00", 4);
        clock.move(Duration.ofMinutes(10));

        assertThat(metrics.datapoints(LAG, named("Sum"), time("10:00:30"), time("10:05:00"), MINUTE))
                .containsExactly(
                        new LocalMetrics.Datapoint(time("10:00:00"), 1),
                        new LocalMetrics.Datapoint(time("10:01:00"), 5),
                        new LocalMetrics.Datapoint(time("10:04:00"), 4));
        assertThat(metrics.datapoints(LAG, named("Sum"), time("10:01:00"), time("10:04:00"), MINUTE))
                .hasSize(1);
    }

    @Test
    void other_dimensions_are_another_metric() {
        metrics.add(LAG, NOW, 1);
        metrics.add(metric("Lag", Map.of()), NOW, 2);
        metrics.add(metric("Lag", Map.of("Function", "logger")), NOW, 4);
        metrics.add(metric("Lag", Map.of("Function", "bot", "Stage", "test")), NOW, 8);

        assertThat(sum(LAG)).isEqualTo(1);
        assertThat(metrics.search("Bellhop/test", "Lag", Set.of("Function")))
                .containsExactly(LAG, metric("Lag", Map.of("Function", "logger")));
        assertThat(metrics.search("Bellhop/other", "Lag", Set.of("Function"))).isEmpty();
        assertThat(metrics.search("Bellhop/test", "Leg", Set.of("Function"))).isEmpty();
    }

    @Test
    void a_line_in_the_embedded_format_is_taken_with_all_its_dimension_sets_and_values() {
        metrics.take("""
                {"_aws": {"Timestamp": %d, "CloudWatchMetrics": [
                    {"Namespace": "Bellhop/test", "Dimensions": [["Function"], []], "Metrics": [{"Name": "Lag", "Unit": "Milliseconds"}]},
                    {"Namespace": "Bellhop/test", "Dimensions": [[]], "Metrics": [{"Name": "Messages", "Unit": "Count"}]}]},
                 "Function": "bot", "Lag": [10, 20.5], "Messages": 3, "Others": 7}""".formatted(NOW.toEpochMilli()));

        assertThat(sum(LAG)).isEqualTo(30.5);
        assertThat(sum(metric("Lag", Map.of()))).isEqualTo(30.5);
        assertThat(sum(metric("Messages", Map.of()))).isEqualTo(3);
        assertThat(metrics.search("Bellhop/test", "Others", Set.of())).isEmpty();
    }

    /** What somebody says stands in log lines too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "not JSON \"_aws\"",
                "{\"data\": {\"_aws\": HEAD}, \"Function\": \"bot\", \"Lag\": 1}",
                "{\"text\": \"{\\\"_aws\\\": {}}\", \"Lag\": 1}",
                "{\"_aws\": {\"CloudWatchMetrics\": []}, \"Function\": \"bot\", \"Lag\": 1}",
                "{\"_aws\": HEAD, \"Lag\": 1}",
                "{\"_aws\": HEAD, \"Function\": 7, \"Lag\": 1}",
                "{\"_aws\": HEAD, \"Function\": \"bot\", \"Lag\": \"1\"}",
                "{\"_aws\": HEAD, \"Function\": \"bot\", \"Lag\": [1, null]}",
                "{\"_aws\": HEAD, \"Function\": \"bot\"}",
                "[\"_aws\"]"
            })
    void a_line_that_is_not_quite_in_the_format_says_nothing(String line) {
        String head =
                "{\"Timestamp\": " + NOW.toEpochMilli() + ", \"CloudWatchMetrics\": [{\"Namespace\": \"Bellhop/test\","
                        + " \"Dimensions\": [[\"Function\"]], \"Metrics\": [{\"Name\": \"Lag\"}]}]}";
        metrics.take("{\"_aws\": HEAD, \"Function\": \"bot\", \"Lag\": 1}".replace("HEAD", head));

        metrics.take(line.replace("HEAD", head));

        assertThat(sum(LAG)).isEqualTo(1);
        assertThat(metrics.search("Bellhop/test", "Lag", Set.of("Function"))).containsExactly(LAG);
    }

    @Test
    void more_than_a_hundred_values_in_a_line_are_not_in_the_format() {
        String line = "{\"_aws\": {\"Timestamp\": " + NOW.toEpochMilli()
                + ", \"CloudWatchMetrics\": [{\"Namespace\": \"Bellhop/test\", \"Dimensions\": [[]], \"Metrics\": [{\"Name\":"
                + " \"Lag\"}]}]}, \"Lag\": [%s]}";

        metrics.take(line.formatted("1" + ",1".repeat(100)));
        assertThat(metrics.search("Bellhop/test", "Lag", Set.of())).isEmpty();
        metrics.take(line.formatted("1" + ",1".repeat(99)));
        assertThat(sum(metric("Lag", Map.of()))).isEqualTo(100);
    }

    @Test
    void a_level_stands_until_it_is_another() {
        metrics.level(LAG, 2);
        clock.move(Duration.ofMinutes(3));
        metrics.level(LAG, 1);
        metrics.level(LAG, 5);
        metrics.level(LAG, 1);
        clock.move(Duration.ofMinutes(2));

        assertThat(metrics.datapoints(
                        LAG, named("Maximum"), NOW.minus(MINUTE), NOW.plus(Duration.ofMinutes(9)), MINUTE))
                .extracting(LocalMetrics.Datapoint::value)
                .as("nothing before it is known or after now")
                .containsExactly(2.0, 2.0, 2.0, 5.0, 1.0, 1.0);
    }

    @Test
    void whoever_listens_is_told_of_what_is_another_value() {
        AtomicInteger told = new AtomicInteger();
        metrics.whenChanged(told::incrementAndGet);

        metrics.level(LAG, 2);
        metrics.level(LAG, 2);
        assertThat(told).hasValue(1);
        metrics.add(metric("Messages", Map.of()), NOW, 1);
        assertThat(told).hasValue(2);
        metrics.add(metric("Messages", Map.of()), NOW.minus(Duration.ofDays(1)), 1);
        metrics.add(metric("Messages", Map.of()), NOW.plus(Duration.ofHours(3)), 1);
        assertThat(told).as("what is too old or too new").hasValue(2);
    }

    @Test
    void what_is_old_goes_but_a_level_stays_known() {
        LocalMetrics.Metric messages = metric("Messages", Map.of());
        metrics.level(LAG, 4);
        metrics.add(messages, NOW, 1);
        clock.move(Duration.ofHours(14));
        metrics.add(messages, clock.instant(), 2);

        assertThat(metrics.value(messages, named("Sum"), NOW, clock.instant().plusSeconds(1)))
                .hasValue(2);
        assertThat(metrics.value(
                        LAG, named("Maximum"), clock.instant(), clock.instant().plusSeconds(1)))
                .hasValue(4);
    }

    @Test
    void of_more_values_than_are_kept_the_oldest_go_and_a_level_stays_known() {
        LocalMetrics.Metric first = metric("First", Map.of());
        LocalMetrics.Metric depth = metric("Depth", Map.of());
        metrics.level(depth, 3);
        clock.move(MINUTE.multipliedBy(2));
        Instant last = clock.instant();
        metrics.add(first, NOW.plusSeconds(60), 1);
        for (int value = 0; value < 200_000; value++) {
            metrics.add(LAG, last, value);
        }

        assertThat(metrics.value(first, named("Sum"), NOW, last)).isEmpty();
        assertThat(metrics.value(depth, named("Maximum"), last, last.plusSeconds(1)))
                .hasValue(3);
    }

    private void at(String time, double value) {
        metrics.add(LAG, time(time), value);
    }

    private double sum(LocalMetrics.Metric metric) {
        return metrics.value(metric, named("Sum"), NOW, NOW.plusSeconds(1)).orElseThrow();
    }

    private static Instant time(String time) {
        return Instant.parse("2026-01-01T" + time + "Z");
    }

    private static LocalMetrics.Metric metric(String name, Map<String, String> dimensions) {
        return new LocalMetrics.Metric("Bellhop/test", name, dimensions);
    }

    private static Statistic named(String name) {
        return Statistic.named(name).orElseThrow();
    }
}
