package dev.bellhop.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTest {

    private final BotRig rig = new BotRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rest-api",
                "rest-api-base64-single-headers",
                "http-api",
                "http-api-base64",
                "http-api-stage",
                "function-url-base64"
            })
    void a_message_is_answered_through_every_kind_of_gateway(String kind) {
        BotRig.Answer answer = rig.enter(Requests.recorded(kind));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(rig.slack.texts()).containsExactly("awsadvent 1 · some 1 · words 1");
    }

    @Test
    void a_command_that_a_gateway_encoded_is_understood() {
        BotRig.Answer answer = rig.enter(Requests.recorded("http-api-command-base64"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(rig.log()).contains("\"unhandled\"", "\"Command\"");
    }

    @Test
    void base64_that_was_cut_off_is_a_bad_request() {
        var event = JsonParser.parseString(Requests.recorded("http-api-base64")).getAsJsonObject();
        String body = event.get("body").getAsString();
        event.addProperty("body", body.substring(0, body.length() / 4 * 4 - 5));

        assertThat(rig.enter(event.toString()).status()).isEqualTo(400);
        assertThat(rig.stored()).isZero();
    }

    @Test
    void what_is_no_base64_is_a_bad_request() {
        var event = JsonParser.parseString(Requests.recorded("http-api-base64")).getAsJsonObject();
        event.addProperty("body", "{{{{");

        assertThat(rig.enter(event.toString()).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "{}", "{\"requestContext\":{\"http\":{}}}", "{\"path\":\"/\"}", "no json"})
    void what_is_no_gateway_event_is_a_bad_request(String event) {
        assertThat(rig.enter(event).status()).isEqualTo(400);
    }

    @Test
    void a_request_without_a_body_is_refused_as_any_other() {
        var event = JsonParser.parseString(Requests.recorded("http-api")).getAsJsonObject();
        event.remove("body");

        assertThat(rig.enter(event.toString()).status()).isEqualTo(401);
    }

    @Test
    void health_tells_the_version_and_touches_nothing() {
        rig.dynamoFaults.faults().down();

        BotRig.Answer answer = rig.enter(Requests.event("GET", "/health", BotRig.NOW, "", Map.of()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("content-type", "application/json; charset=utf-8");
        assertThat(answer.body()).containsPattern("\"version\":\"[0-9]+\\.[0-9]+\\.[0-9]+");
        assertThat(rig.slack.calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"GET,/slack/events,POST", "PUT,/slack/webhook,POST", "POST,/health,GET"})
    void a_wrong_method_is_told_the_right_one(String method, String path, String allowed) {
        BotRig.Answer answer = rig.enter(Requests.event(method, path, BotRig.NOW, "", Map.of()));

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers()).containsEntry("allow", allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/slack", "/slack/events/", "/prod/slack/events", ""})
    void there_is_nothing_elsewhere(String path) {
        assertThat(rig.enter(Requests.event("POST", path, BotRig.NOW, "", Map.of()))
                        .status())
                .isEqualTo(404);
    }
}
