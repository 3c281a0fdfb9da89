package dev.bellhop.subscribers.logger;

import static dev.bellhop.subscribers.Deliveries.counted;
import static dev.bellhop.subscribers.Deliveries.deliver;
import static dev.bellhop.subscribers.Deliveries.event;
import static dev.bellhop.subscribers.Deliveries.invoke;
import static dev.bellhop.subscribers.Deliveries.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import dev.bellhop.events.WordTimes;
import dev.bellhop.subscribers.Faults;
import dev.bellhop.subscribers.Lines;
import dev.bellhop.subscribers.Records.RecordsFailedException;
import dev.bellhop.subscribers.Tables;
import dev.bellhop.subscribers.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

final class LoggerHandlerTest {

    /** 30 minutes before the tests' now. */
    private static final String TS = "1796117400.000100";

    @RegisterExtension
    final Tables tables = new Tables();

    private final Lines journal = new Lines();
    private final Time time = new Time();
    private final Logs logs = new Logs();
    private final Faults faults = new Faults();
    private LoggerHandler logger;

    @BeforeEach
    void start() {
        logger = logger(Logs.GROUP);
    }

    private LoggerHandler logger(String group) {
        AtomicInteger ids = new AtomicInteger();
        return new LoggerHandler(
                new LoggerConfig(group, Tables.LEDGER),
                tables.dynamo(),
                faults.before(CloudWatchLogsClient.class, logs),
                journal.log("logger", time),
                time,
                () -> "id-" + ids.incrementAndGet(),
                time,
                new Random(1));
    }

    @Test
    void an_event_is_one_line_in_a_new_stream_at_the_time_when_it_happened() {
        String message = counted(TS, new WordTimes("awsadvent", 1));

        deliver(logger, "m-1", message);

        assertThat(logs.lines()).containsExactly(message);
        assertThat(logs.times())
                .containsExactly(Instant.parse("2026-12-01T09:30:00.000Z").toEpochMilli());
        assertThat(logs.streams()).containsExactly("2026/12/01/id-1");
    }

    @Test
    void a_duplicate_is_logged_once_though_its_message_id_is_another() {
        String message = counted(TS, new WordTimes("awsadvent", 1));

        deliver(logger, "m-1", message);
        deliver(logger, "m-1", message);
        deliver(logger, "m-2", message);

        assertThat(logs.lines()).hasSize(1);
    }

    @Test
    void a_duplicate_in_the_same_delivery_is_logged_once() {
        String message = counted(TS, new WordTimes("awsadvent", 1));

        invoke(logger, event(record("m-1", message), record("m-2", message)));

        assertThat(logs.lines()).hasSize(1);
    }

    @Test
    void a_line_that_could_not_be_written_is_logged_once_by_the_next_delivery() {
        String message = counted(TS, new WordTimes("awsadvent", 1));
        faults.failing("putLogEvents", 1);

        assertThatThrownBy(() -> deliver(logger, "m-1", message)).isInstanceOf(RecordsFailedException.class);
        assertThat(logs.lines()).isEmpty();
        deliver(logger, "m-1", message);
        deliver(logger, "m-1", message);

        assertThat(logs.lines()).hasSize(1);
    }

    @Test
    void a_line_whose_mark_could_not_be_noted_is_not_asked_for_again() {
        tables.faults().failing("updateItem", 1);

        deliver(logger, "m-1", counted(TS, new WordTimes("awsadvent", 1)));

        assertThat(logs.lines()).hasSize(1);
        assertThat(journal.all()).anyMatch(line -> line.startsWith("done-not-noted logger:T1:C1:" + TS));
    }

    @Test
    void while_one_delivery_is_at_work_another_fails_and_comes_again_after_it_died() {
        String message = counted(TS, new WordTimes("awsadvent", 1));
        faults.failing("putLogEvents", 1);
        tables.faults().failing("updateItem", 1);
        assertThatThrownBy(() -> deliver(logger, "m-1", message)).isInstanceOf(RecordsFailedException.class);

        assertThatThrownBy(() -> deliver(logger, "m-1", message)).hasMessageContaining("another attempt");
        time.pause(Duration.ofSeconds(40));
        deliver(logger, "m-1", message);

        assertThat(logs.lines()).hasSize(1);
    }

    @Test
    void one_call_writes_the_lines_of_a_delivery_in_the_order_of_their_times() {
        String later = counted("1796118000.000100", new WordTimes("later", 1));
        String earlier = counted(TS, new WordTimes("earlier", 1));

        invoke(logger, event(record("m-1", later), record("m-2", earlier)));

        assertThat(logs.lines()).containsExactly(earlier, later);
        assertThat(logs.batches()).containsExactly(2);
    }

    @Test
    void json_over_several_lines_becomes_one() {
        deliver(logger, "m-1", "{\n  \"event\": \"Reservation\",\n  \"body\": \"two\\nlines <&>\"\n}");

        assertThat(logs.lines()).containsExactly("{\"event\":\"Reservation\",\"body\":\"two\\nlines <&>\"}");
    }

