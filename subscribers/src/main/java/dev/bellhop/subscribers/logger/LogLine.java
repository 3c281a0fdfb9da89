package dev.bellhop.subscribers.logger;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.bellhop.aws.EventHead;
import dev.bellhop.delivery.Identity;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One message of the topic as one line of JSON.
 *
 * @param identity what the logger does about this message
 * @param time when it happened
 * @param json without a line break
 * @param isJson whether the message itself is JSON, and not just told of in it
 */
record LogLine(Identity identity, Instant time, String json, boolean isJson) {

    /**
     * What CloudWatch Logs adds to a line's UTF-8 bytes when it counts a batch.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html">PutLogEvents</a>
     */
    private static final int OVERHEAD = 26;

    /** Less than the span of a batch, and than the shortest retention, beyond which CloudWatch Logs rejects a line. */
    private static final Duration RECENT = Duration.ofHours(23);

    /** Our own events' ids are unique by themselves; those of others are unique together with their source. */
    private static final String OURS = "bellhop/";

    /**
     * @param messageId SNS's, which names what has no id of its own
     * @param now the line's time where the message has none, or none that CloudWatch Logs takes
     */
    static LogLine of(String messageId, String message, Instant now) {
        Optional<JsonElement> json = parse(message);
        Optional<EventHead> event = EventHead.of(message);
        return new LogLine(
                event.flatMap(LogLine::identity).orElseGet(() -> Identity.atSubscriber(LoggerHandler.NAME, messageId)),
                event.flatMap(EventHead::time)
                        .filter(time -> !time.isAfter(now) && time.isAfter(now.minus(RECENT)))
                        .orElse(now),
                json.orElseGet(() -> wrapped(messageId, message)).toString(),
                json.isPresent());
    }

    /** What it takes of a batch. */
    int bytes() {
        return json.getBytes(StandardCharsets.UTF_8).length + OVERHEAD;
    }

    /** Strictly, for by itself Gson takes nearly any text for JSON. */
    private static Optional<JsonElement> parse(String message) {
        if (message.isBlank()) {
            return Optional.empty();
        }
        JsonReader reader = new JsonReader(new StringReader(message));
        reader.setStrictness(Strictness.STRICT);
        try {
            JsonElement json = JsonParser.parseReader(reader);
            return reader.peek() == JsonToken.END_DOCUMENT ? Optional.of(json) : Optional.empty();
        } catch (JsonParseException | IOException e) {
            return Optional.empty();
        }
    }

    private static JsonObject wrapped(String messageId, String message) {
        JsonObject object = new JsonObject();
        object.addProperty("messageId", messageId);
        object.addProperty("message", message);
        return object;
    }

    /** Empty where someone else's id is too long for one. */
    private static Optional<Identity> identity(EventHead event) {
        String id = event.source().startsWith(OURS) ? event.id() : event.source() + " " + event.id();
        try {
            return Optional.of(Identity.atSubscriber(LoggerHandler.NAME, id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
