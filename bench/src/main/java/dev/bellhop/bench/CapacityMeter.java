package dev.bellhop.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellhop.localaws.DynamoAnswer;
import dev.bellhop.localaws.DynamoCall;
import dev.bellhop.localaws.DynamoLayer;
import dev.bellhop.localaws.Template;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;

/**
 * Counts calls to DynamoDB and their capacity units, by DynamoDB's rules and the items as they are before and after: DynamoDB Local says of a
 * transaction other than what AWS charges. Between a look before and one after, nobody else may write the same items.
 */
final class CapacityMeter implements DynamoLayer {

    /** @param calls of the SDK, whatever they do */
    record Reading(long calls, Units units) {
        Reading minus(Reading other) {
            return new Reading(calls - other.calls, units.minus(other.units));
        }
    }

    private record Write(String table, JsonNode key, Optional<JsonNode> put) {}

    private static final JsonNode NO_ITEM = JsonNodeFactory.instance.objectNode();

    private final Map<String, List<GlobalSecondaryIndex>> indexes = new HashMap<>();
    private Reading reading = new Reading(0, Units.NONE);

    /** By table, and by {@code table/index}. Guarded by this. */
    private final Map<String, Units> places = new HashMap<>();

    CapacityMeter(Template template) {
        template.tables()
                .forEach(table -> indexes.put(table.name(), table.request().globalSecondaryIndexes()));
    }

    synchronized Reading reading() {
        return reading;
    }

    /** The units of one table without its indexes, or of the {@code table/index}. */
    synchronized Units of(String place) {
        return places.getOrDefault(place, Units.NONE);
    }

    @Override
    public DynamoAnswer answer(DynamoCall call, Next next) throws IOException, InterruptedException {
        JsonNode body = call.body();
        return switch (call.operation()) {
            case "GetItem" -> {
                String table = body.get("TableName").asText();
                int size = ItemSize.of(item(next, table, body.get("Key")));
                add(Map.of(
                        table, Units.reading(size, body.path("ConsistentRead").asBoolean())));
                yield next.answer(call);
            }
            case "BatchGetItem" -> {
                add(batch(next, body.get("RequestItems")));
                yield next.answer(call);
            }
            case "Query" -> {
                DynamoAnswer answer = next.answer(call);
                add(Map.of(place(body), query(body, answer)));
                yield answer;
            }
            case "PutItem", "UpdateItem", "DeleteItem" -> {
                Write write =
                        new Write(body.get("TableName").asText(), key(body), Optional.ofNullable(body.get("Item")));
                yield write(call, next, List.of(write), false);
            }
            case "TransactWriteItems" -> {
                List<Write> writes = new ArrayList<>();
                for (JsonNode element : body.get("TransactItems")) {
                    JsonNode action = element.properties().iterator().next().getValue();
                    writes.add(new Write(
                            action.get("TableName").asText(), key(action), Optional.ofNullable(action.get("Item"))));
                }
                yield write(call, next, writes, true);
            }
            // What makes and describes tables is free.
            case "CreateTable", "DescribeTable", "ListTables", "UpdateTimeToLive" -> next.answer(call);
            default -> throw new IllegalStateException("What " + call.operation() + " costs is not known here");
        };
    }

    private DynamoAnswer write(DynamoCall call, Next next, List<Write> writes, boolean transaction)
            throws IOException, InterruptedException {
        List<JsonNode> before = items(next, writes);
        DynamoAnswer answer = next.answer(call);
        List<JsonNode> after = items(next, writes);
        Map<String, Units> units = new HashMap<>();
        for (int at = 0; at < writes.size(); at++) {
            // A refused put is charged for what it would have put.
            int wanted = writes.get(at).put.map(ItemSize::of).orElse(0);
            JsonNode was = before.get(at);
            JsonNode is = after.get(at);
            String table = writes.get(at).table;
            units.merge(table, Units.writing(ItemSize.of(was), Math.max(ItemSize.of(is), wanted)), Units::plus);
            for (GlobalSecondaryIndex index : indexes.getOrDefault(table, List.of())) {
                JsonNode entryBefore = entry(index, was);
                JsonNode entryAfter = entry(index, is);
                if (!entryBefore.equals(entryAfter)) {
                    units.merge(
                            table + "/" + index.indexName(),
                            Units.indexing(ItemSize.of(entryBefore), ItemSize.of(entryAfter), sameKey(index, was, is)),
                            Units::plus);
                }
            }
        }
        if (transaction) {
            units.replaceAll((place, ofPlace) -> ofPlace.inTransaction());
        }
        add(units);
        return answer;
    }

