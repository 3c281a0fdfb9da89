package dev.bellhop.local.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What is in the tables, as the page shows it. It reads all of a table, which is small here. */
final class Stored {

    private static final int MOST = 500;

    /** How long a booking is shown after its end. */
    private static final Duration SHOWN = Duration.ofDays(1);

    private final DynamoDbClient dynamo;
    private final Clock clock;

    Stored(DynamoDbClient dynamo, Clock clock) {
        this.dynamo = dynamo;
        this.clock = clock;
    }

    /** The words' counts, the highest first. A word may be kept in several items. */
    JsonObject counts(String table) {
        record Word(String word, long mentions, long count, String first, String last) {
            Word plus(Word other) {
                return new Word(
                        word,
                        mentions + other.mentions,
                        count + other.count,
                        earlier(first, other.first),
                        last.compareTo(other.last) > 0 ? last : other.last);
            }

            private static String earlier(String one, String other) {
                return one.isEmpty() || (!other.isEmpty() && other.compareTo(one) < 0) ? other : one;
            }
        }
        Map<String, Word> words = new HashMap<>();
        items(table)
                .filter(item -> text(item, "sk").startsWith("W#") && item.containsKey("count"))
                .map(item -> new Word(
                        text(item, "sk")
                                .substring("W#".length(), text(item, "sk").lastIndexOf('#')),
                        number(item, "mentions"),
                        number(item, "count"),
                        text(item, "first"),
                        text(item, "last")))
                .forEach(word -> words.merge(word.word(), word, Word::plus));
        List<Word> sorted = words.values().stream()
                .sorted(Comparator.comparingLong(Word::count).reversed().thenComparing(Word::word))
                .toList();
        JsonArray array = new JsonArray();
        sorted.stream().limit(MOST).forEach(word -> {
            JsonObject json = new JsonObject();
            json.addProperty("word", word.word());
            json.addProperty("mentions", word.mentions());
            json.addProperty("count", word.count());
            json.addProperty("first", millis(word.first()));
            json.addProperty("last", millis(word.last()));
            array.add(json);
        });
        JsonObject counts = new JsonObject();
        counts.add("words", array);
        counts.addProperty("more", Math.max(0, sorted.size() - MOST));
        return counts;
    }

    /** Bookings by their start, and who watches what. */
    JsonObject reservations(String table) {
        List<Map<String, AttributeValue>> items = items(table).toList();
        String oldest = clock.instant().minus(SHOWN).toString();
        List<Map<String, AttributeValue>> bookings = items.stream()
                .filter(item -> text(item, "sk").equals("BOOKING"))
                .filter(item -> Instant.parse(text(item, "end")).isAfter(Instant.parse(oldest)))
                .sorted(Comparator.comparing(item -> Instant.parse(text(item, "start"))))
                .toList();
        JsonArray shown = new JsonArray();
        bookings.stream().limit(MOST).forEach(item -> shown.add(booking(item)));
        JsonArray watchers = new JsonArray();
        Stream<Map<String, AttributeValue>> watches = items.stream()
                .filter(item ->
                        text(item, "pk").startsWith("R#") && text(item, "sk").startsWith("WATCH#"));
        watches.forEach(item -> {
            JsonObject json = new JsonObject();
            // R#team#resource; a resource's name may have a # of its own.
            json.addProperty("resource", text(item, "pk").split("#", 3)[2]);
            json.addProperty("user", text(item, "sk").substring("WATCH#".length()));
            watchers.add(json);
        });
        JsonObject reservations = new JsonObject();
        reservations.addProperty("now", clock.millis());
        reservations.add("bookings", shown);
        reservations.add("watchers", watchers);
        reservations.addProperty("more", Math.max(0, bookings.size() - MOST));
        return reservations;
    }

    private static JsonObject booking(Map<String, AttributeValue> item) {
        JsonObject json = new JsonObject();
        json.addProperty("id", text(item, "id"));
        json.addProperty("resource", text(item, "resource"));
        json.addProperty("location", item.containsKey("location") ? text(item, "location") : null);
        json.addProperty("user", text(item, "user"));
        json.addProperty("start", millis(text(item, "start")));
        json.addProperty("end", millis(text(item, "end")));
        json.addProperty("zone", text(item, "zone"));
        json.addProperty("reason", text(item, "reason"));
        json.addProperty(
                "cancelled",
                Optional.ofNullable(item.get("cancelled"))
                        .map(AttributeValue::bool)
                        .orElse(false));
        json.addProperty("revision", number(item, "revision"));
        return json;
    }

    private Stream<Map<String, AttributeValue>> items(String table) {
        return dynamo.scanPaginator(request -> request.tableName(table).consistentRead(true)).items().stream();
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name)).map(AttributeValue::s).orElse("");
    }

    private static long number(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name))
                .map(AttributeValue::n)
                .map(Long::parseLong)
                .orElse(0L);
    }

    private static @Nullable Long millis(String instant) {
        return instant.isEmpty() ? null : Instant.parse(instant).toEpochMilli();
    }
}
