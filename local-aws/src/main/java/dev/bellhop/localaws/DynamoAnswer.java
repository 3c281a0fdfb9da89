package dev.bellhop.localaws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What comes back from DynamoDB. */
public sealed interface DynamoAnswer {

    /** An answer over HTTP, its body in DynamoDB's own JSON. */
    record Http(int status, JsonNode body) implements DynamoAnswer {}

    /** None: the connection is closed. */
    record Lost() implements DynamoAnswer {}

    /**
     * An error in DynamoDB's form.
     *
     * @param type such as {@code ProvisionedThroughputExceededException}
     */
    static Http error(int status, String type, String message) {
        return new Http(status, errorBody(type).put("message", message));
    }

    /** A cancelled transaction, with a reason for each of its items. */
    static Http cancelled(ArrayNode reasons) {
        StringBuilder codes = new StringBuilder();
        reasons.forEach(reason -> codes.append(codes.isEmpty() ? "" : ", ")
                .append(reason.get("Code").asText()));
        ObjectNode body = errorBody("TransactionCanceledException");
        body.put(
                "Message",
                "Transaction cancelled, please refer cancellation reasons for specific reasons [" + codes + "]");
        body.set("CancellationReasons", reasons);
        return new Http(400, body);
    }

    private static ObjectNode errorBody(String type) {
        return JsonNodeFactory.instance.objectNode().put("__type", "com.amazonaws.dynamodb.v20120810#" + type);
    }
}
