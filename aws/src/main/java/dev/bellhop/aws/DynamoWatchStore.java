package dev.bellhop.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Mark;
import dev.bellhop.people.Forgettable;
import dev.bellhop.reservations.WatchStore;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Watches in the reservations table, each as two items that come and go together: {@code R#team#resource} / {@code
 * WATCH#user} to find who watches, {@code U#team#user} / {@code WATCH#resource} to find what somebody watches.
 */
public final class DynamoWatchStore implements WatchStore, Forgettable {

    /** DynamoDB takes 100 items in a transaction, and a watch is two. */
    private static final int MOST_AT_ONCE = 50;

    private final DynamoDbClient dynamo;
    private final Transactions transactions;
    private final String table;

    public DynamoWatchStore(DynamoDbClient dynamo, String reservationsTable, String ledgerTable) {
        this.dynamo = dynamo;
        this.transactions = new Transactions(dynamo, ledgerTable);
        this.table = reservationsTable;
    }

    @Override
    public Commit watch(Mark mark, String team, String resource, String user) {
        return transactions.open(mark, both(team, resource, user).map(this::put).toList());
    }

    @Override
    public Commit unwatch(Mark mark, String team, String resource, String user) {
        return transactions.open(
                mark, both(team, resource, user).map(this::delete).toList());
    }

    @Override
    public void forget(String team, String user) {
        List<String> watched = watched(team, user);
        for (int from = 0; from < watched.size(); from += MOST_AT_ONCE) {
            List<TransactWriteItem> deletes =
                    watched.subList(from, Math.min(watched.size(), from + MOST_AT_ONCE)).stream()
                            .flatMap(resource -> both(team, resource, user))
                            .map(this::delete)
                            .toList();
            dynamo.transactWriteItems(request -> request.transactItems(deletes));
        }
    }

    private static Stream<Map<String, AttributeValue>> both(String team, String resource, String user) {
        return Stream.of(
                ReservationItems.watchKey(team, resource, user), ReservationItems.watchedKey(team, user, resource));
    }

    private TransactWriteItem put(Map<String, AttributeValue> key) {
        return TransactWriteItem.builder()
                .put(item -> item.tableName(table).item(key))
                .build();
    }

    private TransactWriteItem delete(Map<String, AttributeValue> key) {
        return TransactWriteItem.builder()
                .delete(item -> item.tableName(table).key(key))
                .build();
    }

    @Override
    public List<String> watchers(String team, String resource) {
        return watches(ReservationItems.ofResource(team, resource));
    }

    @Override
    public List<String> watched(String team, String user) {
        return watches(ReservationItems.userKey(team, user));
    }

    /** In the order of their keys, which is the alphabet's. */
    private List<String> watches(AttributeValue partition) {
        return dynamo
                .queryPaginator(request -> request.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :of AND begins_with(sk, :watch)")
                        .expressionAttributeValues(Map.of(":of", partition, ":watch", fromS(ReservationItems.WATCH))))
                .items()
                .stream()
                .map(item -> new Item(item).string(ReservationItems.SK).substring(ReservationItems.WATCH.length()))
                .toList();
    }
}
