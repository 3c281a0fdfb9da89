package dev.bellhop.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import dev.bellhop.localaws.Fault;
import dev.bellhop.localaws.Faults;
import dev.bellhop.localaws.MovableClock;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;

final class SlackWebApiTest {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json; charset=utf-8";
    private static final String VIEW = "{\"type\":\"modal\",\"title\":{\"type\":\"plain_text\",\"text\":\"Reserve\"},"
            + "\"submit\":{\"type\":\"plain_text\",\"text\":\"Book\"},\"blocks\":[{\"type\":\"input\","
            + "\"block_id\":\"resource\",\"label\":{\"type\":\"plain_text\",\"text\":\"What\"},"
            + "\"element\":{\"type\":\"plain_text_input\",\"action_id\":\"resource\"}}]}";

    private final List<SlackWorkspace.Message> said = new ArrayList<>();
    private final SlackWorkspace workspace = new SlackWorkspace(Clock.systemUTC(), said::add);
    private final MovableClock clock = MovableClock.standing(Instant.parse("2026-11-20T10:00:00Z"));
    private final AtomicInteger ids = new AtomicInteger();
    private final TriggerIds triggers = new TriggerIds(clock, () -> "id" + ids.incrementAndGet());
    private final List<Sighting> shown = new ArrayList<>();
    private final Forms forms = new Forms(
            new SlackForm(
                    HttpClient.newHttpClient(),
                    URI.create("http://localhost:9/slack/events"),
                    new SlackSignature("a-secret"),
                    clock,
                    SlackEvents.ANSWER_WITHIN),
            triggers,
            () -> "id" + ids.incrementAndGet(),
            shown::add,
            user -> {},
            place -> new BlockText(text -> text, (block, button) -> ""));
    private final List<SlackWorkspace.User> published = new ArrayList<>();
    private final Homes homes = new Homes(() -> "id" + ids.incrementAndGet(), published::add);
    private final Faults<String> faults = new Faults<>();
    private final Folder folder = Folder.of(Optional.empty());
    private final SharedFiles files = new SharedFiles(
            workspace,
            URI.create("http://localhost:3000"),
            "xoxb-right",
            folder,
            clock,
            () -> "id" + ids.incrementAndGet(),
            faults);
    private final BotFiles botFiles = new BotFiles(
            files, URI.create("http://localhost:3000"), folder, clock, () -> "id" + ids.incrementAndGet(), faults);
    private final Pictures pictures = new Pictures(HttpClient.newHttpClient(), botFiles);
    private final SlackWebApi api = new SlackWebApi(
            workspace,
            forms,
            homes,
            botFiles,
            pictures,
            "xoxb-right",
            URI.create("http://localhost:3000"),
            Clock.systemUTC(),
            faults);

    @AfterEach
    void leaveNothing() throws IOException {
        folder.close();
    }

    @Test
    void a_form_posts_to_a_channel() {
        JsonObject answer = call("chat.postMessage", FORM, "channel=C0GENERAL&text=a+%26amp%3B+b&thread_ts=1.000001");

        assertThat(answer.get("ok").getAsBoolean()).isTrue();
        SlackWorkspace.Message message = said.get(0);
        assertThat(message.channel()).isEqualTo(SlackWorkspace.GENERAL);
        assertThat(message.text()).isEqualTo("a &amp; b");
        assertThat(message.thread()).contains("1.000001");
        assertThat(answer.get("ts").getAsString()).isEqualTo(message.ts());
    }

    @Test
    void json_posts_to_a_channel() {
        call("chat.postMessage", JSON, "{\"channel\":\"C0GENERAL\",\"text\":\"hi\",\"thread_ts\":null}");

        assertThat(said)
                .singleElement()
                .satisfies(message -> assertThat(message.text()).isEqualTo("hi"));
        assertThat(said.get(0).thread()).isEmpty();
    }

    @Test
    void a_person_is_told_directly() {
        JsonObject answer = call("chat.postMessage", FORM, "channel=U0ADA0001&text=hi");

        assertThat(said.get(0).channel().kind()).isEqualTo(SlackWorkspace.Kind.IM);
        assertThat(said.get(0).channel().name()).isEqualTo("ada");
        assertThat(answer.get("channel").getAsString()).isEqualTo("D0ADA0001");
    }

    @Test
    void an_ephemeral_message_is_for_one_alone() {
        call("chat.postEphemeral", FORM, "channel=C0GENERAL&user=U0ADA0001&text=hi");

        assertThat(said.get(0).onlyFor()).contains(SlackWorkspace.ADA);
    }

    @Test
    void two_messages_of_one_instant_have_different_ts() {
        var frozen = new SlackWorkspace(
                Clock.fixed(java.time.Instant.ofEpochSecond(1_700_000_000), java.time.ZoneOffset.UTC), said::add);

        assertThat(List.of(frozen.nextTs(), frozen.nextTs())).containsExactly("1700000000.000000", "1700000000.000001");
    }

    @Test
    void the_bot_learns_who_it_is() {
        JsonObject answer = call("auth.test", FORM, "");

        assertThat(answer.get("user_id").getAsString()).isEqualTo("U0BELLHOP");
        assertThat(answer.get("team_id").getAsString()).isEqualTo("T0BELLHOP");
    }

