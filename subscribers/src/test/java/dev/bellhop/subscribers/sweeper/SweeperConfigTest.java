package dev.bellhop.subscribers.sweeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.aws.Environment;
import dev.bellhop.subscribers.DeadLetters;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SweeperConfigTest {

    private static Environment environment(Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "SLACK_BOT_TOKEN", "xoxb-secret", "WORDS_TABLE", "w", "LEDGER_TABLE", "l", "RESERVATIONS_TABLE", "r"));
        variables.putAll(more);
        return new Environment(variables);
    }

    @Test
    void dead_letters_and_topic_are_optional() {
        var config = SweeperConfig.from(environment(Map.of()));

        assertThat(config.deadLetters().queues()).isEmpty();
        assertThat(config.topicArn()).isEmpty();
        assertThat(config.slackApiUrl()).isEqualTo("https://slack.com/api/");
    }

    @Test
    void each_dead_letter_queue_has_a_name_a_url_and_a_function() {
        var config = SweeperConfig.from(
                environment(
                        Map.of(
                                "DEAD_LETTERS",
                                "multiplier=https://sqs/1/m=Multiplier, logger=https://sqs/1/l=Logger,board=https://sqs/1/b=Board=sqs")));

        assertThat(config.deadLetters().queues())
                .containsOnly(
                        Map.entry("multiplier", new DeadLetters.Queue("https://sqs/1/m", "Multiplier", false)),
                        Map.entry("logger", new DeadLetters.Queue("https://sqs/1/l", "Logger", false)),
                        Map.entry("board", new DeadLetters.Queue("https://sqs/1/b", "Board", true)));
    }

    @Test
    void malformed_dead_letters_stop_the_start() {
        assertThatThrownBy(() -> SweeperConfig.from(environment(Map.of("DEAD_LETTERS", "multiplier=https://sqs/1/m"))))
                .hasMessage("DEAD_LETTERS is \"multiplier=https://sqs/1/m\"; it should be "
                        + "name=queueUrl=functionName[=sqs] entries, separated by commas.");
        assertThatThrownBy(() -> SweeperConfig.from(environment(Map.of("DEAD_LETTERS", "a=b=c,a=d=e"))))
                .hasMessageStartingWith("DEAD_LETTERS is");
        assertThatThrownBy(() -> SweeperConfig.from(environment(Map.of("DEAD_LETTERS", "a=b=c=sns"))))
                .hasMessageStartingWith("DEAD_LETTERS is");
    }

    @Test
    void the_token_is_not_in_its_text() {
        assertThat(SweeperConfig.from(environment(Map.of())).toString()).doesNotContain("secret");
    }
}
