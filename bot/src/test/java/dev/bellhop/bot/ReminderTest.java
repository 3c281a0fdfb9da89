package dev.bellhop.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.slack.api.util.json.GsonFactory;
import dev.bellhop.slack.ReminderButtons;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** The buttons of a reminder, in a direct message. It is 11:00 in Berlin, and staging is U1's until noon. */
class ReminderTest {

    private static final Pattern ID = Pattern.compile("`/reserve cancel ([0-9a-z]{5})`");

    private final BotRig rig = new BotRig();
    private String booking = "";
    private int triggers;

    @BeforeEach
    void book() {
        Matcher id = ID.matcher(command("U1", "staging for 1h"));
        assertThat(id.find()).isTrue();
        booking = id.group(1);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void half_an_hour_more_is_told_in_the_place_of_the_reminder_and_nowhere_else() {
        press("30m", "100.1");

        assertThat(answers()).singleElement().satisfies(answer -> {
            assertThat(answer.get("text").getAsString()).contains("*staging* is yours until", "12:30");
            assertThat(answer.get("replace_original").getAsBoolean()).isTrue();
            assertThat(answer.has("response_type")).isFalse();
            assertThat(answer.getAsJsonArray("blocks").toString()).doesNotContain("\"actions\"");
        });
        assertThat(lines()).containsExactly("C1");
        assertThat(types()).containsExactly("bellhop.reservation.made.v1", "bellhop.reservation.extended.v1");
    }

    @Test
    void an_hour_more_is_an_hour() {
        press("1h", "100.1");

        assertThat(answers().get(0).get("text").getAsString()).contains("*staging* is yours until", "13:00");
    }

    @Test
    void a_release_gives_it_up() {
        press("Release", "100.1");

        assertThat(answers()).singleElement().satisfies(answer -> {
            assertThat(answer.get("text").getAsString()).startsWith("Cancelled: *staging*");
            assertThat(answer.get("replace_original").getAsBoolean()).isTrue();
        });
        assertThat(lines()).containsExactly("C1");
        assertThat(types()).containsExactly("bellhop.reservation.made.v1", "bellhop.reservation.cancelled.v1");
        assertThat(command("U1", "list staging")).contains("is free");
    }

    @Test
    void the_same_press_delivered_twice_extends_once_and_is_answered_twice() {
        press("30m", "100.1");
        press("30m", "100.1");

        assertThat(answers()).hasSize(2);
        assertThat(answers().get(1)).isEqualTo(answers().get(0));
        assertThat(rig.published).hasSize(2);
    }

    @Test
    void where_an_hour_is_too_much_that_is_said_below_and_half_an_hour_can_still_be_pressed() {
        command("U2", "staging 12:30");

        press("1h", "100.1");
        press("30m", "100.2");

        assertThat(answers().get(0).get("text").getAsString()).contains("can't be yours for so long: <@U2> has it");
        assertThat(answers().get(0).get("replace_original").getAsBoolean()).isFalse();
        assertThat(answers().get(0).get("response_type").getAsString()).isEqualTo("ephemeral");
        assertThat(answers().get(1).get("text").getAsString()).contains("*staging* is yours until", "12:30");
    }

    @Test
    void a_booking_that_is_over_is_not_extended_and_the_buttons_go() {
        rig.clock.move(Duration.ofHours(1));

        press("30m", "100.1");

        assertThat(answers().get(0).get("text").getAsString()).contains("is over");
        assertThat(answers().get(0).get("replace_original").getAsBoolean()).isTrue();
        assertThat(rig.published).hasSize(1);
    }

    @Test
    void while_the_tables_are_down_that_is_said_below_and_the_buttons_stay() {
        rig.dynamoFaults.faults().down();

        press("Release", "100.1");

        assertThat(answers().get(0).get("text").getAsString()).contains("I can't reach my records just now");
        assertThat(answers().get(0).get("replace_original").getAsBoolean()).isFalse();
    }

    private String command(String user, String text) {
        BotRig.Answer answer = rig.signedForm(Map.of(
                "command",
                "/reserve",
                "text",
                text,
                "team_id",
                "T1",
                "channel_id",
                "C1",
                "user_id",
                user,
                "trigger_id",
                "1.2." + ++triggers));
        return JsonParser.parseString(answer.body())
                .getAsJsonObject()
                .get("text")
                .getAsString();
    }

    private void press(String label, String actionTs) {
        JsonObject action = button(label);
        action.addProperty("block_id", "b1");
        action.addProperty("action_ts", actionTs);
        String payload = """
                {"type":"block_actions","team":{"id":"T1"},"user":{"id":"U1"},"channel":{"id":"D1"},
                "container":{"type":"message","message_ts":"99.1","channel_id":"D1","is_ephemeral":false},
                "trigger_id":"9.9.9","response_url":"%s","actions":[%s]}""".formatted(rig.slack.url() + "respond", action);
        assertThat(rig.signedForm(Map.of("payload", payload)).status()).isEqualTo(200);
    }

    private JsonObject button(String label) {
        return GsonFactory.createSnakeCase()
                .toJsonTree(ReminderButtons.of(booking))
                .getAsJsonObject()
                .getAsJsonArray("elements")
                .asList()
                .stream()
                .map(JsonElement::getAsJsonObject)
                .filter(button ->
                        button.getAsJsonObject("text").get("text").getAsString().equals(label))
                .findFirst()
                .orElseThrow();
    }

    /** The channels that were told a line. */
    private List<String> lines() {
        return rig.slack.calls("chat.postMessage").stream()
                .map(call -> call.form().get("channel"))
                .toList();
    }

    private List<JsonObject> answers() {
        return rig.slack.calls("respond").stream()
                .map(call -> JsonParser.parseString(call.body()).getAsJsonObject())
                .toList();
    }

    private List<String> types() {
        return rig.published.stream()
                .map(PublishRequest::message)
                .map(body -> JsonParser.parseString(body)
                        .getAsJsonObject()
                        .get("type")
                        .getAsString())
                .toList();
    }
}
