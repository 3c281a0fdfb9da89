package dev.bellhop.whole;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** One message in Slack, and the requests by which Slack tells of it. */
record SlackEvent(Kind kind, String ts, String user, String text, int retry, String channelType, List<String> files) {

    enum Kind {
        MESSAGE,
        APP_MENTION,
        WEBHOOK
    }

    static SlackEvent message(String ts, String text) {
        return new SlackEvent(Kind.MESSAGE, ts, "U1", text, 0, "channel", List.of());
    }

    SlackEvent as(Kind other) {
        return new SlackEvent(other, ts, user, text, retry, channelType, files);
    }

    SlackEvent withText(String other) {
        return new SlackEvent(kind, ts, user, other, retry, channelType, files);
    }

    /** Said elsewhere than in a public channel: {@code group}, {@code im} or {@code mpim}. */
    SlackEvent in(String otherType) {
        return new SlackEvent(kind, ts, user, text, retry, otherType, files);
    }

    SlackEvent by(String other) {
        return new SlackEvent(kind, ts, other, text, retry, channelType, files);
    }

    /** With files, of which these are the ids. */
    SlackEvent with(String... ids) {
        return new SlackEvent(kind, ts, user, text, retry, channelType, List.of(ids));
    }

    /** Slack's {@code number}th retry. */
    SlackEvent retried(int number) {
        return new SlackEvent(kind, ts, user, text, number, channelType, files);
    }

    String identity() {
        return "T1:C1:" + ts;
    }

    /** As API Gateway's HTTP API hands it on; every request has an event id of its own. */
    JsonObject request(String secret, Instant now) {
        return kind == Kind.WEBHOOK ? webhook(now) : event(secret, now);
    }

    private JsonObject event(String secret, Instant now) {
        JsonObject event = new JsonObject();
        event.addProperty("type", kind == Kind.MESSAGE ? "message" : "app_mention");
        event.addProperty("channel", "C1");
        if (kind == Kind.MESSAGE) {
            event.addProperty("channel_type", channelType);
        }
        event.addProperty("user", user);
        event.addProperty("text", text);
        event.addProperty("ts", ts);
        event.addProperty("event_ts", ts);
        if (!files.isEmpty()) {
            event.add("files", filesJson());
            if (kind == Kind.MESSAGE) {
                event.addProperty("subtype", "file_share");
            }
        }
        return callback(event, retry, secret, now);
    }

    private static JsonObject callback(JsonObject event, int retry, String secret, Instant now) {
        JsonObject authorization = new JsonObject();
        authorization.addProperty("team_id", "T1");
        authorization.addProperty("user_id", "UBOT");
        authorization.addProperty("is_bot", true);
        JsonArray authorizations = new JsonArray();
        authorizations.add(authorization);
        JsonObject body = new JsonObject();
        body.addProperty("type", "event_callback");
        body.addProperty("team_id", "T1");
        body.addProperty("api_app_id", "A1");
        body.addProperty("event_id", "Ev" + UUID.randomUUID());
        body.add("event", event);
        body.add("authorizations", authorizations);

        String timestamp = Long.toString(now.getEpochSecond());
        JsonObject headers = new JsonObject();
        headers.addProperty("content-type", "application/json");
        headers.addProperty("x-slack-request-timestamp", timestamp);
        headers.addProperty("x-slack-signature", "v0=" + hmac(secret, "v0:" + timestamp + ":" + body));
        if (retry > 0) {
            headers.addProperty("x-slack-retry-num", Integer.toString(retry));
            headers.addProperty("x-slack-retry-reason", "http_timeout");
        }
        return gateway("/slack/events", headers, body.toString(), false, now);
    }

    private JsonArray filesJson() {
        JsonArray all = new JsonArray();
        for (String id : files) {
            JsonObject file = new JsonObject();
            file.addProperty("id", id);
            file.addProperty("name", id + ".txt");
            file.addProperty("mimetype", "text/plain");
            file.addProperty("size", 5);
            file.addProperty("mode", "hosted");
            all.add(file);
        }
        return all;
    }

    /** Somebody opens the bot's Home. */
    static JsonObject homeOpened(String user, String secret, Instant now) {
        JsonObject event = new JsonObject();
        event.addProperty("type", "app_home_opened");
        event.addProperty("user", user);
        event.addProperty("channel", "D1");
        event.addProperty("tab", "home");
        event.addProperty("event_ts", "1764583200.000100");
        return callback(event, 0, secret, now);
    }

    /** {@code /reserve}, each with a trigger of its own. */
    static JsonObject command(String user, String text, String secret, Instant now) {
        return command(user, text, UUID.randomUUID().toString(), secret, now);
    }

    /** @param trigger {@code trigger_id}; a command that is delivered again has the same */
    static JsonObject command(String user, String text, String trigger, String secret, Instant now) {
        return command(user, "/reserve", text, trigger, secret, now);
    }

    /** {@code /words}, each with a trigger of its own. */
    static JsonObject words(String user, String text, String secret, Instant now) {
        return command(user, "/words", text, UUID.randomUUID().toString(), secret, now);
    }

    /** A command whose answer comes by {@code responseUrl}, each with a trigger of its own. */
    static JsonObject answeredLater(
            String user, String command, String text, String responseUrl, String secret, Instant now) {
        Map<String, String> fields =
                fields(user, command, text, UUID.randomUUID().toString());
        fields.put("response_url", responseUrl);
        return signed(fields, secret, now);
    }

