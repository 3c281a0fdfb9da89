package dev.bellhop.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalAlarmsTest {

    private static final Path TEMPLATE = Path.of("../template.yaml");
    private static final LocalMetrics.Metric LATENCY =
            new LocalMetrics.Metric("AWS/ApiGateway", "Latency", Map.of("ApiId", "Api"));
    private static final LocalMetrics.Metric OWING = new LocalMetrics.Metric("Bellhop/bellhop", "LeftOwing", Map.of());

    @TempDir
    Path folder;

    private final MovableClock clock = MovableClock.standing(Instant.parse("2026-01-01T10:00:00Z"));
    private final LocalMetrics metrics = new LocalMetrics(clock);
    private LocalAlarms alarms = new LocalAlarms(Template.read(TEMPLATE, Map.of()), metrics, clock);

    @Test
    void one_breach_is_enough_where_one_period_is_looked_at() {
        assertThat(state("BotFailing")).isEqualTo(LocalAlarms.State.OK);

        add(new LocalMetrics.Metric("AWS/Lambda", "Errors", Map.of("FunctionName", "BotFunction")), 1);

        assertThat(alarms.standing("BotFailing"))
                .isEqualTo(new LocalAlarms.Standing(
                        LocalAlarms.State.ALARM, "Sum of Errors in the last 5 min: 1. The alarm is for more than 0."));
        clock.move(Duration.ofMinutes(5));
        assertThat(state("BotFailing")).isEqualTo(LocalAlarms.State.OK);
    }

    @Test
    void two_of_three_periods_are_enough_where_so_many_are_wanted() {
        add(LATENCY, 2_501);
        assertThat(state("BotSlow")).isEqualTo(LocalAlarms.State.OK);
        clock.move(Duration.ofMinutes(10));
        add(LATENCY, 2_500);
        assertThat(state("BotSlow")).as("the limit itself").isEqualTo(LocalAlarms.State.OK);

        add(LATENCY, 2_501);

        assertThat(state("BotSlow")).as("a pause between").isEqualTo(LocalAlarms.State.ALARM);
    }

    @Test
    void what_is_owed_for_a_minute_less_than_is_looked_at_is_no_alarm() {
        for (int minute = 1; minute <= 5; minute++) {
            add(OWING, 1);
            assertThat(state("StaysOwed"))
                    .as("minute " + minute)
                    .isEqualTo(minute < 5 ? LocalAlarms.State.OK : LocalAlarms.State.ALARM);
            clock.move(Duration.ofMinutes(1));
        }
    }

    @Test
    void silence_breaches_where_the_template_says_so_once_there_was_time_to_speak() {
        assertThat(state("SweeperMissing")).isEqualTo(LocalAlarms.State.INSUFFICIENT_DATA);

        clock.move(Duration.ofMinutes(5));
        assertThat(state("SweeperMissing")).isEqualTo(LocalAlarms.State.ALARM);
        add(new LocalMetrics.Metric("AWS/Lambda", "Invocations", Map.of("FunctionName", "SweeperFunction")), 1);

        assertThat(state("SweeperMissing")).isEqualTo(LocalAlarms.State.OK);
    }

    @Test
    void what_is_added_up_over_tables_and_indexes_is_0_where_there_is_nothing() {
        assertThat(alarms.standing("LedgerThrottled").why()).contains(": 0. The alarm is for more than 10.");
        Map<String, String> index = Map.of("TableName", "LedgerTable", "GlobalSecondaryIndexName", "owed");
        add(new LocalMetrics.Metric("AWS/DynamoDB", "ReadThrottleEvents", index), 5);
        add(new LocalMetrics.Metric("AWS/DynamoDB", "WriteThrottleEvents", Map.of("TableName", "LedgerTable")), 5);
        assertThat(state("LedgerThrottled")).isEqualTo(LocalAlarms.State.OK);

        add(new LocalMetrics.Metric("AWS/DynamoDB", "WriteThrottleEvents", Map.of("TableName", "LedgerTable")), 1);

        assertThat(state("LedgerThrottled")).isEqualTo(LocalAlarms.State.ALARM);
        assertThat(state("WordsThrottled")).isEqualTo(LocalAlarms.State.OK);
    }

    @Test
    void what_is_not_measured_here_is_not_called_ok() {
        assertThat(alarms.standing("EventsLost").state()).isEqualTo(LocalAlarms.State.UNKNOWN);
        assertThat(alarms.standing("EventsLost").why())
                .isEqualTo("NumberOfNotificationsFailedToRedriveToDlq is not measured on a laptop.");
        assertThat(state("NoAlarm")).isEqualTo(LocalAlarms.State.UNKNOWN);
    }

    @Test
    void another_expression_is_not_guessed() throws IOException {
        Path template = folder.resolve("template.yaml");
        Files.writeString(template, Files.readString(TEMPLATE).replace("SUM(FILL(METRICS(), 0))", "AVG(METRICS())"));
        alarms = new LocalAlarms(Template.read(template, Map.of()), metrics, clock);

        assertThat(alarms.standing("WordsThrottled"))
                .isEqualTo(new LocalAlarms.Standing(
                        LocalAlarms.State.UNKNOWN, "AVG(METRICS()) is worked out by CloudWatch alone."));
    }

    private LocalAlarms.State state(String alarm) {
        return alarms.standing(alarm).state();
    }

    private void add(LocalMetrics.Metric metric, double value) {
        metrics.add(metric, clock.instant(), value);
    }
}
