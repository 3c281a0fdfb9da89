package dev.bellhop.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** DynamoDB takes calls and answers none, and of Slack's time most went into a cold start. */
class SilentDynamoTest {

    private static final Duration LEFT = Duration.ofMillis(800);

    private final BotRig rig = new BotRig();

    /** A request has 2.6 s. */
    private final Instant sent = rig.clock.instant().minusMillis(1_800);

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void an_event_is_given_back_to_slack_before_its_time_is_over() {
        rig.silenceDynamo();

        BotRig.Answer answer = rig.enter(Requests.signed(
                BotRig.SECRET, sent, "application/json", Requests.callback(Requests.message("awsadvent hi"))));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(rig.dynamoBounds).containsExactly(LEFT);
    }

    @Test
    void whoever_types_a_command_hears_before_the_time_is_over_that_it_is_not_known_what_came_of_it() {
        rig.silenceDynamo();

        BotRig.Answer answer = command("staging", sent);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("reach my records just now");
        assertThat(rig.dynamoBounds).containsExactly(LEFT);
    }

    @Test
    void a_webhook_is_answered_before_its_time_is_over() {
        rig.silenceDynamo();
        String form = Requests.form(Map.of(
                "token", BotRig.WEBHOOK_TOKEN,
                "team_id", "T1",
                "channel_id", "C1",
                "user_id", "U1",
                "timestamp", "1796119199.000100",
                "text", "awsadvent hi"));

        BotRig.Answer answer = rig.enter(Requests.unsigned(sent, "/slack/webhook", Form.TYPE, form));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(rig.dynamoBounds).containsExactly(LEFT);
    }

    /** DynamoDB answers here, and how long that takes is real time: there has to be enough. */
    @Test
    void all_calls_of_a_request_are_bounded_and_so_is_the_last_that_notes_what_was_done() {
        BotRig.Answer answer = command("staging", rig.clock.instant().minusMillis(500));

        assertThat(answer.body()).contains("*staging* is yours");
        assertThat(rig.dynamoBounds).hasSizeGreaterThan(2).containsOnly(Duration.ofMillis(2_100));
    }

    private BotRig.Answer command(String text, Instant at) {
        String form = Requests.form(Map.of(
                "team_id", "T1",
                "channel_id", "C1",
                "user_id", "U1",
                "command", "/reserve",
                "text", text,
                "trigger_id", "1.2.3"));
        return rig.enter(Requests.signed(BotRig.SECRET, at, Form.TYPE, form));
    }
}
