package dev.bellhop.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.bellhop.localaws.Fault;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {

    private final BotRig rig = new BotRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void the_body_is_the_answer() {
        BotRig.Answer answer = rig.webhook(said("awsadvent some words"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("content-type", "application/json; charset=utf-8");
        assertThat(text(answer)).isEqualTo("awsadvent 1 · some 1 · words 1");
        assertThat(rig.slack.calls()).isEmpty();
        assertThat(rig.published).hasSize(1);
    }

    @Test
    void whoever_asks_again_is_answered_again_and_counted_once() {
        rig.webhook(said("awsadvent some"));

        BotRig.Answer again = rig.webhook(said("awsadvent some"));

        assertThat(text(again)).isEqualTo("awsadvent 1 · some 1");
        assertThat(rig.published).hasSize(1);
    }

    @Test
    void what_came_as_an_event_before_has_its_answer_already() {
        rig.signed(Requests.callback(Requests.message("awsadvent")));

        BotRig.Answer answer = rig.webhook(said("awsadvent"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(rig.slack.texts()).containsExactly("awsadvent 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong", "webhook-tokem", "webhook-token2", "", " "})
    void a_wrong_or_empty_token_is_refused(String token) {
        Map<String, String> form = said("awsadvent tr4ceable");
        form.put("token", token);

        BotRig.Answer answer = rig.webhook(form);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(rig.stored()).isZero();
        assertThat(rig.log()).contains("\"refused\"").doesNotContain("tr4ceable");
    }

    @Test
    void no_token_is_refused() {
        Map<String, String> form = said("awsadvent");
        form.remove("token");

        assertThat(rig.webhook(form).status()).isEqualTo(401);
        assertThat(rig.webhook(Map.of()).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"text,''", "text,' '", "text,good morning", "user_id,USLACKBOT", "bot_id,B1"})
    void there_is_nothing_to_say_to_no_text_other_text_and_bots(String name, String value) {
        Map<String, String> form = said("awsadvent");
        form.put(name, value);

        BotRig.Answer answer = rig.webhook(form);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(rig.stored()).isZero();
    }

    @Test
    void a_form_without_text_has_nothing_to_say() {
        Map<String, String> form = said("awsadvent");
        form.remove("text");

        assertThat(rig.webhook(form)).isEqualTo(new BotRig.Answer(200, Map.of(), ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"team_id", "channel_id", "user_id", "timestamp"})
    void a_form_without_what_identifies_the_message_is_a_bad_request(String name) {
        Map<String, String> form = said("awsadvent");
        form.remove(name);

        assertThat(rig.webhook(form).status()).isEqualTo(400);
        assertThat(rig.stored()).isZero();
    }

    @Test
    void what_is_no_form_is_a_bad_request() {
        assertThat(rig.enter(Requests.unsigned(BotRig.NOW, "/slack/webhook", Form.TYPE, "token=%zz"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void without_a_token_of_its_own_there_is_no_webhook() {
        try (BotRig without = new BotRig(variables -> variables.put("SLACK_WEBHOOK_TOKEN", ""))) {
            assertThat(without.webhook(said("awsadvent")).status()).isEqualTo(404);
            Map<String, String> empty = said("awsadvent");
            empty.put("token", "");
            assertThat(without.webhook(empty).status()).isEqualTo(404);
        }
    }

    @Test
    void with_dynamodb_out_of_reach_slack_is_to_ask_again() {
        rig.dynamoFaults.faults().down();

        BotRig.Answer answer = rig.webhook(said("awsadvent"));
        rig.dynamoFaults.faults().clear();

        assertThat(answer.status()).isEqualTo(500);
        assertThat(rig.stored()).isZero();
        assertThat(text(rig.webhook(said("awsadvent")))).isEqualTo("awsadvent 1");
    }

    /** Whoever were told to try again would say it once more, and it is counted. */
    @ParameterizedTest
    @ValueSource(strings = {"TransactWriteItems", "BatchGetItem"})
    void who_asks_again_while_dynamodb_fails_is_not_told_to_try_again_but_gets_the_text_later(String operation) {
        rig.webhook(said("awsadvent some"));
        rig.dynamoFaults
                .faults()
                .next(Fault.FAIL_BEFORE, call -> call.operation().equals(operation), 0, Integer.MAX_VALUE);

        assertThat(rig.webhook(said("awsadvent some")).status()).isEqualTo(500);

        rig.dynamoFaults.faults().clear();
        assertThat(text(rig.webhook(said("awsadvent some")))).isEqualTo("awsadvent 1 · some 1");
        assertThat(rig.published).hasSize(1);
    }

    @Test
    void an_answer_that_cannot_be_given_in_time_is_not_lost() {
        rig.dynamoFaults
                .faults()
                .next(Fault.FAIL_BEFORE, call -> call.operation().equals("BatchGetItem"), 0, Integer.MAX_VALUE);

        BotRig.Answer answer = rig.webhook(said("awsadvent"));
        rig.dynamoFaults.faults().clear();

        assertThat(answer).isEqualTo(new BotRig.Answer(200, Map.of(), ""));
        assertThat(rig.log()).contains("\"reply-owed\"");
        rig.clock.move(Duration.ofMinutes(1));
        assertThat(text(rig.webhook(said("awsadvent")))).isEqualTo("awsadvent 1");
    }

    @Test
    void an_answer_that_an_event_owes_is_given_in_slack() {
        rig.slack.answerWith(500, Map.of(), "");
        rig.signed(Requests.callback(Requests.message("awsadvent")));
        rig.clock.move(Duration.ofMinutes(1));

        BotRig.Answer answer = rig.webhook(said("awsadvent"));

        assertThat(answer.body()).isEmpty();
        assertThat(rig.slack.texts()).containsExactly("awsadvent 1", "awsadvent 1");
    }

    @Test
    void a_body_that_comes_too_late_for_slack_is_no_answer_and_the_repeat_gets_it() {
        String late = Requests.unsigned(
                rig.clock.instant().minusSeconds(4), "/slack/webhook", Form.TYPE, Requests.form(said("awsadvent")));

        BotRig.Answer answer = rig.enter(late);

        assertThat(answer).isEqualTo(new BotRig.Answer(200, Map.of(), ""));
        assertThat(rig.published).hasSize(1);
        assertThat(rig.log()).contains("\"reply-owed\"");
        assertThat(text(rig.webhook(said("awsadvent")))).isEqualTo("awsadvent 1");
    }

    /** Found by the simulation: SNS was slow, and Slack heard nothing of the body that was ready. */
    @Test
    void a_body_that_slack_did_not_hear_is_given_again_where_the_event_is_still_owed() {
        rig.topicFails = true;
        assertThat(text(rig.webhook(said("awsadvent")))).isEqualTo("awsadvent 1");
        rig.topicFails = false;

        BotRig.Answer again = rig.webhook(said("awsadvent"));

        assertThat(text(again)).isEqualTo("awsadvent 1");
        assertThat(rig.published).hasSize(1);
        assertThat(rig.slack.texts()).isEmpty();
    }

    /** Found by the simulation: answered 200 without a text, Slack did not ask any more. */
    @Test
    void slack_is_to_ask_again_for_a_body_that_another_delivery_is_at_work_on() {
        rig.dynamoFaults
                .faults()
                .next(Fault.LOSE_REQUEST, call -> call.operation().equals("UpdateItem"), 0, Integer.MAX_VALUE);
        rig.webhook(said("awsadvent"));
        rig.dynamoFaults.faults().clear();

        assertThat(rig.webhook(said("awsadvent")).status()).isEqualTo(503);

        rig.clock.move(Duration.ofMinutes(1));
        assertThat(text(rig.webhook(said("awsadvent")))).isEqualTo("awsadvent 1");
    }

    private static Map<String, String> said(String text) {
        return new HashMap<>(Map.of(
                "token", BotRig.WEBHOOK_TOKEN,
                "team_id", "T1",
                "team_domain", "team",
                "channel_id", "C1",
                "channel_name", "general",
                "timestamp", "1796119199.000100",
                "user_id", "U1",
                "user_name", "ada",
                "text", text,
                "trigger_word", "awsadvent"));
    }

    private static String text(BotRig.Answer answer) {
        return JsonParser.parseString(answer.body())
                .getAsJsonObject()
                .get("text")
                .getAsString();
    }
}
