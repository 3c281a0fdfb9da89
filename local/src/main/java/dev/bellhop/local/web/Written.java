package dev.bellhop.local.web;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** What a write to DynamoDB touches, in its order. */
record Written(List<Item> items) {

    /** @param isMark whether it is a mark: what makes an effect happen once */
    record Item(String table, boolean isMark) {}

    Written {
        items = List.copyOf(items);
    }

    static Written of(SdkRequest request) {
        return new Written(
                switch (request) {
                    case TransactWriteItemsRequest transaction ->
                        transaction.transactItems().stream()
                                // What is only looked at is not written.
                                .filter(item -> item.conditionCheck() == null)
                                .map(Written::item)
                                .toList();
                    case PutItemRequest put -> List.of(item(put.tableName(), put.item()));
                    case UpdateItemRequest update -> List.of(item(update.tableName(), update.key()));
                    case DeleteItemRequest delete -> List.of(item(delete.tableName(), delete.key()));
                    default -> List.of();
                });
    }

    /** Each once. */
    List<String> tables() {
        return items.stream().map(Item::table).distinct().toList();
    }

    private static Item item(TransactWriteItem item) {
        if (item.put() != null) {
            return item(item.put().tableName(), item.put().item());
        }
        if (item.update() != null) {
            return item(item.update().tableName(), item.update().key());
        }
        return item(item.delete().tableName(), item.delete().key());
    }

    private static Item item(String table, Map<String, AttributeValue> item) {
        AttributeValue sk = item.get("sk");
        return new Item(table, sk != null && sk.s() != null && sk.s().startsWith("MARK"));
    }
}
