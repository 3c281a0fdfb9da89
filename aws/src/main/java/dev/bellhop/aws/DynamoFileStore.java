package dev.bellhop.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Mark;
import dev.bellhop.delivery.Patience;
import dev.bellhop.files.FileStore;
import dev.bellhop.files.KeptFile;
import dev.bellhop.files.Shelved;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Files in the files table: {@code F#team#file} / {@code FILE}, {@code FORGOTTEN} and {@code W#word}. */
public final class DynamoFileStore implements FileStore {

    /** DynamoDB's own limit of a batch. */
    private static final int BATCH = 25;

    /** A batch that leaves items unprocessed this often in a row is throttled. */
    private static final int MOST_WRITES = 8;

    /** Before the second write of a batch; twice as long before each further one. */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

    private final DynamoDbClient dynamo;
    private final Transactions transactions;
    private final String table;
    private final Duration kept;
    private final Patience.Pause pause;

    /**
     * @param kept how long after it was shared a file is known
     * @param pause waits where DynamoDB leaves a part of a batch undone
     */
    public DynamoFileStore(
            DynamoDbClient dynamo, String filesTable, String ledgerTable, Duration kept, Patience.Pause pause) {
        this.dynamo = dynamo;
        this.transactions = new Transactions(dynamo, ledgerTable);
        this.table = filesTable;
        this.kept = kept;
        this.pause = pause;
    }

    /** One query: {@code FILE} and {@code FORGOTTEN} stand next to each other, and before all words. */
    @Override
    public Shelved find(String team, String file) {
        List<Item> items = dynamo
                .query(request -> request.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :file AND sk BETWEEN :first AND :last")
                        .expressionAttributeValues(Map.of(
                                ":file", FileItems.partition(team, file),
                                ":first", fromS(FileItems.FILE),
                                ":last", fromS(FileItems.FORGOTTEN))))
                .items()
                .stream()
                .map(Item::new)
                .toList();
        if (items.isEmpty()) {
            return new Shelved.Unknown();
        }
        // Shared anew after it was forgotten, it has both.
        Item first = items.get(0);
        return first.string(FileItems.SK).equals(FileItems.FILE)
                ? new Shelved.Kept(FileItems.file(first))
                : FileItems.forgotten(first);
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
                    .expressionAttributeValues(
                            put.hasExpressionAttributeValues() ? put.expressionAttributeValues() : null));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    private Put put(KeptFile file) {
        Put.Builder put = Put.builder().tableName(table).item(FileItems.item(file, kept));
        if (file.revision() == 1) {
            put.conditionExpression("attribute_not_exists(pk)");
        } else {
            put.conditionExpression("revision = :before")
                    .expressionAttributeValues(Map.of(":before", before(file.revision() - 1)));
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
    public boolean forget(KeptFile file, Shelved.Forgotten forgotten) {
        TransactWriteItem tombstone = TransactWriteItem.builder()
                .put(put -> put.tableName(table).item(FileItems.forgotten(file.team(), file.id(), forgotten)))
                .build();
        TransactWriteItem gone = TransactWriteItem.builder()
                .delete(delete -> delete.tableName(table)
                        .key(FileItems.key(file.team(), file.id(), FileItems.FILE))
                        .conditionExpression("revision = :before")
                        .expressionAttributeValues(Map.of(":before", before(file.revision()))))
                .build();
        try {
            dynamo.transactWriteItems(request -> request.transactItems(tombstone, gone));
            return true;
        } catch (TransactionCanceledException e) {
            return false;
        }
    }

    @Override
    public void clear(String team, String file) {
        List<WriteRequest> words = dynamo
                .queryPaginator(request -> request.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :file AND begins_with(sk, :word)")
                        .projectionExpression("pk, sk")
                        .expressionAttributeValues(
                                Map.of(":file", FileItems.partition(team, file), ":word", fromS(FileItems.WORD))))
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

    private static AttributeValue before(int revision) {
        return AttributeValue.fromN(Integer.toString(revision));
    }
}
