package dev.bellhop.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.people.Address;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /reserve notify} and {@code /reserve confirm}. It is 2026-12-01, 10:00 UTC, which is 11:00 in Berlin. */
class NotifyTest {

    private static final String PUSH = "arn:aws:sns:eu-central-1:123456789012:endpoint/APNS/bellhop/1-2";

    private final BotRig rig = new BotRig();
    private int triggers;

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void what_needs_no_code_is_used_from_now_on() {
        assertThat(reserve("notify push " + PUSH)).isEqualTo("From now on I tell you by push notification.");
        assertThat(rig.chosen("U1")).isEqualTo(new Address.Push(PUSH));

        assertThat(reserve("notify slack")).isEqualTo("From now on I tell you here in Slack.");
        assertThat(rig.chosen("U1")).isEqualTo(new Address.Slack());
        assertThat(rig.published).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "email ada@example.org ada@example.org",
                "email <mailto:ada@example.org|ada@example.org> ada@example.org",
                "sms <tel:+4915112345678|+4915112345678> +4915112345678"
            })
    void an_address_is_used_once_its_code_came_back(String way, String typed, String address) {
        assertThat(reserve("notify " + way + " " + typed)).startsWith("I am sending a code to " + address + ". ");
        assertThat(rig.chosen("U1")).isEqualTo(new Address.Slack());
        assertThat(rig.published).hasSize(1);
        assertThat(rig.published.get(0).message())
                .contains("bellhop.confirmation.requested.v1", "\"channel\":\"" + way + "\"");

        assertThat(reserve("confirm " + rig.code("U1"))).startsWith("That is the code. From now on I tell you by ");

        assertThat(rig.chosen("U1")).isIn(new Address.Email("ada@example.org"), new Address.Sms("+4915112345678"));
    }

    @Test
    void only_the_asker_hears_of_it_and_neither_address_nor_code_is_logged_or_published() {
        JsonObject answer = json(rig.signedForm(command("notify email ada@example.org")));
        String code = rig.code("U1");
        reserve("confirm " + code);

        assertThat(answer.get("response_type").getAsString()).isEqualTo("ephemeral");
        assertThat(rig.slack.calls("chat.postMessage")).isEmpty();
        assertThat(rig.log()).contains("\"notify\"").doesNotContain("ada@example.org", code);
        assertThat(rig.published.toString()).doesNotContain("ada@example.org", code);
    }

    @Test
    void the_same_command_delivered_twice_sends_one_code_and_is_answered_twice() {
        Map<String, String> command = command("notify email ada@example.org");

        JsonObject first = json(rig.signedForm(command));
        String code = rig.code("U1");
        JsonObject second = json(rig.signedForm(command));

        assertThat(second).isEqualTo(first);
        assertThat(rig.code("U1")).isEqualTo(code);
        assertThat(rig.published).hasSize(1);
    }

    @Test
    void wrong_codes_are_counted_and_the_fifth_ends_it() {
        reserve("notify email ada@example.org");
        String code = rig.code("U1");
        String wrong = code.equals("000000") ? "000001" : "000000";

        assertThat(reserve("confirm " + wrong)).isEqualTo("That is not the code. You can try 4 more times.");
        for (int i = 0; i < 3; i++) {
            reserve("confirm " + wrong);
        }
        assertThat(reserve("confirm " + wrong)).startsWith("That was not the code either.");
        assertThat(reserve("confirm " + code)).startsWith("There is no code that I wait for");
        assertThat(rig.chosen("U1")).isEqualTo(new Address.Slack());
    }

    @Test
    void a_code_is_too_old_after_a_quarter_of_an_hour() {
        reserve("notify email ada@example.org");
        rig.clock.move(Duration.ofMinutes(15));

        assertThat(reserve("confirm " + rig.code("U1"))).contains("older than 15 minutes");
    }

    @Test
    void the_sixth_code_of_a_day_is_not_sent_and_it_is_said_when() {
        for (int i = 0; i < 5; i++) {
            reserve("notify email ada@example.org");
        }

        assertThat(reserve("notify email ada@example.org")).contains("I send no more before", "11:00, Europe/Berlin");
        assertThat(rig.published).hasSize(5);
    }

    @Test
    void without_a_sender_e_mail_is_no_way_and_the_asker_is_told_so() {
        try (BotRig without = new BotRig(variables -> variables.remove("EMAIL_FROM"))) {
            assertThat(text(without.signedForm(command("notify email ada@example.org"))))
                    .contains("I can't tell anybody anything by e-mail here");
            assertThat(text(without.signedForm(command("notify sms +4915112345678"))))
                    .startsWith("I am sending a code to");
        }
    }

    @Test
    void without_a_topic_nobody_would_send_a_code_and_the_asker_is_told_so() {
        try (BotRig without = new BotRig(variables -> variables.remove("SNS_TOPIC_ARN"))) {
            assertThat(text(without.signedForm(command("notify sms +4915112345678"))))
                    .contains("I can't tell anybody anything by SMS here");
            assertThat(without.stored()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"notify slack", "notify email ada@example.org", "confirm 123456"})
    void while_the_tables_are_down_the_asker_gets_a_sentence(String typed) {
        rig.dynamoFaults.faults().down();

        assertThat(reserve(typed)).contains("I can't reach my records just now");
        assertThat(rig.log()).contains("\"notify-failed\"").doesNotContain("ada@example.org", "123456");
    }

    private String reserve(String typed) {
        return text(rig.signedForm(command(typed)));
    }

    private Map<String, String> command(String text) {
        return new HashMap<>(Map.of(
                "command", "/reserve",
                "text", text,
                "team_id", "T1",
                "channel_id", "C1",
                "user_id", "U1",
                "trigger_id", "1.2." + ++triggers));
    }

    private static String text(BotRig.Answer answer) {
        return json(answer).get("text").getAsString();
    }

    private static JsonObject json(BotRig.Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }
}
