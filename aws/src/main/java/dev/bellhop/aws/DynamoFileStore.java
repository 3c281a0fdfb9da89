package dev.bellhop.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Mark;
import dev.bellhop.delivery.Patience;
import dev.bellhop.files.FileKeys;
import dev.bellhop.files.FileStore;
import dev.bellhop.files.KeptFile;
import dev.bellhop.files.Shelved;
import dev.bellhop.files.Tombstone;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Files in the files table: {@code F#team#file} / {@code FILE}, {@code FORGOTTEN#generation} and {@code W#generation#word}. */
public final class DynamoFileStore implements FileStore {

    /** DynamoDB's own limit of a batch. */
    private static final int BATCH = 25;

    /** Revisions begin anew with each life. */
    private static final String AT_REVISION = "generation = :generation AND revision = :before";

    /** A batch that leaves items unprocessed this often in a row is throttled. */
    private static final int MOST_WRITES = 8;

    /** Before the second write of a batch; twice as long before each further one. */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

    private final DynamoDbClient dynamo;
    private final Transactions transactions;
    private final String table;
    private final Duration kept;
    private final Clock clock;
    private final Patience.Pause pause;

    /**
     * @param kept how long a file is known
     * @param pause waits where DynamoDB leaves a part of a batch undone
     */
    public DynamoFileStore(
            DynamoDbClient dynamo,
            String filesTable,
            String ledgerTable,
            Duration kept,
            Clock clock,
            Patience.Pause pause) {
        this.dynamo = dynamo;
        this.transactions = new Transactions(dynamo, ledgerTable);
        this.table = filesTable;
        this.kept = kept;
        this.clock = clock;
        this.pause = pause;
    }

    /** One query: {@code FILE} and the tombstones stand next to each other, and before all words. */
    @Override
    public Shelved find(String team, String file) {
        List<Item> items = dynamo
                .query(request -> request.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :file AND sk BETWEEN :first AND :last")
                        .expressionAttributeValues(Map.of(
                                ":file", FileItems.partition(team, file),
                                ":first", fromS(FileItems.FILE),
                                ":last", fromS(FileItems.FORGOTTEN + "~"))))
                .items()
                .stream()
                .map(Item::new)
                .toList();
        List<Tombstone> tombstones = items.stream()
                .filter(item -> item.string(FileItems.SK).startsWith(FileItems.FORGOTTEN))
                .map(FileItems::forgotten)
                .sorted(Comparator.comparingLong(Tombstone::generation).reversed())
                .toList();
        // Shared anew after it was forgotten, it has both.
        return items.stream()
                .filter(item -> isFile(item) && FileItems.isLive(item, over()))
                .findFirst()
                .<Shelved>map(item -> new Shelved.Kept(FileItems.file(item), tombstones))
                .orElseGet(() -> tombstones.isEmpty() ? new Shelved.Unknown() : new Shelved.Forgotten(tombstones));
    }

    private static boolean isFile(Item item) {
        return item.string(FileItems.SK).equals(FileItems.FILE);
    }

    /** What began at that time or before is not to be known any more. */
    private Instant over() {
        return clock.instant().minus(kept);
    }

    @Override
    public Commit write(Mark mark, KeptFile file) {
        return transactions.open(
                mark, List.of(TransactWriteItem.builder().put(put(file)).build()));
    }

    @Override
    public boolean replace(KeptFile file) {
        Put put = put(file);
        try {
            dynamo.putItem(request -> request.tableName(table)
                    .item(put.item())
                    .conditionExpression(put.conditionExpression())
                    .expressionAttributeValues(put.expressionAttributeValues()));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    private Put put(KeptFile file) {
        Put.Builder put = Put.builder().tableName(table).item(FileItems.item(file, kept));
        if (file.revision() == 1) {
            put.conditionExpression("attribute_not_exists(generation) OR generation <= :over")
                    .expressionAttributeValues(Map.of(":over", MarkItems.millis(over())));
        } else {
            put.conditionExpression(AT_REVISION).expressionAttributeValues(at(file.keys(), file.revision() - 1));
        }
        return put.build();
    }

    @Override
    public void index(KeptFile file, Collection<String> words) {
        write(words.stream()
                .map(word -> FileItems.word(file, word, kept))
                .map(item ->
                        WriteRequest.builder().putRequest(put -> put.item(item)).build())
                .toList());
    }

    @Override
    public boolean forget(KeptFile file, Tombstone tombstone) {
        TransactWriteItem left = TransactWriteItem.builder()
                .put(put -> put.tableName(table).item(FileItems.forgotten(file.team(), file.id(), tombstone)))
                .build();
        TransactWriteItem gone = TransactWriteItem.builder()
                .delete(delete -> delete.tableName(table)
                        .key(FileItems.key(file.team(), file.id(), FileItems.FILE))
                        .conditionExpression(AT_REVISION)
                        .expressionAttributeValues(at(file.keys(), file.revision())))
                .build();
        try {
            dynamo.transactWriteItems(request -> request.transactItems(left, gone));
            return true;
        } catch (TransactionCanceledException e) {
            return false;
        }
    }

    @Override
    public void clear(FileKeys life) {
        List<WriteRequest> words = dynamo
                .queryPaginator(request -> request.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :file AND begins_with(sk, :word)")
                        .projectionExpression("pk, sk")
                        .expressionAttributeValues(Map.of(
                                ":file", FileItems.partition(life.team(), life.file()),
                                ":word", fromS(FileItems.words(life)))))
                .items()
                .stream()
                .map(key -> WriteRequest.builder()
                        .deleteRequest(delete -> delete.key(key))
                        .build())
                .toList();
        write(words);
    }

    private void write(List<WriteRequest> requests) {
        for (int from = 0; from < requests.size(); from += BATCH) {
            List<WriteRequest> batch = requests.subList(from, Math.min(requests.size(), from + BATCH));
            for (int writes = 1; !batch.isEmpty(); writes++) {
                if (writes > MOST_WRITES) {
                    throw new IllegalStateException(table + " is throttled: after " + MOST_WRITES
                            + " writes there are still items unprocessed; try again later.");
                }
                if (writes > 1) {
                    pause.pause(FIRST_PAUSE.multipliedBy(1L << (writes - 2)));
                }
                List<WriteRequest> now = batch;
                batch = dynamo.batchWriteItem(request -> request.requestItems(Map.of(table, now)))
                        .unprocessedItems()
                        .getOrDefault(table, List.of());
            }
        }
    }

    private static Map<String, AttributeValue> at(FileKeys life, int revision) {
        return Map.of(
                ":generation", fromN(Long.toString(life.generation())),
                ":before", fromN(Integer.toString(revision)));
    }
}
