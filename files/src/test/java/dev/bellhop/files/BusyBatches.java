package dev.bellhop.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellhop.localaws.DynamoAnswer;
import dev.bellhop.localaws.DynamoCall;
import dev.bellhop.localaws.DynamoLayer;
import java.io.IOException;

/** A DynamoDB that is too busy to take a batch whole, and says what it left, which it does not count as an error. */
public final class BusyBatches implements DynamoLayer {

    private volatile int taken = Integer.MAX_VALUE;

    /** From now on it takes so many items of each batch. */
    public void take(int most) {
        taken = most;
    }

    @Override
    public DynamoAnswer answer(DynamoCall call, Next next) throws IOException, InterruptedException {
        if (!call.operation().equals("BatchWriteItem")) {
            return next.answer(call);
        }
        ObjectNode now = JsonNodeFactory.instance.objectNode();
        ObjectNode left = JsonNodeFactory.instance.objectNode();
        for (var table : call.body().get("RequestItems").properties()) {
            ArrayNode first = now.arrayNode();
            ArrayNode rest = left.arrayNode();
            for (JsonNode write : table.getValue()) {
                (first.size() < taken ? first : rest).add(write);
            }
            if (!first.isEmpty()) {
                now.set(table.getKey(), first);
            }
            if (!rest.isEmpty()) {
                left.set(table.getKey(), rest);
            }
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("UnprocessedItems", left);
        if (!now.isEmpty()) {
            ObjectNode body = call.body().deepCopy();
            body.set("RequestItems", now);
            if (!(next.answer(new DynamoCall(call.operation(), body))
                            instanceof DynamoAnswer.Http(int status, var ignored)
                    && status == 200)) {
                throw new IOException("What is taken has to be taken.");
            }
        }
        return new DynamoAnswer.Http(200, answer);
    }
}
