package dev.bellhop.local.web;

import static dev.bellhop.local.web.RunningPage.ADA;
import static dev.bellhop.local.web.RunningPage.GRACE;
import static dev.bellhop.local.web.RunningPage.SOON;
import static dev.bellhop.local.web.RunningPage.objects;
import static dev.bellhop.local.web.RunningPage.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.local.LocalBellhop;
import dev.bellhop.local.SlackWorkspace;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What people are told by mail, SMS, push and direct message is shown, and with what it is about. */
final class ToldOutsideTest {

    private static final String ENDPOINT = "arn:aws:sns:us-east-1:123456789012:endpoint/GCM/bellhop/1";

    @RegisterExtension
    private final RunningPage page = new RunningPage();

    @Test
    void who_confirms_an_address_by_the_code_in_the_outbox_is_mailed_there() throws Exception {
        confirm("email grace@example.com");
        reserve(GRACE, "watch staging");

        reserve(ADA, "staging for 2h");

        assertThat(sent("mail"))
                .allSatisfy(mail -> assertThat(mail.getAsJsonArray("to"))
                        .extracting(JsonElement::getAsString)
                        .containsExactly("grace@example.com"))
                .extracting(mail -> text(mail, "from"))
                .containsExactly(LocalBellhop.EMAIL_FROM, LocalBellhop.EMAIL_FROM);
        assertThat(text(sent("mail").getLast(), "subject")).contains("staging");
        HttpResponse<String> html =
                page.browser().get("/local/outbox/" + text(sent("mail").getLast(), "id") + "/html");
        assertThat(html.body()).contains("staging");
        assertThat(html.headers().allValues("content-security-policy"))
                .singleElement()
                .asString()
                .startsWith("sandbox; default-src 'none'; style-src 'unsafe-inline'");
        assertThat(calls("staging for 2h", "ses")).singleElement().satisfies(call -> {
            assertThat(text(call, "function")).isEqualTo("ReservationFunction");
            assertThat(text(call, "operation")).isEqualTo("SendEmail");
            assertThat(call.get("ok").getAsBoolean()).isTrue();
            assertThat(text(page.browser().json("/local/details/" + text(call, "detail")), "FromEmailAddress"))
                    .isEqualTo(LocalBellhop.EMAIL_FROM);
        });
    }

    @Test
    void an_outbox_is_told_of_as_it_fills() throws Exception {
        try (Browser.Stream stream = page.browser().listen(Optional.empty())) {
            stream.next("snapshot");

            reserve(GRACE, "notify sms +447700900123");

            JsonObject entry = stream.next("outbox").data().getAsJsonObject("entry");
            assertThat(text(entry, "kind")).isEqualTo("sms");
            assertThat(text(entry, "to")).isEqualTo("+447700900123");
            assertThat(text(entry, "text")).matches("[0-9]{6} .*(?s:.*)");
        }
    }

    @Test
    void an_sms_and_a_push_belong_to_what_they_are_about() throws Exception {
        confirm("sms +447700900123");
        reserve(GRACE, "watch staging");
        reserve(ADA, "staging for 2h");
        reserve(GRACE, "notify push " + ENDPOINT);
        reserve(ADA, "cancel staging");

        assertThat(sent("sms"))
                .hasSize(2)
                .last()
                .satisfies(sms -> assertThat(text(sms, "text")).contains("staging"));
        assertThat(sent("push"))
                .singleElement()
                .satisfies(push -> assertThat(text(push, "to")).isEqualTo(ENDPOINT));
        assertThat(calls("staging for 2h", "sms")).hasSize(1);
        assertThat(calls("cancel staging", "push")).hasSize(1);
    }

    @Test
    void a_direct_message_belongs_to_what_it_is_about_and_what_others_post_to_nothing() throws Exception {
        reserve(GRACE, "watch staging");

        post("chat.postMessage", "{\"channel\":\"C0GENERAL\",\"text\":\"from outside\"}");
        reserve(ADA, "staging for 2h");

        assertThat(calls("staging for 2h", "slack"))
                .filteredOn(call -> text(call, "operation").equals("chat.postMessage"))
                .filteredOn(call -> text(call, "function").equals("ReservationFunction"))
                .singleElement()
                .satisfies(call -> assertThat(text(
                                page.browser()
                                        .json("/local/details/" + text(call, "detail"))
                                        .getAsJsonObject("arguments"),
                                "channel"))
                        .isEqualTo(GRACE));
        assertThat(objects(page.browser().json("/local/snapshot"), "traces"))
                .flatExtracting(trace -> objects(trace, "calls"))
                .filteredOn(call -> text(call, "api").equals("slack"))
                .isNotEmpty()
                .extracting(call -> text(call, "function"))
                .doesNotContain("");
    }

