package dev.bellhop.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.localaws.MovableClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;

final class SlackWebApiTest {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json; charset=utf-8";

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
                    clock),
            triggers,
            () -> "id" + ids.incrementAndGet(),
            shown::add,
            new BlockText(text -> text, button -> ""));
    private final SlackWebApi api =
            new SlackWebApi(workspace, forms, "xoxb-right", URI.create("http://localhost:3000"), Clock.systemUTC());

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
    void the_token_may_be_an_argument() {
        api.call("chat.postMessage", request(FORM, "channel=C0GENERAL&text=hi&token=xoxb-right", Map.of()));

        assertThat(said).hasSize(1);
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

    @Test
    void a_trigger_dies_after_3_seconds() {
        String trigger = triggers.next(SlackWorkspace.GRACE);
        clock.move(Duration.ofSeconds(3));

        assertThat(open(trigger).get("error").getAsString()).isEqualTo("expired_trigger_id");
        assertThat(shown).isEmpty();
    }

    @Test
    void a_trigger_opens_one_form_and_an_unknown_one_none() {
        String trigger = triggers.next(SlackWorkspace.GRACE);
        open(trigger);

        assertThat(open(trigger).get("error").getAsString()).isEqualTo("exchanged_trigger_id");
        assertThat(open("1.2.3").get("error").getAsString()).isEqualTo("invalid_trigger_id");
    }

    private JsonObject open(String trigger) {
        String view = "{\"type\":\"modal\",\"title\":{\"type\":\"plain_text\",\"text\":\"Reserve\"},"
                + "\"submit\":{\"type\":\"plain_text\",\"text\":\"Book\"},\"blocks\":[{\"type\":\"input\","
                + "\"block_id\":\"resource\",\"label\":{\"type\":\"plain_text\",\"text\":\"What\"},"
                + "\"element\":{\"type\":\"plain_text_input\",\"action_id\":\"resource\"}}]}";
        return call("views.open", JSON, "{\"trigger_id\":\"" + trigger + "\",\"view\":" + view + "}");
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