    @Test
    void a_user_has_a_time_zone() {
        JsonObject user = call("users.info", FORM, "user=U0GRACE01").getAsJsonObject("user");

        assertThat(user.get("tz").getAsString()).isEqualTo("America/New_York");
        assertThat(user.get("tz_offset").getAsInt()).isIn(-5 * 3600, -4 * 3600);
    }

    @ParameterizedTest
    @CsvSource({
        "chat.postMessage,   channel=C0NOWHERE&text=hi, channel_not_found",
        "chat.postMessage,   text=hi,                   channel_not_found",
        "chat.postMessage,   channel=C0RANDOM1&text=hi, not_in_channel",
        "chat.postMessage,   channel=C0GENERAL,         no_text",
        "conversations.info, channel=C0NOWHERE,         channel_not_found",
        "users.info,         user=U0NOBODY1,            user_not_found",
        "admin.users.remove, user=U0ADA0001,            unknown_method",
        "chat.postMessage,   channel=%zz,               invalid_form_data",
        "chat.postMessage,   channel=C0GENERAL&blocks=x, invalid_blocks",
        "chat.postMessage,   channel=C0GENERAL&blocks=[{}], invalid_blocks",
        "chat.postMessage,   'channel=C0GENERAL&blocks=[{\"type\":\"actions\"}]', invalid_blocks",
        "chat.update,        channel=C0GENERAL&text=hi, message_not_found",
        "chat.update,        channel=C0GENERAL&ts=1.1&text=hi, message_not_found",
        "chat.delete,        channel=C0GENERAL&ts=1.1,  message_not_found",
        "chat.delete,        channel=C0NOWHERE&ts=1.1,  channel_not_found",
        "conversations.history, channel=C0RANDOM1,      not_in_channel",
        "conversations.history, channel=C0GENERAL&limit=0, invalid_limit",
        "conversations.history, channel=C0GENERAL&cursor=x, invalid_cursor",
        "conversations.replies, channel=C0GENERAL&ts=1.1, thread_not_found",
        "conversations.list, types=dogs,                invalid_types",
        "conversations.open, users=U0NOBODY1,           user_not_found",
        "conversations.open, a=b,                       users_list_not_supplied",
        "conversations.open, users=U0ADA0001%2CU0GRACE01, invalid_user_combination",
        "conversations.members, channel=C0NOWHERE,      channel_not_found",
        "chat.postMessage,   channel=C0GENERAL&text=hi&thread_ts=0, invalid_thread_ts",
        "chat.postEphemeral, channel=C0GENERAL&user=U0ADA0001&text=hi&thread_ts=x, invalid_thread_ts",
        "views.push,         trigger_id=1&view={},      invalid_arguments",
        "views.update,       view={},                   invalid_arguments",
        "views.publish,      view={},                   invalid_arguments",
        "views.publish,      user_id=U0ADA0001,         invalid_arguments",
        "views.publish,      user_id=U0NOBODY1&view={}, invalid_arguments",
        "views.publish,      user_id=U0ADA0001&view={}, invalid_arguments",
    })
    void what_is_wrong_is_said_in_slacks_words(String method, String form, String error) {
        JsonObject answer = call(method, FORM, form);

        assertThat(answer.get("ok").getAsBoolean()).isFalse();
        assertThat(answer.get("error").getAsString()).isEqualTo(error);
        assertThat(said).isEmpty();
    }

    @Test
    void without_the_right_token_nothing_is_posted() {
        String form = "channel=C0GENERAL&text=hi";

        assertThat(error(api.call("chat.postMessage", request(FORM, form, Map.of()))))
                .isEqualTo("not_authed");
        assertThat(error(api.call("chat.postMessage", request(FORM, form + "&token=xoxb-wrong", Map.of()))))
                .isEqualTo("invalid_auth");
        assertThat(error(api.call(
                        "chat.postMessage",
                        request(FORM, form, Map.of("authorization", List.of("Bearer xoxb-wrong"))))))
                .isEqualTo("invalid_auth");
        assertThat(said).isEmpty();
    }

    @Test
    void a_token_in_the_address_is_not_taken() {
        Http.Request request = new Http.Request(
                "GET",
                "/api/chat.postMessage",
                "channel=C0GENERAL&text=hi&token=xoxb-right",
                Map.of(),
                SdkBytes.fromUtf8String(""),
                "127.0.0.1");

        assertThat(error(api.call("chat.postMessage", request))).isEqualTo("not_authed");
        assertThat(said).isEmpty();
    }

    @Test
    void the_token_may_be_an_argument() {
        api.call("chat.postMessage", request(FORM, "channel=C0GENERAL&text=hi&token=xoxb-right", Map.of()));

        assertThat(said).hasSize(1);
    }

    @Test
    void a_token_in_json_is_not_taken() {
        String json = "{\"channel\":\"C0GENERAL\",\"text\":\"hi\",\"token\":\"xoxb-right\"}";

        assertThat(error(api.call("chat.postMessage", request(JSON, json, Map.of()))))
                .isEqualTo("not_authed");
        assertThat(said).isEmpty();
    }

    @Test
    void a_reply_that_is_broadcast_is_shown_in_the_channel_too() {
        String root = text(call("chat.postMessage", FORM, "channel=C0GENERAL&text=root"), "ts");

        JsonObject reply =
                call("chat.postMessage", FORM, "channel=C0GENERAL&text=reply&reply_broadcast=true&thread_ts=" + root);
        JsonObject alone = call("chat.postMessage", FORM, "channel=C0GENERAL&text=alone&reply_broadcast=true");

        assertThat(text(reply.getAsJsonObject("message"), "subtype")).isEqualTo("thread_broadcast");
        assertThat(alone.getAsJsonObject("message").has("subtype")).isFalse();
        assertThat(texts(call("conversations.history", FORM, "channel=C0GENERAL")))
                .containsExactly("alone", "reply", "root");
        assertThat(texts(call("conversations.replies", FORM, "channel=C0GENERAL&ts=" + root)))
                .containsExactly("root", "reply");
    }

