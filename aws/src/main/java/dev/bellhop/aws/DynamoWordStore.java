package dev.bellhop.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Mark;
import dev.bellhop.delivery.Work;
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
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Counts in the words table: {@code T#team} / {@code W#word#shard}. */
public final class DynamoWordStore implements WordStore {

    /** A read that leaves keys unprocessed this often in a row is throttled. */
    private static final int MOST_READS = 5;

    private final DynamoDbClient dynamo;
    private final Transactions transactions;
    private final String wordsTable;
    private final String ledgerTable;
    private final Shards shards;

    public DynamoWordStore(DynamoDbClient dynamo, String wordsTable, String ledgerTable, Shards shards) {
        this.dynamo = dynamo;
        this.transactions = new Transactions(dynamo, ledgerTable);
        this.wordsTable = wordsTable;
        this.ledgerTable = ledgerTable;
        this.shards = shards;
    }

    @Override
    public Commit add(Mark mark, Chunk chunk) {
        return transactions.open(mark, updates(mark.identity(), chunk));
    }

    @Override
    public Commit addNext(Mark from, Mark to, Chunk chunk) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":attempt", fromS(from.lease().attempt()));
        values.put(":done", MarkItems.chunksDone(from.work().orElseThrow()));
        to.work().map(Work::chunksDone).ifPresent(done -> values.put(":next", fromN(Integer.toString(done))));
        TransactWriteItem advance = TransactWriteItem.builder()
                .update(item -> item.tableName(ledgerTable)
                        .key(MarkItems.key(from.identity()))
                        .conditionExpression("attempt = :attempt AND chunksDone = :done")
                        .updateExpression(
                                values.containsKey(":next") ? "SET chunksDone = :next" : "REMOVE #work, chunksDone")
                        .expressionAttributeNames(values.containsKey(":next") ? null : Map.of("#work", "work"))
                        .expressionAttributeValues(values)
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .build();
        return transactions.commit(to, advance, updates(from.identity(), chunk));
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
        for (Map<String, AttributeValue> item : read(wordOf.keySet())) {
            String word = wordOf.get(Map.of("pk", item.get("pk"), "sk", item.get("sk")));
            counts.merge(word, count(item), Count::plus);
        }
        return counts;
    }

    private List<Map<String, AttributeValue>> read(Collection<Map<String, AttributeValue>> keys) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        Map<String, KeysAndAttributes> wanted = keys.isEmpty() ? Map.of() : Map.of(wordsTable, reading(keys));
        for (int reads = 0; !wanted.isEmpty(); reads++) {
            if (reads == MOST_READS) {
                throw new IllegalStateException(wordsTable + " is throttled: after " + MOST_READS
                        + " reads there are still keys unprocessed; try again later.");
            }
            Map<String, KeysAndAttributes> batch = wanted;
            var response = dynamo.batchGetItem(request -> request.requestItems(batch));
            items.addAll(response.responses().getOrDefault(wordsTable, List.of()));
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

    private static Count count(Map<String, AttributeValue> item) {
        return new Count(number(item.get("mentions")), number(item.get("count")));
    }

    private static long number(@org.jspecify.annotations.Nullable AttributeValue value) {
        return value == null ? 0 : Long.parseLong(value.n());
    }

    private static Map<String, AttributeValue> key(String team, String word, int shard) {
        return Map.of("pk", fromS("T#" + team), "sk", fromS("W#" + word + "#" + shard));
    }
}
