package dev.bellhop.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;

/** By CloudWatch Logs' own documentation. */
final class LogsFilterTest {

    private static final String LINE = """
            {"event":"T1:C1:1700000000.000100","outcome":"done","durationMs":12.5,"attempt":{"n":3,"ids":["a","b"]},\
            "odd":"a \\"b\\" {c}","none":null,"text":"7"}""";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ $.event = \"T1:C1:1700000000.000100\" }",
                "{ $.event = \"T1:C1:*\" }",
                "{ $.event = T1:* }",
                "{ $.outcome = done }",
                "{ $.outcome != \"failed\" }",
                "{ $.durationMs > 12 }",
                "{ $.durationMs >= 12.5 }",
                "{ $.durationMs < 1e3 && $.durationMs <= 12.5 }",
                "{ $.attempt.n = 3 }",
                "{ $.attempt.ids[1] = \"b\" }",
                "{ $.odd = \"a \\\"b\\\" {c}\" }",
                "{ $.outcome = \"x\" || $.attempt.n = 3 }",
                "{ $.outcome = \"x\" && $.attempt.n = 3 || $.durationMs > 1 }",
                "done",
                "done outcome",
                "done -failed",
                "?failed ?done",
                "\"T1:C1:1700000000.000100\"",
                "%[Dd]one%",
                "%T1:C[0-9]+:17|nothing%"
            })
    void a_pattern_matches_what_it_says(String pattern) {
        assertThat(LogsFilter.of(pattern).test(LINE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ $.event = \"T1:C1:1700000000.00010\" }",
                "{ $.outcome = \"DONE\" }",
                "{ $.outcome != \"done\" }",
                "{ $.missing = \"x\" }",
                "{ $.missing != \"x\" }",
                "{ $.durationMs > 12.5 }",
                "{ $.attempt.n != 3 }",
                "{ $.text = 7 }",
                "{ $.outcome > 3 }",
                "{ $.none = \"null\" }",
                "{ $.outcome = \"x\" && ($.attempt.n = 3 || $.durationMs > 1) }",
                "done failed",
                "-done",
                "?failed ?lost",
                "Done",
                "%Done%",
                "%^done%"
            })
    void a_pattern_matches_nothing_else(String pattern) {
        assertThat(LogsFilter.of(pattern).test(LINE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ $.a = \"x\"",
                "{ a = \"x\" }",
                "{ $.a }",
                "{ $.a IS TRUE }",
                "{ $.a NOT EXISTS }",
                "{ $.a = %regex% }",
                "{ $.a > \"x\" }",
                "{ $.a = = }",
                "{ ($.a = 1 }",
                "{ $.a = 1 $.b = 2 }",
                "{ $.a = 1 && }",
                "{ $.a && 1 }",
                "{ }",
                "[ip, user]",
                "%(a)%",
                "%a b%",
                "%[a%",
                "%%",
                "%open",
                "a-b",
                "?a b",
                "\"open",
            })
    void what_is_not_understood_is_refused_with_a_sentence(String pattern) {
        assertThatThrownBy(() -> LogsFilter.of(pattern))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Invalid filter pattern " + pattern);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain text", "", "[1]", "{\"event\":"})
    void a_line_that_is_no_json_object_matches_no_comparison(String line) {
        assertThat(LogsFilter.of("{ $.event = \"*\" }").test(line)).isFalse();
        assertThat(LogsFilter.of(" ").test(line)).isTrue();
    }
}