    private static Map<String, Units> batch(DynamoLayer.Next next, JsonNode tables)
            throws IOException, InterruptedException {
        Map<String, Units> units = new HashMap<>();
        for (Map.Entry<String, JsonNode> table : tables.properties()) {
            boolean consistent = table.getValue().path("ConsistentRead").asBoolean();
            for (JsonNode key : table.getValue().get("Keys")) {
                int size = ItemSize.of(item(next, table.getKey(), key));
                units.merge(table.getKey(), Units.reading(size, consistent), Units::plus);
            }
        }
        return units;
    }

    /** Of what is returned, which is all that is read where nothing is filtered and everything is projected. */
    private static Units query(JsonNode body, DynamoAnswer answer) {
        int size = 0;
        if (answer instanceof DynamoAnswer.Http(int status, JsonNode found) && status == 200) {
            for (JsonNode item : found.path("Items")) {
                size += ItemSize.of(item);
            }
        }
        return Units.reading(size, body.path("ConsistentRead").asBoolean());
    }

    private static List<JsonNode> items(Next next, List<Write> writes) throws IOException, InterruptedException {
        List<JsonNode> items = new ArrayList<>();
        for (Write write : writes) {
            items.add(item(next, write.table, write.key));
        }
        return items;
    }

    /** An item as it is now, empty where there is none. */
    private static JsonNode item(Next next, String table, JsonNode key) throws IOException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("TableName", table).put("ConsistentRead", true).set("Key", key);
        if (next.answer(new DynamoCall("GetItem", body)) instanceof DynamoAnswer.Http(int status, JsonNode found)
                && status == 200) {
            return found.has("Item") ? found.get("Item") : NO_ITEM;
        }
        throw new IllegalStateException("An item of " + table + " cannot be read");
    }

    private static JsonNode key(JsonNode action) {
        if (action.has("Key")) {
            return action.get("Key");
        }
        ObjectNode key = JsonNodeFactory.instance.objectNode();
        key.set("pk", action.get("Item").get("pk"));
        key.set("sk", action.get("Item").get("sk"));
        return key;
    }

    /** What an index has of an item, empty where the item has not all of its keys. */
    private static JsonNode entry(GlobalSecondaryIndex index, JsonNode item) {
        List<String> keys =
                index.keySchema().stream().map(KeySchemaElement::attributeName).toList();
        if (!keys.stream().allMatch(item::has)) {
            return NO_ITEM;
        }
        if (index.projection().projectionType() == ProjectionType.ALL) {
            return item;
        }
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.set("pk", item.get("pk"));
        entry.set("sk", item.get("sk"));
        keys.forEach(name -> entry.set(name, item.get(name)));
        return entry;
    }

    private static boolean sameKey(GlobalSecondaryIndex index, JsonNode before, JsonNode after) {
        return index.keySchema().stream()
                .map(KeySchemaElement::attributeName)
                .allMatch(name -> before.path(name).equals(after.path(name)));
    }

    private static String place(JsonNode query) {
        String table = query.get("TableName").asText();
        return query.has("IndexName") ? table + "/" + query.get("IndexName").asText() : table;
    }

    private synchronized void add(Map<String, Units> units) {
        units.forEach((place, used) -> places.merge(place, used, Units::plus));
        Units all = units.values().stream().reduce(Units.NONE, Units::plus);
        reading = new Reading(reading.calls + 1, reading.units.plus(all));
    }
}
