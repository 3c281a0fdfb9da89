package dev.bellhop.aws;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonWriter;
import dev.bellhop.delivery.Channel;
import dev.bellhop.delivery.OwedEvent;
import dev.bellhop.events.ConfirmationRequested;
import dev.bellhop.events.Envelope;
import dev.bellhop.events.Event;
import dev.bellhop.events.EventWriter;
import dev.bellhop.events.FileEvent;
import dev.bellhop.events.FileProcessed;
import dev.bellhop.events.FileShared;
import dev.bellhop.events.MessageCounted;
import dev.bellhop.events.ReservationCancelled;
import dev.bellhop.events.ReservationEnding;
import dev.bellhop.events.ReservationEvent;
import dev.bellhop.events.ReservationExtended;
import dev.bellhop.events.ReservationMade;
import dev.bellhop.events.Ts;
import dev.bellhop.events.WordTimes;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Events as CloudEvents 1.0 in structured JSON.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">JSON event format</a>
 */
public final class EventJson implements EventWriter {

    /**
     * SNS takes 256 KB with the message's attributes, for which there is room left.
     *
     * @see <a href="https://docs.aws.amazon.com/general/latest/gr/sns.html">Amazon SNS quotas</a>
     */
    static final int MOST_BYTES = 256 * 1024 - 1024;

    @Override
    public OwedEvent write(Envelope envelope) {
        return switch (envelope.event()) {
            case MessageCounted counted -> owed(envelope, fitting(envelope, counted));
            case ReservationEvent event -> owed(envelope, format(envelope, json -> ReservationJson.write(json, event)));
            case ConfirmationRequested event -> owed(envelope, format(envelope, json -> write(json, event)));
            case FileEvent event -> owed(envelope, format(envelope, json -> FileJson.write(json, event)));
        };
    }

    /**
     * Reads an event. Fields that it doesn't know are passed over, for a type only ever gains some.
     *
     * @throws MalformedEventException where it isn't one of our events; the message says what is wrong, without its text
     */
    public static Envelope read(String text) {
        try {
            JsonObject json = object(JsonParser.parseString(text), "the event");
            String type = string(json, "type");
            JsonObject data = object(json.get("data"), "data");
            Event event = switch (type) {
                case MessageCounted.TYPE -> messageCounted(data);
                case ReservationMade.TYPE,
                        ReservationCancelled.TYPE,
                        ReservationExtended.TYPE,
                        ReservationEnding.TYPE -> ReservationJson.read(type, instant(json, "time"), data);
                case ConfirmationRequested.TYPE -> confirmationRequested(instant(json, "time"), data);
                case FileShared.TYPE, FileProcessed.TYPE -> FileJson.read(type, data);
                default -> throw new MalformedEventException("its type \"" + type + "\" is not known here");
            };
            return new Envelope(string(json, "id"), string(json, "source"), event);
        } catch (JsonParseException e) {
            throw new MalformedEventException("it is not JSON");
        }
    }

    private static OwedEvent owed(Envelope envelope, String body) {
        return new OwedEvent(
                envelope.id(), envelope.event().type(), envelope.event().team(), body);
    }

    /** The whole event if it fits, else with as much less text as it takes. */
    private static String fitting(Envelope envelope, MessageCounted event) {
        String body = format(envelope, json -> write(json, event));
        for (int text = event.text().length(); tooLarge(body) && text > 0; ) {
            text /= 2;
            MessageCounted shorter = event.withTextAtMost(text);
            body = format(envelope, json -> write(json, shorter));
        }
        return body;
    }

    private static boolean tooLarge(String body) {
        return body.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES;
    }

    /** Writes an event's {@code data}. */
    private interface Data {
        void write(JsonWriter json) throws IOException;
    }

    private static String format(Envelope envelope, Data data) {
        Event event = envelope.event();
        StringWriter body = new StringWriter();
        try (JsonWriter json = new JsonWriter(body)) {
            json.beginObject();
            json.name("specversion").value("1.0");
            json.name("id").value(envelope.id());
            json.name("source").value(envelope.source());
            json.name("type").value(event.type());
            json.name("subject").value(event.subject());
            json.name("time").value(event.time().toString());
            json.name("datacontenttype").value("application/json");
            json.name("data");
            data.write(json);
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException("A StringWriter can't fail", e);
        }
        return body.toString();
    }

