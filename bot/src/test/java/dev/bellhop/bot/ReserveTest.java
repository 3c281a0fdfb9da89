package dev.bellhop.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.slack.SlackStandIn;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** It is Tuesday, 2026-12-01, 10:00 UTC, which is 11:00 in Berlin. */
class ReserveTest {

    private static final Pattern ID = Pattern.compile("`/reserve cancel ([0-9a-z]{5})`");

    private final BotRig rig = new BotRig();
    private int triggers;

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void a_booking_is_answered_to_the_asker_alone_and_told_to_the_channel_in_one_line() {
        JsonObject answer = reserve("U1", "staging tomorrow 14:00 for 2h at \"Room 5\" -- demo");

        assertThat(answer.get("response_type").getAsString()).isEqualTo("ephemeral");
        assertThat(text(answer))
                .contains("*staging* at Room 5 is yours", "Wed 2 Dec 14:00 – 16:00, Europe/Berlin")
                .contains("<!date^1796216400^", "<!date^1796223600^");
        assertThat(lines()).hasSize(1);
        assertThat(lines().get(0).form()).containsEntry("channel", "C1");
        assertThat(lines().get(0).form().get("text"))
                .startsWith("<@U1> booked *staging* at Room 5: ")
                .endsWith("– demo")
                .doesNotContain("\n");
        assertThat(rig.published).hasSize(1);
        assertThat(rig.published.get(0).message()).contains("bellhop.reservation.made.v1");
    }

    @Test
    void the_same_command_delivered_twice_books_once_and_is_answered_twice() {
        Map<String, String> command = command("U1", "staging 14:00");

        JsonObject first = json(rig.signedForm(command));
        JsonObject second = json(rig.signedForm(command));

        assertThat(second).isEqualTo(first);
        assertThat(lines()).hasSize(1);
        assertThat(rig.published).hasSize(1);
    }

    @Test
    void whoever_comes_second_is_told_by_whom_until_when_and_what_is_free() {
        reserve("U1", "staging 14:00 for 2h");

        JsonObject answer = reserve("U2", "staging 15:00 for 1h");

        assertThat(text(answer)).contains("*staging* is taken: <@U1> has it", "14:00 – 16:00", "16:00 – 17:00");
        assertThat(labels(answer)).containsExactly("Book 16:00", "Watch");
        assertThat(lines()).hasSize(1);
    }

