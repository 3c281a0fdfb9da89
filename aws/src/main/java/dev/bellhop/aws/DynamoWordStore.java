package dev.bellhop.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Mark;
import dev.bellhop.words.Chunk;
import dev.bellhop.words.Count;
import dev.bellhop.words.Increment;
import dev.bellhop.words.Shards;
import dev.bellhop.words.WordStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Counts in the words table: {@code T#team} / {@code W#word#shard}. */
public final class DynamoWordStore implements WordStore {

    /** DynamoDB's own limit of a batch read. */
    private static final int MOST_KEYS = 100;

    /** A read that leaves keys unprocessed this often in a row is throttled. */
    private static final int MOST_READS = 5;

    private final DynamoDbClient dynamo;
    private final Transactions transactions;
    private final String wordsTable;
    private final Shards shards;

    public DynamoWordStore(DynamoDbClient dynamo, String wordsTable, String ledgerTable, Shards shards) {
        this.dynamo = dynamo;
        this.transactions = new Transactions(dynamo, ledgerTable);
        this.wordsTable = wordsTable;
        this.shards = shards;
    }

    @Override
    public Commit add(Mark mark, Chunk chunk) {
        return transactions.open(mark, updates(mark.identity(), chunk));
    }

    @Override
    public Commit addNext(Mark from, Mark to, Chunk chunk) {
        return transactions.advance(from, to, updates(from.identity(), chunk));
    }

    private List<TransactWriteItem> updates(Identity identity, Chunk chunk) {
        return chunk.increments().stream()
                .map(increment -> update(identity, chunk, increment))
                .toList();
    }

    /** A bonus changes no more than the count: when a word was said is for messages to say. */
    private TransactWriteItem update(Identity identity, Chunk chunk, Increment increment) {
        boolean said = increment.mentions() > 0;
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":count", fromN(Long.toString(increment.count())));
        if (said) {
            values.put(":mentions", fromN(Long.toString(increment.mentions())));
            values.put(":at", fromS(chunk.at().toString()));
        }
        String expression = said
                ? "ADD mentions :mentions, #count :count SET #first = if_not_exists(#first, :at), #last = :at"
                : "ADD #count :count";
        Map<String, String> names =
                said ? Map.of("#count", "count", "#first", "first", "#last", "last") : Map.of("#count", "count");
        int shard = shards.pick(increment.word(), identity);
        return TransactWriteItem.builder()
                .update(item -> item.tableName(wordsTable)
                        .key(key(chunk.team(), increment.word(), shard))
                        .updateExpression(expression)
                        .expressionAttributeNames(names)
                        .expressionAttributeValues(values))
                .build();
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
                .projectionExpression("pk, sk, mentions, #count")
                .expressionAttributeNames(Map.of("#count", "count"))
                .build();
    }

    /** A bonus may come to a word's shard before any mention does. */
    private static Count count(Item item) {
        return new Count(item.has("mentions") ? item.number("mentions") : 0, item.number("count"));
    }

    private static Map<String, AttributeValue> key(String team, String word, int shard) {
        return Map.of("pk", fromS("T#" + team), "sk", fromS("W#" + word + "#" + shard));
    }
}
