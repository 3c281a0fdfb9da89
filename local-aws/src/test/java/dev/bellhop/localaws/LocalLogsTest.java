package dev.bellhop.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

final class LocalLogsTest {

    private static final Duration NOW = Duration.ZERO;

    private final MovableClock clock = MovableClock.standing(Instant.parse("2026-01-01T00:00:00Z"));
    private final List<Happening> happenings = new ArrayList<>();
    private final LocalLogs logs = new LocalLogs(Template.ofProject(), clock, 1_000, happenings::add);

    @Test
    void lines_are_kept_in_a_stream_that_was_created() {
        create();

        PutLogEventsResponse response = put(event("a", NOW), event("b", NOW));

        assertThat(response.rejectedLogEventsInfo()).isNull();
        assertThat(logs.lines("EventLogGroup")).containsExactly("a", "b");
        assertThat(happenings)
                .containsExactly(
                        new Happening.Logged("EventLogGroup", "s", "a"),
                        new Happening.Logged("EventLogGroup", "s", "b"));
    }

    @Test
    void of_a_group_the_last_lines_are_kept_whatever_their_stream() {
        LocalLogs small = new LocalLogs(Template.ofProject(), clock, 2, happenings::add);
        small.write("BotLogGroup", "one", "a");
        small.write("BotLogGroup", "other", "b");
        small.write("BotLogGroup", "one", "c");
        small.write("SweeperLogGroup", "one", "d");

        assertThat(small.lines("BotLogGroup")).containsExactlyInAnyOrder("b", "c");
        assertThat(small.lines("SweeperLogGroup")).containsExactly("d");
    }

    @Test
    void a_missing_stream_or_group_is_not_found() {
        assertThatThrownBy(() -> put(event("a", NOW))).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> logs.createLogStream(
                        request -> request.logGroupName("Other").logStreamName("s")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void a_stream_is_created_once() {
        create();

        assertThatThrownBy(this::create).isInstanceOf(ResourceAlreadyExistsException.class);
    }

    @Test
    void lines_come_in_the_order_of_time() {
        create();

        assertThatThrownBy(() -> put(event("a", Duration.ofSeconds(1)), event("b", NOW)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("chronological");
    }

    @Test
    void a_batch_spans_a_day_at_most() {
        create();

        assertThatThrownBy(() -> put(event("a", Duration.ofHours(-25)), event("b", NOW)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("24 hours");
    }

    @Test
    void a_batch_has_a_size() {
        create();
        String half = "x".repeat(1_048_576 / 2 - 26);

        put(event(half, NOW), event(half, NOW));

        assertThatThrownBy(() -> put(event(half, NOW), event(half + "x", NOW)))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(
                        () -> put(Collections.nCopies(10_001, event("x", NOW)).toArray(InputLogEvent[]::new)))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void what_is_too_old_or_too_new_is_rejected_and_the_rest_taken() {
        create();

        PutLogEventsResponse old =
                put(event("old", Duration.ofDays(-14).minusMillis(1)), event("a", Duration.ofDays(-14)));
        PutLogEventsResponse young = put(
                event("b", Duration.ofHours(2)),
                event("new", Duration.ofHours(2).plusMillis(1)));

        assertThat(old.rejectedLogEventsInfo().tooOldLogEventEndIndex()).isEqualTo(1);
        assertThat(old.rejectedLogEventsInfo().tooNewLogEventStartIndex()).isNull();
        assertThat(young.rejectedLogEventsInfo().tooNewLogEventStartIndex()).isEqualTo(1);
        assertThat(logs.lines("EventLogGroup")).containsExactly("a", "b");
    }

    @Test
    void what_a_function_prints_is_kept_and_seen_without_a_stream_being_created() {
        logs.write("BotLogGroup", "local", "printed");

        assertThat(logs.lines("BotLogGroup")).containsExactly("printed");
        assertThat(happenings).containsExactly(new Happening.Logged("BotLogGroup", "local", "printed"));
    }

    @Test
    void lines_are_found_in_the_order_of_their_times_across_streams() {
        create();
        put(event("b", NOW));
        logs.createLogStream(request -> request.logGroupName("EventLogGroup").logStreamName("t"));
        logs.putLogEvents(request -> request.logGroupName("EventLogGroup")
                .logStreamName("t")
                .logEvents(event("a", Duration.ofSeconds(-1)), event("c", Duration.ofSeconds(1))));

        List<FilteredLogEvent> found = filter(request -> {}).events();

        assertThat(found).extracting(FilteredLogEvent::message).containsExactly("a", "b", "c");
        assertThat(found).extracting(FilteredLogEvent::logStreamName).containsExactly("t", "s", "t");
        assertThat(found).extracting(FilteredLogEvent::ingestionTime).containsOnly(clock.millis());
        assertThat(found).extracting(FilteredLogEvent::eventId).doesNotHaveDuplicates();
        assertThat(messages(request -> request.logStreamNamePrefix("t"))).containsExactly("a", "c");
        assertThat(messages(request -> request.logStreamNames("s"))).containsExactly("b");
    }

    @Test
    void a_search_is_from_a_time_to_a_time_both_included() {
        create();
        put(event("a", NOW), event("b", Duration.ofMillis(1)), event("c", Duration.ofMillis(2)));
        long now = clock.millis();

        assertThat(messages(request -> request.startTime(now + 1))).containsExactly("b", "c");
        assertThat(messages(request -> request.endTime(now + 1))).containsExactly("a", "b");
    }

    @Test
    void a_page_has_its_limit_and_a_token_for_the_next_one() {
        create();
        put(event("a", NOW), event("b", NOW), event("c", NOW));

        FilterLogEventsResponse first = filter(request -> request.limit(2));
        // What is new meanwhile belongs to a later page.
        put(event("d", NOW));
        FilterLogEventsResponse second = filter(request -> request.limit(2).nextToken(first.nextToken()));

        assertThat(first.events()).extracting(FilteredLogEvent::message).containsExactly("a", "b");
        assertThat(second.events()).extracting(FilteredLogEvent::message).containsExactly("c", "d");
        assertThat(second.nextToken()).isNull();
    }

    @Test
    void a_search_that_cannot_be_meant_is_refused() {
        assertThatThrownBy(() -> filter(request -> request.limit(10_001)))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> filter(request -> request.nextToken("other")))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> filter(request -> request.logStreamNames("s").logStreamNamePrefix("s")))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> logs.filterLogEvents(request -> request.logGroupName("Other")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    private FilterLogEventsResponse filter(Consumer<FilterLogEventsRequest.Builder> change) {
        return logs.filterLogEvents(request -> change.accept(request.logGroupName("EventLogGroup")));
    }

    private List<String> messages(Consumer<FilterLogEventsRequest.Builder> change) {
        return filter(change).events().stream().map(FilteredLogEvent::message).toList();
    }

    private void create() {
        logs.createLogStream(request -> request.logGroupName("EventLogGroup").logStreamName("s"));
    }

    private PutLogEventsResponse put(InputLogEvent... events) {
        return logs.putLogEvents(PutLogEventsRequest.builder()
                .logGroupName("EventLogGroup")
                .logStreamName("s")
                .logEvents(events)
                .build());
    }

    private InputLogEvent event(String message, Duration from) {
        return InputLogEvent.builder()
                .message(message)
                .timestamp(clock.instant().plus(from).toEpochMilli())
                .build();
    }
}
