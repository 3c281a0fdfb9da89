package dev.bellhop.bot;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Events of an HTTP API, and the bodies that Slack sends in them. */
final class Requests {

    static final String BOT = "UBELLHOP";

    private Requests() {}

    static String recorded(String name) {
        try (InputStream in = Requests.class.getResourceAsStream(name + ".json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String signed(String secret, Instant at, String contentType, String body) {
        String timestamp = Long.toString(at.getEpochSecond());
        return event(
                "POST",
                "/slack/events",
                at,
                body,
                Map.of(
                        "content-type", contentType,
                        "x-slack-request-timestamp", timestamp,
                        "x-slack-signature", signature(secret, timestamp, body)));
    }

    static String unsigned(Instant at, String path, String contentType, String body) {
        return event("POST", path, at, body, Map.of("content-type", contentType));
    }

    static String event(String method, String path, Instant at, String body, Map<String, String> headers) {
        JsonObject http = new JsonObject();
        http.addProperty("method", method);
        JsonObject context = new JsonObject();
        context.add("http", http);
        context.addProperty("stage", "$default");
        context.addProperty("timeEpoch", at.toEpochMilli());
        JsonObject all = new JsonObject();
        headers.forEach(all::addProperty);
        JsonObject event = new JsonObject();
        event.addProperty("version", "2.0");
        event.addProperty("rawPath", path);
        event.add("headers", all);
        event.add("requestContext", context);
        event.addProperty("body", body);
        event.addProperty("isBase64Encoded", false);
        return event.toString();
    }

    static String signature(String secret, String timestamp, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] hash = mac.doFinal(("v0:" + timestamp + ":" + body).getBytes(StandardCharsets.UTF_8));
            return "v0=" + HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** What is said in a channel, as the fields of its event. */
    static Map<String, String> message(String text) {
        return new HashMap<>(Map.of(
                "type", "message",
                "channel", "C1",
                "channel_type", "channel",
                "user", "U1",
                "ts", "1796119199.000100",
                "text", text));
    }

    /** The same with one field set, or without it where {@code value} is empty. */
    static Map<String, String> with(Map<String, String> event, String name, String value) {
        Map<String, String> changed = new HashMap<>(event);
        changed.put(name, value);
        changed.values().removeIf(String::isEmpty);
        return changed;
    }

    /** The envelope that Slack puts around an event. */
    static String callback(Map<String, String> event) {
        JsonObject inner = new JsonObject();
        event.forEach(inner::addProperty);
        JsonObject bot = new JsonObject();
        bot.addProperty("team_id", "T1");
        bot.addProperty("user_id", BOT);
        bot.addProperty("is_bot", true);
        JsonArray authorizations = new JsonArray();
        authorizations.add(bot);
        JsonObject outer = new JsonObject();
        outer.addProperty("type", "event_callback");
        outer.addProperty("team_id", "T1");
        outer.addProperty("event_id", "Ev1");
        outer.add("event", inner);
        outer.add("authorizations", authorizations);
        return outer.toString();
    }
}
