package dev.bellhop.bench.peer;

import static java.util.Objects.requireNonNull;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** An item a word, and an {@code UpdateItem} for each time that it is said. */
final class WordCounts {

    private final DynamoDbClient dynamo;
    private final String table;

    WordCounts(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** Adds to a word's count, and says what it is then. */
    long add(String word, long amount) {
        var updated = dynamo.updateItem(request -> request.tableName(table)
                .key(Map.of("pk", fromS("NAIVE"), "sk", fromS(word)))
                .updateExpression("ADD #count :amount")
                .expressionAttributeNames(Map.of("#count", "count"))
                .expressionAttributeValues(Map.of(":amount", fromN(Long.toString(amount))))
                .returnValues(ReturnValue.UPDATED_NEW));
        return Long.parseLong(requireNonNull(updated.attributes().get("count")).n());
    }
}
