package dev.bellhop.localaws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Transaction conflicts, which DynamoDB Local never has. A transaction that touches an item which another write in
 * flight touches is cancelled; a single write to an item of a transaction in flight is refused. Where an item of a
 * cancelled transaction is not itself in conflict, its condition is still checked and its failure reported beside the
 * conflicts, as DynamoDB may.
 *
 * <p>It takes items' keys to be {@code pk} and {@code sk}.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html">Transaction conflict
 *     handling</a>
 */
public final class ConflictLayer implements DynamoLayer {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String CONFLICT = "Transaction is ongoing for the item";

    /** The members of a transaction's item that are put, updated, deleted or checked. */
    private static final List<String> KINDS = List.of("Put", "Update", "Delete", "ConditionCheck");

    private static final Pattern PLACEHOLDER = Pattern.compile("[#:]\\w+");

    private record Key(String table, JsonNode pk, JsonNode sk) {}

    private final Duration hold;
    private final AtomicInteger conflicts = new AtomicInteger();

    /** Guarded by this. */
    private final Set<Key> inTransactions = new HashSet<>();

    /** How many single writes are in flight on each. Guarded by this. */
    private final Map<Key, Integer> inWrites = new HashMap<>();

    /** @param hold how long a transaction stays in flight before it is committed; zero for as long as that takes */
    public ConflictLayer(Duration hold) {
        this.hold = hold;
    }

    /** How many transactions and single writes were turned down so far. */
    public int conflicts() {
        return conflicts.get();
    }

    @Override
    public DynamoAnswer answer(DynamoCall call, Next next) throws IOException, InterruptedException {
        return switch (call.operation()) {
            case "TransactWriteItems" -> transaction(call, next);
            case "PutItem" ->
                write(key(call.body().get("TableName"), call.body().get("Item")), call, next);
            case "UpdateItem", "DeleteItem" ->
                write(key(call.body().get("TableName"), call.body().get("Key")), call, next);
            default -> next.answer(call);
        };
    }

    private DynamoAnswer transaction(DynamoCall call, Next next) throws IOException, InterruptedException {
        List<JsonNode> items = new ArrayList<>();
        call.body().get("TransactItems").forEach(item -> items.add(part(item)));
        List<Key> keys = items.stream()
                .map(item -> key(item.get("TableName"), item.has("Item") ? item.get("Item") : item.get("Key")))
                .toList();
        Set<Key> contended = enterTransaction(keys);
        if (!contended.isEmpty()) {
            conflicts.incrementAndGet();
            return cancelled(items, keys, contended, next);
        }
        try {
            Thread.sleep(hold);
            return next.answer(call);
        } finally {
            leaveTransaction(keys);
        }
    }

    private DynamoAnswer write(Key key, DynamoCall call, Next next) throws IOException, InterruptedException {
        if (!enterWrite(key)) {
            conflicts.incrementAndGet();
            return DynamoAnswer.error(400, "TransactionConflictException", CONFLICT);
        }
        try {
            return next.answer(call);
        } finally {
            leaveWrite(key);
        }
    }

    /** The items in conflict; none of them where the transaction may go on. */
    private synchronized Set<Key> enterTransaction(List<Key> keys) {
        Set<Key> contended = new HashSet<>();
        for (Key key : keys) {
            if (inTransactions.contains(key) || inWrites.containsKey(key)) {
                contended.add(key);
            }
        }
        if (contended.isEmpty()) {
            inTransactions.addAll(keys);
        }
        return contended;
    }

    private synchronized void leaveTransaction(List<Key> keys) {
        keys.forEach(inTransactions::remove);
    }

    private synchronized boolean enterWrite(Key key) {
        if (inTransactions.contains(key)) {
            return false;
        }
        inWrites.merge(key, 1, Integer::sum);
        return true;
    }

    private synchronized void leaveWrite(Key key) {
        inWrites.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1);
    }

    private static DynamoAnswer cancelled(List<JsonNode> items, List<Key> keys, Set<Key> contended, Next next)
            throws IOException, InterruptedException {
        ArrayNode reasons = JSON.arrayNode();
        for (int i = 0; i < items.size(); i++) {
            if (contended.contains(keys.get(i))) {
                reasons.addObject().put("Code", "TransactionConflict").put("Message", CONFLICT);
            } else {
                reasons.add(failedCondition(items.get(i), keys.get(i), next)
                        .orElseGet(() -> JSON.objectNode().put("Code", "None")));
            }
        }
        return DynamoAnswer.cancelled(reasons);
    }

    /** Asks DynamoDB itself, by a transaction that only checks the condition. */
    private static Optional<JsonNode> failedCondition(JsonNode item, Key key, Next next)
            throws IOException, InterruptedException {
        if (!item.has("ConditionExpression")) {
            return Optional.empty();
        }
        ObjectNode check = JSON.objectNode();
        check.set("TableName", item.get("TableName"));
        check.set("Key", JSON.objectNode().<ObjectNode>set("pk", key.pk()).set("sk", key.sk()));
        check.set("ConditionExpression", item.get("ConditionExpression"));
        Set<String> used = new HashSet<>();
        PLACEHOLDER.matcher(item.get("ConditionExpression").asText()).results().forEach(name -> used.add(name.group()));
        for (String placeholders : List.of("ExpressionAttributeNames", "ExpressionAttributeValues")) {
            if (item.get(placeholders) instanceof ObjectNode all) {
                ObjectNode ofCondition = all.deepCopy().retain(used);
                if (!ofCondition.isEmpty()) {
                    check.set(placeholders, ofCondition);
                }
            }
        }
        if (item.has("ReturnValuesOnConditionCheckFailure")) {
            check.set("ReturnValuesOnConditionCheckFailure", item.get("ReturnValuesOnConditionCheckFailure"));
        }
        ObjectNode body = JSON.objectNode();
        body.putArray("TransactItems").addObject().set("ConditionCheck", check);
        DynamoAnswer answer = next.answer(new DynamoCall("TransactWriteItems", body));
        return answer instanceof DynamoAnswer.Http(int status, JsonNode error)
                        && error.get("CancellationReasons") instanceof ArrayNode reasons
                ? Optional.of(reasons.get(0))
                : Optional.empty();
    }

    private static JsonNode part(JsonNode item) {
        return KINDS.stream()
                .filter(item::has)
                .map(item::get)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("A transaction's item is none of " + KINDS));
    }

    private static Key key(JsonNode table, JsonNode attributes) {
        return new Key(table.asText(), attributes.get("pk"), attributes.get("sk"));
    }
}