    @Test
    void nobody_is_shown_anything_in_somebody_elses_direct_messages() {
        workspace.directMessages(SlackWorkspace.ADA);

        JsonObject refused = call("chat.postEphemeral", FORM, "channel=D0ADA0001&user=U0GRACE01&text=hi");
        JsonObject taken = call("chat.postEphemeral", FORM, "channel=D0ADA0001&user=U0ADA0001&text=hi");

        assertThat(text(refused, "error")).isEqualTo("user_not_in_channel");
        assertThat(taken.get("ok").getAsBoolean()).isTrue();
    }

    @Test
    void text_that_is_too_long_is_cut_in_a_message_and_else_refused() {
        String longest = "a".repeat(40_000);

        String ts = text(call("chat.postMessage", FORM, "channel=C0GENERAL&text=" + longest + "b"), "ts");

        assertThat(said.get(0).text()).isEqualTo(longest);
        assertThat(text(call("chat.update", FORM, "channel=C0GENERAL&ts=" + ts + "&text=" + longest + "b"), "error"))
                .isEqualTo("msg_too_long");
        assertThat(text(
                        call("chat.postEphemeral", FORM, "channel=C0GENERAL&user=U0ADA0001&text=" + longest + "b"),
                        "error"))
                .isEqualTo("msg_too_long");
        assertThat(call("chat.update", FORM, "channel=C0GENERAL&ts=" + ts + "&text=" + longest)
                        .get("ok")
                        .getAsBoolean())
                .isTrue();
    }

    @Test
    void json_that_is_none_is_refused() {
        assertThat(call("chat.postMessage", JSON, "{").get("error").getAsString())
                .isEqualTo("invalid_json");
        assertThat(call("chat.postMessage", JSON, "[]").get("error").getAsString())
                .isEqualTo("json_not_object");
    }