    /** {@code /ops}, whose answer comes by {@code responseUrl}. */
    static JsonObject ops(String user, String text, String responseUrl, String secret, Instant now) {
        return answeredLater(user, "/ops", text, responseUrl, secret, now);
    }

    private static JsonObject command(
            String user, String command, String text, String trigger, String secret, Instant now) {
        return signed(fields(user, command, text, trigger), secret, now);
    }

    private static Map<String, String> fields(String user, String command, String text, String trigger) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("team_id", "T1");
        fields.put("channel_id", "C1");
        fields.put("user_id", user);
        fields.put("command", command);
        fields.put("text", text);
        fields.put("trigger_id", trigger);
        return fields;
    }

    /** The press of a button that only {@code user} sees, with a time of its own. */
    static JsonObject press(String user, JsonObject button, String responseUrl, String secret, Instant now) {
        JsonObject action = button.deepCopy();
        action.addProperty("action_ts", "1764583200." + UUID.randomUUID());
        JsonArray actions = new JsonArray();
        actions.add(action);
        JsonObject container = new JsonObject();
        container.addProperty("type", "message");
        container.addProperty("message_ts", "1764583200.000100");
        container.addProperty("channel_id", "C1");
        container.addProperty("is_ephemeral", true);
        JsonObject payload = interaction("block_actions", user);
        payload.add("container", container);
        payload.addProperty("response_url", responseUrl);
        payload.add("actions", actions);
        return signed(Map.of("payload", payload.toString()), secret, now);
    }

    /** The form of {@code /reserve} is sent; once more, it is the same. */
    static JsonObject submission(String user, String resource, String length, String secret, Instant now) {
        JsonObject values = new JsonObject();
        values.add("resource", input("resource", "plain_text_input", "value", resource));
        values.add("date", input("date", "datepicker", "selected_date", null));
        values.add("time", input("time", "timepicker", "selected_time", null));
        values.add("length", input("length", "plain_text_input", "value", length));
        values.add("location", input("location", "plain_text_input", "value", null));
        values.add("reason", input("reason", "plain_text_input", "value", null));
        JsonObject state = new JsonObject();
        state.add("values", values);
        JsonObject view = new JsonObject();
        view.addProperty("id", "V1");
        view.addProperty("hash", "h1");
        view.addProperty("type", "modal");
        view.addProperty("callback_id", "reserve_form");
        view.addProperty("private_metadata", "C1 Europe/Berlin");
        view.add("state", state);
        JsonObject payload = interaction("view_submission", user);
        payload.addProperty("trigger_id", "trigger-1");
        payload.add("view", view);
        return signed(Map.of("payload", payload.toString()), secret, now);
    }

    private static JsonObject input(String name, String type, String field, @Nullable String value) {
        JsonObject element = new JsonObject();
        element.addProperty("type", type);
        element.addProperty(field, value);
        JsonObject block = new JsonObject();
        block.add(name, element);
        return block;
    }

    /** Somebody chooses <i>Keep files</i> in this message's menu. */
    JsonObject keepFiles(String asker, String responseUrl, String secret, Instant now) {
        JsonObject message = new JsonObject();
        message.addProperty("type", "message");
        message.addProperty("user", user);
        message.addProperty("ts", ts);
        message.addProperty("text", text);
        message.add("files", filesJson());
        JsonObject payload = interaction("message_action", asker);
        payload.addProperty("callback_id", "keep_files");
        payload.addProperty("trigger_id", UUID.randomUUID().toString());
        payload.addProperty("message_ts", ts);
        payload.addProperty("response_url", responseUrl);
        payload.add("message", message);
        return signed(Map.of("payload", payload.toString()), secret, now);
    }

    private static JsonObject interaction(String type, String user) {
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

    private static JsonObject signed(Map<String, String> fields, String secret, Instant now) {
        String form = form(fields);
        String timestamp = Long.toString(now.getEpochSecond());
        JsonObject headers = new JsonObject();
        headers.addProperty("content-type", "application/x-www-form-urlencoded");
        headers.addProperty("x-slack-request-timestamp", timestamp);
        headers.addProperty("x-slack-signature", "v0=" + hmac(secret, "v0:" + timestamp + ":" + form));
        return gateway("/slack/events", headers, form, false, now);
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private JsonObject webhook(Instant now) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("token", Rig.WEBHOOK_TOKEN);
        fields.put("team_id", "T1");
        fields.put("channel_id", "C1");
        fields.put("timestamp", ts);
        fields.put("user_id", user);
        fields.put("text", text);
        String form = form(fields);
        JsonObject headers = new JsonObject();
        headers.addProperty("content-type", "application/x-www-form-urlencoded");
        String body = Base64.getEncoder().encodeToString(form.getBytes(StandardCharsets.UTF_8));
        return gateway("/slack/webhook", headers, body, true, now);
    }

    private static JsonObject gateway(String path, JsonObject headers, String body, boolean base64, Instant now) {
        JsonObject http = new JsonObject();
        http.addProperty("method", "POST");
        http.addProperty("path", path);
        JsonObject context = new JsonObject();
        context.add("http", http);
        context.addProperty("stage", "$default");
        context.addProperty("timeEpoch", now.toEpochMilli());
        JsonObject request = new JsonObject();
        request.addProperty("version", "2.0");
        request.addProperty("rawPath", path);
        request.add("headers", headers);
        request.add("requestContext", context);
        request.addProperty("body", body);
        request.addProperty("isBase64Encoded", base64);
        return request;
    }

    private static String hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
