package dev.bellhop.local.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.bellhop.local.Http;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Slack asks of the bot, in short.
 *
 * @param title a few words
 * @param subject the identity that all deliveries of the same share; empty where there is none
 * @param own whether it is about a message of the bot's own
 * @param body as JSON where it is a form or JSON
 */
record Incoming(String kind, String title, String subject, boolean own, JsonElement body) {

    static Incoming of(Http.Request request) {
        JsonElement body = body(request);
        if (!(body instanceof JsonObject json)) {
            return new Incoming("request", request.path(), "", false, body);
        }
        if (request.path().endsWith("/webhook")) {
            return new Incoming(
                    "webhook",
                    text(json, "trigger_word"),
                    identity(json, "team_id", "channel_id", "timestamp"),
                    false,
                    body);
        }
        if (json.has("command")) {
            return new Incoming("command", text(json, "command"), identity(json, "team_id", "trigger_id"), false, body);
        }
        if (json.get("payload") instanceof JsonObject payload) {
            return ofPayload(payload, body);
        }
        JsonObject event = object(json, "event");
        String type = text(event, "type");
        return new Incoming(
                type.isEmpty() ? "request" : "event",
                type.isEmpty() ? text(json, "type") : type,
                type.isEmpty() ? "" : eventIdentity(json, event),
                event.has("bot_id"),
                body);
    }

    private static Incoming ofPayload(JsonObject payload, JsonElement body) {
        String team = text(object(payload, "team"), "id");
        JsonObject view = object(payload, "view");
        if (!(payload.get("actions") instanceof JsonArray actions)
                || actions.isEmpty()
                || !(actions.get(0) instanceof JsonObject action)) {
            return new Incoming(
                    "submission",
                    text(view, "callback_id"),
                    joined(team, text(view, "id"), text(view, "hash")),
                    false,
                    body);
        }
        JsonObject container = object(payload, "container");
        String place = container.has("message_ts") ? text(container, "message_ts") : text(container, "view_id");
        return new Incoming(
                "action", text(action, "action_id"), joined(team, place, text(action, "action_ts")), false, body);
    }

    /** A message's events and their repeats share channel and {@code ts}; any other's repeats the event's id. */
    private static String eventIdentity(JsonObject envelope, JsonObject event) {
        return event.has("ts")
                ? joined(text(envelope, "team_id"), text(event, "channel"), text(event, "ts"))
                : joined(text(envelope, "team_id"), text(envelope, "event_id"));
    }

    private static JsonElement body(Http.Request request) {
        try {
            if (request.mediaType().equals("application/json")) {
                return JsonParser.parseString(request.text());
            }
            if (request.mediaType().equals("application/x-www-form-urlencoded")) {
                JsonObject fields = new JsonObject();
                for (Map.Entry<String, String> field : Http.form(request.text()).entrySet()) {
                    fields.add(
                            field.getKey(),
                            field.getKey().equals("payload")
                                    ? JsonParser.parseString(field.getValue())
                                    : new JsonPrimitive(field.getValue()));
                }
                return fields;
            }
        } catch (JsonParseException | IllegalArgumentException e) {
            // Whoever sent it is told so by the bot.
            return new JsonPrimitive(request.text());
        }
        return new JsonPrimitive(request.text());
    }

    private static String identity(JsonObject json, String... names) {
        return Stream.of(names).map(name -> text(json, name)).collect(Collectors.joining(":"));
    }

    private static String joined(String... parts) {
        return String.join(":", parts);
    }

    private static JsonObject object(JsonObject json, String name) {
        return json.get(name) instanceof JsonObject object ? object : new JsonObject();
    }

    private static String text(JsonObject json, String name) {
        return json.get(name) instanceof JsonPrimitive value ? value.getAsString() : "";
    }
}
