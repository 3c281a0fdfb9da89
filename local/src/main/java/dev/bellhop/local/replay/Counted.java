package dev.bellhop.local.replay;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.bellhop.aws.EventJson;
import dev.bellhop.events.Envelope;
import dev.bellhop.events.MessageCounted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The messages that lines of the event log say were counted, each once, and what else stands there. */
final class Counted {

    /** Anybody may publish to the topic; the bot counted what Bellhop says. */
    private static final String OURS = "bellhop/";

    /** @param id of its event */
    record Message(String id, MessageCounted event) {}

    private final Instant from;
    private final Instant to;
    private final Map<String, Message> byId = new LinkedHashMap<>();
    private final List<String> broken = new ArrayList<>();
    private final List<String> foreign = new ArrayList<>();
    private int lines;
    private int repeated;
    private int outside;
    private int others;

    /**
     * @param from the first moment of the range
     * @param to the first moment after it
     */
    Counted(Instant from, Instant to) {
        this.from = from;
        this.to = to;
    }

    void take(Export.Line line) {
        lines++;
        Optional<JsonElement> json = Export.strictly(line.text());
        if (json.isEmpty() || !(json.get() instanceof JsonObject event)) {
            broken.add(line.where() + ": it is no JSON object.");
        } else if (event.get("type") instanceof JsonPrimitive type
                && type.getAsString().equals(MessageCounted.TYPE)) {
            takeCounted(line);
        } else {
            others++;
        }
    }

    private void takeCounted(Export.Line line) {
        Envelope envelope;
        try {
            envelope = EventJson.read(line.text());
        } catch (EventJson.MalformedEventException e) {
            broken.add(line.where() + ": " + e.getMessage());
            return;
        }
        MessageCounted event = (MessageCounted) envelope.event();
        if (!envelope.source().startsWith(OURS)) {
            foreign.add(line.where() + ": it was published by " + envelope.source() + ".");
        } else if (event.time().isBefore(from) || !event.time().isBefore(to)) {
            outside++;
        } else if (byId.putIfAbsent(envelope.id(), new Message(envelope.id(), event.withTextAtMost(0))) != null) {
            repeated++;
        }
    }

    /** In the order in which they were said. */
    List<Message> messages() {
        return byId.values().stream()
                .sorted(Comparator.<Message, Instant>comparing(
                                message -> message.event().time())
                        .thenComparing(Message::id))
                .toList();
    }

    int lines() {
        return lines;
    }

    /** Lines that say what an earlier one said. */
    int repeated() {
        return repeated;
    }

    /** Messages that are not of the range. */
    int outside() {
        return outside;
    }

    /** Lines that count nothing: other events, other services' messages. */
    int others() {
        return others;
    }

    /** What can't be read: where it is, and why. */
    List<String> broken() {
        return List.copyOf(broken);
    }

    /** What says that it was counted, and is not of Bellhop: where it is, and whose. */
    List<String> foreign() {
        return List.copyOf(foreign);
    }
}
