package dev.bellhop.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.slack.SlackStandIn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bot's Home. It is 2026-12-01, 10:00 UTC, which is 11:00 in Berlin. */
class HomeTest {

    private final BotRig rig = new BotRig();
    private int triggers;

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void who_opens_it_sees_the_tops_their_bookings_and_what_they_watch() {
        rig.signed(Requests.callback(Requests.message("awsadvent hello hello")));
        rig.board(Map.of("awsadvent", 1L, "hello", 2L));
        reserve("U1", "staging 14:00 for 2h");
        reserve("U2", "production 14:00");
        reserve("U1", "watch production");

        assertThat(open("home").status()).isEqualTo(200);

        SlackStandIn.Call call = published();
        assertThat(call.form()).containsEntry("user_id", "U1");
        JsonObject view = JsonParser.parseString(call.form().get("view")).getAsJsonObject();
        assertThat(view.get("type").getAsString()).isEqualTo("home");
        assertThat(view.getAsJsonArray("blocks").toString())
                .containsPattern("1  2  ▇+  hello\\\\n2  1  ▇+ +awsadvent")
                .contains("Your bookings", "*staging*", "Tue 1 Dec 14:00", "Europe/Berlin")
                .contains("What you watch", "*production*")
                .doesNotContain("<@U2>");
    }

    @Test
    void who_has_nothing_yet_is_told_how_to_begin() {
        open("home");

        assertThat(published().form().get("view"))
                .contains("Nothing said yet", "You have nothing booked.", "/reserve watch");
    }

    @Test
    void the_tab_of_messages_shows_no_view() {
        assertThat(open("messages").status()).isEqualTo(200);

        assertThat(rig.slack.calls("views.publish")).isEmpty();
    }

    @Test
    void while_the_tables_are_down_it_says_so() {
        rig.dynamoFaults.faults().down();

        assertThat(open("home").status()).isEqualTo(200);

        assertThat(published().form().get("view")).contains("reach my records just now");
        assertThat(rig.log()).contains("\"home-failed\"");
    }

    @Test
    void that_slack_does_not_take_it_is_noted_and_is_no_failure_of_the_event() {
        rig.slack.answerMethod("views.publish", "{\"ok\":false,\"error\":\"not_enabled\"}");

        assertThat(open("home").status()).isEqualTo(200);

        assertThat(rig.log()).contains("unsaid", "not_enabled");
    }

    private BotRig.Answer open(String tab) {
        return rig.signed(Requests.callback(new HashMap<>(Map.of(
                "type",
                "app_home_opened",
                "user",
                "U1",
                "channel",
                "D1",
                "tab",
                tab,
                "event_ts",
                "1796119199.000100"))));
    }

    private SlackStandIn.Call published() {
        List<SlackStandIn.Call> calls = rig.slack.calls("views.publish");
        assertThat(calls).hasSize(1);
        return calls.get(0);
    }

    private void reserve(String user, String text) {
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
        assertThat(answer.status()).isEqualTo(200);
    }
}
