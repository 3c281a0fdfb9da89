package dev.bellhop.local.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was sent to people's addresses: mails, short messages, pushes. */
final class Outbox {

    private static final int KEPT = 200;

    private final EventStream stream;
    private final Clock clock;

    /** The oldest first. Guarded by the stream, as is everything below, so that what is told is what is kept. */
    private final Deque<JsonObject> sent = new ArrayDeque<>();

    private final Map<String, String> html = new HashMap<>();
    private long last;

    Outbox(EventStream stream, Clock clock) {
        this.stream = stream;
        this.clock = clock;
    }

    /** @param html empty where the mail has only text */
    void mailed(String from, List<String> to, String subject, String text, String html) {
        JsonObject entry = new JsonObject();
        JsonArray recipients = new JsonArray();
        to.forEach(recipients::add);
        entry.addProperty("from", from);
        entry.add("to", recipients);
        entry.addProperty("subject", subject);
        entry.addProperty("text", text);
        entry.addProperty("hasHtml", !html.isEmpty());
        add("mail", entry, html);
    }

    void texted(String number, String text) {
        JsonObject entry = new JsonObject();
        entry.addProperty("to", number);
        entry.addProperty("text", text);
        add("sms", entry, "");
    }

    void pushed(String endpointArn, String text) {
        JsonObject entry = new JsonObject();
        entry.addProperty("to", endpointArn);
        entry.addProperty("text", text);
        add("push", entry, "");
    }

    JsonArray all() {
        synchronized (stream) {
            JsonArray all = new JsonArray();
            sent.forEach(all::add);
            return all;
        }
    }

    /** A mail's HTML. */
    Optional<String> html(String id) {
        synchronized (stream) {
            return Optional.ofNullable(html.get(id));
        }
    }

    private void add(String kind, JsonObject entry, String markup) {
        synchronized (stream) {
            last++;
            String id = "o" + last;
            entry.addProperty("id", id);
            entry.addProperty("kind", kind);
            entry.addProperty("at", clock.millis());
            entry.addProperty("outcome", "sent");
            sent.add(entry);
            if (!markup.isEmpty()) {
                html.put(id, markup);
            }
            if (sent.size() > KEPT) {
                html.remove(sent.remove().get("id").getAsString());
            }
            stream.publish("outbox", Web.object("entry", entry));
        }
    }
}
