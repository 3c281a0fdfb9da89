package dev.bellhop.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpsGrammarTest {

    @ParameterizedTest
    @CsvSource({
        "logs,'',PT1H",
        "LOGS,'',PT1H",
        "logs 30m,'',PT30M",
        "logs 7d,'',PT168H",
        "logs Hello!,hello,PT1H",
        "logs hello  3h,hello,PT3H",
        "logs 1h 2h,1h,PT2H",
        "logs C++ 15min,c++,PT15M"
    })
    void logs_are_of_a_word_and_of_the_last_hour_unless_told_otherwise(String text, String word, Duration since) {
        assertThat(OpsGrammar.read(text, "T1"))
                .isEqualTo(new OpsCommand.Logs(Optional.of(word).filter(said -> !said.isEmpty()), since));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "T1:C1:1700000000.000100",
                "https://acme.slack.com/archives/C1/p1700000000000100",
                "https://acme.slack.com/archives/C1/p1700000000000100?thread_ts=1699999999.000100&cid=C1",
                "<https://acme.slack.com/archives/C1/p1700000000000100>",
                "<https://acme.slack.com/archives/C1/p1700000000000100?thread_ts=1.2|acme.slack.com/archives>"
            })
    void an_event_is_named_by_its_id_or_by_the_link_of_its_message(String text) {
        assertThat(OpsGrammar.read("trace " + text, "T1")).isEqualTo(new OpsCommand.Trace("T1:C1:1700000000.000100"));
    }

    @Test
    void dead_letters_are_listed_and_redriven_by_name() {
        assertThat(OpsGrammar.read("dlq", "T1")).isEqualTo(new OpsCommand.DeadLetters());
        assertThat(OpsGrammar.read(" dlq  redrive multiplier ", "T1")).isEqualTo(new OpsCommand.Redrive("multiplier"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "help", "Help me"})
    void help_is_given_to_whoever_asks_for_it_or_for_nothing(String text) {
        assertThat(OpsGrammar.read(text, "T1")).isEqualTo(new OpsCommand.Help());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "log",
                "logs two words",
                "logs !!!",
                "logs 0m",
                "logs 8d",
                "logs 99999d",
                "trace",
                "trace a b",
                "trace x\"}||{$.a=\"",
                "trace https://acme.slack.com/archives/C1?x",
                "dlq redrive",
                "dlq redrive a b",
                "dlq redrive ../x",
                "dlq drop multiplier"
            })
    void what_is_no_command_gets_a_sentence_with_one_that_is(String text) {
        assertThat(OpsGrammar.read(text, "T1"))
                .isInstanceOfSatisfying(
                        OpsReading.NotUnderstood.class,
                        problem -> assertThat(problem.why()).contains("`/ops "));
    }
}
