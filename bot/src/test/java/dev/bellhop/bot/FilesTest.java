package dev.bellhop.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.aws.EventJson;
import dev.bellhop.events.Envelope;
import dev.bellhop.events.FileShared;
import dev.bellhop.words.Count;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;

/** Files in messages, {@code /files}, the button <i>Download</i>, the shortcut <i>Keep files</i>, {@code /words export}. */
class FilesTest {

    private static final String TS = "1796119199.000100";
    private static final String RESPONSE_URL = "https://hooks.slack.com/commands/T1/1/secret-part";

    private BotRig rig = new BotRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void a_message_that_starts_with_a_trigger_is_counted_and_its_files_are_told_to_the_topic() {
        assertThat(deliver(message("awsadvent look", file("F1"), file("F2")))).isEqualTo(200);

        assertThat(rig.count("look")).isEqualTo(new Count(1, 1));
        assertThat(shared()).extracting(Envelope::id).containsExactly("T1:C1:" + TS + ":F1", "T1:C1:" + TS + ":F2");
        assertThat(shared().get(0))
                .isEqualTo(new Envelope(
                        "T1:C1:" + TS + ":F1",
                        "bellhop/bot",
                        new FileShared(
                                "T1",
                                "C1",
                                "channel",
                                Optional.empty(),
                                "U1",
                                TS,
                                "F1",
                                "F1 \uD83C\uDF89.png",
                                "image/png",
                                2_048)));
        assertThat(rig.slack.texts()).hasSize(1);
        assertThat(rig.log()).doesNotContain(".png", "look");
    }

    @Test
    void in_a_thread_the_topic_is_told_the_thread_too() {
        JsonObject message = message("awsadvent look", file("F1"));
        message.addProperty("thread_ts", "1796119000.000200");

        deliver(message);

        assertThat(((FileShared) shared().get(0).event()).thread()).contains("1796119000.000200");
    }

