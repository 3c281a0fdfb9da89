package dev.bellhop.subscribers;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.aws.EventJson;
import dev.bellhop.events.Envelope;
import dev.bellhop.events.MessageCounted;
import dev.bellhop.events.WordTimes;
import dev.bellhop.localaws.LambdaRuntime;
import dev.bellhop.localaws.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** What SNS or SQS sends to a function, as JSON recorded from it, through Lambda's own deserialiser. */
public final class Deliveries {

    private Deliveries() {}

    /** One record, recorded, with another message. */
    public static JsonObject record(String messageId, String message) {
        JsonObject record = recorded("sns-record.json");
        JsonObject sns = record.getAsJsonObject("Sns");
        sns.addProperty("MessageId", messageId);
        sns.addProperty("Message", message);
        return record;
    }

    /** The same, of a queue. */
    public static JsonObject queued(String messageId, String body) {
        JsonObject record = recorded("sqs-record.json");
        record.addProperty("messageId", messageId);
        record.addProperty("body", body);
        return record;
    }

    private static JsonObject recorded(String name) {
        try (InputStream recorded = Deliveries.class.getResourceAsStream(name)) {
            return JsonParser.parseString(new String(recorded.readAllBytes(), StandardCharsets.UTF_8))
                    .getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonObject event(JsonObject... records) {
        JsonArray array = new JsonArray();
        List.of(records).forEach(array::add);
        JsonObject event = new JsonObject();
        event.add("Records", array);
        return event;
    }

    /** Delivers one record. */
    public static void deliver(Object handler, String messageId, String message) {
        invoke(handler, event(record(messageId, message)));
    }

    /** Invokes {@code handler} as Lambda does, under the template's timeout; returns its answer. */
    public static String invoke(Object handler, JsonObject event) {
        Template.Function function = Template.ofProject().functions().stream()
                .filter(each -> each.handler().startsWith(handler.getClass().getName() + "::"))
                .findFirst()
                .orElseThrow();
        try {
            byte[] answer = LambdaRuntime.of(function, handler, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))
                    .invoke(event.toString().getBytes(StandardCharsets.UTF_8), "request");
            return new String(answer, StandardCharsets.UTF_8);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("Handlers throw unchecked exceptions alone", e);
        }
    }

    /** A counted message as the bot publishes it. */
    public static String counted(String ts, WordTimes... words) {
        return counted("T1", "channel", ts, List.of(words));
    }

    /** @param channelType as Slack names it */
    public static String counted(String team, String channelType, String ts, List<WordTimes> words) {
        return new EventJson()
                .write(new Envelope(
                        team + ":C1:" + ts,
                        "bellhop/bot",
                        new MessageCounted(team, "C1", channelType, Optional.empty(), "U1", ts, "said", false, words)))
                .body();
    }
}
