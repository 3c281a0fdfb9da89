package dev.bellhop.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

final class LogsQueryTest {

    private static final String COUNTED = """
            {"type": "counted", "data": {"user": "%s", "words": [{"word": "a", "times": %d}, {"word": "b", "times": 10}]}}""";

    @Test
    void sums_are_of_what_is_taken_apart_of_those_lines_that_are_meant() {
        LogsQuery.Result found = run(
                "SOURCE 'events' | filter type = 'counted' | fields jsonParse(@message) as event"
                        + " | unnest event.data.words into said | stats sum(said.times) as times by said.word"
                        + " | sort times desc | limit 20",
                COUNTED.formatted("U1", 1),
                COUNTED.formatted("U2", 2),
                "{\"type\": \"discounted\", \"data\": {\"words\": [{\"word\": \"c\", \"times\": 99}]}}",
                "no JSON");

        assertThat(found.columns()).containsExactly("said.word", "times");
        assertThat(found.rows()).containsExactly(List.of("b", "20"), List.of("a", "3"));
    }

    @Test
    void numbers_are_sorted_as_numbers_and_the_last_lines_come_first() {
        LogsQuery.Result found = run(
                "SOURCE 'events' | fields @timestamp, type, data.user | sort @timestamp desc | limit 2",
                COUNTED.formatted("U1", 1),
                COUNTED.formatted("U2", 1),
                "{\"type\": \"other\"}");

        assertThat(found.columns()).containsExactly("@timestamp", "type", "data.user");
        assertThat(found.rows()).containsExactly(List.of("10000", "other", ""), List.of("9999", "counted", "U2"));
    }

    /** Whoever says something decides on what stands in a line. */
    @Test
    void what_is_in_a_line_is_never_taken_for_a_part_of_the_query() {
        LogsQuery.Result found = run(
                "SOURCE 'events' | filter data.user = '$1' | fields data.user",
                COUNTED.formatted("$1", 1),
                COUNTED.formatted("' | limit 0", 1));

        assertThat(found.rows()).containsExactly(List.of("$1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dedup type",
                "stats count(*) as starts by type",
                "filter type like /x/",
                "filter type = 'a' or type = 'b'",
                "fields coalesce(a, b) as c",
                "sort type",
                "parse @message '*' as x",
                "limit many"
            })
    void a_command_that_is_not_understood_is_named(String command) {
        assertThatThrownBy(() -> LogsQuery.read("SOURCE 'events' | " + command))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + command + "\" is run by CloudWatch alone");
    }

    private static LogsQuery.Result run(String query, String... messages) {
        return LogsQuery.read(query).run(group -> {
            assertThat(group).isEqualTo("events");
            return IntStream.range(0, messages.length)
                    .mapToObj(i -> FilteredLogEvent.builder()
                            .timestamp(9_998L + i)
                            .message(messages[i])
                            .build())
                    .toList();
        });
    }
}
