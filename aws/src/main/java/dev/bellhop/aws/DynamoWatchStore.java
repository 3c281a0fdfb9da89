package dev.bellhop.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Mark;
import dev.bellhop.reservations.WatchStore;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Watches in the reservations table: {@code R#team#resource} / {@code WATCH#user}. */
public final class DynamoWatchStore implements WatchStore {

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
        TransactWriteItem put = TransactWriteItem.builder()
                .put(item -> item.tableName(table).item(ReservationItems.watchKey(team, resource, user)))
                .build();
        return transactions.open(mark, List.of(put));
    }

    @Override
    public Commit unwatch(Mark mark, String team, String resource, String user) {
        TransactWriteItem delete = TransactWriteItem.builder()
                .delete(item -> item.tableName(table).key(ReservationItems.watchKey(team, resource, user)))
                .build();
        return transactions.open(mark, List.of(delete));
    }

    @Override
    public List<String> watchers(String team, String resource) {
        return dynamo
                .queryPaginator(request -> request.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :resource AND begins_with(sk, :watch)")
                        .expressionAttributeValues(Map.of(
                                ":resource", ReservationItems.ofResource(team, resource),
                                ":watch", fromS(ReservationItems.WATCH))))
                .items()
                .stream()
                .map(item -> new Item(item).string(ReservationItems.SK).substring(ReservationItems.WATCH.length()))
                .toList();
    }
}
