package dev.bellhop.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.localaws.Fault;
import dev.bellhop.slack.SlackStandIn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Buttons and the form. It is Tuesday, 2026-12-01, 10:00 UTC, which is 11:00 in Berlin. */
class ReserveInteractionsTest {

    private final BotRig rig = new BotRig();
    private int times;

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void the_button_of_a_conflict_books_the_next_slot_once() {
        command("U1", "staging 14:00 for 2h");
        JsonObject conflict = command("U2", "staging 15:00 for 1h -- demo");
        String press = press("U2", button(conflict, "Book 16:00"), "100.1");

        payload(press);
        payload(press);

        assertThat(answers()).hasSize(2);
        assertThat(answers().get(0).get("text").getAsString()).contains("*staging* is yours", "16:00 – 17:00");
        assertThat(answers().get(0).get("replace_original").getAsBoolean()).isTrue();
        assertThat(answers().get(0).get("response_type").getAsString()).isEqualTo("ephemeral");
        assertThat(lines())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("<@U2> booked *staging*")
                .endsWith("– demo");
        assertThat(rig.published).hasSize(2);
    }

    @Test
    void a_slot_that_was_taken_before_the_press_is_a_conflict_again() {
        command("U1", "staging 14:00");
        JsonObject conflict = command("U2", "staging 14:00");
        command("U3", "staging 15:00");

        payload(press("U2", button(conflict, "Book 15:00"), "100.1"));

        assertThat(answers().get(0).get("text").getAsString()).contains("is taken: <@U3> has it");
        assertThat(answers().get(0).toString()).contains("Book 16:00");
    }

    @Test
    void the_watch_button_watches_and_leaves_the_other_button() {
        command("U1", "staging 14:00");
        JsonObject conflict = command("U2", "staging 14:00");

        payload(press("U2", button(conflict, "Watch"), "100.1"));

        assertThat(answers().get(0).get("text").getAsString()).contains("You are told when bookings of *staging*");
        assertThat(answers().get(0).get("replace_original").getAsBoolean()).isFalse();
        assertThat(lines()).hasSize(1);
    }

    @Test
    void a_press_whose_answer_can_not_be_said_books_all_the_same() {
        command("U1", "staging 14:00");
        JsonObject conflict = command("U2", "staging 14:00");
        rig.slack.answerMethod("respond", "not ok", 500);

        payload(press("U2", button(conflict, "Book 15:00"), "100.1"));

        assertThat(rig.log()).contains("\"unsaid\"");
        assertThat(lines()).hasSize(2);
    }

    @Test
    void a_press_whose_time_was_over_before_it_was_booked_is_answered_all_the_same() {
        command("U1", "staging 14:00");
        JsonObject conflict = command("U2", "staging 14:00");
        rig.dynamoFaults.faults().next(Fault.FAIL_BEFORE, call -> {
            if (call.operation().equals("TransactWriteItems")) {
                rig.clock.move(Duration.ofSeconds(3));
            }
            return false;
        });

        payload(press("U2", button(conflict, "Book 15:00"), "100.1"));

        assertThat(answers()).hasSize(1);
        assertThat(answers().get(0).get("text").getAsString()).contains("*staging* is yours");
    }

    @Test
    void a_button_that_nobody_can_read_gets_a_sentence() {
        command("U1", "staging 14:00");
        JsonObject button = button(command("U2", "staging 14:00"), "Book 15:00");
        button.addProperty("value", "{\"v\":2}");

        payload(press("U2", button, "100.1"));

        assertThat(answers().get(0).get("text").getAsString()).contains("too old");
    }

    @Test
    void the_command_alone_opens_the_form_and_names_the_zone() {
        assertThat(rig.signedForm(fields("U1", "")).body()).isEmpty();

        assertThat(rig.slack.calls("views.open")).hasSize(1);
        assertThat(rig.slack.calls("views.open").get(0).form()).containsEntry("trigger_id", "1.2.1");
        JsonObject view = opened();
        assertThat(view.get("private_metadata").getAsString()).isEqualTo("C1 Europe/Berlin");
        assertThat(view.toString()).contains("Times are in Europe/Berlin");
        assertThat(inputs(view)).containsExactly("resource", "date", "time", "length", "location", "reason");
    }

