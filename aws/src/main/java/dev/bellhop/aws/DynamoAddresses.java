package dev.bellhop.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.bellhop.people.Forgettable;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Forgets where somebody wants to be told. Of a code on its way its address goes, and what makes it good for anything; how
 * many were asked for stays until the day is over, or whoever is forgotten could have codes sent without end.
 */
public final class DynamoAddresses implements Forgettable {

    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoAddresses(DynamoDbClient dynamo, String peopleTable) {
        this.dynamo = dynamo;
        this.table = peopleTable;
    }

    @Override
    public void forget(String team, String user) {
        dynamo.deleteItem(request -> request.tableName(table).key(PeopleItems.preferencesKey(team, user)));
        dynamo.queryPaginator(request -> request.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :user AND begins_with(sk, :code)")
                        .expressionAttributeValues(
                                Map.of(":user", PeopleItems.of(team, user), ":code", fromS(PeopleItems.CODE))))
                .items()
                .forEach(this::forgetCode);
    }

    /** With a version one higher, so that whoever is at work with the code has to look again. */
    private void forgetCode(Map<String, AttributeValue> item) {
        try {
            dynamo.updateItem(request -> request.tableName(table)
                    .key(Map.of(PeopleItems.PK, item.get(PeopleItems.PK), PeopleItems.SK, item.get(PeopleItems.SK)))
                    // It may have expired meanwhile, and must not come back.
                    .conditionExpression("attribute_exists(pk)")
                    .updateExpression("SET #address = :none, #code = :none, #until = :over ADD #version :one")
                    .expressionAttributeNames(Map.of(
                            "#address", PeopleItems.ADDRESS,
                            "#code", PeopleItems.SENT,
                            "#until", PeopleItems.UNTIL,
                            "#version", PeopleItems.VERSION))
                    .expressionAttributeValues(Map.of(
                            ":none", fromS(""),
                            ":over", fromS(Instant.EPOCH.toString()),
                            ":one", PeopleItems.number(1))));
        } catch (ConditionalCheckFailedException gone) {
            // That is what was wanted.
        }
    }
}
