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
import dev.bellhop.words.Spoken;
import dev.bellhop.words.WordStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Counts as {@link DynamoCounts} reads them, and adds to them under a mark. */
public final class DynamoWordStore implements WordStore {

    private final Transactions transactions;
    private final DynamoCounts counts;
    private final String wordsTable;
    private final Shards shards;

    public DynamoWordStore(DynamoDbClient dynamo, String wordsTable, String ledgerTable, Shards shards) {
        this.transactions = new Transactions(dynamo, ledgerTable);
        this.counts = new DynamoCounts(dynamo, wordsTable, shards);
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

    /** What adds {@code chunk} under a mark of {@code identity}. */
    List<TransactWriteItem> updates(Identity identity, Chunk chunk) {
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
                        .key(DynamoCounts.key(chunk.team(), increment.word(), shard))
                        .updateExpression(expression)
                        .expressionAttributeNames(names)
                        .expressionAttributeValues(values))
                .build();
    }

    @Override
    public Map<String, Count> counts(String team, Collection<String> words) {
        return counts.counts(team, words);
    }

    @Override
    public Spoken spoken(String team, String word) {
        return counts.spoken(team, word);
    }
}