    @Test
    void a_form_is_opened_for_who_pulled_the_trigger() {
        JsonObject answer = open(triggers.next(SlackWorkspace.GRACE));

        assertThat(answer.get("ok").getAsBoolean()).isTrue();
        assertThat(answer.getAsJsonObject("view").get("id").getAsString()).startsWith("V");
        assertThat(shown)
                .containsExactly(new Sighting.Shown(
                        SlackWorkspace.GRACE, "Reserve\n  resource =    What\n  (Book: fill name=value …)"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"modal\",\"blocks\":[]}",
                "{\"type\":\"home\",\"title\":TEXT,\"blocks\":[]}",
                "{\"type\":\"modal\",\"title\":TEXT}",
                "{\"type\":\"modal\",\"title\":\"a\",\"blocks\":[]}",
                "{\"type\":\"modal\",\"title\":{\"type\":\"plain_text\",\"text\":\"more than 24 letters are here\"},\"blocks\":[]}",
                "{\"type\":\"modal\",\"title\":{\"type\":\"mrkdwn\",\"text\":\"a\"},\"blocks\":[]}",
                "{\"type\":\"modal\",\"title\":TEXT,\"submit\":\"a\",\"blocks\":[]}",
                "{\"type\":\"modal\",\"title\":TEXT,\"close\":{\"type\":\"plain_text\"},\"blocks\":[]}",
                "{\"type\":\"modal\",\"title\":TEXT,\"blocks\":[{\"type\":\"section\"}]}",
                "{\"type\":\"modal\",\"title\":TEXT,\"blocks\":[{\"type\":\"input\",\"label\":TEXT,"
                        + "\"element\":{\"type\":\"plain_text_input\"}}]}",
            })
    void a_view_that_lacks_something_is_refused_however_it_comes(String json) {
        JsonObject open = open(triggers.next(SlackWorkspace.GRACE)).getAsJsonObject("view");
        String view = json.replace("TEXT", "{\"type\":\"plain_text\",\"text\":\"a\"}");
        String trigger = "{\"trigger_id\":\"" + triggers.next(SlackWorkspace.GRACE) + "\",\"view\":" + view + "}";

        assertThat(text(call("views.open", JSON, trigger), "error")).isEqualTo("invalid_arguments");
        assertThat(text(call("views.push", JSON, trigger), "error")).isEqualTo("invalid_arguments");
        assertThat(text(
                        call("views.update", JSON, "{\"view_id\":" + open.get("id") + ",\"view\":" + view + "}"),
                        "error"))
                .isEqualTo("invalid_arguments");
        assertThat(forms.views(SlackWorkspace.GRACE)).hasSize(1);
    }

    @Test
    void what_stands_outside_inputs_is_part_of_a_form_too() {
        JsonObject view = JsonParser.parseString("""
                        {'type': 'modal', 'title': {'type': 'plain_text', 'text': 'Ask'}, 'blocks': [
                            {'type': 'section', 'block_id': 'who', 'text': {'type': 'plain_text', 'text': 'Who'},
                                'accessory': {'type': 'multi_users_select', 'action_id': 'them'}},
                            {'type': 'actions', 'block_id': 'when', 'elements': [
                                {'type': 'datepicker', 'action_id': 'day'}, {'type': 'button', 'action_id': 'go', 'text': {'type': 'plain_text', 'text': 'Go'}}]}]}""").getAsJsonObject();
        String id = call(
                        "views.open",
                        JSON,
                        "{\"trigger_id\":\"" + triggers.next(SlackWorkspace.GRACE) + "\",\"view\":" + view + "}")
                .getAsJsonObject("view")
                .get("id")
                .getAsString();

        JsonObject filled = forms.filled(
                SlackWorkspace.GRACE,
                id,
                Map.of("who", Map.of("them", JsonParser.parseString("['U0ADA0001', 'U0KATH001']"))));

        assertThat(filled.getAsJsonObject("state").get("values")).isEqualTo(JsonParser.parseString("""
                        {'who': {'them': {'type': 'multi_users_select', 'selected_users': ['U0ADA0001', 'U0KATH001']}},
                            'when': {'day': {'type': 'datepicker', 'selected_date': null}}}"""));
    }

    @Test
    void a_trigger_dies_after_3_seconds() {
        String trigger = triggers.next(SlackWorkspace.GRACE);
        clock.move(Duration.ofSeconds(3));

        assertThat(open(trigger).get("error").getAsString()).isEqualTo("expired_trigger_id");
        assertThat(shown).isEmpty();
    }

    @Test
    void a_thousand_triggers_that_are_over_are_known_still() {
        String first = triggers.next(SlackWorkspace.GRACE);
        String second = triggers.next(SlackWorkspace.GRACE);
        clock.move(Duration.ofSeconds(3));
        for (int n = 1; n <= 999; n++) {
            triggers.next(SlackWorkspace.GRACE);
        }

        assertThat(text(open(first), "error")).isEqualTo("invalid_trigger_id");
        assertThat(text(open(second), "error")).isEqualTo("expired_trigger_id");
    }

    @Test
    void of_many_triggers_at_once_each_is_good() {
        String first = triggers.next(SlackWorkspace.GRACE);
        for (int n = 1; n <= 2_000; n++) {
            triggers.next(SlackWorkspace.GRACE);
        }

        assertThat(open(first).get("ok").getAsBoolean()).isTrue();
    }

    @Test
    void a_trigger_opens_one_form_and_an_unknown_one_none() {
        String trigger = triggers.next(SlackWorkspace.GRACE);
        open(trigger);

        assertThat(open(trigger).get("error").getAsString()).isEqualTo("exchanged_trigger_id");
        assertThat(open("1.2.3").get("error").getAsString()).isEqualTo("invalid_trigger_id");
    }

    @Test
    void of_a_field_that_is_given_twice_the_last_counts() {
        call("chat.postMessage", FORM, "channel=C0GENERAL&text=hi&thread_ts=1.000001&thread_ts=1.000001");

        assertThat(said.get(0).thread()).contains("1.000001");
    }

    @Test
    void the_bots_own_message_is_changed_and_taken_away() {
        String ts = text(call("chat.postMessage", FORM, "channel=C0GENERAL&text=one"), "ts");

        JsonObject updated = call("chat.update", FORM, "channel=C0GENERAL&text=two&ts=" + ts);
        List<SlackWorkspace.Message> changed = workspace.messages();
        JsonObject deleted = call("chat.delete", FORM, "channel=C0GENERAL&ts=" + ts);

        assertThat(text(updated, "text")).isEqualTo("two");
        assertThat(changed).singleElement().satisfies(message -> {
            assertThat(message.text()).isEqualTo("two");
            assertThat(message.edited()).isTrue();
        });
        assertThat(text(deleted, "ts")).isEqualTo(ts);
        assertThat(workspace.messages()).isEmpty();
    }

    @Test
    void blocks_stay_until_others_or_none_are_given() {
        String divider = "[{\"type\":\"divider\"}]";
        String ts = text(call("chat.postMessage", FORM, "channel=C0GENERAL&text=one&blocks=" + divider), "ts");

        call("chat.update", FORM, "channel=C0GENERAL&text=two&ts=" + ts);
        boolean stay = workspace.messages().get(0).blocks().isPresent();
        call("chat.update", FORM, "channel=C0GENERAL&text=three&blocks=[]&ts=" + ts);

        assertThat(stay).isTrue();
        assertThat(workspace.messages().get(0).blocks()).isEmpty();
    }

    @Test
    void what_others_said_is_not_the_bots_to_change() {
        String ts = workspace
                .post(SlackWorkspace.GENERAL, Optional.empty(), SlackWorkspace.ADA, "mine", Optional.empty())
                .ts();

        assertThat(text(call("chat.update", FORM, "channel=C0GENERAL&text=two&ts=" + ts), "error"))
                .isEqualTo("cant_update_message");
        assertThat(text(call("chat.delete", FORM, "channel=C0GENERAL&ts=" + ts), "error"))
                .isEqualTo("cant_delete_message");
    }

    @Test
    void an_ephemeral_message_can_not_be_found_again() {
        String ts = text(call("chat.postEphemeral", FORM, "channel=C0GENERAL&user=U0ADA0001&text=hi"), "message_ts");

        assertThat(text(call("chat.update", FORM, "channel=C0GENERAL&text=two&ts=" + ts), "error"))
                .isEqualTo("message_not_found");
    }

    @Test
    void history_is_newest_first_by_pages_and_without_replies_and_ephemerals() {
        String first = text(call("chat.postMessage", FORM, "channel=C0GENERAL&text=one"), "ts");
        call("chat.postMessage", FORM, "channel=C0GENERAL&text=reply&thread_ts=" + first);
        call("chat.postEphemeral", FORM, "channel=C0GENERAL&user=U0ADA0001&text=secret");
        call("chat.postMessage", FORM, "channel=C0GENERAL&text=two");

        JsonObject newest = call("conversations.history", FORM, "channel=C0GENERAL&limit=1");
        JsonObject older = call(
                "conversations.history",
                FORM,
                "channel=C0GENERAL&limit=1&cursor=" + text(newest.getAsJsonObject("response_metadata"), "next_cursor"));

        assertThat(texts(newest)).containsExactly("two");
        assertThat(newest.get("has_more").getAsBoolean()).isTrue();
        assertThat(texts(older)).containsExactly("one");
        assertThat(older.get("has_more").getAsBoolean()).isFalse();
        assertThat(older.getAsJsonArray("messages")
                        .get(0)
                        .getAsJsonObject()
                        .get("reply_count")
                        .getAsInt())
                .isEqualTo(1);
        assertThat(texts(call("conversations.history", FORM, "channel=C0GENERAL&oldest=" + first)))
                .containsExactly("two");
        assertThat(texts(call("conversations.history", FORM, "channel=C0GENERAL&inclusive=true&latest=" + first)))
                .containsExactly("one");
    }

    @Test
    void a_thread_is_its_root_and_the_replies() {
        String root = text(call("chat.postMessage", FORM, "channel=C0GENERAL&text=root"), "ts");
        call("chat.postMessage", FORM, "channel=C0GENERAL&text=reply&thread_ts=" + root);
        call("chat.postMessage", FORM, "channel=C0GENERAL&text=other");

        assertThat(texts(call("conversations.replies", FORM, "channel=C0GENERAL&ts=" + root)))
                .containsExactly("root", "reply");
    }

    @Test
    void channels_are_listed_by_type() {
        call("conversations.open", FORM, "users=U0ADA0001");

        assertThat(values(call("conversations.list", FORM, "").getAsJsonArray("channels"), "id"))
                .containsExactly("C0GENERAL", "C0OPS0001", "C0RANDOM1");
        assertThat(values(call("conversations.list", FORM, "types=im").getAsJsonArray("channels"), "user"))
                .containsExactly("U0ADA0001");
    }

    @Test
    void members_are_people_and_the_bot_where_it_is_in() {
        assertThat(call("conversations.members", FORM, "channel=C0RANDOM1").getAsJsonArray("members"))
                .hasSize(3);
        assertThat(call("conversations.members", FORM, "channel=C0GENERAL").getAsJsonArray("members"))
                .hasSize(4);
    }

    @Test
    void users_are_listed() {
        assertThat(values(call("users.list", FORM, "").getAsJsonArray("members"), "name"))
                .containsExactly("bellhop", "ada", "grace", "katherine");
    }

    @Test
    void a_form_lies_over_another_up_to_three() {
        JsonObject bottom = open(triggers.next(SlackWorkspace.GRACE)).getAsJsonObject("view");

        JsonObject middle = push().getAsJsonObject("view");
        JsonObject top = push().getAsJsonObject("view");

        assertThat(text(middle, "previous_view_id")).isEqualTo(text(bottom, "id"));
        assertThat(text(top, "root_view_id")).isEqualTo(text(bottom, "id"));
        assertThat(text(push(), "error")).isEqualTo("push_limit_reached");
        assertThat(forms.views(SlackWorkspace.GRACE)).hasSize(3);
    }

    @Test
    void nothing_is_pushed_where_nothing_is_open() {
        assertThat(text(push(), "error")).isEqualTo("not_found");
    }

    @Test
    void an_update_that_was_decided_on_an_older_form_is_refused() {
        JsonObject view = open(triggers.next(SlackWorkspace.GRACE)).getAsJsonObject("view");

        JsonObject first = update(view);
        JsonObject second = update(view);

        assertThat(text(first.getAsJsonObject("view"), "id")).isEqualTo(text(view, "id"));
        assertThat(text(second, "error")).isEqualTo("hash_conflict");
    }

    @Test
    void slack_can_be_told_to_fail() {
        faults.next(Fault.FAIL_BEFORE, method -> true);
        faults.next(Fault.THROTTLE, method -> true);
        faults.next(Fault.REFUSE, method -> true);
        faults.next(Fault.LOSE_ANSWER, method -> true);
        String form = "channel=C0GENERAL&text=hi&token=xoxb-right";

        List<Http.Response> answers = Stream.generate(() -> api.call("chat.postMessage", request(FORM, form, Map.of())))
                .limit(4)
                .toList();

        assertThat(answers).extracting(Http.Response::status).containsExactly(503, 429, 200, 503);
        assertThat(answers.get(1).headers()).containsKey("retry-after");
        assertThat(error(answers.get(2))).isEqualTo("restricted_action");
        assertThat(said).hasSize(1);
    }

    @Test
    void a_home_is_published_for_one_person_and_replaced_for_them() {
        JsonObject first = publish(SlackWorkspace.ADA, "first", Map.of()).getAsJsonObject("view");
        JsonObject second = publish(SlackWorkspace.ADA, "second", Map.of("hash", text(first, "hash")))
                .getAsJsonObject("view");

        assertThat(text(second, "id")).isEqualTo(text(first, "id"));
        assertThat(homes.view(SlackWorkspace.ADA).orElseThrow().toString()).contains("second");
        assertThat(homes.view(SlackWorkspace.GRACE)).isEmpty();
        assertThat(published).containsExactly(SlackWorkspace.ADA, SlackWorkspace.ADA);
    }

    @Test
    void a_home_that_was_decided_on_an_older_one_is_refused_and_so_is_one_too_large() {
        JsonObject first = publish(SlackWorkspace.ADA, "first", Map.of()).getAsJsonObject("view");
        publish(SlackWorkspace.ADA, "second", Map.of());

        assertThat(text(publish(SlackWorkspace.ADA, "third", Map.of("hash", text(first, "hash"))), "error"))
                .isEqualTo("hash_conflict");
        assertThat(text(publish(SlackWorkspace.ADA, "x".repeat(250_000), Map.of()), "error"))
                .isEqualTo("view_too_large");
        assertThat(homes.view(SlackWorkspace.ADA).orElseThrow().toString()).contains("second");
    }

    @Test
    void a_file_is_described_as_slack_does_to_a_bot_that_is_where_it_is() throws IOException {
        SlackWorkspace.File file = shared(SlackWorkspace.GENERAL, "a b/ä.pdf");

        JsonObject answer = call("files.info", FORM, "file=" + file.id()).getAsJsonObject("file");

        assertThat(text(answer, "id")).isEqualTo(file.id());
        assertThat(text(answer, "name")).isEqualTo("a b/ä.pdf");
        assertThat(text(answer, "mimetype")).isEqualTo("application/pdf");
        assertThat(text(answer, "filetype")).isEqualTo("pdf");
        assertThat(text(answer, "mode")).isEqualTo("hosted");
        assertThat(answer.get("is_external").getAsBoolean()).isFalse();
        assertThat(answer.get("size").getAsLong()).isEqualTo(7);
        assertThat(answer.getAsJsonArray("channels")).hasSize(1);
        assertThat(text(answer, "url_private_download"))
                .isEqualTo("http://localhost:3000/files-pri/T0BELLHOP-" + file.id() + "/download/a%20b%2F%C3%A4.pdf");
    }

    @Test
    void a_file_that_is_only_where_the_bot_is_not_is_not_found() throws IOException {
        SlackWorkspace.Channel leads = workspace
                .addPrivateChannel("leads", Set.of(SlackWorkspace.ADA.id()))
                .orElseThrow();
        SlackWorkspace.File file = shared(leads, "plan.txt");
        SlackWorkspace.File unshared = upload("plan.txt");

        assertThat(text(call("files.info", FORM, "file=" + file.id()), "error")).isEqualTo("file_not_found");
        assertThat(text(call("files.info", FORM, "file=" + unshared.id()), "error"))
                .isEqualTo("file_not_found");
        assertThat(text(call("files.info", FORM, "file=F1"), "error")).isEqualTo("file_not_found");
        workspace.addBotTo(leads);
        assertThat(call("files.info", FORM, "file=" + file.id())
                        .getAsJsonObject("file")
                        .getAsJsonArray("groups"))
                .hasSize(1);
    }

    @Test
    void a_file_is_for_who_shows_the_token_and_others_are_sent_to_sign_in() throws Exception {
        SlackWorkspace.File file = shared(SlackWorkspace.GENERAL, "plan.txt");
        String path = file.url().getPath();

        Http.Streamed got = (Http.Streamed) download(path, Map.of("authorization", List.of("Bearer xoxb-right")));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        got.body().writeTo(body);

        assertThat(body.toString(StandardCharsets.UTF_8)).isEqualTo("content");
        assertThat(got.headers()).containsEntry("content-type", List.of("text/plain"));
        for (Map<String, List<String>> headers :
                List.of(Map.<String, List<String>>of(), Map.of("authorization", List.of("Bearer xoxb-wrong")))) {
            Http.Response sent = (Http.Response) download(path, headers);
            assertThat(sent.status()).isEqualTo(302);
            assertThat(sent.headers().get("location").getFirst()).startsWith("http://localhost:3000/signin?redir=");
        }
        assertThat(SharedFiles.signIn().headers()).containsEntry("content-type", List.of("text/html; charset=utf-8"));
    }

    @Test
    void a_token_without_the_scope_is_sent_to_sign_in_too() throws IOException {
        SlackWorkspace.File file = shared(SlackWorkspace.GENERAL, "plan.txt");
        faults.next(Fault.REFUSE, SharedFiles.DOWNLOAD::equals);
        faults.next(Fault.FAIL_BEFORE, SharedFiles.DOWNLOAD::equals);
        Map<String, List<String>> right = Map.of("authorization", List.of("Bearer xoxb-right"));

        assertThat(download(file.url().getPath(), right))
                .isInstanceOfSatisfying(
                        Http.Response.class, sent -> assertThat(sent.status()).isEqualTo(302));
        assertThat(download(file.url().getPath(), right))
                .isInstanceOfSatisfying(
                        Http.Response.class, sent -> assertThat(sent.status()).isEqualTo(503));
        assertThat(download(file.url().getPath(), right)).isInstanceOf(Http.Streamed.class);
    }

    @Test
    void where_somebody_is_is_told_of_public_channels_and_of_private_ones_that_the_bot_shares() {
        SlackWorkspace.Channel leads = workspace
                .addPrivateChannel("leads", Set.of(SlackWorkspace.ADA.id()))
                .orElseThrow();
        String ofAda = "types=public_channel,private_channel,mpim&user=" + SlackWorkspace.ADA.id();
        String ofGrace = "types=public_channel,private_channel,mpim&user=" + SlackWorkspace.GRACE.id();

        assertThat(values(call("users.conversations", FORM, ofAda).getAsJsonArray("channels"), "id"))
                .containsExactly("C0GENERAL", "C0OPS0001", "C0RANDOM1");
        workspace.addBotTo(leads);
        assertThat(values(call("users.conversations", FORM, ofAda).getAsJsonArray("channels"), "id"))
                .containsExactly("C0GENERAL", "C0OPS0001", "C0RANDOM1", leads.id());
        assertThat(values(call("users.conversations", FORM, ofGrace).getAsJsonArray("channels"), "id"))
                .doesNotContain(leads.id());
        assertThat(values(call("users.conversations", FORM, "").getAsJsonArray("channels"), "id"))
                .containsExactly("C0GENERAL", "C0OPS0001");
        JsonObject page = call("users.conversations", FORM, ofAda + "&limit=2");
        assertThat(text(page.getAsJsonObject("response_metadata"), "next_cursor"))
                .isNotEmpty();
    }

    @Test
    void a_file_of_the_bots_is_uploaded_known_a_moment_later_and_shown_then() throws Exception {
        byte[] png = png();
        JsonObject place = call("files.getUploadURLExternal", FORM, "filename=a.png&length=" + png.length);
        String id = text(place, "file_id");
        assertThat(upload(place, png).status()).isEqualTo(200);
        assertThat(upload(place, png).status()).isEqualTo(404);
        assertThat(call("files.completeUploadExternal", FORM, complete(id)).getAsJsonArray("files"))
                .hasSize(1);

        assertThat(text(show(id), "error")).isEqualTo("invalid_blocks");
        assertThat(text(info(id).getAsJsonObject("file"), "mimetype")).isEmpty();
        assertThat(text(info(id).getAsJsonObject("file"), "mimetype")).isEqualTo("image/png");
        assertThat(show(id).get("ok").getAsBoolean()).isTrue();
        assertThat(pictures.find(id).orElseThrow().body().asByteArray()).isEqualTo(png);
        assertThat(said).allSatisfy(message -> assertThat(message.files()).isEmpty());
    }

    @Test
    void a_file_of_the_bots_that_is_deleted_is_shown_no_more() throws Exception {
        String id = uploaded();
        info(id);
        SlackWorkspace.File shared = shared(SlackWorkspace.GENERAL, "plan.txt");

        assertThat(call("files.delete", FORM, "file=" + id).get("ok").getAsBoolean())
                .isTrue();

        assertThat(text(call("files.delete", FORM, "file=" + id), "error")).isEqualTo("file_deleted");
        assertThat(text(info(id), "error")).isEqualTo("file_deleted");
        assertThat(text(show(id), "error")).isEqualTo("invalid_blocks");
        assertThat(pictures.find(id)).isEmpty();
        assertThat(text(call("files.delete", FORM, "file=F0NONE"), "error")).isEqualTo("file_not_found");
        assertThat(text(call("files.delete", FORM, "file=" + shared.id()), "error"))
                .isEqualTo("cant_delete_file");
    }

    @Test
    void an_upload_that_is_not_as_it_was_promised_is_refused() throws Exception {
        JsonObject place = call("files.getUploadURLExternal", FORM, "filename=a.png&length=7");
        String id = text(place, "file_id");

        assertThat(text(call("files.completeUploadExternal", FORM, complete(id)), "error"))
                .isEqualTo("file_not_found");
        assertThat(upload(place, new byte[8]).status()).isEqualTo(400);
        assertThat(text(call("files.completeUploadExternal", FORM, complete(id)), "error"))
                .isEqualTo("file_not_found");
        assertThat(text(call("files.completeUploadExternal", FORM, "files=F1"), "error"))
                .isEqualTo("invalid_arguments");
        assertThat(text(call("files.getUploadURLExternal", FORM, "filename=a.png"), "error"))
                .isEqualTo("invalid_arguments");
        assertThat(text(show("F0NONE"), "error")).isEqualTo("invalid_blocks");
        assertThat(text(show("../secret"), "error")).isEqualTo("invalid_blocks");
    }

    @Test
    void a_picture_at_an_address_is_refused_where_it_is_not_there_and_seen_only_as_long_as_it_is() throws Exception {
        AtomicBoolean expired = new AtomicBoolean();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/good.png", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "image/png");
            exchange.sendResponseHeaders(expired.get() ? 403 : 200, 3);
            exchange.getResponseBody().write(new byte[] {1, 2, 3});
            exchange.close();
        });
        server.createContext("/expired.png", exchange -> {
            exchange.sendResponseHeaders(403, -1);
            exchange.close();
        });
        server.createContext("/page.png", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, 3);
            exchange.getResponseBody().write("<p>".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        try {
            String at = "http://127.0.0.1:" + server.getAddress().getPort();

            assertThat(picture(at + "/good.png").get("ok").getAsBoolean()).isTrue();
            String name = pictures.name(image(at + "/good.png")).orElseThrow();
            assertThat(pictures.find(name).orElseThrow().body().asByteArray()).containsExactly(1, 2, 3);
            expired.set(true);
            assertThat(pictures.find(name)).isEmpty();
            assertThat(text(picture(at + "/expired.png"), "error")).isEqualTo("invalid_blocks");
            assertThat(text(picture(at + "/page.png"), "error")).isEqualTo("invalid_blocks");
            assertThat(picture("https://example.org/elsewhere.png").get("ok").getAsBoolean())
                    .isTrue();
            assertThat(pictures.name(image("https://example.org/elsewhere.png")))
                    .isEmpty();
            assertThat(pictures.find("../" + name)).isEmpty();
        } finally {
            server.stop(0);
        }
    }

