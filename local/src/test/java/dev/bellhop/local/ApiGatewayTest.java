package dev.bellhop.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.localaws.LocalFunction;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;

final class ApiGatewayTest {

    private final List<JsonObject> events = new ArrayList<>();
    private String answer = "{\"statusCode\":200}";
    private final ApiGateway gateway = new ApiGateway(
            Map.of("POST /slack/events", function()),
            Clock.fixed(Instant.ofEpochMilli(1_583_348_638_390L), ZoneOffset.UTC),
            () -> "request-1");

    private LocalFunction function() {
        return (event, requestId) -> {
            events.add(JsonParser.parseString(new String(event, StandardCharsets.UTF_8))
                    .getAsJsonObject());
            return answer.getBytes(StandardCharsets.UTF_8);
        };
    }

    @Test
    void a_json_body_is_handed_on_as_text() {
        gateway.handle(post(Map.of("content-type", List.of("application/json")), "{\"a\":\"ä\"}"));

        JsonObject event = events.get(0);
        assertThat(event.get("version").getAsString()).isEqualTo("2.0");
        assertThat(event.get("routeKey").getAsString()).isEqualTo("POST /slack/events");
        assertThat(event.get("rawPath").getAsString()).isEqualTo("/slack/events");
        assertThat(event.get("body").getAsString()).isEqualTo("{\"a\":\"ä\"}");
        assertThat(event.get("isBase64Encoded").getAsBoolean()).isFalse();
        JsonObject context = event.getAsJsonObject("requestContext");
        assertThat(context.get("timeEpoch").getAsLong()).isEqualTo(1_583_348_638_390L);
        assertThat(context.get("time").getAsString()).isEqualTo("04/Mar/2020:19:03:58 +0000");
        assertThat(context.get("requestId").getAsString()).isEqualTo("request-1");
        assertThat(context.getAsJsonObject("http").get("method").getAsString()).isEqualTo("POST");
    }

    @Test
    void a_form_is_handed_on_in_base64() {
        gateway.handle(post(Map.of("content-type", List.of("application/x-www-form-urlencoded")), "a=1"));

        JsonObject event = events.get(0);
        assertThat(event.get("isBase64Encoded").getAsBoolean()).isTrue();
        assertThat(Base64.getDecoder().decode(event.get("body").getAsString()))
                .asString()
                .isEqualTo("a=1");
    }

    @Test
    void several_values_of_a_header_are_joined_and_cookies_stand_apart() {
        gateway.handle(post(Map.of("x-many", List.of("a", "b"), "cookie", List.of("c=1; d=2")), ""));

        JsonObject event = events.get(0);
        assertThat(event.getAsJsonObject("headers").get("x-many").getAsString()).isEqualTo("a,b");
        assertThat(event.getAsJsonObject("headers").has("cookie")).isFalse();
        assertThat(event.getAsJsonArray("cookies"))
                .extracting(cookie -> cookie.getAsString())
                .containsExactly("c=1", "d=2");
        assertThat(event.has("body")).isFalse();
    }

    @Test
    void a_query_is_handed_on_raw_and_read() {
        gateway.handle(new Http.Request(
                "POST", "/slack/events", "a=1&b=x%20y&a=2", Map.of(), SdkBytes.fromUtf8String(""), "127.0.0.1"));

        assertThat(events.get(0).get("rawQueryString").getAsString()).isEqualTo("a=1&b=x%20y&a=2");
        JsonObject query = events.get(0).getAsJsonObject("queryStringParameters");
        assertThat(query.get("a").getAsString()).isEqualTo("1,2");
        assertThat(query.get("b").getAsString()).isEqualTo("x y");
    }

    @Test
    void the_answer_becomes_the_response() {
        answer = """
                {"statusCode":401,"headers":{"x-a":"b"},"cookies":["c=1"],"body":"bm8=","isBase64Encoded":true}""";

        Http.Response response = gateway.handle(post(Map.of(), ""));

        assertThat(response.status()).isEqualTo(401);
        assertThat(response.headers()).containsEntry("x-a", List.of("b")).containsEntry("set-cookie", List.of("c=1"));
        assertThat(response.body().asUtf8String()).isEqualTo("no");
    }

    @Test
    void an_answer_without_a_status_is_a_body() {
        answer = "{\"a\":1}";

        Http.Response response = gateway.handle(post(Map.of(), ""));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body().asUtf8String()).isEqualTo("{\"a\":1}");
    }

    @Test
    void a_function_that_fails_is_a_500_that_says_nothing() {
        answer = "not JSON: secret";

        Http.Response response = gateway.handle(post(Map.of(), ""));

        assertThat(response.status()).isEqualTo(500);
        assertThat(response.body().asUtf8String()).isEqualTo("{\"message\":\"Internal Server Error\"}");
    }

    @Test
    void another_method_or_path_is_not_found() {
        assertThat(gateway.handle(
                                new Http.Request("GET", "/slack/events", "", Map.of(), SdkBytes.fromUtf8String(""), ""))
                        .status())
                .isEqualTo(404);
        assertThat(events).isEmpty();
    }

    private static Http.Request post(Map<String, List<String>> headers, String body) {
        return new Http.Request("POST", "/slack/events", "", headers, SdkBytes.fromUtf8String(body), "127.0.0.1");
    }
}
