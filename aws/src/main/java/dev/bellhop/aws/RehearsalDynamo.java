package dev.bellhop.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * DynamoDB for work that is done before anybody asks for it. Each call is made, so that classes, connections and credentials
 * are there when somebody does; each write goes with a condition that can't hold, and is told as done all the same. What is
 * not a part of such work is not supported.
 */
public final class RehearsalDynamo implements DynamoDbClient {

    /** Kept free in every table: no identity, team or user has this name. */
    private static final Map<String, AttributeValue> RESERVED = Map.of("pk", fromS("REHEARSAL"), "sk", fromS("NEVER"));

    private static final String IMPOSSIBLE = "attribute_exists(pk) AND attribute_not_exists(pk)";

    private final DynamoDbClient dynamo;
    private final TransactWriteItem refused;

    /**
     * @param dynamo stays its owner's
     * @param checkedTable where the function may check conditions
     */
    public RehearsalDynamo(DynamoDbClient dynamo, String checkedTable) {
        this.dynamo = dynamo;
        ConditionCheck check = ConditionCheck.builder()
                .tableName(checkedTable)
                .key(RESERVED)
                .conditionExpression(IMPOSSIBLE)
                .build();
        this.refused = TransactWriteItem.builder().conditionCheck(check).build();
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        List<TransactWriteItem> items = new ArrayList<>(request.transactItems());
        items.add(refused);
        try {
            return dynamo.transactWriteItems(
                    request.toBuilder().transactItems(items).build());
        } catch (TransactionCanceledException e) {
            return TransactWriteItemsResponse.builder().build();
        }
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        try {
            return dynamo.updateItem(
                    request.toBuilder().conditionExpression(impossible(request)).build());
        } catch (ConditionalCheckFailedException e) {
            return UpdateItemResponse.builder().build();
        }
    }

    /** With the condition that is there already, for DynamoDB refuses values that nothing names. */
    private static String impossible(UpdateItemRequest request) {
        String given = request.conditionExpression();
        return given == null ? IMPOSSIBLE : IMPOSSIBLE + " AND (" + given + ")";
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        return dynamo.getItem(request);
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        return dynamo.batchGetItem(request);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Leaves the client that it was given open. */
    @Override
    public void close() {}
}
