package dev.bellhop.subscribers.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.operations.OpsAnswer;
import dev.bellhop.operations.OpsCommand;
import dev.bellhop.subscribers.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/** What {@code /ops logs} and {@code /ops trace} say where there is more to search than time. */
final class LogSearchTest {

    private static final String MESSAGE = "T1:C1:1764583200.000100";
    private static final Instant SAID = Instant.parse("2025-12-01T10:00:00Z");

    private final Time time = new Time();
    private final SlowLogs logs = new SlowLogs();

    @Test
    void a_log_that_was_not_searched_to_its_end_is_not_said_to_hold_nothing() {
        logs.endless("bot");
        logs.pages("logger", List.of(List.of()));

        OpsAnswer.Trace trace = trace(MESSAGE);

        assertThat(trace.unsearched()).containsExactly("bot");
        assertThat(trace.silent()).containsExactly("logger");
    }

    @Test
    void a_long_log_does_not_take_the_time_of_those_after_it() {
        logs.endless("bot");
        logs.pages("logger", List.of(List.of(), List.of(line("{\"level\":\"INFO\",\"outcome\":\"done\"}"))));

        OpsAnswer.Trace trace = trace(MESSAGE);

        assertThat(trace.steps())
                .singleElement()
                .satisfies(step -> assertThat(step.function()).isEqualTo("logger"));
        assertThat(trace.silent()).isEmpty();
    }

    @Test
    void a_log_with_too_many_lines_is_both_told_of_and_not_searched_to_its_end() {
        logs.endless("bot", line("{\"level\":\"INFO\",\"outcome\":\"answered\"}"));
        logs.pages("logger", List.of(List.of()));

        OpsAnswer.Trace trace = trace(MESSAGE);

        assertThat(trace.steps()).isNotEmpty();
        assertThat(trace.unsearched()).containsExactly("bot");
    }

    @Test
    void where_all_was_searched_that_is_said() {
        logs.pages("bot", List.of(List.of()));
        logs.pages("logger", List.of(List.of(), List.of()));

        OpsAnswer.Trace trace = trace(MESSAGE);

        assertThat(trace.unsearched()).isEmpty();
        assertThat(trace.silent()).containsExactly("bot", "logger");
        assertThat(said("logger")).extracting(OpsAnswer.Logs::whole).isEqualTo(true);
    }

    @Test
    void how_far_a_search_got_that_met_no_line_is_not_known() {
        logs.endless("events");

        OpsAnswer.Logs said = said("events");

        assertThat(said.whole()).isFalse();
        assertThat(said.searched()).isEmpty();
    }

    @Test
    void how_far_a_search_got_is_told_by_the_last_line_that_it_met() {
        logs.endless("events", line("something else's"));

        OpsAnswer.Logs said = said("events");

        assertThat(said.whole()).isFalse();
        assertThat(said.searched()).contains(SAID);
    }

    @Test
    void a_message_is_looked_for_from_just_before_it_was_said() {
        trace(MESSAGE);

        assertThat(logs.since).containsOnly(SAID.minus(Duration.ofMinutes(1)).toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42",
                "1764583200",
                "1764583200.000100",
                "T1:1764583200.000100",
                "a:b:42",
                "a:b:1764583200",
                "a:b:1.5"
            })
    void an_id_that_is_no_message_of_ours_tells_no_time(String id) {
        Instant usual = time.instant().minus(OpsCommand.LONGEST_SEARCH);

        trace(id);

        assertThat(logs.since).isNotEmpty().containsOnly(usual.toEpochMilli());
    }

    private OpsAnswer.Trace trace(String event) {
        Map<String, String> groups = new LinkedHashMap<>();
        groups.put("bot", "bot");
        groups.put("logger", "logger");
        return (OpsAnswer.Trace)
                new Tracing(new LogSearch(logs, time), groups, time).of(new OpsCommand.Trace(event), attempt());
    }

    private OpsAnswer.Logs said(String group) {
        OpsCommand.Logs asked = new OpsCommand.Logs(Optional.of("rare"), OpsCommand.LONGEST_SEARCH);
        return (OpsAnswer.Logs) new EventSearch(new LogSearch(logs, time), group, time).of(asked, attempt());
    }

    private Attempt attempt() {
        Instant end = time.instant().plusSeconds(60);
        return Attempt.of("a", end, end);
    }

    private static FilteredLogEvent line(String message) {
        return FilteredLogEvent.builder()
                .message(message)
                .eventId("1")
                .timestamp(SAID.toEpochMilli())
                .build();
    }

    /** Each page takes ten seconds. A group of which nothing is said has one page, without lines. */
    private final class SlowLogs implements CloudWatchLogsClient {
        final List<Long> since = new ArrayList<>();
        private final Map<String, List<List<FilteredLogEvent>>> pages = new LinkedHashMap<>();
        private final Map<String, List<FilteredLogEvent>> endless = new LinkedHashMap<>();

        void pages(String group, List<List<FilteredLogEvent>> each) {
            pages.put(group, each);
        }

        void endless(String group, FilteredLogEvent... onEachPage) {
            endless.put(group, List.of(onEachPage));
        }

        @Override
        public FilterLogEventsResponse filterLogEvents(FilterLogEventsRequest request) {
            time.pause(Duration.ofSeconds(10));
            since.add(request.startTime());
            int page = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
            List<FilteredLogEvent> always = endless.get(request.logGroupName());
            if (always != null) {
                return answer(always, page + 1);
            }
            List<List<FilteredLogEvent>> all = pages.getOrDefault(request.logGroupName(), List.of(List.of()));
            return answer(all.get(page), page + 1 < all.size() ? page + 1 : 0);
        }

        private static FilterLogEventsResponse answer(List<FilteredLogEvent> lines, int next) {
            return FilterLogEventsResponse.builder()
                    .events(lines)
                    .nextToken(next == 0 ? null : Integer.toString(next))
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