    @Test
    void where_the_form_can_not_be_opened_the_asker_is_told_how_to_type_it() {
        rig.slack.answerMethod("views.open", "{\"ok\":false,\"error\":\"expired_trigger_id\"}");

        assertThat(command("U1", "").get("text").getAsString()).contains("I can't open the form just now");
    }

    @Test
    void a_sent_form_books_like_the_command() {
        JsonObject answer = submit("U1", "h1", "staging", "2026-12-02", "14:00", "2h", "Room 5", "demo & more");

        assertThat(answer.get("response_action").getAsString()).isEqualTo("update");
        assertThat(answer.getAsJsonObject("view").toString())
                .contains("*staging* at Room 5 is yours", "Wed 2 Dec 14:00 – 16:00, Europe/Berlin");
        assertThat(lines()).hasSize(1).first().asString().endsWith("– demo &amp; more");
        assertThat(rig.slack.calls("chat.postMessage").get(0).form()).containsEntry("channel", "C1");
    }

    @Test
    void a_form_sent_twice_books_once() {
        JsonObject first = submit("U1", "h1", "staging", "", "14:00", "", "", "");
        JsonObject second = submit("U1", "h1", "staging", "", "14:00", "", "", "");

        assertThat(second).isEqualTo(first);
        assertThat(lines()).hasSize(1);
        assertThat(rig.published).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "resource,'two words',2026-12-02,14:00,1h,has something else",
        "resource,list,2026-12-02,14:00,1h,word of the command",
        "time,staging,'',09:00,1h,is past",
        "time,staging,2026-12-02,'',1h,at which time",
        "date,staging,2026-11-30,14:00,1h,is past",
        "date,staging,2027-12-01,14:00,1h,too far ahead",
        "length,staging,2026-12-02,14:00,soon,no length of time",
        "length,staging,2026-12-02,14:00,80h,at most 72h",
        "length,staging,2026-12-02,14:00,0m,at least a minute"
    })
    void what_is_wrong_is_said_at_its_field(
            String field, String resource, String date, String time, String length, String said) {
        JsonObject answer = submit("U1", "h1", resource, date, time, length, "", "");

        assertThat(answer.get("response_action").getAsString()).isEqualTo("errors");
        assertThat(answer.getAsJsonObject("errors").keySet()).containsExactly(field);
        assertThat(answer.getAsJsonObject("errors").get(field).getAsString()).contains(said);
        assertThat(lines()).isEmpty();
    }

    @Test
    void a_form_for_what_is_taken_shows_by_whom_over_the_form_and_its_button_books() {
        command("U1", "staging 14:00");

        JsonObject answer = submit("U2", "h1", "staging", "", "14:00", "", "", "");

        assertThat(answer.get("response_action").getAsString()).isEqualTo("push");
        JsonObject view = answer.getAsJsonObject("view");
        assertThat(view.toString()).contains("<@U1> has it");
        payload(pressInView("U2", button(view, "Book 15:00"), view));
        assertThat(rig.slack.calls("views.update").get(0).form().get("view")).contains("*staging* is yours");
        assertThat(lines()).hasSize(2).last().asString().startsWith("<@U2> booked *staging*");
    }

    @ParameterizedTest
    @CsvSource({"location,61,60 characters", "reason,301,300 characters"})
    void what_is_too_long_is_said_at_its_field(String field, int length, String said) {
        String text = "x".repeat(length);

        JsonObject answer = submit(
                "U1",
                "h1",
                "staging",
                "",
                "14:00",
                "",
                field.equals("location") ? text : "",
                field.equals("reason") ? text : "");

        assertThat(answer.getAsJsonObject("errors").keySet()).containsExactly(field);
        assertThat(answer.getAsJsonObject("errors").get(field).getAsString()).contains(said);
    }

    @Test
    void a_form_for_what_one_has_already_says_so_over_the_form() {
        command("U1", "staging 14:00");

        JsonObject answer = submit("U1", "h1", "staging", "", "14:30", "", "", "");

        assertThat(answer.get("response_action").getAsString()).isEqualTo("push");
        assertThat(answer.getAsJsonObject("view").toString()).contains("You have *staging* already");
        assertThat(lines()).hasSize(1);
    }

    @Test
    void a_press_over_the_form_delivered_twice_books_once_and_says_it_twice() {
        JsonObject view = conflictOverTheForm();
        String press = pressInView("U2", button(view, "Book 15:00"), view);

        payload(press);
        payload(press);

        assertThat(updates())
                .hasSize(2)
                .allSatisfy(update -> assertThat(update.toString()).contains("*staging* is yours"));
        assertThat(lines()).hasSize(2);
    }

    @Test
    void a_slot_that_was_taken_before_the_press_over_the_form_is_a_conflict_there_again() {
        JsonObject view = conflictOverTheForm();
        command("U3", "staging 15:00");

        payload(pressInView("U2", button(view, "Book 15:00"), view));

        assertThat(updates().get(0).toString()).contains("is taken: <@U3> has it");
        payload(pressInView(
                "U2", button(updates().get(0), "Book 16:00"), updates().get(0)));
        assertThat(updates().get(1).toString()).contains("*staging* is yours");
    }

    @Test
    void the_watch_button_over_the_form_watches_and_leaves_the_other_button() {
        JsonObject view = conflictOverTheForm();

        payload(pressInView("U2", button(view, "Watch"), view));

        JsonObject update = updates().get(0);
        assertThat(update.toString()).contains("<@U1> has it", "You are told when bookings of *staging* change.");
        payload(pressInView("U2", button(update, "Book 15:00"), update));
        assertThat(updates().get(1).toString()).contains("*staging* is yours");
    }

    @Test
    void a_button_over_the_form_that_nobody_can_read_gets_a_sentence() {
        JsonObject view = conflictOverTheForm();
        JsonObject button = button(view, "Book 15:00");
        button.addProperty("value", "{\"v\":2}");

        payload(pressInView("U2", button, view));

        assertThat(updates().get(0).toString()).contains("too old");
    }

    @Test
    void a_press_over_a_form_that_was_closed_meanwhile_books_all_the_same() {
        JsonObject view = conflictOverTheForm();
        rig.slack.answerMethod("views.update", "{\"ok\":false,\"error\":\"not_found\"}");

        payload(pressInView("U2", button(view, "Book 15:00"), view));

        assertThat(rig.log()).contains("\"unsaid\"", "not_found");
        assertThat(lines()).hasSize(2).last().asString().startsWith("<@U2> booked *staging*");
    }

    @Test
    void a_view_that_is_not_ours_is_refused() {
        JsonObject view = conflictOverTheForm();
        view.addProperty("private_metadata", "other");
        String press = pressInView("U2", button(view, "Book 15:00"), view);

        assertThat(rig.signedForm(Map.of("payload", press)).status()).isEqualTo(400);
        assertThat(lines()).hasSize(1);
    }

    @Test
    void a_form_sent_while_the_tables_are_down_gets_a_sentence() {
        rig.dynamoFaults.faults().down();

        JsonObject answer = submit("U1", "h1", "staging", "", "14:00", "", "", "");

        assertThat(answer.toString()).contains("I can't reach my records just now");
    }

    private JsonObject command(String user, String text) {
        return json(rig.signedForm(fields(user, text)));
    }

    private Map<String, String> fields(String user, String text) {
        return Map.of(
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
                "response_url",
                rig.slack.url() + "respond",
                "trigger_id",
                "1.2." + ++times);
    }

    private BotRig.Answer payload(String json) {
        BotRig.Answer answer = rig.signedForm(Map.of("payload", json));
        assertThat(answer.status()).isEqualTo(200);
        return answer;
    }

    private String press(String user, JsonObject button, String actionTs) {
        return """
                {"type":"block_actions","team":{"id":"T1"},"user":{"id":"%s"},"channel":{"id":"C1"},
                "container":{"type":"message","message_ts":"99.1","channel_id":"C1","is_ephemeral":true},
                "trigger_id":"9.9.9","response_url":"%s","actions":[%s]}""".formatted(user, rig.slack.url() + "respond", action(button, actionTs));
    }

    /** U1 has what U2 wants: what is laid over U2's form. */
    private JsonObject conflictOverTheForm() {
        command("U1", "staging 14:00");
        return submit("U2", "h1", "staging", "", "14:00", "", "", "").getAsJsonObject("view");
    }

    private List<JsonObject> updates() {
        return rig.slack.calls("views.update").stream()
                .map(call -> JsonParser.parseString(call.form().get("view")).getAsJsonObject())
                .toList();
    }

    private String pressInView(String user, JsonObject button, JsonObject view) {
        JsonObject shown = view.deepCopy();
        shown.addProperty("id", "V2");
        return """
                {"type":"block_actions","team":{"id":"T1"},"user":{"id":"%s"},
                "container":{"type":"view","view_id":"V2"},"trigger_id":"9.9.9",
                "view":%s,"actions":[%s]}""".formatted(user, shown, action(button, "100." + ++times));
    }

    private static JsonObject action(JsonObject button, String actionTs) {
        JsonObject action = button.deepCopy();
        action.addProperty("block_id", "b1");
        action.addProperty("action_ts", actionTs);
        return action;
    }

    private JsonObject submit(
            String user,
            String hash,
            String resource,
            String date,
            String time,
            String length,
            String location,
            String reason) {
        JsonObject values = new JsonObject();
        values.add("resource", value("resource", "plain_text_input", "value", resource));
        values.add("date", value("date", "datepicker", "selected_date", date));
        values.add("time", value("time", "timepicker", "selected_time", time));
        values.add("length", value("length", "plain_text_input", "value", length));
        values.add("location", value("location", "plain_text_input", "value", location));
        values.add("reason", value("reason", "plain_text_input", "value", reason));
        String json = """
                {"type":"view_submission","team":{"id":"T1"},"user":{"id":"%s"},"trigger_id":"9.9.9",
                "view":{"id":"V1","type":"modal","callback_id":"reserve_form","hash":"%s",
                "private_metadata":"C1 Europe/Berlin","state":{"values":%s}},"response_urls":[]}""".formatted(user, hash, values);
        return json(payload(json));
    }

    private static JsonObject value(String name, String type, String field, String value) {
        JsonObject inner = new JsonObject();
        inner.addProperty("type", type);
        inner.addProperty(field, value.isEmpty() ? null : value);
        JsonObject outer = new JsonObject();
        outer.add(name, inner);
        return outer;
    }

    private JsonObject opened() {
        return JsonParser.parseString(
                        rig.slack.calls("views.open").get(0).form().get("view"))
                .getAsJsonObject();
    }

    private static List<String> inputs(JsonObject view) {
        return blocks(view, "input").stream()
                .map(block -> block.get("block_id").getAsString())
                .toList();
    }

    private static JsonObject button(JsonObject said, String label) {
        return blocks(said, "actions").stream()
                .flatMap(block -> block.getAsJsonArray("elements").asList().stream())
                .map(JsonElement::getAsJsonObject)
                .filter(button ->
                        button.getAsJsonObject("text").get("text").getAsString().equals(label))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no button " + label + " in " + said));
    }

    private static List<JsonObject> blocks(JsonObject said, String type) {
        return said.getAsJsonArray("blocks").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(block -> block.get("type").getAsString().equals(type))
                .toList();
    }

    private List<String> lines() {
        return rig.slack.calls("chat.postMessage").stream()
                .map(call -> call.form().get("text"))
                .toList();
    }

    /** What was said to whoever pressed a button. */
    private List<JsonObject> answers() {
        return rig.slack.calls("respond").stream()
                .map(SlackStandIn.Call::body)
                .map(body -> JsonParser.parseString(body).getAsJsonObject())
                .toList();
    }

    private static JsonObject json(BotRig.Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }
}