    @Test
    void what_one_has_can_be_listed_extended_and_cancelled() {
        String id = id(reserve("U1", "staging 14:00"));

        assertThat(text(reserve("U2", "list"))).contains("*staging*", "<@U1>", id);
        assertThat(text(reserve("U1", "list mine"))).contains(id);
        assertThat(text(reserve("U2", "list mine"))).isEqualTo("You have nothing booked.");
        assertThat(text(reserve("U1", "extend staging 30m"))).contains("*staging* is yours until", "15:30");
        assertThat(text(reserve("U1", "cancel " + id))).contains("Cancelled: *staging*");
        assertThat(text(reserve("U1", "cancel " + id))).contains("was cancelled before");
        assertThat(text(reserve("U1", "list staging"))).isEqualTo("*staging* is free: it has no bookings.");
        assertThat(lines())
                .extracting(call -> call.form().get("text"))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("<@U1> booked *staging*"),
                        line -> assertThat(line).startsWith("<@U1> keeps *staging* until"),
                        line -> assertThat(line).startsWith("<@U1> cancelled the booking of *staging*"));
    }

    @Test
    void only_the_holder_changes_a_booking_and_operators_release_it() {
        String id = id(reserve("U1", "staging 14:00"));

        assertThat(text(reserve("U2", "cancel " + id))).contains("<@U1> has it", "only they");
        assertThat(text(reserve("U2", "extend " + id + " 30m"))).contains("<@U1> has it", "only they");
        assertThat(text(reserve("U2", "release " + id))).contains("Only operators");
        assertThat(text(reserve("UOPS", "release " + id))).contains("Released: *staging*, which <@U1> had");
    }

    @Test
    void an_extension_into_another_booking_is_refused() {
        reserve("U1", "staging 14:00");
        reserve("U2", "staging 15:00");

        assertThat(text(reserve("U1", "extend staging 30m"))).contains("can't be yours for so long", "<@U2> has it");
    }

    @Test
    void what_one_has_already_is_said() {
        String id = id(reserve("U1", "staging 14:00"));

        assertThat(text(reserve("U1", "staging 14:30"))).contains("You have *staging* already", "extend " + id);
    }

    @Test
    void watching_is_told_to_the_asker_and_to_nobody_else() {
        assertThat(text(reserve("U1", "watch staging"))).isEqualTo("You are told when bookings of *staging* change.");
        assertThat(text(reserve("U1", "unwatch staging"))).contains("not told any more");

        assertThat(lines()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "staging 03/04 9am|03/04",
                "staging 2026-02-30 9am|2026-02-30",
                "staging 9am|past",
                "staging 14:00 in Atlantis|Atlantis",
                "staging 14:00 for 80h|at most 72h",
                "staging 2027-12-01 9am|too far ahead",
                "cancle staging|Did you mean",
                "cancel|Which resource?",
                "cancel a1b2c|I know no booking",
                "extend staging|By how much",
                "@home 14:00|something else",
                "notify|slack, email, sms or push",
                "notify email ada|can't be an e-mail address",
                "confirm 12345|six digits"
            })
    void bad_input_gets_a_sentence(String typed, String said) {
        assertThat(text(reserve("U1", typed))).contains(said);
        assertThat(lines()).isEmpty();
        assertThat(rig.published).isEmpty();
    }

    @Test
    void help_shows_the_forms_that_there_are() {
        assertThat(text(reserve("U1", "help")))
                .contains("/reserve cancel &lt;resource | id&gt;", "/reserve extend", "/reserve watch")
                .contains("/reserve notify", "/reserve confirm");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "staging 14:00 -- &lt;!here&gt; &lt;@U9&gt; &amp;lt;",
                "staging 14:00 at \"&lt;!channel&gt;\"",
                "staging &lt;!here&gt;",
                "&lt;!everyone&gt;"
            })
    void nothing_that_is_typed_becomes_markup(String typed) {
        JsonObject answer = reserve("U1", typed);

        assertThat(answer.toString()).doesNotContain("<!here", "<!channel", "<!everyone", "<@U9");
        assertThat(sections(answer)).allMatch(section -> section.get("verbatim").getAsBoolean());
        lines().forEach(line -> {
            assertThat(line.form().toString()).doesNotContain("<!here", "<!channel", "<@U9");
            assertThat(line.form()).containsEntry("parse", "none").containsEntry("link_names", "0");
            assertThat(line.form().get("blocks")).contains("\"verbatim\":true");
        });
    }

    @Test
    void whose_zone_slack_knows_is_asked_once() {
        reserve("U1", "staging 14:00");
        reserve("U1", "phone 14:00");

        assertThat(rig.slack.calls("users.info")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ok\":false,\"error\":\"missing_scope\"}",
                "{\"ok\":true,\"user\":{\"id\":\"U1\"}}",
                "{\"ok\":true,\"user\":{\"id\":\"U1\",\"tz\":\"Mars/Olympus\"}}"
            })
    void whose_zone_slack_does_not_know_books_in_utc_and_is_told_so(String body) {
        rig.slack.answerMethod("users.info", body);

        assertThat(text(reserve("U1", "staging 14:00"))).contains("14:00 – 15:00, UTC", "<!date^1796133600^");
    }

    @Test
    void a_named_zone_wins() {
        assertThat(text(reserve("U1", "staging 14:00 in America/New_York")))
                .contains("14:00 – 15:00, America/New_York", "<!date^1796151600^");
    }

    @Test
    void a_time_that_the_clocks_leap_over_is_moved_and_that_is_said() {
        rig.clock.move(Duration.ofDays(100));

        assertThat(text(reserve("U1", "staging 2027-03-28 02:30")))
                .contains("leap over 02:30, so I took 03:30", "03:30 – 04:30, Europe/Berlin");
    }

    @Test
    void of_a_time_that_the_clocks_show_twice_the_earlier_is_booked_and_that_is_said() {
        rig.clock.move(Duration.ofDays(330));

        assertThat(text(reserve("U1", "staging 2027-10-31 02:30")))
                .contains("show 02:30 twice; I took the one at UTC+02:00", "<!date^1824942600^");
    }

    @Test
    void while_slack_is_down_the_asker_is_answered_and_the_line_is_owed() {
        try (BotRig down = new BotRig(variables -> variables.put("SLACK_API_URL", "http://localhost:1/"))) {
            JsonObject answer = json(down.signedForm(command("U1", "staging 14:00")));

            assertThat(text(answer)).contains("*staging* is yours", "UTC");
            assertThat(down.log()).contains("\"reply-owed\"");
            assertThat(down.published).hasSize(1);
        }
    }

    @Test
    void while_slack_says_nothing_at_all_the_asker_is_answered_and_the_line_is_owed() {
        try (BotRig silent = BotRig.inRealTime()) {
            silent.slack.answerNothing();

            assertThat(text(json(silent.signedForm(command("U1", "staging 14:00")))))
                    .contains("*staging* is yours", "UTC");

            assertThat(silent.log()).contains("\"user-unknown\"", "\"reply-owed\"");
        }
    }

    @Test
    void where_the_channel_can_not_be_told_the_asker_is_answered_once() {
        rig.slack.refuseWith("channel_not_found");

        assertThat(text(reserve("U1", "staging 14:00"))).contains("is yours");

        assertThat(lines()).hasSize(1);
        assertThat(rig.log()).contains("\"line-refused\"").doesNotContain("reply-owed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"staging 14:00", "list", "watch staging", "cancel staging"})
    void while_the_tables_are_down_the_asker_gets_a_sentence(String typed) {
        rig.dynamoFaults.faults().down();

        assertThat(text(reserve("U1", typed))).contains("I can't reach my records just now");
    }

    @ParameterizedTest
    @ValueSource(strings = {"trigger_id", "team_id", "user_id", "channel_id"})
    void a_command_that_lacks_a_part_is_refused(String part) {
        Map<String, String> command = command("U1", "staging 14:00");
        command.remove(part);

        assertThat(rig.signedForm(command).status()).isEqualTo(400);
        assertThat(rig.stored()).isZero();
    }

    @Test
    void what_is_typed_is_not_logged() {
        reserve("U1", "staging 14:00 -- tr4ceable");
        reserve("U2", "staging 14:00 tr4ceable");

        assertThat(rig.log()).doesNotContain("tr4ceable");
    }

    private JsonObject reserve(String user, String text) {
        return json(rig.signedForm(command(user, text)));
    }

    private Map<String, String> command(String user, String text) {
        return new HashMap<>(Map.of(
                "command", "/reserve",
                "text", text,
                "team_id", "T1",
                "channel_id", "C1",
                "channel_name", "general",
                "user_id", user,
                "user_name", "ada",
                "api_app_id", "A1",
                "response_url", rig.slack.url() + "respond",
                "trigger_id", "1.2." + ++triggers));
    }

    private List<SlackStandIn.Call> lines() {
        return rig.slack.calls("chat.postMessage");
    }

    private static JsonObject json(BotRig.Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    private static String text(JsonObject answer) {
        return answer.get("text").getAsString();
    }

    private static String id(JsonObject answer) {
        Matcher id = ID.matcher(text(answer));
        assertThat(id.find()).isTrue();
        return id.group(1);
    }

    private static List<JsonObject> sections(JsonObject answer) {
        return answer.getAsJsonArray("blocks").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(block -> block.get("type").getAsString().equals("section"))
                .map(block -> block.getAsJsonObject("text"))
                .toList();
    }

    private static List<JsonObject> buttons(JsonObject answer) {
        return answer.getAsJsonArray("blocks").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(block -> block.get("type").getAsString().equals("actions"))
                .map(block -> block.getAsJsonArray("elements"))
                .flatMap(elements -> elements.asList().stream())
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    private static List<String> labels(JsonObject answer) {
        return buttons(answer).stream()
                .map(button -> button.getAsJsonObject("text").get("text").getAsString())
                .toList();
    }
}
