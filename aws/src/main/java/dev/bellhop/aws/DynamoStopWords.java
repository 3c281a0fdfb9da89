package dev.bellhop.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromSs;

import dev.bellhop.words.StopWords;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Stop words in the words table: {@code T#team} / {@code STOP}, one set. */
public final class DynamoStopWords implements StopWords {

    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoStopWords(DynamoDbClient dynamo, String wordsTable) {
        this.dynamo = dynamo;
        this.table = wordsTable;
    }

    @Override
    public Set<String> of(String team) {
        var found = dynamo.getItem(
                request -> request.tableName(table).key(key(team)).consistentRead(true));
        return new Item(found.item())
                .optional("words", AttributeValue::ss)
                .map(Set::copyOf)
                .orElse(Set.of());
    }

    @Override
    public boolean add(String team, String word) {
        try {
            dynamo.updateItem(request -> request.tableName(table)
                    .key(key(team))
                    .conditionExpression("attribute_not_exists(words) OR size(words) < :most OR contains(words, :word)")
                    .updateExpression("ADD words :words")
                    .expressionAttributeValues(Map.of(
                            ":most", fromN(Integer.toString(MOST)),
                            ":word", fromS(word),
                            ":words", fromSs(List.of(word)))));
            return true;
        } catch (ConditionalCheckFailedException full) {
            return false;
        }
    }

    @Override
    public void remove(String team, String word) {
        dynamo.updateItem(request -> request.tableName(table)
                .key(key(team))
                .updateExpression("DELETE words :words")
                .expressionAttributeValues(Map.of(":words", fromSs(List.of(word)))));
    }

    private static Map<String, AttributeValue> key(String team) {
        return Map.of("pk", fromS("T#" + team), "sk", fromS("STOP"));
    }
}
