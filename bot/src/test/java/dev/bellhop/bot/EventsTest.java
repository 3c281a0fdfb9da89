package dev.bellhop.bot;

import static dev.bellhop.bot.Requests.BOT;
import static dev.bellhop.bot.Requests.callback;
import static dev.bellhop.bot.Requests.message;
import static dev.bellhop.bot.Requests.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.localaws.Fault;
import dev.bellhop.slack.SlackStandIn;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventsTest {

    /** Of the message that the tests send. */
    private static final String EVENT_ID = "T1:C1:1796119199.000100";

    private final BotRig rig = new BotRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void a_message_is_counted_answered_and_published() {
        BotRig.Answer answer = rig.signed(callback(message("awsadvent some words")));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(rig.slack.calls()).hasSize(1);
        assertThat(rig.slack.calls().get(0).form())
                .containsEntry("channel", "C1")
                .containsEntry("text", "awsadvent 1 · some 1 · words 1")
                .doesNotContainKey("thread_ts");
        assertThat(rig.published).hasSize(1);
        var event = JsonParser.parseString(rig.published.get(0).message()).getAsJsonObject();
        assertThat(event.get("source").getAsString()).isEqualTo("bellhop/bot");
        assertThat(event.getAsJsonObject("data").get("text").getAsString()).isEqualTo("awsadvent some words");
    }

    @Test
    void a_message_delivered_again_is_neither_counted_nor_answered_again() {
        rig.signed(callback(message("awsadvent")));

        BotRig.Answer answer = rig.signed(callback(message("awsadvent")));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(rig.slack.texts()).containsExactly("awsadvent 1");
        assertThat(rig.published).hasSize(1);
    }

    @Test
    void a_mention_told_as_message_and_as_mention_counts_once() {
        Map<String, String> said = message("<@" + BOT + "> good morning");

        rig.signed(callback(said));
        rig.signed(callback(with(with(said, "type", "app_mention"), "channel_type", "")));

        assertThat(rig.slack.texts()).containsExactly("good 1 · morning 1");
    }

    @Test
    void a_mention_alone_is_counted_when_it_is_all_that_slack_tells() {
        rig.signed(callback(with(message("<@" + BOT + "|bellhop> hello"), "type", "app_mention")));

        assertThat(rig.slack.texts()).containsExactly("hello 1");
    }

    @Test
    void a_mention_of_somebody_else_is_not_for_the_bot() {
        rig.signed(callback(message("<@UBELLHOPPER> good morning")));

        assertThat(rig.stored()).isZero();
    }

    @Test
    void a_message_in_a_thread_is_answered_there() {
        rig.signed(callback(with(message("awsadvent"), "thread_ts", "1796110000.000001")));

        assertThat(rig.slack.calls().get(0).form()).containsEntry("thread_ts", "1796110000.000001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file_share", "thread_broadcast"})
    void files_and_broadcasts_count_like_messages(String subtype) {
        rig.signed(callback(with(message("awsadvent"), "subtype", subtype)));

        assertThat(rig.slack.texts()).containsExactly("awsadvent 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"message_changed", "message_deleted", "channel_join", "me_message", "bot_message", "new_one"})
    void no_other_subtype_is_stored(String subtype) {
        BotRig.Answer answer = rig.signed(callback(with(message("awsadvent"), "subtype", subtype)));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(rig.stored()).isZero();
        assertThat(rig.log()).doesNotContain("awsadvent", "\"event\":");
    }

    @ParameterizedTest
    @CsvSource({
        "bot_id,B1,''",
        "bot_id,B1,file_share",
        "bot_id,B1,thread_broadcast",
        "user,USLACKBOT,''",
        "user,UBELLHOP,''"
    })
    void what_bots_say_is_not_stored(String name, String value, String subtype) {
        Map<String, String> said = with(with(message("awsadvent"), name, value), "subtype", subtype);

        BotRig.Answer answer = rig.signed(callback(said));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(rig.stored()).isZero();
    }

    @Test
    void what_is_not_for_the_bot_is_not_stored_and_not_logged() {
        BotRig.Answer answer = rig.signed(callback(message("good morning everyone")));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(rig.stored()).isZero();
        assertThat(rig.log()).doesNotContain("morning", "\"event\":");
    }

    @ParameterizedTest
    @CsvSource({"im,D1", "app_home,D1", "'',D1"})
    void help_in_a_direct_message_is_given(String channelType, String channel) {
        rig.signed(callback(with(with(message("help"), "channel_type", channelType), "channel", channel)));

        assertThat(rig.slack.texts()).hasSize(1).first().asString().contains("awsadvent");
        assertThat(rig.published).isEmpty();
    }

    @Test
    void help_in_a_channel_is_a_word_like_any_other() {
        rig.signed(callback(message("help")));

        assertThat(rig.stored()).isZero();
    }

    @Test
    void a_channel_that_the_bot_joins_gets_one_line_of_help_however_often_it_is_told() {
        Map<String, String> joined = Map.of(
                "type", "member_joined_channel",
                "user", BOT,
                "channel", "C2",
                "inviter", "U1",
                "event_ts", "1796119198.000200");

        rig.signed(callback(joined));
        rig.signed(callback(joined));

        assertThat(rig.slack.calls()).hasSize(1);
        assertThat(rig.slack.calls().get(0).form()).containsEntry("channel", "C2");
        assertThat(rig.slack.texts().get(0)).contains("awsadvent").doesNotContain("\n");
    }

    @Test
    void nobody_else_who_joins_is_greeted() {
        rig.signed(callback(Map.of(
                "type", "member_joined_channel", "user", "U2", "channel", "C2", "event_ts", "1796119198.000200")));

        assertThat(rig.slack.calls()).isEmpty();
    }

    @Test
    void slacks_challenge_is_answered() {
        BotRig.Answer answer = rig.signed("{\"type\":\"url_verification\",\"challenge\":\"abc123\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("abc123");
    }

    @Test
    void an_unsigned_certificate_check_is_answered_and_does_nothing() {
        BotRig.Answer answer = rig.enter(
                Requests.unsigned(BotRig.NOW, "/slack/events", Form.TYPE, "ssl_check=1&token=any&command=%2Freserve"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(rig.stored()).isZero();
    }

    @Test
    void a_certificate_check_with_a_wrong_signature_is_refused() {
        BotRig.Answer answer = rig.enter(Requests.signed("another", BotRig.NOW, Form.TYPE, "ssl_check=1"));

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void slack_saying_that_it_sends_too_much_is_noted() {
        BotRig.Answer answer = rig.signed("{\"type\":\"app_rate_limited\",\"team_id\":\"T1\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(rig.log()).contains("\"rate-limited\"", "\"T1\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"some_new_type\"}",
                "{\"type\":\"event_callback\",\"team_id\":\"T1\",\"event\":{\"type\":\"some_new_event\"}}",
                "{\"type\":\"event_callback\",\"team_id\":\"T1\",\"event\":{\"type\":\"reaction_added\",\"user\":\"U1\"}}"
            })
    void what_nobody_here_listens_to_is_not_to_be_retried(String body) {
        assertThat(rig.signed(body).status()).isEqualTo(200);
        assertThat(rig.stored()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"block_actions\",\"actions\":[{\"action_id\":\"x\"}],\"team\":{\"id\":\"T1\"},\"user\":{\"id\":\"U1\"}}",
                "{\"type\":\"some_new_interaction\"}"
            })
    void an_interaction_that_nobody_here_handles_is_not_to_be_retried(String payload) {
        assertThat(form("payload=" + URLEncoder.encode(payload, StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void an_unsigned_form_that_is_not_one_is_refused_for_its_missing_signature() {
        BotRig.Answer answer = rig.enter(Requests.unsigned(BotRig.NOW, "/slack/events", Form.TYPE, "text=%zz"));

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void no_library_prints_a_body() {
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            form("payload=" + URLEncoder.encode("{\"type\":\"new\",\"text\":\"tr4ceable\"}", StandardCharsets.UTF_8));
            form("command=%2Ftr4ceable&team_id=T1&user_id=U1");
        } finally {
            System.setOut(console);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain("tr4ceable");
    }

    @Test
    void an_unsigned_message_is_refused_and_leaves_no_trace() {
        BotRig.Answer answer = rig.enter(Requests.unsigned(
                BotRig.NOW, "/slack/events", "application/json", callback(message("awsadvent tr4ceable"))));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(rig.stored()).isZero();
        assertThat(rig.log()).contains("\"refused\"").doesNotContain("tr4ceable");
        assertThat(answer.body()).doesNotContain("tr4ceable");
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301})
    void a_message_signed_too_long_ago_or_ahead_is_refused(long seconds) {
        String body = callback(message("awsadvent"));

        BotRig.Answer answer =
                rig.enter(Requests.signed(BotRig.SECRET, BotRig.NOW.plusSeconds(seconds), "application/json", body));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(rig.stored()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "\"text\"",
                "{}",
                "{\"type\":5",
                "{\"type\":{}}",
                "{\"type\":\"url_verification\"}",
                "{\"type\":\"event_callback\"}",
                "{\"type\":\"event_callback\",\"team_id\":\"T1\"}",
                "{\"type\":\"event_callback\",\"team_id\":\"T1\",\"event\":[]}",
                "{\"type\":\"event_callback\",\"team_id\":\"T1\",\"event\":{}}",
                "{\"type\":\"event_callback\",\"event\":{\"type\":\"message\"}}",
                "{\"type\":\"event_callback\",\"team_id\":\"T1\",\"event\":{\"type\":\"message\"}}",
                "{\"type\":\"event_callback\",\"team_id\":\"T1\",\"event\":{\"type\":\"message\",\"text\":{}}}",
                "{\"type\":\"event_callback\",\"team_id\":\"T1\",\"event\":{\"type\":\"message\",\"blocks\":[5]}}",
                "{\"type\":\"event_callback\",\"team_id\":\"T1\",\"event\":{\"type\":\"message\"},\"authorizations\":5}",
                "payload=%7B%7D"
            })
    void signed_json_that_is_not_what_it_should_be_is_a_bad_request(String body) {
        BotRig.Answer answer = rig.signed(body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().strip()).isNotEmpty().doesNotContain("\n");
        assertThat(rig.stored()).isZero();
    }

    @Test
    void json_nested_beyond_reason_is_a_bad_request() {
        assertThat(rig.signed("[".repeat(100_000)).status()).isEqualTo(400);
        assertThat(rig.signed("{\"a\":".repeat(100_000)).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text=hello",
                "payload=",
                "payload=%7B%7D",
                "payload=%5B1%5D",
                "payload=nonsense",
                "payload=%zz",
                "payload=%7B%22type%22%3A%22view_submission%22%7D",
                "{\"type\":\"event_callback\"}"
            })
    void a_signed_form_that_is_not_what_it_should_be_is_a_bad_request(String body) {
        BotRig.Answer answer = form(body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().strip()).isNotEmpty().doesNotContain("\n");
    }

    @Test
    void a_body_of_another_type_is_a_bad_request() {
        String body = callback(message("awsadvent"));

        assertThat(rig.enter(Requests.signed(BotRig.SECRET, BotRig.NOW, "text/plain", body))
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "channel,''",
        "channel,'C 1'",
        "user,'U 1'",
        "ts,''",
        "ts,soon",
        "ts,1796119199.0001001",
        "ts,99999999999999"
    })
    void a_message_without_what_identifies_it_is_a_bad_request(String name, String value) {
        BotRig.Answer answer = rig.signed(callback(with(message("awsadvent"), name, value)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).startsWith("The " + name);
        assertThat(rig.stored()).isZero();
    }

    @Test
    void a_message_of_nobody_is_let_be() {
        Map<String, String> message = new HashMap<>(message("awsadvent"));
        message.remove("user");

        assertThat(rig.signed(callback(message)).status()).isEqualTo(200);
        assertThat(rig.stored()).isZero();
    }

    @Test
    void extreme_messages_are_counted_by_the_rules() {
        String distinct = IntStream.range(0, 20_000)
                .mapToObj(i -> Character.toString(0x4E00 + i))
                .collect(Collectors.joining(" "));
        Map<String, String> said = Map.of(
                "1796119199.000001",
                "awsadvent " + "x".repeat(40_000),
                "1796119199.000002",
                "awsadvent " + distinct,
                "1796119199.000003",
                "awsadvent " + "y".repeat(10_000) + " z",
                "1796119199.000004",
                "awsadvent :tada:",
                "1796119199.000005",
                ":tada:",
                "1796119199.000006",
                "");

        said.forEach((ts, text) -> assertThat(
                        rig.signed(callback(with(message(text), "ts", ts))).status())
                .isEqualTo(200));

        assertThat(rig.slack.texts()).hasSize(4);
        assertThat(rig.slack.texts()).anySatisfy(text -> assertThat(text).contains("+490 more", "19501 further words"));
        assertThat(rig.slack.texts()).anySatisfy(text -> assertThat(text).contains(":tada: 1"));
        assertThat(rig.slack.texts()).anySatisfy(text -> assertThat(text).contains("z 1"));
    }

    @Test
    void no_word_of_a_message_becomes_markup_in_its_answer() {
        rig.signed(callback(message("awsadvent &lt;!here&gt; R&amp;D <!channel>")));

        assertThat(rig.slack.texts()).containsExactly("awsadvent 1 · &lt;!here&gt; 1 · r&amp;d 1");
    }

    @Test
    void each_request_has_one_closing_line_and_one_of_metrics() {
        rig.signed(callback(message("awsadvent hi hi")));
        String first = rig.closing().toString();
        rig.signed(callback(message("awsadvent hi hi")));

        String event = "\"event\":\"" + EVENT_ID + "\",";
        assertThat(first)
                .isEqualTo("{\"level\":\"INFO\",\"function\":\"bot\",\"requestId\":\"request-1\"," + event
                        + "\"outcome\":\"answered\",\"subject\":\"/slack/events\",\"type\":\"message\","
                        + "\"status\":200,\"durationMs\":0,\"cold\":true}");
        assertThat(rig.log())
                .contains(event + "\"outcome\":\"settled\",\"detail\":\"published 1 of 1, replied\"}")
                .contains(event + "\"outcome\":\"duplicate\",\"detail\":\"settled\"}");
        List<JsonObject> metrics =
                rig.lines().stream().filter(line -> line.has("_aws")).toList();
        assertThat(metrics).hasSize(2);
        assertThat(metrics.get(0).toString())
                .contains("\"Messages\":1,\"Words\":3,\"Replies\":1,\"Lag\":", "\"ColdStarts\":1");
        assertThat(metrics.get(1).toString()).endsWith("\"Function\":\"bot\",\"Duplicates\":1}");
    }

    @Test
    void a_request_that_fails_is_closed_with_why_and_about_what() {
        rig.dynamoFaults.faults().down();

        rig.signed(callback(message("awsadvent")));

        assertThat(rig.closing().get("level").getAsString()).isEqualTo("ERROR");
        assertThat(rig.closing().get("outcome").getAsString()).isEqualTo("failed");
        assertThat(rig.closing().get("status").getAsInt()).isEqualTo(500);
        assertThat(rig.closing().get("event").getAsString()).isEqualTo(EVENT_ID);
    }

    @Test
    void a_request_that_is_refused_is_closed_as_a_warning_and_counted() {
        rig.enter(Requests.signed("another-secret", rig.clock.instant(), "application/json", "{}"));

        assertThat(rig.closing().get("level").getAsString()).isEqualTo("WARN");
        assertThat(rig.closing().get("outcome").getAsString()).isEqualTo("refused");
        assertThat(rig.closing().get("detail").getAsString()).startsWith("The request is not signed by Slack");
        assertThat(rig.log()).contains("\"Invalid\":1");
    }

    @Test
    void dynamodb_out_of_reach_makes_slack_try_again() {
        rig.dynamoFaults.faults().down();
        assertThat(rig.signed(callback(message("awsadvent"))).status()).isEqualTo(500);
        rig.dynamoFaults.faults().clear();
        assertThat(rig.stored()).isZero();

        assertThat(rig.signed(callback(message("awsadvent"))).status()).isEqualTo(200);

        assertThat(rig.slack.texts()).containsExactly("awsadvent 1");
        assertThat(rig.log()).contains("\"failed\"");
    }

    @Test
    void a_lost_answer_of_dynamodb_does_not_count_twice() {
        rig.dynamoFaults
                .faults()
                .next(Fault.LOSE_ANSWER, call -> call.operation().equals("TransactWriteItems"));

        assertThat(rig.signed(callback(message("awsadvent"))).status()).isEqualTo(200);

        assertThat(rig.slack.texts()).containsExactly("awsadvent 1");
    }

    @Test
    void slack_failing_keeps_the_answer_owed_and_the_message_counted_once() {
        rig.slack.answerWith(500, Map.of(), "");

        assertThat(rig.signed(callback(message("awsadvent"))).status()).isEqualTo(200);
        assertThat(rig.published).hasSize(1);
        assertThat(rig.log()).contains("\"reply-owed\"");

        rig.clock.move(Duration.ofMinutes(1));
        rig.signed(callback(message("awsadvent")));
        assertThat(rig.slack.texts()).containsExactly("awsadvent 1", "awsadvent 1");
        assertThat(rig.published).hasSize(1);
    }

    @Test
    void slack_asking_to_wait_a_little_is_waited_for() {
        rig.slack.answerWith(429, Map.of("Retry-After", "1"), "{\"ok\":false,\"error\":\"ratelimited\"}");

        rig.signed(callback(message("awsadvent")));

        assertThat(rig.slack.calls()).hasSize(2);
        assertThat(rig.log()).doesNotContain("reply-owed");
    }

    @Test
    void whoever_says_it_where_the_bot_may_not_speak_is_told_so() {
        rig.slack.refuseWith("not_in_channel");

        assertThat(rig.signed(callback(message("awsadvent"))).status()).isEqualTo(200);

        assertThat(rig.slack.calls())
                .extracting(call -> call.form().get("channel"))
                .containsExactly("C1", "U1");
        assertThat(rig.slack.texts().get(1)).contains("/invite", "awsadvent 1");
    }

    @Test
    void slack_is_asked_for_nothing_but_to_post() {
        rig.signed(callback(message("awsadvent")));
        rig.signed(callback(with(message("awsadvent"), "bot_id", "B1")));

        assertThat(rig.slack.calls()).extracting(SlackStandIn.Call::method).containsOnly("chat.postMessage");
    }

    @Test
    void a_bot_starts_while_slack_is_down() {
        try (BotRig down = new BotRig(variables -> variables.put("SLACK_API_URL", "http://localhost:1/"))) {
            assertThat(down.signed(callback(message("awsadvent"))).status()).isEqualTo(200);
            assertThat(down.published).hasSize(1);
            assertThat(down.log()).contains("\"reply-owed\"");
        }
    }

    @Test
    void a_bot_without_a_topic_counts_and_answers_and_owes_nothing() {
        try (BotRig alone = new BotRig(variables -> variables.remove("SNS_TOPIC_ARN"))) {
            assertThat(alone.signed(callback(message("awsadvent"))).status()).isEqualTo(200);

            assertThat(alone.slack.texts()).containsExactly("awsadvent 1");
            assertThat(alone.published).isEmpty();
            assertThat(alone.log()).contains("\"settled\"");
        }
    }

    @Test
    void either_secret_of_a_rotation_signs() {
        try (BotRig rotating = new BotRig(variables -> variables.put("SLACK_SIGNING_SECRET", "new," + BotRig.SECRET))) {
            String body = callback(message("awsadvent"));

            assertThat(rotating.signed(body).status()).isEqualTo(200);
            assertThat(rotating.enter(Requests.signed("new", BotRig.NOW, "application/json", body))
                            .status())
                    .isEqualTo(200);
            assertThat(rotating.enter(Requests.signed("old", BotRig.NOW, "application/json", body))
                            .status())
                    .isEqualTo(401);
        }
    }

    private BotRig.Answer form(String body) {
        return rig.enter(Requests.signed(BotRig.SECRET, BotRig.NOW, Form.TYPE, body));
    }
}
