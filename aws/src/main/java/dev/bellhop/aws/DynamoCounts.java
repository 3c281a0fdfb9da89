package dev.bellhop.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.bellhop.words.Count;
import dev.bellhop.words.Counts;
import dev.bellhop.words.Shards;
import dev.bellhop.words.Spoken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Counts in the words table: {@code T#team} / {@code W#word#shard}. */
public final class DynamoCounts implements Counts {

    /** DynamoDB's own limit of a batch read. */
    private static final int MOST_KEYS = 100;

    /** A read that leaves keys unprocessed this often in a row is throttled. */
    private static final int MOST_READS = 5;

    private final DynamoDbClient dynamo;
    private final String wordsTable;
    private final Shards shards;

    public DynamoCounts(DynamoDbClient dynamo, String wordsTable, Shards shards) {
        this.dynamo = dynamo;
        this.wordsTable = wordsTable;
        this.shards = shards;
    }

    @Override
    public Map<String, Count> counts(String team, Collection<String> words) {
        Map<Map<String, AttributeValue>, String> wordOf = new HashMap<>();
        Map<String, Count> counts = new LinkedHashMap<>();
        for (String word : words) {
            counts.put(word, Count.ZERO);
            for (int shard = 0; shard < shards.of(word); shard++) {
                wordOf.put(key(team, word, shard), word);
            }
        }
        List<Map<String, AttributeValue>> keys = List.copyOf(wordOf.keySet());
        for (int from = 0; from < keys.size(); from += MOST_KEYS) {
            for (Item item : read(keys.subList(from, Math.min(keys.size(), from + MOST_KEYS)))) {
                String word = wordOf.get(Map.of("pk", item.get("pk"), "sk", item.get("sk")));
                counts.computeIfPresent(word, (same, count) -> count.plus(count(item)));
            }
        }
        return counts;
    }

    /** All that is known of {@code word} now, commits that returned before this call included. */
    Spoken spoken(String team, String word) {
        List<Map<String, AttributeValue>> keys = IntStream.range(0, shards.of(word))
                .mapToObj(shard -> key(team, word, shard))
                .toList();
        List<Item> items = read(keys);
        return new Spoken(
                items.stream().map(DynamoCounts::count).reduce(Count.ZERO, Count::plus),
                times(items, "first").min(Comparator.naturalOrder()),
                times(items, "last").max(Comparator.naturalOrder()));
    }

    /** What one item says. */
    static Spoken spoken(Item item) {
        List<Item> one = List.of(item);
        return new Spoken(
                count(item), times(one, "first").findFirst(), times(one, "last").findFirst());
    }

    private static Stream<Instant> times(List<Item> items, String name) {
        return items.stream()
                .flatMap(item -> item.optional(name, AttributeValue::s).stream())
                .map(Instant::parse);
    }

    /** @param keys at most {@value #MOST_KEYS} */
    private List<Item> read(Collection<Map<String, AttributeValue>> keys) {
        List<Item> items = new ArrayList<>();
        Map<String, KeysAndAttributes> wanted = Map.of(wordsTable, reading(keys));
        for (int reads = 0; !wanted.isEmpty(); reads++) {
            if (reads == MOST_READS) {
                throw new IllegalStateException(wordsTable + " is throttled: after " + MOST_READS
                        + " reads there are still keys unprocessed; try again later.");
            }
            Map<String, KeysAndAttributes> batch = wanted;
            var response = dynamo.batchGetItem(request -> request.requestItems(batch));
            response.responses().getOrDefault(wordsTable, List.of()).forEach(item -> items.add(new Item(item)));
            wanted = response.unprocessedKeys();
        }
        return items;
    }

    private static KeysAndAttributes reading(Collection<Map<String, AttributeValue>> keys) {
        return KeysAndAttributes.builder()
                .keys(keys)
                .consistentRead(true)
                .projectionExpression("pk, sk, mentions, #count, #first, #last")
                .expressionAttributeNames(Map.of("#count", "count", "#first", "first", "#last", "last"))
                .build();
    }

    /** A bonus may come to a word's shard before any mention does. */
    private static Count count(Item item) {
        return new Count(item.has("mentions") ? item.number("mentions") : 0, item.number("count"));
    }

    static Map<String, AttributeValue> key(String team, String word, int shard) {
        return Map.of("pk", fromS("T#" + team), "sk", fromS("W#" + word + "#" + shard));
    }
}
