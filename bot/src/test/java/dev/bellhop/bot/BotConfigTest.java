package dev.bellhop.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.aws.Environment;
import dev.bellhop.delivery.Channel;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BotConfigTest {

    private final Map<String, String> variables = new HashMap<>(Map.of(
            "SLACK_SIGNING_SECRET", "s3cret-one",
            "SLACK_BOT_TOKEN", "xoxb-s3cret",
            "WORDS_TABLE", "words",
            "LEDGER_TABLE", "ledger",
            "RESERVATIONS_TABLE", "reservations",
            "PEOPLE_TABLE", "people"));

    @Test
    void what_is_not_set_has_a_default() {
        BotConfig config = config();

        assertThat(config.signingSecrets()).containsExactly("s3cret-one");
        assertThat(config.webhookToken()).isEmpty();
        assertThat(config.slackApiUrl()).isEqualTo("https://slack.com/api/");
        assertThat(config.shards().triggers().words()).containsExactly("awsadvent");
        assertThat(config.shards().each()).isEqualTo(8);
        assertThat(config.limits().longest()).isEqualTo(Duration.ofDays(3));
        assertThat(config.operators()).isEmpty();
        assertThat(config.logRetentionDays()).isEqualTo(30);
        assertThat(config.topicArn()).isEmpty();
        assertThat(config.channels()).containsExactlyInAnyOrder(Channel.SLACK, Channel.SMS, Channel.PUSH);
    }

    @Test
    void with_a_sender_there_is_e_mail() {
        variables.put("EMAIL_FROM", "bellhop@example.org");

        assertThat(config().channels()).containsExactlyInAnyOrder(Channel.values());
    }

    @Test
    void operators_are_separated_by_commas() {
        variables.put("OPS_USERS", "U1, U2");

        assertThat(config().operators()).containsExactlyInAnyOrder("U1", "U2");
    }

    @Test
    void blank_is_unset() {
        variables.putAll(Map.of("SLACK_WEBHOOK_TOKEN", " ", "SNS_TOPIC_ARN", "", "TRIGGER_WORDS", " "));

        assertThat(config().webhookToken()).isEmpty();
        assertThat(config().topicArn()).isEmpty();
        assertThat(config().shards().triggers().words()).containsExactly("awsadvent");
    }

    @Test
    void two_signing_secrets_serve_a_rotation() {
        variables.put("SLACK_SIGNING_SECRET", "s3cret-one, s3cret-two");

        assertThat(config().signingSecrets()).isEqualTo(List.of("s3cret-one", "s3cret-two"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SLACK_SIGNING_SECRET",
                "SLACK_BOT_TOKEN",
                "WORDS_TABLE",
                "LEDGER_TABLE",
                "RESERVATIONS_TABLE",
                "PEOPLE_TABLE"
            })
    void what_is_required_is_named_when_missing(String name) {
        variables.remove(name);

        assertThatThrownBy(this::config)
                .hasMessageStartingWith(name + " is not set; it should be ")
                .message()
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({
        "SLACK_API_URL,slack.com",
        "TRIGGER_WORDS,'two words'",
        "WORD_SHARDS,0",
        "WORD_SHARDS,11",
        "WORD_SHARDS,many",
        "SNS_TOPIC_ARN,events",
        "RESERVATION_MAX_HOURS,0",
        "RESERVATION_MAX_HOURS,2161",
        "LOG_RETENTION_DAYS,0",
        "LOG_RETENTION_DAYS,for ever",
        "OPS_USERS,'U1,'",
        "OPS_USERS,@ada",
        "EMAIL_FROM,bellhop",
        "EMAIL_FROM,'Bellhop <bellhop@example.org>'"
    })
    void what_is_malformed_is_named_and_quoted(String name, String value) {
        variables.put(name, value);

        assertThatThrownBy(this::config)
                .hasMessageStartingWith(name + " is \"" + value + "\"; it should be ")
                .message()
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({
        "SLACK_BOT_TOKEN,xoxp-s3cret",
        "SLACK_SIGNING_SECRET,'s3cret-one,s3cret-two,s3cret-three'",
        "SLACK_SIGNING_SECRET,'s3cret-one,'"
    })
    void a_malformed_secret_is_named_but_not_told(String name, String value) {
        variables.put(name, value);

        assertThatThrownBy(this::config).hasMessageStartingWith(name).message().doesNotContain("s3cret");
    }

    @Test
    void a_configuration_can_be_printed() {
        assertThat(config().toString()).contains("words").doesNotContain("s3cret");
    }

    private BotConfig config() {
        return BotConfig.from(new Environment(variables));
    }
}