    @Test
    void what_is_no_json_is_wrapped_into_one_line() {
        deliver(logger, "m-1", "two\nlines");
        deliver(logger, "m-2", "{\"half\":");
        deliver(logger, "m-3", "");
        deliver(logger, "m-4", "hello");
        deliver(logger, "m-5", "{} {}");

        assertThat(logs.lines())
                .containsExactly(
                        "{\"messageId\":\"m-1\",\"message\":\"two\\nlines\"}",
                        "{\"messageId\":\"m-2\",\"message\":\"{\\\"half\\\":\"}",
                        "{\"messageId\":\"m-3\",\"message\":\"\"}",
                        "{\"messageId\":\"m-4\",\"message\":\"hello\"}",
                        "{\"messageId\":\"m-5\",\"message\":\"{} {}\"}");
    }

    @Test
    void what_has_no_id_is_known_by_its_message_id() {
        deliver(logger, "m-1", "hello");
        deliver(logger, "m-1", "hello");
        deliver(logger, "m-2", "hello");

        assertThat(logs.lines()).hasSize(2);
    }

    @Test
    void events_of_other_services_with_the_same_id_are_different_events() {
        deliver(logger, "m-1", "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"a\"}");
        deliver(logger, "m-2", "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"b\"}");
        deliver(logger, "m-3", "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"b\"}");

        assertThat(logs.lines()).hasSize(2);
    }

    @Test
    void an_id_too_long_for_a_mark_is_replaced_by_the_message_id() {
        String message = "{\"specversion\":\"1.0\",\"id\":\"" + "x".repeat(2_000) + "\",\"source\":\"a\"}";

        deliver(logger, "m-1", message);
        deliver(logger, "m-1", message);

        assertThat(logs.lines()).containsExactly(message);
    }

    @Test
    void a_time_that_would_be_rejected_is_replaced_by_now() {
        invoke(
                logger,
                event(
                        record("m-1", "{\"specversion\":\"1.0\",\"time\":\"2026-11-20T10:00:00Z\"}"),
                        record("m-2", "{\"specversion\":\"1.0\",\"time\":\"2026-12-02T10:00:00Z\"}"),
                        record("m-3", "{\"specversion\":\"1.0\",\"time\":\"yesterday\"}")));

        assertThat(logs.times()).hasSize(3).containsOnly(time.millis());
    }

    @Test
    void what_does_not_fit_into_one_call_goes_into_two() {
        String large = "x".repeat(250_000);

        invoke(
                logger,
                event(
                        record("m-1", large),
                        record("m-2", large),
                        record("m-3", large),
                        record("m-4", large),
                        record("m-5", large)));

        assertThat(logs.batches()).containsExactly(4, 1);
    }

    @Test
    void lines_that_were_rejected_fail_and_the_others_are_done() {
        String old = counted(TS, new WordTimes("old", 1));
        String fresh = counted("1796118000.000100", new WordTimes("fresh", 1));
        JsonObject delivery = event(record("m-1", old), record("m-2", fresh));
        logs.rejectBefore(Instant.parse("2026-12-01T09:31:00Z").toEpochMilli());

        assertThatThrownBy(() -> invoke(logger, delivery))
                .hasMessage("1 of the records failed, the first with: CloudWatch Logs rejected its time.");
        logs.rejectBefore(0);
        invoke(logger, delivery);

        assertThat(logs.lines()).containsExactly(fresh, old);
    }

    @Test
    void a_missing_log_group_is_named() {
        assertThatThrownBy(() -> deliver(logger("typo"), "m-1", "hello"))
                .hasMessageContaining("There is no log group \"typo\"; create it, or correct EVENT_LOG_GROUP.");
    }

    @Test
    void no_text_reaches_the_journal() {
        deliver(logger, "m-1", "a secret");

        assertThat(journal.all()).containsExactly("done m-1");
    }

    @Test
    void each_message_is_closed_once_and_one_that_is_no_json_is_counted() {
        String message = counted(TS, new WordTimes("awsadvent", 1));
        JsonObject delivery = event(record("m-1", message), record("m-2", message), record("m-3", "no JSON"));
        faults.failing("putLogEvents", 1);

        assertThatThrownBy(() -> invoke(logger, delivery)).isInstanceOf(RecordsFailedException.class);
        invoke(logger, delivery);

        List<String> outcomes = journal.closings().stream()
                .map(line -> line.get("outcome").getAsString() + " "
                        + line.get("event").getAsString())
                .toList();
        assertThat(outcomes.subList(0, 3))
                .containsExactlyInAnyOrder("duplicate T1:C1:" + TS, "failed T1:C1:" + TS, "failed m-3");
        assertThat(outcomes.subList(3, outcomes.size()))
                .containsExactlyInAnyOrder("done T1:C1:" + TS, "duplicate T1:C1:" + TS, "done m-3");
        assertThat(journal.metrics().get(1).get("Invalid").getAsInt()).isEqualTo(1);
        assertThat(journal.metrics().get(1).has("Lag")).isTrue();
    }
}
