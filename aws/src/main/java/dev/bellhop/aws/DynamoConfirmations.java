package dev.bellhop.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Mark;
import dev.bellhop.people.Confirmation;
import dev.bellhop.people.Confirmations;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Codes in the people table: {@code U#team#user} / {@code CODE#channel}. */
public final class DynamoConfirmations implements Confirmations {

    private final DynamoDbClient dynamo;
    private final Transactions transactions;
    private final String table;

    public DynamoConfirmations(DynamoDbClient dynamo, String peopleTable, String ledgerTable) {
        this.dynamo = dynamo;
        this.transactions = new Transactions(dynamo, ledgerTable);
        this.table = peopleTable;
    }

    @Override
    public List<Confirmation> of(String team, String user) {
        return dynamo
                .queryPaginator(request -> request.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :user AND begins_with(sk, :code)")
                        .expressionAttributeValues(
                                Map.of(":user", PeopleItems.of(team, user), ":code", fromS(PeopleItems.CODE))))
                .items()
                .stream()
                .map(item -> PeopleItems.confirmation(team, user, new Item(item)))
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public Commit write(Mark mark, List<Confirmation> changed) {
        return transactions.open(mark, changed.stream().map(this::put).toList());
    }

    @Override
    public Commit choose(Mark mark, Confirmation confirmed) {
        TransactWriteItem chosen = PeopleItems.choose(table, confirmed.team(), confirmed.user(), confirmed.address());
        return transactions.open(mark, List.of(put(confirmed.used()), chosen));
    }

    private TransactWriteItem put(Confirmation confirmation) {
        Put.Builder put =
                Put.builder().tableName(table).item(PeopleItems.item(confirmation, confirmation.version() + 1));
        if (confirmation.version() == 0) {
            put.conditionExpression("attribute_not_exists(pk)");
        } else {
            put.conditionExpression("#version = :version")
                    .expressionAttributeNames(Map.of("#version", PeopleItems.VERSION))
                    .expressionAttributeValues(Map.of(":version", PeopleItems.number(confirmation.version())));
        }
        return TransactWriteItem.builder().put(put.build()).build();
    }
}
