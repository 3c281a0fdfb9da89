package dev.bellhop.localaws;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A request on its way to DynamoDB.
 *
 * @param operation such as {@code TransactWriteItems}
 * @param body in DynamoDB's own JSON
 */
public record DynamoCall(String operation, JsonNode body) {}
