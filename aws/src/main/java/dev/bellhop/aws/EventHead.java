package dev.bellhop.aws;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What CloudEvents has every event say of itself, whoever published it and whatever it is about.
 *
 * @param id CloudEvents {@code id}
 * @param source CloudEvents {@code source}
 * @param type CloudEvents {@code type}
 * @param time when it happened; empty where it isn't said
 */
public record EventHead(String id, String source, String type, Optional<Instant> time) {

    private static final Set<String> NAMES = Set.of("specversion", "id", "source", "type", "time");

    /** Reads it; empty where {@code message} isn't JSON, or no CloudEvent. */
    public static Optional<EventHead> of(String message) {
        Map<String, String> found = new HashMap<>();
        JsonReader json = new JsonReader(new StringReader(message));
        // By itself Gson takes nearly any text for JSON.
        json.setStrictness(Strictness.STRICT);
        try {
            json.beginObject();
            while (json.hasNext()) {
                String name = json.nextName();
                if (NAMES.contains(name) && json.peek() == JsonToken.STRING) {
                    found.put(name, json.nextString());
                } else {
                    json.skipValue();
                }
            }
            json.endObject();
            if (json.peek() != JsonToken.END_DOCUMENT) {
                return Optional.empty();
            }
        } catch (IOException | IllegalStateException e) {
            return Optional.empty();
        }
        return found.containsKey("specversion") && found.containsKey("id")
                ? Optional.of(new EventHead(
                        found.get("id"),
                        found.getOrDefault("source", ""),
                        found.getOrDefault("type", ""),
                        Optional.ofNullable(found.get("time")).flatMap(EventHead::instant)))
                : Optional.empty();
    }

    private static Optional<Instant> instant(String time) {
        try {
            return Optional.of(OffsetDateTime.parse(time).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