    /** Bolt's class of that event has no files. */
    @Test
    void of_a_reply_that_is_shown_in_the_channel_too_files_are_kept() {
        JsonObject reply = message("awsadvent look", file("F1"), file("F2"));
        reply.addProperty("subtype", "thread_broadcast");
        reply.addProperty("thread_ts", "1796119000.000200");

        assertThat(deliver(reply)).isEqualTo(200);
        assertThat(deliver(reply)).isEqualTo(200);

        assertThat(shared()).extracting(Envelope::id).containsExactly("T1:C1:" + TS + ":F1", "T1:C1:" + TS + ":F2");
        assertThat(((FileShared) shared().get(0).event()).thread()).contains("1796119000.000200");
        assertThat(((FileShared) shared().get(0).event()).name()).isEqualTo("F1 \uD83C\uDF89.png");
        assertThat(rig.count("look")).isEqualTo(new Count(1, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{}]", "[null]", "[\"F1\"]", "[{\"id\":{}}]", "[[]]"})
    void a_reply_that_is_shown_in_the_channel_too_with_files_that_are_none_is_refused(String files) {
        JsonObject reply = message("awsadvent look");
        reply.addProperty("subtype", "thread_broadcast");
        reply.add("files", JsonParser.parseString(files));

        assertThat(deliver(reply)).isEqualTo(400);

        assertThat(rig.published).isEmpty();
    }

    /** Slack tells of a message as both, in either order, and each may come again. */
    @ParameterizedTest
    @CsvSource({
        "message,app_mention,true",
        "app_mention,message,true",
        "message,app_mention,false",
        "app_mention,message,false"
    })
    void a_mention_that_comes_as_two_events_is_told_once_whichever_has_the_files(
            String first, String second, boolean mentionHasFiles) {
        String text = "<@" + Requests.BOT + "> look";
        for (String type : List.of(first, second, first, second)) {
            boolean mention = type.equals("app_mention");
            JsonObject event = mention && !mentionHasFiles ? message(text) : message(text, file("F1"));
            event.addProperty("type", type);
            if (mention) {
                event.remove("subtype");
                event.remove("channel_type");
            }
            assertThat(deliver(event)).isEqualTo(200);
        }

        assertThat(shared()).hasSize(1);
        assertThat(rig.count("look")).isEqualTo(new Count(1, 1));
        assertThat(rig.slack.texts()).hasSize(1);
    }

    @Test
    void a_mention_with_nothing_but_files_has_them_kept_and_asks_for_no_help() {
        deliver(message("<@" + Requests.BOT + ">", file("F1")));

        assertThat(shared()).hasSize(1);
        assertThat(rig.slack.texts()).isEmpty();
    }

    @Test
    void in_a_direct_message_a_mention_has_files_kept_too() {
        JsonObject message = message("<@" + Requests.BOT + "> look", file("F1"));
        message.addProperty("channel", "D1");
        message.addProperty("channel_type", "im");

        deliver(message);

        assertThat(shared()).hasSize(1);
        assertThat(rig.count("look")).isEqualTo(Count.ZERO);
    }

    /** Slack tells the bot of what it says and uploads itself, too. */
    @Test
    void what_the_bot_itself_uploads_is_not_taken_for_something_shared() {
        JsonObject said = message("awsadvent look", file("F1"));
        said.addProperty("user", Requests.BOT);
        said.addProperty("bot_id", "B1");
        JsonObject shared = new JsonObject();
        shared.addProperty("type", "file_shared");
        shared.addProperty("file_id", "F1");
        shared.addProperty("channel_id", "C1");
        shared.addProperty("user_id", Requests.BOT);
        shared.addProperty("event_ts", TS);

        assertThat(deliver(said)).isEqualTo(200);
        assertThat(deliver(shared)).isEqualTo(200);

        assertThat(shared()).isEmpty();
        assertThat(rig.slack.texts()).isEmpty();
    }

    @Test
    void of_what_is_not_meant_for_the_bot_nothing_is_kept() {
        deliver(message("look what I have", file("F1")));

        assertThat(rig.published).isEmpty();
        assertThat(rig.dynamoCalls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"awsadvent look", "<@UBELLHOP>", "<@UBELLHOP> look"})
    void of_somebody_who_opted_out_nothing_is_kept(String text) {
        command("/words", "U1", "optout");
        int before = rig.stored();

        deliver(message(text, file("F1")));

        assertThat(rig.published).isEmpty();
        assertThat(rig.stored()).isEqualTo(before);
        assertThat(rig.log()).doesNotContain(TS);
    }

    @Test
    void what_is_stored_elsewhere_is_not_kept_and_that_is_said_in_the_thread() {
        JsonObject elsewhere = file("F2");
        elsewhere.addProperty("is_external", true);
        elsewhere.addProperty("mode", "external");

        deliver(message("awsadvent look", file("F1"), elsewhere));
        deliver(message("awsadvent look", file("F1"), elsewhere));

        assertThat(shared()).hasSize(1);
        assertThat(rig.slack.calls("chat.postMessage"))
                .filteredOn(call -> call.form().get("text").contains("not stored in Slack"))
                .singleElement()
                .satisfies(call -> assertThat(call.form()).containsEntry("thread_ts", TS));
    }

    @Test
    void what_is_deleted_already_is_passed_over() {
        JsonObject deleted = file("F1");
        deleted.addProperty("mode", "tombstone");

        deliver(message("awsadvent look", deleted));

        assertThat(shared()).isEmpty();
        assertThat(rig.count("look")).isEqualTo(new Count(1, 1));
    }

    /** As a channel that is shared with another company has it. */
    @Test
    void a_file_of_which_slack_says_its_id_alone_is_told_to_the_topic() {
        JsonObject stub = new JsonObject();
        stub.addProperty("id", "F1");
        stub.addProperty("file_access", "check_file_info");

        deliver(message("awsadvent look", stub));

        FileShared event = (FileShared) shared().get(0).event();
        assertThat(event.name()).isEmpty();
        assertThat(event.size()).isZero();
    }

    @Test
    void an_event_that_the_topic_does_not_take_stays_owed() {
        rig.topicFails = true;
        assertThat(deliver(message("awsadvent look", file("F1")))).isEqualTo(200);
        rig.topicFails = false;
        rig.clock.move(Duration.ofMinutes(1));

        deliver(message("awsadvent look", file("F1")));

        assertThat(shared()).hasSize(1);
    }

    @Test
    void where_no_files_are_kept_messages_with_files_are_counted_as_others() {
        without("FILES_FUNCTION");

        deliver(message("awsadvent look", file("F1")));

        assertThat(rig.count("look")).isEqualTo(new Count(1, 1));
        assertThat(shared()).isEmpty();
    }

    @Test
    void the_shortcut_keeps_what_somebody_shared_once_and_says_so_to_whoever_used_it() {
        JsonObject message = message("nothing for the bot", file("F1"), file("F2"));

        assertThat(shortcut("U2", message)).contains("those 2 files");
        assertThat(shortcut("U3", message)).contains("asked that before");

        assertThat(shared()).hasSize(2);
        assertThat(((FileShared) shared().get(0).event()).user()).isEqualTo("U1");
        assertThat(rig.count("nothing")).isEqualTo(Count.ZERO);
    }

    @Test
    void what_was_told_when_it_was_said_the_shortcut_does_not_tell_again() {
        deliver(message("awsadvent look", file("F1")));

        assertThat(shortcut("U2", message("awsadvent look", file("F1")))).contains("asked that before");

        assertThat(shared()).hasSize(1);
    }

    @Test
    void what_nobody_shared_is_of_whoever_has_it_kept() {
        JsonObject message = message("by an app", file("F1"));
        message.remove("user");
        message.addProperty("bot_id", "B1");

        assertThat(shortcut("U2", message)).contains("that file");

        assertThat(((FileShared) shared().get(0).event()).user()).isEqualTo("U2");
    }

    @Test
    void the_shortcut_keeps_nothing_of_somebody_who_opted_out() {
        command("/words", "U1", "optout");

        assertThat(shortcut("U2", message("look", file("F1")))).contains("may not keep");

        assertThat(rig.published).isEmpty();
    }

    @Test
    void the_shortcut_says_what_it_can_not_keep() {
        JsonObject elsewhere = file("F1");
        elsewhere.addProperty("is_external", true);

        assertThat(shortcut("U2", message("look"))).contains("no file in that message");
        assertThat(shortcut("U2", message("look", elsewhere))).contains("not stored in Slack");
    }

    /** Where Slack would not show the file; when the bot is there, the same is kept. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ok\":false,\"error\":\"channel_not_found\"}",
                "{\"ok\":true,\"channel\":{\"id\":\"C1\",\"is_channel\":true,\"is_member\":false}}"
            })
    void the_shortcut_keeps_nothing_where_the_bot_is_not_until_it_is_invited(String info) {
        JsonObject message = message("look", file("F1"));
        rig.slack.answerMethod("conversations.info", info);

        assertThat(shortcut("U2", message)).contains("/invite");
        assertThat(rig.published).isEmpty();

        rig.slack.answerMethod(
                "conversations.info",
                "{\"ok\":true,\"channel\":{\"id\":\"C1\",\"is_channel\":true,\"is_member\":true}}");
        assertThat(shortcut("U2", message)).contains("that file");
        assertThat(shared()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ok\":false,\"error\":\"missing_scope\"}",
                "{\"ok\":true,\"channel\":{\"id\":\"D1\",\"is_im\":true}}",
                "<html>"
            })
    void the_shortcut_keeps_what_slack_does_not_say_that_the_bot_may_not_see(String info) {
        rig.slack.answerMethod("conversations.info", info);

        assertThat(shortcut("U2", message("look", file("F1")))).contains("that file");
    }

    @Test
    void the_shortcut_says_where_it_could_not_be_noted_or_is_not_set_up() {
        rig.dynamoFaults.faults().down();
        assertThat(shortcut("U2", message("look", file("F1")))).contains("try again");

        without("FILES_FUNCTION");
        assertThat(shortcut("U2", message("look", file("F1")))).contains("FILES_FUNCTION");
    }

    @ParameterizedTest
    @CsvSource({
        "'','{\"function\":\"list\"}'",
        "find Invoice R&amp;D,'{\"function\":\"find\",\"query\":\"invoice r&amp;d\"}'",
        "get F1,'{\"function\":\"get\",\"file\":\"F1\"}'",
        "get <https://acme.slack.com/files/U1/F1/x.png>,'{\"function\":\"get\",\"file\":\"F1\"}'",
        "forget F1,'{\"function\":\"forget\",\"file\":\"F1\"}'"
    })
    void what_somebody_asks_is_handed_over_and_acknowledged(String text, String asked) {
        assertThat(command("/files", "U1", text)).endsWith("…");

        assertHandedOver("T1:1.2.3", "U1", asked);
        assertThat(rig.log()).contains("\"files\"").doesNotContain("nvoice", "secret-part");
    }

    @ParameterizedTest
    @CsvSource({
        "help,/files forget",
        "serch x,/files find invoice 2026",
        "<!channel>,&lt;!channel&gt;",
        "get,/files get F0123ABCD"
    })
    void help_and_what_is_no_command_are_answered_at_once(String text, String part) {
        assertThat(command("/files", "U1", text)).contains(part).doesNotContain("<!channel>");

        assertThat(rig.invoked).isEmpty();
    }

    @Test
    void where_nobody_could_look_that_is_said() {
        without("FILES_FUNCTION");

        assertThat(command("/files", "U1", "")).contains("FILES_FUNCTION");
        assertThat(command("/words", "UOPS", "export")).contains("FILES_FUNCTION");
    }

    @Test
    void a_function_that_can_not_be_reached_is_a_sentence() {
        rig.functionsFail = true;

        assertThat(command("/files", "U1", "")).contains("Please try again");
        assertThat(command("/words", "UOPS", "export")).contains("Please try again");
        assertThat(press("F1", rig.slack.url() + "respond").status()).isEqualTo(200);

        assertThat(rig.slack.calls("respond"))
                .singleElement()
                .satisfies(call -> assertThat(call.body()).contains("Please try again"));
        assertThat(rig.log()).contains("\"files-failed\"");
    }

    @Test
    void both_functions_are_reached_by_one_client_that_is_made_at_the_first_use() {
        assertThat(rig.functionsMade).hasValue(0);

        command("/files", "U1", "");
        command("/ops", "UOPS", "dlq");

        assertThat(rig.invoked)
                .extracting(InvokeRequest::functionName)
                .containsExactly("files-function", "ops-function");
        assertThat(rig.functionsMade).hasValue(1);
    }

    @Test
    void whoever_presses_download_has_a_link_of_their_own_made() {
        assertThat(press("F1", RESPONSE_URL).status()).isEqualTo(200);

        assertHandedOver("T1:1796119200.000300:1796119201.000400", "U2", "{\"function\":\"get\",\"file\":\"F1\"}");
        assertThat(rig.slack.calls()).isEmpty();
    }

    @Test
    void a_button_that_is_for_no_file_is_answered() {
        press("../F1", rig.slack.url() + "respond");

        assertThat(rig.invoked).isEmpty();
        assertThat(rig.slack.calls("respond"))
                .singleElement()
                .satisfies(call -> assertThat(call.body()).contains("There is no such file"));
    }

    @ParameterizedTest
    @CsvSource({
        "'','{\"function\":\"export\"}'",
        "2026-11-01,'{\"function\":\"export\",\"since\":\"2026-11-01T00:00:00Z\"}'",
        "7d,'{\"function\":\"export\",\"since\":\"2026-11-24T10:00:00Z\"}'"
    })
    void an_export_is_handed_over_for_operators(String since, String asked) {
        assertThat(command("/words", "UOPS", "export " + since)).endsWith("…");

        assertHandedOver("T1:1.2.3", "UOPS", asked);
    }

    @Test
    void nobody_else_exports_words_of_private_channels() {
        assertThat(command("/words", "U1", "export")).contains("Only operators", "OPS_USERS");

        assertThat(rig.invoked).isEmpty();
        assertThat(rig.log()).contains("\"export-refused\"");
    }

    @Test
    void where_there_are_no_operators_nobody_exports() {
        without("OPS_USERS");

        assertThat(command("/words", "U1", "export")).contains("Only operators");

        assertThat(rig.invoked).isEmpty();
    }

    private void assertHandedOver(String id, String user, String asked) {
        assertThat(rig.invoked).singleElement().satisfies(invocation -> {
            assertThat(invocation.functionName()).isEqualTo("files-function");
            assertThat(invocation.invocationType()).isEqualTo(InvocationType.EVENT);
            JsonObject expected = JsonParser.parseString(asked).getAsJsonObject();
            expected.addProperty("id", id);
            expected.addProperty("team", "T1");
            expected.addProperty("user", user);
            expected.addProperty("channel", "C1");
            expected.addProperty("responseUrl", RESPONSE_URL);
            assertThat(JsonParser.parseString(invocation.payload().asUtf8String()))
                    .isEqualTo(expected);
        });
    }

    private void without(String variable) {
        rig.close();
        rig = new BotRig(variables -> variables.remove(variable));
    }

    private List<Envelope> shared() {
        return rig.published.stream()
                .map(request -> EventJson.read(request.message()))
                .filter(envelope -> envelope.event() instanceof FileShared)
                .toList();
    }

    private int deliver(JsonObject event) {
        JsonObject outer = JsonParser.parseString(Requests.callback(Map.of())).getAsJsonObject();
        outer.add("event", event);
        return rig.signed(outer.toString()).status();
    }

    private static JsonObject message(String text, JsonObject... files) {
        JsonObject message = new JsonObject();
        Requests.message(text).forEach(message::addProperty);
        if (files.length > 0) {
            message.addProperty("subtype", "file_share");
            JsonArray all = new JsonArray();
            List.of(files).forEach(all::add);
            message.add("files", all);
            message.addProperty("upload", false);
        }
        return message;
    }

    private static JsonObject file(String id) {
        JsonObject file = new JsonObject();
        file.addProperty("id", id);
        file.addProperty("name", id + " \uD83C\uDF89\u202E.png");
        file.addProperty("mimetype", "image/png");
        file.addProperty("filetype", "png");
        file.addProperty("size", 2_048);
        file.addProperty("mode", "hosted");
        file.addProperty("is_external", false);
        file.addProperty("url_private_download", "https://files.slack.com/files-pri/T1-" + id + "/download/x.png");
        return file;
    }

    private String command(String command, String user, String text) {
        BotRig.Answer answer = rig.signedForm(Map.of(
                "command", command,
                "team_id", "T1",
                "channel_id", "C1",
                "user_id", user,
                "trigger_id", "1.2.3",
                "response_url", RESPONSE_URL,
                "text", text));
        assertThat(answer.status()).isEqualTo(200);
        return JsonParser.parseString(answer.body())
                .getAsJsonObject()
                .get("text")
                .getAsString();
    }

    /** What whoever used the shortcut is told. */
    private String shortcut(String user, JsonObject message) {
        JsonObject payload = payload("message_action", user);
        payload.addProperty("response_url", rig.slack.url() + "respond");
        payload.addProperty("callback_id", "keep_files");
        payload.addProperty("trigger_id", "1.2.3");
        payload.addProperty("message_ts", TS);
        payload.add("message", message);
        int before = rig.slack.calls("respond").size();

        assertThat(rig.signedForm(Map.of("payload", payload.toString())).status())
                .isEqualTo(200);

        assertThat(rig.slack.calls("respond")).hasSize(before + 1);
        JsonObject said = JsonParser.parseString(
                        rig.slack.calls("respond").get(before).body())
                .getAsJsonObject();
        assertThat(said.get("response_type").getAsString()).isEqualTo("ephemeral");
        assertThat(said.get("replace_original").getAsBoolean()).isFalse();
        return said.get("text").getAsString();
    }

    private BotRig.Answer press(String file, String responseUrl) {
        JsonObject action = new JsonObject();
        action.addProperty("type", "button");
        action.addProperty("action_id", "file_download");
        action.addProperty("value", file);
        action.addProperty("action_ts", "1796119201.000400");
        JsonArray actions = new JsonArray();
        actions.add(action);
        JsonObject container = new JsonObject();
        container.addProperty("type", "message");
        container.addProperty("message_ts", "1796119200.000300");
        container.addProperty("channel_id", "C1");
        JsonObject payload = payload("block_actions", "U2");
        payload.addProperty("response_url", responseUrl);
        payload.add("container", container);
        payload.add("actions", actions);
        return rig.signedForm(Map.of("payload", payload.toString()));
    }

    private static JsonObject payload(String type, String user) {
        JsonObject payload = new JsonObject();
        payload.addProperty("type", type);
        payload.add("team", id("T1"));
        payload.add("user", id(user));
        payload.add("channel", id("C1"));
        return payload;
    }

    private static JsonObject id(String id) {
        JsonObject json = new JsonObject();
        json.addProperty("id", id);
        return json;
    }
}