    private JsonObject picture(String address) {
        return show(image(address));
    }

    private static JsonObject image(String address) {
        JsonObject image = new JsonObject();
        image.addProperty("image_url", address);
        return image;
    }

    /** Has a file of the bot's shown. */
    private JsonObject show(String id) {
        JsonObject file = new JsonObject();
        file.addProperty("id", id);
        JsonObject image = new JsonObject();
        image.add("slack_file", file);
        return show(image);
    }

    private JsonObject show(JsonObject image) {
        image.addProperty("type", "image");
        image.addProperty("alt_text", "x");
        return call("chat.postMessage", JSON, "{\"channel\":\"C0GENERAL\",\"text\":\"x\",\"blocks\":[" + image + "]}");
    }

    private JsonObject info(String id) {
        return call("files.info", FORM, "file=" + id);
    }

    /** A picture of the bot's; returns its id. */
    private String uploaded() throws IOException {
        byte[] png = png();
        JsonObject place = call("files.getUploadURLExternal", FORM, "filename=a.png&length=" + png.length);
        upload(place, png);
        call("files.completeUploadExternal", FORM, complete(text(place, "file_id")));
        return text(place, "file_id");
    }

    private Http.Response upload(JsonObject place, byte[] bytes) throws IOException {
        String path = URI.create(text(place, "upload_url")).getPath();
        return botFiles.upload(
                new Http.Request("POST", path, "", Map.of(), SdkBytes.fromByteArray(bytes), "127.0.0.1"));
    }