    @Test
    void a_pressed_button_is_named_and_what_it_is_answered_belongs_to_it() throws Exception {
        reserve(ADA, "staging for 2h");
        reserve(GRACE, "staging for 2h");
        SlackWorkspace.Message refused = page.bellhop().workspace().messages().stream()
                .filter(message -> message.blocks().orElse("").contains("\"button\""))
                .reduce((earlier, later) -> later)
                .orElseThrow();
        JsonObject block = JsonParser.parseString(refused.blocks().orElseThrow()).getAsJsonArray().asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(each -> text(each, "type").equals("actions"))
                .findFirst()
                .orElseThrow();
        JsonObject button = objects(block, "elements").getFirst();

        page.bellhop()
                .act(
                        SlackWorkspace.GRACE,
                        refused.channel(),
                        refused.ts(),
                        text(block, "block_id"),
                        text(button, "action_id"),
                        JsonNull.INSTANCE,
                        Map.of())
                .join();
        page.bellhop().awaitQuiet(SOON);

        JsonObject trace = trace(text(button.getAsJsonObject("text"), "text"));
        assertThat(text(trace, "kind")).isEqualTo("action");
        assertThat(text(trace, "user")).isEqualTo(GRACE);
        assertThat(objects(trace, "calls"))
                .filteredOn(call -> text(call, "api").equals("response_url"))
                .singleElement()
                .satisfies(call -> assertThat(text(call, "function")).isEqualTo("BotFunction"));
    }

    @Test
    void a_mail_that_ses_does_not_take_at_once_is_sent_later_and_once() throws Exception {
        confirm("email grace@example.com");
        reserve(GRACE, "watch staging");
        page.browser().done("/local/trouble/fail", "{\"what\":\"ses\",\"how\":\"fail\",\"times\":1}");
        int before = sent("mail").size();

        try (Browser.Stream stream = page.browser().listen(Optional.empty())) {
            stream.next("snapshot");
            page.command(ADA, "staging for 2h");
            stream.next(event -> event.data().toString().contains("\"retrying\""));
        }
        int afterOne = sent("mail").size();
        page.browser().done("/local/clock/advance", "{\"seconds\":60}");
        page.bellhop().awaitQuiet(SOON);

        assertThat(afterOne).isEqualTo(before);
        assertThat(sent("mail")).hasSize(before + 1);
        assertThat(calls("staging for 2h", "ses"))
                .extracting(call -> call.get("ok").getAsBoolean())
                .containsExactly(false, true);
        assertThat(text(trace("staging for 2h"), "state")).isEqualTo("settled");
        assertThat(page.services())
                .filteredOn(service -> text(service, "id").equals("ses"))
                .singleElement()
                .satisfies(
                        service -> assertThat(service.get("pending").getAsInt()).isZero());
    }

    @Test
    void the_build_is_named() throws Exception {
        assertThat(text(page.browser().json("/local/snapshot"), "version")).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
    }

    /** Has Grace name an address, and confirm it. */
    private void confirm(String address) throws Exception {
        reserve(GRACE, "notify " + address);
        JsonObject code =
                objects(page.browser().json("/local/snapshot"), "outbox").getLast();
        reserve(
                GRACE,
                "confirm "
                        + text(code, code.has("subject") ? "subject" : "text").substring(0, 6));
    }

    private void reserve(String user, String text) throws Exception {
        page.command(user, text);
        page.bellhop().awaitQuiet(SOON);
    }

    private List<JsonObject> sent(String kind) throws Exception {
        return objects(page.browser().json("/local/snapshot"), "outbox").stream()
                .filter(entry -> text(entry, "kind").equals(kind))
                .toList();
    }

    /** What was called by one of the ways, for a command with this text. */
    private List<JsonObject> calls(String text, String api) throws Exception {
        return objects(trace(text), "calls").stream()
                .filter(call -> text(call, "api").equals(api))
                .toList();
    }

    private JsonObject trace(String text) throws Exception {
        return page.trace(trace -> text(trace, "text").equals(text));
    }

    /** Calls Slack's Web API as nobody here does. */
    private void post(String method, String json) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            client.send(
                    HttpRequest.newBuilder(URI.create(page.bellhop().url() + "/api/" + method))
                            .header("Content-Type", "application/json")
                            .header("Authorization", "Bearer " + LocalBellhop.BOT_TOKEN)
                            .POST(BodyPublishers.ofString(json))
                            .build(),
                    BodyHandlers.discarding());
        }
    }
}