    private static void write(JsonWriter json, MessageCounted event) throws IOException {
        json.beginObject();
        json.name("team").value(event.team());
        json.name("channel").value(event.channel());
        json.name("channelType").value(event.channelType());
        if (event.thread().isPresent()) {
            json.name("thread").value(event.thread().get());
        }
        json.name("user").value(event.user());
        json.name("ts").value(event.ts());
        json.name("text").value(event.text());
        if (event.truncated()) {
            json.name("truncated").value(true);
        }
        json.name("words").beginArray();
        for (WordTimes word : event.words()) {
            json.beginObject();
            json.name("word").value(word.word());
            json.name("times").value(word.times());
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }

    private static void write(JsonWriter json, ConfirmationRequested event) throws IOException {
        json.beginObject();
        json.name("team").value(event.team());
        json.name("user").value(event.user());
        json.name("channel").value(event.channel().name().toLowerCase(Locale.ROOT));
        json.endObject();
    }

    private static ConfirmationRequested confirmationRequested(Instant time, JsonObject data) {
        return new ConfirmationRequested(string(data, "team"), string(data, "user"), channel(data), time);
    }

    private static Channel channel(JsonObject data) {
        try {
            return Channel.valueOf(string(data, "channel").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new MalformedEventException("its channel is none of slack, email, sms and push");
        }
    }

    private static MessageCounted messageCounted(JsonObject data) {
        if (!(data.get("words") instanceof JsonArray array)) {
            throw new MalformedEventException("data.words is not an array");
        }
        List<WordTimes> words = new ArrayList<>();
        for (JsonElement element : array) {
            JsonObject word = object(element, "a word");
            words.add(new WordTimes(string(word, "word"), times(word)));
        }
        return new MessageCounted(
                string(data, "team"),
                string(data, "channel"),
                string(data, "channelType"),
                data.has("thread") ? Optional.of(string(data, "thread")) : Optional.empty(),
                string(data, "user"),
                ts(data),
                string(data, "text"),
                truncated(data.get("truncated")),
                words);
    }

    static String ts(JsonObject data) {
        String ts = string(data, "ts");
        try {
            Ts.time(ts);
            return ts;
        } catch (IllegalArgumentException e) {
            throw new MalformedEventException("data.ts is not a time of Slack's");
        }
    }

    private static boolean truncated(@Nullable JsonElement value) {
        if (value == null) {
            return false;
        }
        if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isBoolean()) {
            return value.getAsBoolean();
        }
        throw new MalformedEventException("data.truncated is neither true nor false");
    }

    private static int times(JsonObject word) {
        try {
            int times = word.get("times").getAsInt();
            if (times >= 1) {
                return times;
            }
        } catch (RuntimeException e) {
            // Gson has a different exception for each way in which a value is no number; all mean the same here.
        }
        throw new MalformedEventException("a word's times is not a whole number from 1");
    }

    private static JsonObject object(@Nullable JsonElement element, String what) {
        if (element instanceof JsonObject object) {
            return object;
        }
        throw new MalformedEventException(what + " is not a JSON object");
    }

    static Instant instant(JsonObject object, String name) {
        try {
            return Instant.parse(string(object, name));
        } catch (DateTimeParseException e) {
            throw new MalformedEventException(name + " is not an instant");
        }
    }

    static String string(JsonObject object, String name) {
        JsonElement value = object.get(name);
        if (value != null
                && value.isJsonPrimitive()
                && value.getAsJsonPrimitive().isString()) {
            return value.getAsString();
        }
        throw new MalformedEventException(name + " is not a string");
    }

    /** A text is not one of our events; it will not be one at the next try either. */
    public static final class MalformedEventException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MalformedEventException(String what) {
            super("Not an event: " + what + ".");
        }
    }
}