    private static String complete(String id) {
        return "files=" + URLEncoder.encode("[{\"id\":\"" + id + "\",\"title\":\"x\"}]", StandardCharsets.UTF_8);
    }

    private static byte[] png() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }

    private SlackWorkspace.File upload(String name) throws IOException {
        return files.upload(
                SlackWorkspace.ADA, name, "", new ByteArrayInputStream("content".getBytes(StandardCharsets.UTF_8)));
    }

    private SlackWorkspace.File shared(SlackWorkspace.Channel channel, String name) throws IOException {
        SlackWorkspace.File file = upload(name);
        workspace.post(channel, Optional.empty(), SlackWorkspace.ADA, "", List.of(file));
        return file;
    }

    private Http.Answer download(String path, Map<String, List<String>> headers) {
        return files.download(new Http.Request("GET", path, "", headers, SdkBytes.fromUtf8String(""), "127.0.0.1"));
    }

    private JsonObject publish(SlackWorkspace.User user, String said, Map<String, String> more) {
        JsonObject text = new JsonObject();
        text.addProperty("type", "mrkdwn");
        text.addProperty("text", said);
        JsonObject section = new JsonObject();
        section.addProperty("type", "section");
        section.add("text", text);
        JsonArray blocks = new JsonArray();
        blocks.add(section);
        JsonObject view = new JsonObject();
        view.addProperty("type", "home");
        view.add("blocks", blocks);
        JsonObject arguments = new JsonObject();
        arguments.addProperty("user_id", user.id());
        arguments.add("view", view);
        more.forEach(arguments::addProperty);
        return call("views.publish", JSON, arguments.toString());
    }

    private JsonObject push() {
        return call(
                "views.push",
                JSON,
                "{\"trigger_id\":\"" + triggers.next(SlackWorkspace.GRACE) + "\",\"view\":" + VIEW + "}");
    }

    private JsonObject update(JsonObject view) {
        return call(
                "views.update",
                JSON,
                "{\"view_id\":" + view.get("id") + ",\"hash\":" + view.get("hash") + ",\"view\":" + VIEW + "}");
    }

    private static String text(JsonObject json, String name) {
        return json.get(name).getAsString();
    }

    private static List<String> texts(JsonObject answer) {
        return values(answer.getAsJsonArray("messages"), "text");
    }

    private static List<String> values(JsonArray array, String name) {
        List<String> values = new ArrayList<>();
        array.forEach(each -> values.add(text(each.getAsJsonObject(), name)));
        return values;
    }

    private JsonObject open(String trigger) {
        return call("views.open", JSON, "{\"trigger_id\":\"" + trigger + "\",\"view\":" + VIEW + "}");
    }

    private JsonObject call(String method, String type, String body) {
        return json(api.call(method, request(type, body, Map.of("authorization", List.of("Bearer xoxb-right")))));
    }

    private static Http.Request request(String type, String body, Map<String, List<String>> more) {
        Map<String, List<String>> headers = new HashMap<>(more);
        headers.put("content-type", List.of(type));
        return new Http.Request("POST", "/api/x", "", headers, SdkBytes.fromUtf8String(body), "127.0.0.1");
    }

    private static String error(Http.Response response) {
        return json(response).get("error").getAsString();
    }

    private static JsonObject json(Http.Response response) {
        return JsonParser.parseString(response.body().asUtf8String()).getAsJsonObject();
    }
}
